/** Every word of the dashboard in Hindi, one file per part of it. */
import campaign from "./campaign.json";
import campaigns from "./campaigns.json";
import common from "./common.json";
import home from "./home.json";
import inbox from "./inbox.json";
import notifications from "./notifications.json";
import numbers from "./numbers.json";
import problems from "./problems.json";
import reactAria from "./react-aria.json";
import realtime from "./realtime.json";
import replies from "./replies.json";
import serverProblems from "./server-problems.json";
import session from "./session.json";
import settings from "./settings.json";
import shell from "./shell.json";
import templates from "./templates.json";
import whatsapp from "./whatsapp.json";

export const hi = {
  campaign,
  campaigns,
  common,
  home,
  inbox,
  notifications,
  numbers,
  problems,
  "react-aria": reactAria,
  realtime,
  replies,
  // English needs none: the server speaks it. tests/entrypoints/test_translations.py compares the codes.
  "server-problems": serverProblems,
  session,
  settings,
  shell,
  templates,
  whatsapp,
};
