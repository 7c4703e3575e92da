/** `{"type": "bar_chart"}`: a bar a figure, with the figure at its end. */

import type { Custom } from "../messages";
import { figure, frameOf, list, numeric, text } from "./frame";
import { picture, s } from "./svg";

const WIDTH = 320;
const ROW = 52;
const BAR = 20;
/** for the figure at the end of the longest bar */
const ROOM = 56;

export function barChart(custom: Custom): HTMLElement | null {
  const bars = list(custom["bars"]).map((bar) => ({
    label: text(bar["label"]), value: numeric(bar["value"]), short: text(bar["short"]) || text(bar["value"]),
    text: text(bar["text"]), asked: bar["asked"] !== false,
  }));
  const most = Math.max(...bars.map(({ value }) => Math.abs(value)), 0);
  if (bars.length === 0 || most === 0) return null;
  const frame = frameOf(custom);
  const rows = bars.flatMap(({ label, value, short, asked }, index) => {
    const y = index * ROW + 20;
    const long = Math.max(2, (Math.abs(value) / most) * (WIDTH - ROOM));
    return [
      s("text", { x: 0, y: y - 6, class: asked ? "label strong" : "label" }, label),
      s("rect", { x: 0.5, y, width: long, height: BAR, rx: 3, class: asked ? "bar" : "bar quiet" }),
      s("text", { x: long + 8, y: y + BAR - 5, class: asked ? "figure strong" : "figure" }, short),
    ];
  });
  const height = bars.length * ROW;
  const drawing = picture(WIDTH, height, frame.title, frame.alt, ...rows);
  return figure(frame, drawing, bars.map(({ label, text: said }) => [label, said]));
}
