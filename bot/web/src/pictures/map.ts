/** `{"type": "map"}`: some clusters on a small map of Norway, and a link to the page with all of them. */

import { h } from "../dom";
import type { Custom } from "../messages";
import { figure, frameOf, list, numeric, text } from "./frame";
import { grouped, labels, namesFor } from "./layout";
import { mark, markIcon, packed } from "./marks";
import { norway } from "./norway";
import { picture, s } from "./svg";

const WIDTH = 272;
const EDGE = 14;
const RADIUS = 5.5;
const LETTERS = 12;

const reach = (members: number): number => packed(members, RADIUS).reach + 2;

export function clusterMap(custom: Custom, server: string): HTMLElement | null {
  const frame = frameOf(custom);
  const map = norway(WIDTH, EDGE);
  const points = list(custom["points"]).map((point) => ({
    cluster: text(point["cluster"]), place: text(point["place"]), mark: numeric(point["mark"]),
    ...map.place(numeric(point["latitude"]), numeric(point["longitude"])),
  }));
  if (points.length === 0) return null;
  const groups = grouped(points, reach);
  const names = groups.map(({ x, y, members }) => ({
    x, y, reach: reach(members.length), names: namesFor(members.map(({ place }) => place.replace(/ \(.*\)$/, ""))),
  }));
  const drawn = groups.flatMap(({ x, y, members }) => {
    const { at } = packed(members.length, RADIUS);
    return members.map((member, index) => mark(member.mark, RADIUS, x + (at[index]?.[0] ?? 0), y + (at[index]?.[1] ?? 0)));
  });
  const written = labels(names, WIDTH, map.height, LETTERS).map(({ x, y, text: said, anchor }) =>
    s("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, class: "town" }, said),
  );
  const drawing = picture(WIDTH, map.height, frame.title, frame.alt, s("path", { d: map.outline, class: "land" }), ...written, ...drawn);
  drawing.classList.add("small-map");
  const levels = list(custom["levels"]);
  const nameOf = new Map(levels.map((level) => [numeric(level["mark"]), text(level["name"])]));
  const rows = [
    ...points.map((point) => [point.cluster, nameOf.get(point.mark) ?? "", point.place]),
    ...list(custom["unplaced"]).map((one) => [text(one["cluster"]), text(one["level"]), text(one["place"])]),
  ];
  const legend = h("ul", { class: "picture-legend" },
    ...levels.map((level) => h("li", {}, markIcon(numeric(level["mark"]), 16), text(level["name"]))));
  const link = (custom["link"] ?? {}) as Record<string, unknown>;
  const address = new URL(text(link["path"]) || "map", server);
  if (custom["language"] === "en") address.searchParams.set("lang", "en");
  return figure(
    frame, drawing, rows, legend,
    h("p", { class: "picture-note" }, h("a", { class: "ds-link", href: address.href }, text(link["text"]) || address.href)),
    h("p", { class: "picture-credit" }, text(custom["credit"])),
  );
}
