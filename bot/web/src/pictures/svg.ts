/** Making SVG elements in one line; no markup is parsed, and nothing is styled inline. */

const SVG = "http://www.w3.org/2000/svg";

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K, attributes: Record<string, string | number | undefined> = {}, ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

let count = 0;

/** A picture that a screen reader tells as one, by its title and what it shows. */
export function picture(width: number, height: number, title: string, description: string, ...children: Node[]): SVGSVGElement {
  const id = `kb-picture-${++count}`;
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-desc`, class: "drawing" },
    s("title", { id: `${id}-title` }, title),
    s("desc", { id: `${id}-desc` }, description),
    ...children,
  );
}
