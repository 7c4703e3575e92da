/** What every picture in an answer has: heading, drawing, note, and the same as a table. */

import { h } from "../dom";

export interface Frame {
  title: string;
  alt: string;
  note: string;
  as_table: string;
  columns: string[];
}

type Cell = string | number | Node;

/** The fields every picture has, read one by one: what is missing is empty. */
export function frameOf(custom: Record<string, unknown>): Frame {
  const text = (name: string): string => (typeof custom[name] === "string" ? (custom[name] as string) : "");
  const columns = Array.isArray(custom["columns"]) ? custom["columns"].map(String) : [];
  return { title: text("title"), alt: text("alt"), note: text("note"), as_table: text("as_table"), columns };
}

export function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item)) : [];
}

export function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function numeric(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

export function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const head = h("tr", {}, ...columns.map((column) => h("th", { scope: "col" }, column)));
  const body = rows.map(([first = "", ...rest]) =>
    h("tr", {}, h("th", { scope: "row" }, cell(first)), ...rest.map((value) => h("td", {}, cell(value)))),
  );
  return h("table", {}, h("thead", {}, head), h("tbody", {}, ...body));
}

function cell(value: Cell): Node | string {
  return typeof value === "number" ? String(value) : value;
}

export function figure(frame: Frame, drawing: SVGSVGElement, rows: readonly (readonly Cell[])[], ...more: Node[]): HTMLElement {
  const parts: Node[] = [h("figcaption", { class: "picture-title" }, frame.title), drawing];
  if (frame.note) parts.push(h("p", { class: "picture-note" }, frame.note));
  parts.push(...more);
  if (frame.as_table) {
    parts.push(
      h("details", { class: "picture-table" },
        h("summary", {}, frame.as_table),
        h("div", { class: "picture-rows", tabindex: "0", role: "region", "aria-label": frame.title }, table(frame.columns, rows)),
      ),
    );
  }
  return h("figure", { class: "picture", "aria-live": "off" }, ...parts);
}
