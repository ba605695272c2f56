/** A figure that runs to its next value instead of jumping there; at once for those who ask for less motion. */
import { useEffect, useRef, useState } from "react";
import { formatCount } from "@/shared/format/number";

const RUN_MS = 600;

export function CalmCount({ value }: { value: number }) {
  const [shown, setShown] = useState(value);
  const current = useRef(value);
  useEffect(() => {
    const from = current.current;
    if (from === value) return;
    const show = (next: number) => {
      current.current = next;
      setShown(next);
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      show(value);
      return;
    }
    const began = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const part = Math.min(1, Math.max(0, (now - began) / RUN_MS));
      show(Math.round(from + (value - from) * (1 - (1 - part) ** 3)));
      if (part < 1) frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return formatCount(shown);
}
