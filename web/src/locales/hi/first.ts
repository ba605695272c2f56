/** The words in Hindi that the frame, the sign-in page and the overview are made of: there before anything is shown. */
import campaigns from "./campaigns.json";
import common from "./common.json";
import home from "./home.json";
import notifications from "./notifications.json";
import problems from "./problems.json";
import reactAria from "./react-aria.json";
import realtime from "./realtime.json";
import session from "./session.json";
import shell from "./shell.json";
import serverProblems from "./server-problems.json";

export const first = {
  campaigns,
  common,
  home,
  notifications,
  problems,
  "react-aria": reactAria,
  realtime,
  session,
  shell,
  // English needs none: the server speaks it. tests/entrypoints/test_translations.py compares the codes.
  "server-problems": serverProblems,
};
