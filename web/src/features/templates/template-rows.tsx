/** The rows of the list: only those in sight are drawn, more are fetched as the end comes near. */
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { Template } from "@/api/models";
import { t } from "@/shared/i18n/i18n";
import { TemplateRow } from "./template-row";

const ROW_HEIGHT = 76;
/** Fetch the next page when this many loaded rows are left below. */
const FETCH_AHEAD = 15;

interface TemplateRowsProps {
  templates: Template[];
  query: { hasNextPage: boolean; isFetching: boolean; isError: boolean; fetchNextPage: () => unknown };
  onOpen: (id: number) => void;
}

export function TemplateRows({ templates, query, onOpen }: TemplateRowsProps) {
  const list = useRef<HTMLUListElement>(null);
  const top = useTop(list);
  const rows = useWindowVirtualizer({
    count: templates.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: top,
    // A page that is not shown has rows without height.
    measureElement: (row) => row.getBoundingClientRect().height || ROW_HEIGHT,
    getItemKey: (index) => templates[index]?.id ?? index,
  });
  const items = rows.getVirtualItems();
  useFetchAhead((items.at(-1)?.index ?? 0) >= templates.length - FETCH_AHEAD, query);
  const above = (items[0]?.start ?? top) - top;
  const below = rows.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <ul ref={list} aria-label={t("templates:list.label")} className="overflow-hidden panel">
      {above > 0 && <li aria-hidden="true" style={{ height: above }} />}
      {items.map(({ index, key }) => {
        const template = templates[index];
        return (
          template && (
            <TemplateRow
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={query.hasNextPage ? -1 : templates.length}
              aria-posinset={index + 1}
              className="border-separator not-first:border-t"
              template={template}
              onOpen={() => onOpen(template.id)}
            />
          )
        );
      })}
      {below > 0 && <li aria-hidden="true" style={{ height: below }} />}
    </ul>
  );
}

/** Where the list begins on the page. What stands above it changes its height: a sync's result, filters that wrap. */
function useTop(list: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return top;
}

function useFetchAhead(near: boolean, query: TemplateRowsProps["query"]) {
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  // After a failure only the button below the list tries again.
  const waits = near && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (waits) void fetchNextPage();
  }, [waits, fetchNextPage]);
}
