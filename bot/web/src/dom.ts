/** Making elements in one line, without ever parsing HTML. */

import type { TextArguments, TextKey } from "./i18n";

export interface Properties {
  class?: string;
  /** text, accessible name, placeholder: keys of the table in i18n.ts */
  t?: TextKey;
  tLabel?: TextKey;
  tPlaceholder?: TextKey;
  tValues?: TextArguments;
  on?: Record<string, (event: Event) => void>;
  [attribute: string]: unknown;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Properties = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(properties.on ?? {})) element.addEventListener(event, listener);
    } else if (name === "t") element.dataset["t"] = String(value);
    else if (name === "tLabel") element.dataset["tLabel"] = String(value);
    else if (name === "tPlaceholder") element.dataset["tPlaceholder"] = String(value);
    else if (name === "tValues") element.dataset["tValues"] = JSON.stringify(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** A decorative picture of 24 × 24, drawn in the colour of the text around it. */
export function icon(paths: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("fill", "currentColor");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const d of paths.split("|")) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    path.setAttribute("fill-rule", "evenodd");
    svg.append(path);
  }
  return svg;
}
