/** What the page asks for, by attributes of the script element. */

import type { TextKey } from "./i18n";
import { isLanguage, type Language } from "./messages";

export type Scheme = "auto" | "light" | "dark";

export interface Config {
  /** address that the server's paths are relative to, with a slash at its end */
  server: string;
  /** null: follow the page */
  language: Language | null;
  /** the page's own wording; language null: for both */
  texts: { key: TextKey; language: Language | null; text: string }[];
  position: "left" | "right";
  /** null: follow the page's data-color-scheme, or else the person's system */
  scheme: Scheme | null;
  open: boolean;
}

/** Attributes that replace a text of the table, each also with -nb or -en at its end. */
const WORDINGS = ["title", "subtitle", "launcher", "greeting", "suggestions"] as const satisfies TextKey[];

function wordings(data: DOMStringMap): Config["texts"] {
  return WORDINGS.flatMap((key) =>
    [["", null], ["Nb", "nb"], ["En", "en"]].flatMap(([ending, language]) => {
      const text = data[key + ending];
      return text === undefined ? [] : [{ key, language: language as Language | null, text }];
    }),
  );
}

function scheme(value: string | undefined | null): Scheme | null {
  return value === "auto" || value === "light" || value === "dark" ? value : null;
}

export function readConfig(script: HTMLScriptElement): Config {
  const data = script.dataset;
  return {
    server: new URL(data["server"] ?? ".", data["server"] ? location.href : script.src).href.replace(/\/*$/, "/"),
    language: isLanguage(data["lang"]) ? data["lang"] : null,
    texts: wordings(data),
    position: data["position"] === "left" ? "left" : "right",
    scheme: scheme(data["colorScheme"]),
    open: data["open"] !== undefined,
  };
}

/** Norwegian in any of its codes, English for every other language a page says it is in; else Norwegian. */
export function pageLanguage(): Language {
  const said = document.documentElement.lang.toLowerCase();
  return said === "" || /^(nb|nn|no)\b/.test(said) ? "nb" : "en";
}

export function pageScheme(): Scheme {
  return scheme(document.documentElement.dataset["colorScheme"]) ?? "auto";
}
