/** The words in Hindi of all other pages, fetched with the first of them. */
import campaign from "./campaign.json";
import create from "./create.json";
import inbox from "./inbox.json";
import numbers from "./numbers.json";
import replies from "./replies.json";
import settings from "./settings.json";
import templates from "./templates.json";
import whatsapp from "./whatsapp.json";

export const rest = {
  campaign,
  create,
  inbox,
  numbers,
  replies,
  settings,
  templates,
  whatsapp,
};
