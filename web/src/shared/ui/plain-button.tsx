/** A button of the frame itself, which must work before (or without) React Aria: on the crash page, while signing in is looked up. */
import type { ComponentProps } from "react";

export function PlainButton({ className = "", ...props }: ComponentProps<"button">) {
  return (
    <button type="button" className={`button button--md button--primary w-fit ${className}`} {...props} />
  );
}
