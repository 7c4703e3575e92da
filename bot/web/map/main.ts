/** The page with the map: fetches the data, keeps the choices, draws map, lists and table anew when they change. */

import { h } from "../src/dom";
import type { Language } from "../src/messages";
import { markIcon } from "../src/pictures/marks";
import { table } from "../src/pictures/frame";
import { About, clusterButton, link } from "./about";
import { fetchData, shortPlace, tablePlace, type Cluster, type MapData } from "./data";
import { MapDrawing } from "./drawing";
import { say } from "./texts";

function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element as T;
}

class MapPage {
  private readonly marks: Map<string, number>;
  private readonly off = new Set<string>();
  private sector = "";
  private language = pageLanguage();
  private readonly drawing: MapDrawing;
  private readonly about: About;

  constructor(private readonly data: MapData) {
    this.marks = new Map(data.levels.map(({ id }, index) => [id, index]));
    this.about = new About(part("about"), {
      data,
      markOf: this.markOf,
      levelOf: this.levelOf,
      select: (cluster) => this.drawing.select(cluster),
      back: (clusters) => this.back(clusters),
    }, this.language);
    this.drawing = new MapDrawing(part("map"), (choice) => this.about.open(choice));
    this.listen();
    this.all();
    this.fromAddress();
  }

  private readonly markOf = (cluster: Cluster): number => this.marks.get(cluster.level) ?? 0;
  private readonly levelOf = (cluster: Cluster): string =>
    this.data.levels.find(({ id }) => id === cluster.level)?.name[this.language] ?? cluster.level;

  private get shown(): Cluster[] {
    return this.data.clusters.filter(
      ({ level, sectors }) => !this.off.has(level) && (!this.sector || sectors?.includes(this.sector)),
    );
  }

  private listen(): void {
    part("choices").addEventListener("submit", (event) => event.preventDefault());
    part("choices").addEventListener("change", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement) {
        if (field.checked) this.off.delete(field.value);
        else this.off.add(field.value);
      } else if (field instanceof HTMLSelectElement) this.sector = field.value;
      this.draw();
    });
    let width = part("map").clientWidth;
    new ResizeObserver(() => {
      if (part("map").clientWidth === width) return;
      width = part("map").clientWidth;
      this.drawMap();
    }).observe(part("map"));
    new MutationObserver(() => {
      if (pageLanguage() === this.language) return;
      this.language = pageLanguage();
      this.all();
      this.about.say(this.language);
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
    addEventListener("hashchange", () => this.fromAddress());
  }

  /** Everything, in the language of the page. */
  private all(): void {
    this.choices();
    this.draw();
    const { source, origin } = this.data;
    const report = h("a", { class: "ds-link", href: source.url }, source.title[this.language]);
    const [before, after] = say("sources", this.language, { publisher: source.publisher, origin: origin[this.language] }).split("{report}");
    part("sources").replaceChildren(before ?? "", report, after ?? "");
  }

  private choices(): void {
    const { language } = this;
    part("levels").replaceChildren(
      ...this.data.levels.map(({ id, name }, mark) => {
        const count = this.data.clusters.filter(({ level }) => level === id).length;
        const box = h("input", { type: "checkbox", value: id, checked: !this.off.has(id) });
        return h("label", { class: "level-choice" }, box, markIcon(mark), h("span", {}, name[language]), h("span", { class: "count" }, String(count)));
      }),
    );
    const sectors = [...this.data.sectors].sort((one, other) => one.name[language].localeCompare(other.name[language], language));
    part("sector").replaceChildren(
      h("option", { value: "" }, say("allSectors", language)),
      ...sectors.map(({ id, name }) => h("option", { value: id, selected: id === this.sector }, capitalised(name[language]))),
    );
  }

  private draw(): void {
    const { language, shown } = this;
    const all = this.data.clusters.length;
    part("status").textContent = shown.length === all ? say("shownAll", language, { all }) : say("shown", language, { n: shown.length, all });
    this.drawMap();
    const beside = shown.filter(({ latitude }) => latitude === undefined);
    const items = beside.map((cluster) =>
      h("li", {}, clusterButton(cluster, { markOf: this.markOf, levelOf: this.levelOf }, () => this.about.open({ clusters: [cluster], places: "" }), shortPlace(cluster, language))),
    );
    part("beside").replaceChildren(...(items.length > 0 ? items : [h("li", {}, say("noneBeside", language))]));
    part("rows").replaceChildren(this.table(shown));
  }

  private drawMap(): void {
    this.drawing.draw({ clusters: this.shown, language: this.language, markOf: this.markOf, levelOf: this.levelOf });
  }

  private table(clusters: readonly Cluster[]): HTMLElement {
    const { language, data: { year } } = this;
    if (clusters.length === 0) return h("p", {}, say("noneInTable", language));
    const columns = [say("cluster", language), say("level", language, { year }), say("theme", language), say("place", language), say("website", language)];
    return table(columns, clusters.map((cluster) => [
      cluster.name,
      h("span", { class: "level-name" }, markIcon(this.markOf(cluster)), this.levelOf(cluster)),
      cluster.theme?.[language] ?? "",
      tablePlace(cluster, language) || say("unknown", language),
      cluster.website ? link(cluster.website) : say("unknown", language),
    ]));
  }

  /** The focus goes to the point, or to the entry in the list of those without one. */
  private back(clusters: readonly Cluster[]): void {
    if (this.drawing.focus(clusters)) return;
    const name = clusters[0]?.name;
    const entries = [...document.querySelectorAll<HTMLElement>("#beside .cluster")];
    entries.find((entry) => entry.querySelector(".cluster-name")?.textContent === name)?.focus();
  }

  /** `/map#GCE%20NODE` opens with that cluster. */
  private fromAddress(): void {
    let name = "";
    try {
      name = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    const cluster = this.data.clusters.find((one) => one.name === name);
    if (cluster) this.about.open({ clusters: [cluster], places: "" });
  }
}

function pageLanguage(): Language {
  return document.documentElement.lang === "en" ? "en" : "nb";
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

void fetchData().then(
  (data) => {
    const page = new MapPage(data);
    part("atlas").removeAttribute("aria-busy");
    return page;
  },
  (error: unknown) => {
    part("trouble").textContent = say("failed", pageLanguage());
    part("trouble").hidden = false;
    part("atlas").hidden = true;
    console.error("klyngebot: the map has no data", error);
  },
);
