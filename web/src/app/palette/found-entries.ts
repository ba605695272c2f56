/** What the server finds for the words typed, through the lists' own searches; the numbers are few and searched here. */
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { LayoutTemplate, Send, Smartphone, UserRound } from "lucide-react";
import { api, unwrap } from "@/api/client";
import { customerAddress, customerName } from "@/features/inbox/customer";
import { numbersQuery } from "@/shared/api/numbers";
import { formatLanguage } from "@/shared/format/language";
import { formatPhone } from "@/shared/format/phone";
import { matches, type Entry } from "./entry";

/** Of each kind; the lists themselves have the rest. */
const SHOWN = 5;

type Find = (q: string, signal: AbortSignal) => Promise<Omit<Entry, "run">[]>;

const findCampaigns: Find = async (q, signal) => {
  const query = { q, limit: SHOWN };
  const { items } = await unwrap(api.GET("/api/campaigns", { params: { query }, signal }));
  return items.map(({ id, name, number }) => ({
    id: `campaign-${id}`,
    group: "campaigns",
    label: name,
    hint: number.display_name,
    icon: Send,
    to: `/campaigns/${id}`,
  }));
};

const findTemplates: Find = async (q, signal) => {
  const query = { q, limit: SHOWN };
  const { items } = await unwrap(api.GET("/api/templates", { params: { query }, signal }));
  return items.map(({ id, name, language }) => ({
    id: `template-${id}`,
    group: "templates",
    label: name,
    hint: formatLanguage(language),
    icon: LayoutTemplate,
    to: `/templates?id=${id}`,
  }));
};

const findCustomers: Find = async (q, signal) => {
  const query = { q, limit: SHOWN };
  const { items } = await unwrap(api.GET("/api/conversations", { params: { query }, signal }));
  return items.map(({ id, customer, number }) => ({
    id: `customer-${id}`,
    group: "customers",
    label: customerName(customer),
    hint: `${customerAddress(customer)} · ${number.display_name}`,
    icon: UserRound,
    to: `/inbox/${id}`,
  }));
};

function foundQuery(kind: string, q: string, find: Find) {
  return queryOptions({
    queryKey: ["palette", kind, q],
    // A newer word cancels the request of the older one.
    queryFn: ({ signal }) => find(q, signal),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function useFoundEntries(q: string, go: (to: string) => void) {
  const answers = [
    useQuery(foundQuery("campaigns", q, findCampaigns)),
    useQuery(foundQuery("templates", q, findTemplates)),
    useQuery(foundQuery("customers", q, findCustomers)),
  ];
  const numbers = useNumberEntries(q);
  const found = q === "" ? [] : [...answers.flatMap(({ data }) => data ?? []), ...numbers];
  return {
    entries: found.map((entry): Entry => ({ ...entry, run: () => go(entry.to ?? "/") })),
    isSearching: answers.some(({ isFetching }) => isFetching),
    error: answers.find(({ error }) => error)?.error ?? null,
  };
}

function useNumberEntries(q: string): Omit<Entry, "run">[] {
  const { data = [] } = useQuery(numbersQuery);
  return data
    .map(({ id, display_name, display_phone_number }) => ({
      id: `number-${id}`,
      group: "numbers" as const,
      label: display_name,
      hint: formatPhone(display_phone_number ?? ""),
      also: (display_phone_number ?? "").replace(/\D/g, ""),
      icon: Smartphone,
      to: "/numbers",
    }))
    .filter((entry) => matches({ ...entry, run: () => undefined }, q))
    .slice(0, SHOWN);
}
