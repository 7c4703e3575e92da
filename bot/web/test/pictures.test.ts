import { describe, expect, it, vi } from "vitest";
import { nearest } from "../map/drawing";
import { joined, longPlace, shortPlace, tablePlace, type Cluster } from "../map/data";
import { barChart } from "../src/pictures/bars";
import { grouped, labels, namesFor } from "../src/pictures/layout";
import { levelDiagram } from "../src/pictures/levels";
import { clusterMap } from "../src/pictures/map";
import { COLOURS, packed, shape } from "../src/pictures/marks";
import { norway } from "../src/pictures/norway";
import { registerPictures } from "../src/ui/pictures";
import { renderCustom } from "../src/ui/renderers";
import { Texts } from "../src/i18n";

const CHART = {
  type: "bar_chart", title: "Tall", alt: "Søyler", note: "Forklaring", as_table: "Vis som tabell", columns: ["Måltall", "Poeng"],
  bars: [
    { label: "Salg", value: 18.6, short: "18,6", text: "18,6 poeng høyere", asked: true },
    { label: "Årsverk", value: 3.6, short: "3,6", text: "3,6 poeng flere", asked: false },
  ],
};

describe("Marks of the levels", () => {
  it("differ in shape and in colour", () => {
    const shapes = COLOURS.map((_, mark) => shape(mark, 8));
    expect(new Set(shapes).size).toBe(COLOURS.length);
    expect(new Set(COLOURS).size).toBe(COLOURS.length);
  });

  it("have a contrast of 3 : 1 to the light and the dark background", () => {
    for (const colour of COLOURS) {
      for (const background of ["#ffffff", "#eef3fb", "#17191c"]) {
        expect(contrast(colour, background), `${colour} on ${background}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 12, 25])("%i of them lie apart, within their reach", (count) => {
    const { at, reach } = packed(count, 5);
    expect(at).toHaveLength(count);
    at.forEach(([x, y], index) => {
      expect(Math.hypot(x, y) + 5).toBeLessThanOrEqual(reach + 0.01);
      for (const [a, b] of at.slice(index + 1)) expect(Math.hypot(x - a, y - b)).toBeGreaterThan(9.9);
    });
  });
});

describe("Points on a map", () => {
  const reach = (members: number): number => 8 + members;

  it("become one group where they would overlap, and no two groups do", () => {
    const points = Array.from({ length: 60 }, (_, index) => ({ x: (index * 37) % 300, y: (index * 53) % 400 }));
    const groups = grouped(points, reach);
    expect(groups.flatMap(({ members }) => members)).toHaveLength(60);
    groups.forEach((one, index) => {
      for (const other of groups.slice(index + 1)) {
        const room = Math.hypot(one.x - other.x, one.y - other.y) - reach(one.members.length) - reach(other.members.length);
        expect(room).toBeGreaterThanOrEqual(0);
      }
    });
  });

  it("stay apart where there is room", () => {
    expect(grouped([{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 100, y: 0 }], reach).map(({ members }) => members.length)).toEqual([1, 2]);
  });

  it("get names that cover neither points nor each other", () => {
    const circles = [[50, 50], [50, 66], [50, 82], [90, 66]].map(([x = 0, y = 0]) => ({ x, y, reach: 7, names: ["Et langt stedsnavn", "Sted"] }));
    const placed = labels(circles, 200, 120, 12);
    const boxes = placed.map(({ x, y, text, anchor }) => {
      const long = text.length * 12 * 0.56;
      const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
      return { left, right: left + long, top: y - 10.2, bottom: y + 2.4 };
    });
    expect(placed.length).toBeGreaterThan(1);
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) {
        expect(one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom).toBe(false);
      }
    });
  });

  it("are called by up to two towns, the fullest first", () => {
    expect(namesFor(["Bergen"])).toEqual(["Bergen"]);
    expect(namesFor(["Haugesund", "Stavanger", "Stavanger"])).toEqual(["Stavanger, Haugesund", "Stavanger"]);
    expect(namesFor(["Oslo", "Halden", "Fredrikstad"])).toEqual(["Oslo …", "Oslo"]);
  });

  it("are reached by arrow keys: the nearest in that direction", () => {
    const groups = [{ x: 0, y: 0 }, { x: 50, y: 5 }, { x: 10, y: 80 }, { x: 200, y: 0 }];
    const [here] = groups;
    expect(nearest(here!, groups, "ArrowRight")).toBe(1);
    expect(nearest(here!, groups, "ArrowDown")).toBe(2);
    expect(nearest(here!, groups, "ArrowUp")).toBe(0);
    expect(nearest(here!, groups, "a")).toBeNull();
  });
});

describe("The outline of Norway", () => {
  // The same places, projected by Python, are in tests/channels/test_slack_pictures.py.
  const PLACES: [string, number, number, number, number][] = [
    ["Oslo", 59.9127, 10.7461, -0.037197, 1.265191],
    ["Hammerfest", 70.6634, 23.6821, 0.050167, 1.454734],
    ["Kristiansand", 58.1467, 7.9956, -0.064571, 1.236646],
  ];

  it("has towns where they are", () => {
    const map = norway(600, 20);
    const at = PLACES.map(([, latitude, longitude]) => map.place(latitude, longitude));
    const [oslo, north] = [at[0]!, at[1]!];
    const scale = (north.x - oslo.x) / (0.050167 + 0.037197);
    PLACES.forEach(([name, , , x, y], index) => {
      expect(at[index]!.x, name).toBeCloseTo(oslo.x + (x + 0.037197) * scale, 1);
      expect(at[index]!.y, name).toBeCloseTo(oslo.y - (y - 1.265191) * scale, 1);
    });
  });

  it.each([240, 320, 640])("fits %i pixels", (width) => {
    const map = norway(width, 16);
    const numbers = [...map.outline.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const across = numbers.map(([x]) => x);
    const down = numbers.map(([, y]) => y);
    expect(Math.min(...across)).toBeCloseTo(16, 0);
    expect(Math.max(...across)).toBeCloseTo(width - 16, 0);
    expect(Math.min(...down)).toBeCloseTo(16, 0);
    expect(Math.max(...down)).toBeLessThanOrEqual(map.height - 15);
  });
});

describe("Where a cluster is", () => {
  const both = (text: string) => ({ nb: text, en: text });
  const cluster = (more: Partial<Cluster>): Cluster => ({ name: "X", level: "arena", places: [both("Bergen")], certain: true, ...more });

  it("is told with how sure that is", () => {
    expect(shortPlace(cluster({}), "nb")).toBe("Bergen");
    expect(shortPlace(cluster({ certain: false }), "nb")).toBe("Bergen (usikkert)");
    expect(shortPlace(cluster({ places: [] }), "en")).toBe("");
    expect(longPlace(cluster({ county: both("Vestland") }), "nb")).toBe("Bergen, Vestland");
    expect(longPlace(cluster({ certain: false, latitude: 60, longitude: 5 }), "en")).toMatch(/^Probably Bergen/);
    expect(longPlace(cluster({ certain: false, tells: "members" }), "nb")).toContain("de fleste medlemmene er: Bergen");
    expect(longPlace(cluster({ certain: false, tells: "work" }), "en")).toContain("works for Bergen");
    expect(longPlace(cluster({ places: [] }), "nb")).toBe("Kildene sier ikke hvor klyngen holder til.");
    expect(tablePlace(cluster({ county: both("Vestland") }), "en")).toBe("Bergen, Vestland");
    expect(joined(["a", "b", "c"], "nb")).toBe("a, b og c");
  });
});

describe("Pictures in answers", () => {
  it("show a bar as long as its figure, and the same as a table", () => {
    const figure = barChart(CHART)!;
    const [sales, jobs] = [...figure.querySelectorAll("rect")].map((bar) => Number(bar.getAttribute("width")));
    expect(jobs! / sales!).toBeCloseTo(3.6 / 18.6, 3);
    const svg = figure.querySelector("svg")!;
    expect(svg.getAttribute("role")).toBe("img");
    expect(figure.querySelector(`#${svg.getAttribute("aria-labelledby")}`)?.textContent).toBe("Tall");
    expect(figure.querySelector(`#${svg.getAttribute("aria-describedby")}`)?.textContent).toBe("Søyler");
    expect([...figure.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual(["Salg18,6 poeng høyere", "Årsverk3,6 poeng flere"]);
  });

  it("draw nothing where there is nothing to draw", () => {
    for (const custom of [{ type: "bar_chart" }, { type: "bar_chart", bars: [{ value: 0 }, "x", null] }, { type: "bar_chart", bars: 3 }]) {
      expect(barChart(custom)).toBeNull();
    }
    expect(levelDiagram({ type: "levels", steps: "?" })).toBeNull();
    expect(clusterMap({ type: "map", points: [[58.9, 5.7]] }, "https://bot.example/")).toBeNull();
  });

  it("show the levels with their counts, steps first", () => {
    const steps = [{ name: "Arena", kind: "programnivå", count: 11, mark: 1 }, { name: "GCE", kind: "programnivå", count: 3, mark: 4 }];
    const figure = levelDiagram({ type: "levels", title: "T", alt: "A", as_table: "V", columns: ["a", "b", "c"], steps, beside: [{ name: "NCE", kind: "merkenavn", count: 7, mark: 3 }] })!;
    expect([...figure.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual(["Arenaprogramnivå11", "GCEprogramnivå3", "NCEmerkenavn7"]);
    expect(figure.querySelectorAll(".mark")).toHaveLength(3);
  });

  it("show clusters on a map, with a link to all of them", () => {
    const points = [{ cluster: "GCE NODE", mark: 4, place: "Kristiansand", latitude: 58.1467, longitude: 7.9956 }];
    const figure = clusterMap({
      type: "map", language: "en", title: "T", alt: "A", as_table: "Show", columns: ["a", "b", "c"], points,
      levels: [{ name: "GCE", mark: 4 }], unplaced: [{ cluster: "NF&TA", level: "Arena Pro", place: "place not known" }], link: { path: "map", text: "All" },
    }, "https://bot.example/base/")!;
    expect(figure.querySelector("a")?.getAttribute("href")).toBe("https://bot.example/base/map?lang=en");
    expect(figure.querySelector(".town")?.textContent).toBe("Kristiansand");
    expect([...figure.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual(["GCE NODEGCEKristiansand", "NF&TAArena Proplace not known"]);
  });

  it("are fetched with the first one, and again after a failure", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const drawn = document.createElement("p");
    const load = vi.fn()
      .mockRejectedValueOnce(new Error("offline"))
      .mockResolvedValue({ draw: () => drawn, dress: () => undefined });
    registerPictures("https://bot.example/", load);
    const show = (): HTMLElement => renderCustom(CHART, "nb", new Texts("nb")) as HTMLElement;
    const box = document.createElement("div");
    document.body.append(box);
    expect(load).not.toHaveBeenCalled();
    box.append(show());
    await vi.waitFor(() => expect(box.children).toHaveLength(0)); // the text stands alone
    box.append(show());
    await vi.waitFor(() => expect(box.contains(drawn)).toBe(true));
    box.append(show());
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    expect(load).toHaveBeenCalledWith("https://bot.example/klyngebot-pictures.js");
  });
});

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
