/** The style sheet, adopted by the shadow root: nothing that a Content-Security-Policy could object to. */

import css from "style:widget";

let sheet: CSSStyleSheet | null = null;

export function adopt(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  root.adoptedStyleSheets = [sheet];
}

/**
 * The text size the person has chosen in the browser, in pixels.
 *
 * `rem` would follow the page, and many pages set it to 10 px for their own arithmetic.
 */
export function baseSize(): string {
  const probe = document.createElement("span");
  probe.style.font = "medium sans-serif";
  probe.style.display = "none";
  document.documentElement.append(probe);
  const size = Number.parseFloat(getComputedStyle(probe).fontSize);
  probe.remove();
  return `${size || 16}px`;
}
