/** `{"type": "levels"}`: the levels of the programme as a stair, brands and groups beside it. */

import type { Custom } from "../messages";
import { figure, frameOf, list, numeric, text } from "./frame";
import { mark } from "./marks";
import { picture, s } from "./svg";

const WIDTH = 320;
const GAP = 10;
const STEP = 26;
const HEIGHT = 66;

interface Box {
  name: string;
  kind: string;
  count: number;
  mark: number;
  asked: boolean;
}

function boxes(value: unknown): Box[] {
  return list(value).map((box) => ({
    name: text(box["name"]), kind: text(box["kind"]), count: numeric(box["count"]), mark: numeric(box["mark"]), asked: box["asked"] === true,
  }));
}

/** A name on as many lines as it needs; SVG breaks no lines. */
function lines(name: string, width: number): string[] {
  const most = Math.floor(width / 7.4);
  return name.split(" ").reduce<string[]>((done, word) => {
    const last = done[done.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= most) return [...done.slice(0, -1), `${last} ${word}`];
    return [...done, word];
  }, []);
}

function draw({ name, count, mark: number, asked }: Box, x: number, y: number, width: number, kind: string): SVGGElement {
  const middle = x + width / 2;
  const named = lines(name, width - 8);
  return s(
    "g", {},
    s("rect", { x: x + 0.75, y: y + 0.75, width: width - 1.5, height: HEIGHT - 1.5, rx: 8, class: `box ${kind}${asked ? " asked" : ""}` }),
    mark(number, 6, middle - 14, y + 19),
    s("text", { x: middle + 2, y: y + 25, class: "count" }, String(count)),
    ...named.slice(0, 2).map((line, index) =>
      s("text", { x: middle, y: y + (named.length > 1 ? 42 : 49) + index * 14, class: asked ? "name strong" : "name" }, line),
    ),
  );
}

export function levelDiagram(custom: Custom): HTMLElement | null {
  const steps = boxes(custom["steps"]);
  const beside = boxes(custom["beside"]);
  if (steps.length === 0) return null;
  const frame = frameOf(custom);
  const width = (count: number): number => (WIDTH - GAP * (count - 1)) / count;
  const wide = width(steps.length);
  const top = 24;
  const foot = top + STEP * (steps.length - 1) + HEIGHT;
  const parts: Node[] = [s("text", { x: 0, y: 12, class: "label" }, text(custom["steps_title"]))];
  steps.forEach((box, index) => {
    const x = index * (wide + GAP);
    const y = top + STEP * (steps.length - 1 - index);
    parts.push(draw(box, x, y, wide, "step"));
    if (index < steps.length - 1) {
      const from = x + wide;
      parts.push(s("path", { d: `M${from} ${y + 20}h${GAP / 2}v-${STEP - 6}h${GAP / 2}`, class: "way" }));
    }
  });
  let height = foot;
  if (beside.length > 0) {
    const narrow = width(beside.length);
    parts.push(s("text", { x: 0, y: foot + 28, class: "label" }, text(custom["beside_title"])));
    beside.forEach((box, index) => parts.push(draw(box, index * (narrow + GAP), foot + 40, narrow, "beside")));
    height = foot + 40 + HEIGHT;
  }
  const drawing = picture(WIDTH, height + 2, frame.title, frame.alt, ...parts);
  return figure(frame, drawing, [...steps, ...beside].map(({ name, kind, count }) => [name, kind, count]));
}
