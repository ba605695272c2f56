import "./fonts";
import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { App } from "./app/app";
import { createRouter } from "./app/router";
import { startLanguage } from "./shared/i18n/i18n";

// zod would compile validators with eval, which the content security policy forbids.
z.config({ jitless: true });

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App router={createRouter()} />
  </StrictMode>,
);
