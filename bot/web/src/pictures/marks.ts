/**
 * The marks of the levels: each has a shape and a colour of its own, so that nothing hangs on colour alone.
 *
 * A level's mark is its position in the list of levels; a new level takes the next one. The colours have
 * a contrast of 3 : 1 or more to the light and to the dark background. `bot/channels/drawing/sheet.py` has
 * the same for pictures in Slack.
 */

import { s } from "./svg";

export const COLOURS = ["#8a6d3b", "#1f78d1", "#0f8554", "#c2570c", "#8457d6", "#d0316b", "#0d8390", "#6f7681"] as const;

function polygon(corners: number, radius: number, turned: number): string {
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = ((index / corners) * 360 + turned) * (Math.PI / 180);
    return [radius * Math.sin(angle), -radius * Math.cos(angle)].map((n) => n.toFixed(2)).join(" ");
  });
  return `M${points.join("L")}Z`;
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const far = index % 2 === 0 ? radius : radius * 0.48;
    const angle = (index / 10) * 2 * Math.PI;
    return [far * Math.sin(angle), -far * Math.cos(angle)].map((n) => n.toFixed(2)).join(" ");
  });
  return `M${points.join("L")}Z`;
}

function plus(r: number): string {
  const a = (r * 0.36).toFixed(2);
  const b = r.toFixed(2);
  return `M-${a}-${b}H${a}V-${a}H${b}V${a}H${a}V${b}H-${a}V${a}H-${b}V-${a}H-${a}Z`;
}

function circle(r: number): string {
  return `M0-${r}A${r} ${r} 0 1 1 0 ${r}A${r} ${r} 0 1 1 0-${r}Z`;
}

/** Shapes of much the same area for one radius, in the order of the marks. */
const SHAPES: readonly ((radius: number) => string)[] = [
  (r) => polygon(4, r * 1.2, 0),
  (r) => circle(r),
  (r) => polygon(4, r * 1.25, 45),
  (r) => polygon(3, r * 1.32, 0),
  (r) => star(r * 1.38),
  (r) => polygon(6, r * 1.1, 30),
  (r) => plus(r * 1.15),
  (r) => polygon(3, r * 1.32, 180),
];

/** The outline of a mark round the origin. */
export function shape(mark: number, radius: number): string {
  return (SHAPES[mark % SHAPES.length] ?? circle)(radius);
}

export function colour(mark: number): string {
  return COLOURS[mark % COLOURS.length] ?? COLOURS[0];
}

/** A mark at a place of a drawing. */
export function mark(number: number, radius: number, x = 0, y = 0): SVGPathElement {
  return s("path", { d: shape(number, radius), transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, fill: colour(number), class: "mark" });
}

/** A mark as a small picture of its own, such as in a legend. */
export function markIcon(number: number, size = 20): SVGSVGElement {
  return s("svg", { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true", class: "mark-icon" }, mark(number, 6.4));
}

/** Where so many marks of a radius go so that they touch, round the origin; and how far they reach. */
export function packed(count: number, radius: number): { at: [number, number][]; reach: number } {
  const gap = radius * 1.25;
  if (count <= 1) return { at: [[0, 0]], reach: radius };
  const ring = (n: number, far: number, turned: number): [number, number][] =>
    Array.from({ length: n }, (_, index) => {
      const angle = (index / n) * 2 * Math.PI + turned;
      return [far * Math.sin(angle), -far * Math.cos(angle)];
    });
  if (count <= 5) {
    const far = gap / Math.sin(Math.PI / count);
    return { at: ring(count, far, count === 2 ? Math.PI / 2 : count === 4 ? Math.PI / 4 : 0), reach: far + radius };
  }
  if (count <= 7) {
    const far = gap * 2;
    return { at: [[0, 0], ...ring(count - 1, far, 0)], reach: far + radius };
  }
  // As seeds in a sunflower, like the dots on the front page.
  const golden = Math.PI * (3 - Math.sqrt(5));
  const at = Array.from({ length: count }, (_, index): [number, number] => {
    const far = gap * 1.12 * Math.sqrt(index + 0.6) * 1.2;
    return [far * Math.cos(index * golden), far * Math.sin(index * golden)];
  });
  return { at, reach: gap * 1.12 * Math.sqrt(count - 0.4) * 1.2 + radius };
}
