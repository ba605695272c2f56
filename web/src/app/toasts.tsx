/** The notices in the corner. They follow a person's act, so their code is fetched with the first touch of the page. */
import { Suspense, useEffect, useState } from "react";
import { lazyWithWords } from "@/shared/i18n/with-words";

const ToastRegion = lazyWithWords(async () => (await import("./toast-region")).ToastRegion);
const TOUCHES = ["pointerdown", "keydown"] as const;

export function Toasts() {
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (touched) return;
    const onTouch = () => setTouched(true);
    for (const touch of TOUCHES) window.addEventListener(touch, onTouch, { once: true, capture: true });
    return () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, onTouch, { capture: true });
    };
  }, [touched]);
  if (!touched) return null;
  return (
    <Suspense fallback={null}>
      <ToastRegion />
    </Suspense>
  );
}
