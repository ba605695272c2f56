/** Which rows of a long list are in sight of the window; what lies above and below is only room. */
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useState } from "react";

export function useWindowRows(count: number, rowHeight: number, keyOf: (index: number) => number) {
  const [top, setTop] = useState(0);
  const start = useCallback((node: HTMLElement | null) => {
    if (node) setTop(node.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    getItemKey: keyOf,
  });
  const items = virtualizer.getVirtualItems();
  return {
    /** Goes on the element in which the rows begin. */
    start,
    items,
    /** Goes on each row, beside its `data-index`. */
    measure: virtualizer.measureElement,
    above: Math.max(0, (items[0]?.start ?? top) - top),
    below: Math.max(0, virtualizer.getTotalSize() + top - (items.at(-1)?.end ?? top)),
  };
}
