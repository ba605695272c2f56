/** A link that looks like a button: it navigates, so it stays a link for keyboards and readers. Only HeroUI's classes, no script. */
import type { ButtonVariants } from "@heroui/react";
import { Link, type LinkProps } from "react-router";

interface ButtonLinkProps extends LinkProps {
  variant?: ButtonVariants["variant"];
  size?: ButtonVariants["size"];
  className?: string;
}

export function ButtonLink({ variant = "primary", size = "md", className = "", ...props }: ButtonLinkProps) {
  return <Link className={`button button--${size} button--${variant} ${className}`} {...props} />;
}
