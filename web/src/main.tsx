import "./fonts";
import "./styles/index.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod/v4/core";
import { App } from "./app/app";
import { createRouter } from "./app/router";
import { startLanguage } from "./shared/i18n/i18n";

// zod would compile validators with eval, which the content security policy forbids.
config({ jitless: true });

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");

await startLanguage();
createRoot(root).render(
  <StrictMode>
    <App router={createRouter()} />
  </StrictMode>,
);
