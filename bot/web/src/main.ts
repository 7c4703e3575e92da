/** Start: finds the script element, puts the chat on the page, offers the API. */

import { makeApi, type Api } from "./api";
import { readConfig } from "./config";
import { KlyngebotChat } from "./widget";

declare const VERSION: string;
declare global {
  interface Window {
    klyngebot?: Api;
  }
}

function start(script: HTMLScriptElement): void {
  if (!customElements.get("klyngebot-chat")) customElements.define("klyngebot-chat", KlyngebotChat);
  const chat = new KlyngebotChat(readConfig(script));
  window.klyngebot = makeApi(chat, VERSION);
  document.body.append(chat);
  document.dispatchEvent(new CustomEvent("klyngebot:ready", { detail: window.klyngebot }));
}

// document.currentScript is null in a module; then the element is known by its address.
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>("script[src*='klyngebot.js']");

if (window.klyngebot) console.warn("klyngebot: the script is on this page twice; the second one does nothing");
else if (!script) console.error("klyngebot: no script element with klyngebot.js in its address was found");
else if (document.body) start(script);
else document.addEventListener("DOMContentLoaded", () => start(script));
