/** Why a message was not answered, in words; the API's names are those of the server's `Skip`. */
const REASONS: Partial<Record<string, string>> = {
  not_text: "Not a text message",
  group: "Written in a group",
  nobody: "Meta named no sender",
  too_old: "Arrived too late: Meta’s 24 hours were over",
  number_gone: "The number was deleted or inactive",
  not_configured: "No language model was set up",
  quota: "All replies of the customer were used",
  loop: "Too many replies within a minute: probably another bot",
  gave_up: "Given up after several crashes",
  llm_timeout: "The model was too slow",
  llm_unreachable: "The model’s server could not be reached",
  llm_key_refused: "The model’s server refused the key",
  llm_out_of_credit: "The account with the model’s server has no credit",
  llm_rate_limited: "The model’s server allowed no more requests",
  llm_unknown_model: "The server does not know the model",
  llm_refused: "The model’s server refused the request",
  llm_server_error: "The model’s server failed",
  llm_unreadable: "The model’s answer could not be read",
  llm_empty: "The model’s answer was empty",
};

export function skipReason(name: string): string {
  return REASONS[name] ?? name.replaceAll("_", " ");
}
