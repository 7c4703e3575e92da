/** The map itself: land, points and groups as buttons, names of towns. One tab stop; arrow keys move within. */

import { h } from "../src/dom";
import type { Language } from "../src/messages";
import { grouped, labels, namesFor, type Group } from "../src/pictures/layout";
import { mark, packed } from "../src/pictures/marks";
import { norway } from "../src/pictures/norway";
import { s } from "../src/pictures/svg";
import { joined, shortPlace, type Cluster } from "./data";
import { say } from "./texts";

const SMALL = 480; // pixels of width

interface Point {
  x: number;
  y: number;
  cluster: Cluster;
}

export interface Choice {
  clusters: Cluster[];
  /** names of the towns, for the heading of a list */
  places: string;
}

export interface Drawn {
  clusters: readonly Cluster[];
  language: Language;
  markOf: (cluster: Cluster) => number;
  levelOf: (cluster: Cluster) => string;
}

export class MapDrawing {
  private groups: { group: Group<Point>; button: HTMLButtonElement; key: string }[] = [];
  private current = 0;
  private chosen: string | null = null;

  constructor(private readonly element: HTMLElement, private readonly choose: (choice: Choice) => void) {
    element.addEventListener("keydown", (event) => this.move(event));
    // However the focus came there: by key, by a press, or from a screen reader.
    element.addEventListener("focusin", ({ target }) => {
      const index = this.groups.findIndex(({ button }) => button === target);
      if (index >= 0) this.focusOn(index, false);
    });
  }

  draw({ clusters, language, markOf, levelOf }: Drawn): void {
    const focused = this.groups.findIndex(({ button }) => button === document.activeElement);
    const focusedKey = this.groups[focused]?.key;
    const width = Math.max(240, Math.floor(this.element.clientWidth));
    const small = width < SMALL;
    // Within a group the marks are smaller, else groups on a phone would swallow one another.
    const radius = (members: number): number => (members === 1 ? (small ? 6 : 8) : small ? 3.8 : 7);
    const reach = (members: number): number => Math.max(packed(members, radius(members)).reach + (small ? 3 : 4), 12);
    const map = norway(width, small ? 16 : 22);
    const points = clusters.flatMap((cluster): Point[] =>
      cluster.latitude === undefined || cluster.longitude === undefined ? [] : [{ cluster, ...map.place(cluster.latitude, cluster.longitude) }],
    );
    this.groups = grouped(points, reach).map((group) => {
      const members = group.members.map((member) => member.cluster);
      const places = placesOf(members, language);
      const [only] = members;
      const name = members.length === 1 && only
        ? say("point", language, { name: only.name, level: levelOf(only), place: shortPlace(only, language) })
        : say("group", language, { places, n: members.length });
      const far = reach(members.length);
      const { at } = packed(members.length, radius(members.length));
      const marks = members.map((member, index) => mark(markOf(member), radius(members.length), at[index]?.[0], at[index]?.[1]));
      const button = h("button", { type: "button", class: members.length > 1 ? "spot many" : "spot", "aria-label": name, tabindex: "-1", title: name });
      button.append(s("svg", { viewBox: `${-far} ${-far} ${far * 2} ${far * 2}`, width: far * 2, height: far * 2, "aria-hidden": "true" }, ...marks));
      if (members.length > 1) button.append(h("span", { class: "number", "aria-hidden": "true" }, String(members.length)));
      button.style.left = `${group.x}px`;
      button.style.top = `${group.y}px`;
      const key = members.map((member) => member.name).join("|");
      button.addEventListener("click", () => {
        this.choose({ clusters: members, places });
      });
      return { group, button, key };
    });
    const names = this.groups.map(({ group }) => ({
      x: group.x, y: group.y, reach: reach(group.members.length),
      names: namesFor(group.members.flatMap(({ cluster }) => cluster.places.map((place) => place[language]))),
    }));
    const size = small ? 12 : 14;
    const written = labels(names, width, map.height, size).map(({ x, y, text, anchor }) =>
      s("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, "font-size": size, class: "town" }, text));
    const land = s("svg", { viewBox: `0 0 ${width} ${map.height}`, width, height: map.height, "aria-hidden": "true", class: "land-sheet" },
      s("path", { d: map.outline, class: "land" }), ...written);
    this.element.replaceChildren(land, ...this.groups.map(({ button }) => button));
    this.element.style.height = `${map.height}px`;
    const kept = this.groups.findIndex(({ key }) => key === focusedKey);
    this.current = Math.max(0, kept);
    this.groups[this.current]?.button.setAttribute("tabindex", "0");
    if (kept >= 0) this.groups[kept]?.button.focus();
    this.markChosen();
  }

  /** Shows which point is being read about. */
  select(cluster: Cluster | null): void {
    this.chosen = cluster?.name ?? null;
    this.markChosen();
  }

  /** Puts the focus on the point of a cluster; false when it has none. */
  focus(clusters: readonly Cluster[]): boolean {
    const index = this.groups.findIndex(({ group }) => group.members.some((member) => clusters.includes(member.cluster)));
    if (index >= 0) this.focusOn(index, true);
    return index >= 0;
  }

  private markChosen(): void {
    for (const { group, button } of this.groups) {
      const chosen = group.members.some((member) => member.cluster.name === this.chosen);
      if (chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  private focusOn(index: number, move: boolean): void {
    this.groups[this.current]?.button.setAttribute("tabindex", "-1");
    this.current = index;
    const button = this.groups[index]?.button;
    button?.setAttribute("tabindex", "0");
    if (move) button?.focus();
  }

  private move(event: KeyboardEvent): void {
    const here = this.groups[this.current]?.group;
    if (!here || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.groups.length - 1;
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : nearest(here, this.groups.map(({ group }) => group), event.key);
    if (to === null) return;
    event.preventDefault();
    if (to !== this.current) this.focusOn(to, true);
  }
}

/** The next group in the direction of an arrow key: near, and not far to the side; null for other keys. */
export function nearest(here: { x: number; y: number }, groups: readonly { x: number; y: number }[], key: string): number | null {
  const way = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[key];
  if (!way) return null;
  const [right = 0, down = 0] = way;
  let best = groups.findIndex((group) => group === here);
  let least = Infinity;
  groups.forEach((group, index) => {
    const x = group.x - here.x;
    const y = group.y - here.y;
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    if (group === here || ahead <= 0) return;
    const far = ahead + 2 * aside;
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

function placesOf(clusters: readonly Cluster[], language: Language): string {
  const names = [...new Set(clusters.flatMap((cluster) => cluster.places.map((place) => place[language])))];
  return joined(names, language);
}
