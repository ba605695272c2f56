/** The number of unread notifications before the window's title, as mail programs have it: "(3) Campaigns · Harkara". */
import { useEffect } from "react";

const MARK = /^\(\d+\+?\) /;

/** Every page writes its own title; this puts the mark before whatever it writes. */
export function useTitleMark(unread: number) {
  useEffect(() => {
    const mark = () => {
      const title = withMark(document.title, unread);
      if (title !== document.title) document.title = title;
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      document.title = withMark(document.title, 0);
    };
  }, [unread]);
}

export function withMark(title: string, unread: number): string {
  const plain = title.replace(MARK, "");
  if (unread === 0 || plain === "") return plain;
  return `(${unread > 99 ? "99+" : unread}) ${plain}`;
}
