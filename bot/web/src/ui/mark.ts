/** The mark of klyngebot: a cluster of dots, joined. */

const SVG = "http://www.w3.org/2000/svg";
const DOTS = [[12, 6.2, 3.1], [6.4, 15.6, 3.1], [17.6, 15.6, 3.1], [12, 12.4, 1.7]] as const;

export function mark(): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const lines = document.createElementNS(SVG, "path");
  lines.setAttribute("d", "M12 12.4V6.2M12 12.4l-5.6 3.2M12 12.4l5.6 3.2");
  lines.setAttribute("stroke", "currentColor");
  lines.setAttribute("stroke-width", "1.4");
  svg.append(lines);
  for (const [cx, cy, r] of DOTS) {
    const dot = document.createElementNS(SVG, "circle");
    dot.setAttribute("cx", String(cx));
    dot.setAttribute("cy", String(cy));
    dot.setAttribute("r", String(r));
    dot.setAttribute("fill", "currentColor");
    svg.append(dot);
  }
  return svg;
}
