/** The line under an answer that says where it comes from, and opens to tell more. */

import { h, icon } from "../dom";
import type { Texts } from "../i18n";
import { CHEVRON } from "../icons";
import { link } from "../markdown";
import type { Source, Spoken } from "../messages";

type Term = "sourceTitle" | "sourcePublisher" | "sourceYear" | "sourceLink";

function row(term: Term, value: Node | string, lang?: Spoken): Node[] {
  return value === "" ? [] : [h("dt", { t: term }), h("dd", { lang }, value)];
}

function details(source: Source, language: Spoken, texts: Texts): HTMLElement {
  const safe = /^https?:\/\//i.test(source.url);
  return h(
    "dl", { class: "facts" },
    ...row("sourceTitle", source.title, language),
    ...row("sourcePublisher", source.publisher),
    ...row("sourceYear", source.year),
    ...row("sourceLink", safe ? link(source.url, [h("span", { t: "openSource" })], texts) : source.url),
  );
}

export function sourceLine(sources: Source[], language: Spoken, texts: Texts): HTMLElement | null {
  const [first] = sources;
  if (!first) return null;
  const name = [first.publisher || first.title, first.year].filter(Boolean).join(", ");
  const one = sources.length === 1;
  return h(
    "details", { class: "source" },
    h(
      "summary", {},
      h("span", one ? { t: "source", tValues: { name } } : { t: "sources", tValues: { n: sources.length } }),
      icon(CHEVRON),
    ),
    ...sources.map((source) => details(source, language, texts)),
  );
}
