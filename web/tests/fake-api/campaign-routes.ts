/** /api/campaigns of the fake API. */
import type { Campaign } from "../../src/api/models.ts";
import { contactDetail, detailed, failures, pace } from "./campaign-detail.ts";
import { advanced, contact, newCampaign } from "./campaigns.ts";
import type { FakeState } from "./fake-api.ts";
import { reportFor } from "./report.ts";
import { json, noContent, page, problem, type Route } from "./route.ts";

const missing = (id: number) =>
  problem(404, "campaign_not_found", "There is no such campaign", `Campaign ${id}`, "Go back to the list.");

function change(state: FakeState, id: number, status: Campaign["status"]): Response {
  const found = state.campaigns.find((each) => each.id === id);
  if (!found) return missing(id);
  found.status = status;
  return json(detailed(advanced(found, state.seconds())));
}

/** What has no value comes last either way. */
function inOrder(campaigns: Campaign[], sort: string | null, order: string | null): Campaign[] {
  const key = (sort === "created_at" ? "id" : (sort ?? "id")) as keyof Campaign;
  const up = order === "asc" ? 1 : -1;
  return campaigns.toSorted((a, b) => {
    const [one, other] = [a[key], b[key]];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return (one < other ? -1 : Number(one > other)) * up;
  });
}

async function chosenTemplates(request: Request, state: FakeState) {
  const form = await request.formData();
  const ids = form.getAll("template_ids").map(Number);
  return { form, chosen: state.templates.filter(({ id }) => ids.includes(id)) };
}

export const campaignRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/campaigns$/,
    run: ({ url, state }) => {
      const { searchParams: query } = url;
      const statuses = query.getAll("status");
      const template = query.get("template_id");
      const wanted = state.campaigns
        .filter(
          ({ status, name, batches }) =>
            (statuses.length === 0 || statuses.includes(status)) &&
            (!template || batches.some(({ template_id }) => String(template_id) === template)) &&
            name.toLowerCase().includes((query.get("q") ?? "").toLowerCase()),
        )
        .map((each) => advanced(each, state.seconds()));
      return page(inOrder(wanted, query.get("sort"), query.get("order")), url);
    },
  },
  {
    method: "POST",
    path: /^\/api\/campaigns\/validate$/,
    run: async ({ request, state }) => {
      const { form, chosen } = await chosenTemplates(request, state);
      const file = form.get("file") as File;
      if (!(await file.text()).startsWith("Phone")) {
        return problem(
          422,
          "bad_header",
          "The CSV's first row is not the header Harkara needs",
          `${file.name} starts without Phone.`,
          "Make the first row Phone,{{1}},{{2}}.",
        );
      }
      const at = form.get("scheduled_at") as string | null;
      return json(reportFor(chosen, at ? new Date(at) : new Date()));
    },
  },
  {
    method: "POST",
    path: /^\/api\/campaigns\/validate\/invalid\.csv$/,
    run: () =>
      new Response("Phone,{{1}},Row,Reason\n98765,Priya,14,The phone number has 10 digits\n", {
        headers: { "content-type": "text/csv" },
      }),
  },
  {
    method: "POST",
    path: /^\/api\/campaigns$/,
    run: async ({ request, state }) => {
      const { form } = await chosenTemplates(request, state);
      const added: Campaign = {
        ...newCampaign(99, form.get("name") as string),
        id: 99,

        status: form.get("scheduled_at") ? "scheduled" : "running",
      };
      state.campaigns.unshift(added);
      return json(added, 201);
    },
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/(\d+)$/,
    run: ({ id, state }) => {
      const found = state.campaigns.find((each) => each.id === id);
      return found ? json(detailed(advanced(found, state.seconds()))) : missing(id);
    },
  },
  {
    method: "DELETE",
    path: /^\/api\/campaigns\/(\d+)$/,
    run: ({ id, state }) => {
      state.campaigns = state.campaigns.filter((each) => each.id !== id);
      return noContent();
    },
  },
  {
    method: "POST",
    path: /^\/api\/campaigns\/(\d+)\/stop$/,
    run: ({ id, state }) => change(state, id, "stopped"),
  },
  {
    method: "POST",
    path: /^\/api\/campaigns\/(\d+)\/resume$/,
    run: ({ id, state }) => change(state, id, "running"),
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/(\d+)\/contacts$/,
    run: ({ url }) => {
      const { searchParams: query } = url;
      const rows = Array.from({ length: 400 }, (_, row) => contact(row + 1)).filter(
        ({ status, phone, error_code }) =>
          (!query.get("status") || query.get("status") === status) &&
          (!query.get("error_code") || query.get("error_code") === String(error_code ?? "none")) &&
          phone.includes(query.get("q") ?? ""),
      );
      return page(rows, url);
    },
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/\d+\/contacts\/(\d+)$/,
    run: ({ id }) => json(contactDetail(id)),
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/(\d+)\/failures$/,
    run: () => json(failures()),
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/(\d+)\/pace$/,
    run: () => json({ stretches: pace() }),
  },
  {
    method: "GET",
    path: /^\/api\/campaigns\/(\d+)\/(?:export|invalid)\.csv$/,
    run: () => new Response("Phone,Status\n919876543210,read\n", { headers: { "content-type": "text/csv" } }),
  },
];
