/** A link that looks like a button: it navigates, so it stays a link for keyboards and readers. */
import { buttonVariants, type ButtonVariants } from "@heroui/react";
import { Link, type LinkProps } from "react-router";

interface ButtonLinkProps extends LinkProps {
  variant?: ButtonVariants["variant"];
  size?: ButtonVariants["size"];
  className?: string;
}

export function ButtonLink({ variant = "primary", size = "md", className, ...props }: ButtonLinkProps) {
  return <Link className={buttonVariants({ variant, size, className })} {...props} />;
}
