import "./ui/tokens.css";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { resume } from "./api/session";
import { App } from "./app/app";

// Dialogs write a style of their own, and the policy of the page wants to know whose it is.
const nonce = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce;
if (nonce) setNonce(nonce);

const root = document.getElementById("root");
if (!root) throw new Error("index.html has lost its root");

await resume();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
