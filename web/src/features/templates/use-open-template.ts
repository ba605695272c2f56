/** Which template is open, kept in the address: the back button closes it, and a notification's link opens it. */
import { useSearchParams } from "react-router";

export function useOpenTemplate() {
  const [search, setSearch] = useSearchParams();
  const open = search.has("id") ? Number(search.get("id")) : null;
  const setOpen = (id: number | null) => {
    setSearch(
      (current) => {
        const next = new URLSearchParams(current);
        if (id === null) next.delete("id");
        else next.set("id", String(id));
        return next;
      },
      { preventScrollReset: true },
    );
  };
  return [open, setOpen] as const;
}
