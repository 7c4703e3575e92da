/** The pictures in answers, fetched by the chat when the first one comes; see ui/pictures.ts. */

import css from "style:pictures";
import type { Custom } from "../messages";
import { barChart } from "./bars";
import { levelDiagram } from "./levels";
import { clusterMap } from "./map";

/** The picture, or null where a payload has nothing to draw. */
export function draw(custom: Custom, server: string): HTMLElement | null {
  if (custom.type === "bar_chart") return barChart(custom);
  if (custom.type === "levels") return levelDiagram(custom);
  if (custom.type === "map") return clusterMap(custom, server);
  return null;
}

let sheet: CSSStyleSheet | null = null;

/** Adds the pictures' style to a shadow root, once. */
export function dress(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
