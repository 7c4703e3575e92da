/** Both pages: language, questions that open the chat, the snippet to copy. Loaded before the page is drawn. */

import type { Api } from "../src/api";
import { isLanguage, type Language } from "../src/messages";

const COPIED: Record<Language, string> = { nb: "Koden er kopiert.", en: "The code has been copied." };

function language(): Language {
  return document.documentElement.lang === "en" ? "en" : "nb";
}

function api(): Api | undefined {
  return (window as { klyngebot?: Api }).klyngebot;
}

function show(wanted: Language): void {
  document.documentElement.lang = wanted;
  document.title = document.querySelector("title")?.dataset[wanted] ?? document.title;
  const link = document.querySelector<HTMLAnchorElement>("#language");
  const other = wanted === "nb" ? "en" : "nb";
  if (link) link.href = `?lang=${other}`;
  const home = document.querySelector<HTMLAnchorElement>("#home");
  if (home) home.href = wanted === "en" ? "./?lang=en" : "./";
  const snippet = document.querySelector("#snippet");
  if (snippet) snippet.textContent = `<script src="${new URL("klyngebot.js", location.href).href}" data-lang="${wanted}" defer></script>`;
}

function prepare(): void {
  show(language());
  document.querySelector("#language")?.addEventListener("click", (event) => {
    event.preventDefault();
    const wanted: Language = language() === "nb" ? "en" : "nb";
    show(wanted);
    api()?.setLanguage(wanted);
    history.replaceState(null, "", (wanted === "en" ? "?lang=en" : location.pathname) + location.hash);
  });
  document.querySelector("#open")?.addEventListener("click", () => api()?.open());
  for (const button of document.querySelectorAll<HTMLElement>("button[data-nb]")) {
    button.addEventListener("click", () => {
      const question = button.dataset[language()];
      api()?.open();
      if (question) api()?.send(question);
    });
  }
  document.querySelector("#copy")?.addEventListener("click", () => {
    const code = document.querySelector("#snippet")?.textContent ?? "";
    const status = document.querySelector("#copied");
    void navigator.clipboard?.writeText(code).then(() => {
      if (status) status.textContent = COPIED[language()];
    });
  });
}

/** The chat's own switch of language is one for the whole page. */
function connect(): void {
  const chat = api();
  if (!chat) return;
  if (asked) chat.setLanguage(asked);
  else if (chat.language !== language()) show(chat.language);
  chat.on("language", (detail) => show(detail.language));
}

const wish = new URLSearchParams(location.search).get("lang");
const asked = isLanguage(wish) ? wish : null;
if (asked) document.documentElement.lang = asked;
document.addEventListener("DOMContentLoaded", prepare);
document.addEventListener("klyngebot:ready", connect);
