/** Renderers for `custom` messages: charts, a map, whatever comes; a page may bring its own. */

import type { Texts } from "../i18n";
import type { Custom, Spoken } from "../messages";

/**
 * Makes an element for a custom message, or null to leave it at the text.
 * It must be understandable without seeing it: give it a name or a text.
 */
export type Renderer = (custom: Custom, context: { language: Spoken; texts: Texts }) => Element | null;

const renderers = new Map<string, Renderer>();

export function registerRenderer(type: string, renderer: Renderer): void {
  renderers.set(type, renderer);
}

export function renderCustom(custom: Custom | null, language: Spoken, texts: Texts): Element | null {
  const renderer = custom && renderers.get(custom.type);
  if (!custom || !renderer) return null;
  try {
    return renderer(custom, { language, texts });
  } catch (error) {
    console.error(`klyngebot: the renderer of '${custom.type}' failed`, error);
    return null;
  }
}
