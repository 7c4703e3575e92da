/** Where things go on a map: points that would overlap become one group; names go where there is room. */

export interface Spot {
  x: number;
  y: number;
}

export interface Group<T> extends Spot {
  members: T[];
}

/**
 * Groups points so that no two groups overlap.
 *
 * @param reach how far from its middle a group of so many members reaches, in pixels
 */
export function grouped<T extends Spot>(points: readonly T[], reach: (members: number) => number): Group<T>[] {
  let groups = sameSpot(points);
  for (;;) {
    const pair = closestOverlap(groups, reach);
    if (!pair) return groups.sort((one, other) => one.y - other.y || one.x - other.x);
    const [one, other] = pair;
    groups = [...groups.filter((group) => group !== one && group !== other), merged(one, other)];
  }
}

function sameSpot<T extends Spot>(points: readonly T[]): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const point of points) {
    const key = `${point.x.toFixed(1)} ${point.y.toFixed(1)}`;
    const group = groups.get(key);
    if (group) group.members.push(point);
    else groups.set(key, { x: point.x, y: point.y, members: [point] });
  }
  return [...groups.values()];
}

function closestOverlap<T>(groups: readonly Group<T>[], reach: (members: number) => number): [Group<T>, Group<T>] | null {
  let found: [Group<T>, Group<T>] | null = null;
  let nearest = 0;
  groups.forEach((one, index) => {
    for (const other of groups.slice(index + 1)) {
      const room = Math.hypot(one.x - other.x, one.y - other.y) - reach(one.members.length) - reach(other.members.length);
      if (room < nearest) [found, nearest] = [[one, other], room];
    }
  });
  return found;
}

function merged<T>(one: Group<T>, other: Group<T>): Group<T> {
  const count = one.members.length + other.members.length;
  const mean = (a: number, b: number): number => (a * one.members.length + b * other.members.length) / count;
  const [first, second] = one.y <= other.y ? [one, other] : [other, one];
  return { x: mean(one.x, other.x), y: mean(one.y, other.y), members: [...first.members, ...second.members] };
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Label extends Spot {
  text: string;
  anchor: "start" | "end" | "middle";
}

/** How far a name may stand out over the edge of the map, in pixels. */
const OVER = 14;

/**
 * Names beside circles, where they cover neither a circle nor another name; the rest gets none.
 *
 * @param circles with their names, the one to be tried first in front
 * @param size height of the letters in pixels
 */
export function labels(
  circles: readonly (Spot & { reach: number; names: readonly string[] })[], width: number, height: number, size: number,
): Label[] {
  const taken: Box[] = circles.map(({ x, y, reach }) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }));
  const placed: Label[] = [];
  // Larger groups first: they are the ones people look for.
  for (const circle of [...circles].sort((one, other) => other.reach - one.reach)) {
    const found = place(circle, taken, width, height, size);
    if (!found) continue;
    taken.push(found.box);
    placed.push(found.label);
  }
  return placed;
}

/** What a group in these towns may be called: up to two towns, else the one most of it is in. */
export function namesFor(towns: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const town of towns) count.set(town, (count.get(town) ?? 0) + 1);
  const [first, second, third] = [...count].sort(([, one], [, other]) => other - one).map(([town]) => town);
  if (first === undefined) return [];
  if (second === undefined) return [first];
  return third === undefined ? [`${first}, ${second}`, first] : [`${first} …`, first];
}

function place(
  circle: Spot & { reach: number; names: readonly string[] }, taken: readonly Box[], width: number, height: number, size: number,
): { label: Label; box: Box } | null {
  const gap = circle.reach + 6;
  const sides: [Label["anchor"], number, number][] = [
    ["start", circle.x + gap, circle.y + size * 0.35],
    ["end", circle.x - gap, circle.y + size * 0.35],
    ["middle", circle.x, circle.y + gap + size * 0.8],
    ["middle", circle.x, circle.y - gap],
  ];
  for (const text of circle.names) {
    const long = text.length * size * 0.56;
    for (const [anchor, x, y] of sides) {
      const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
      const box = { left, right: left + long, top: y - size * 0.85, bottom: y + size * 0.2 };
      const inside = box.left >= -OVER && box.right <= width + OVER && box.top >= 0 && box.bottom <= height + OVER;
      if (inside && !taken.some((other) => overlap(box, other))) return { label: { text, anchor, x, y }, box };
    }
  }
  return null;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
