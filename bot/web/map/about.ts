/** What stands beside the map when a point was chosen: a cluster, or the list of those in one place. */

import type { Api } from "../src/api";
import { h } from "../src/dom";
import type { Language } from "../src/messages";
import { markIcon } from "../src/pictures/marks";
import { longPlace, type Cluster, type MapData } from "./data";
import type { Choice } from "./drawing";
import { say } from "./texts";

export interface AboutContext {
  data: MapData;
  markOf: (cluster: Cluster) => number;
  levelOf: (cluster: Cluster) => string;
  /** shows one of a list; null when the panel is closed */
  select: (cluster: Cluster | null) => void;
  /** puts the focus back where these were chosen */
  back: (clusters: readonly Cluster[]) => void;
}

export class About {
  private choice: Choice | null = null;
  private shown: Cluster | null = null;

  constructor(private readonly element: HTMLElement, private readonly context: AboutContext, private language: Language) {
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
  }

  open(choice: Choice): void {
    this.choice = choice;
    const [only] = choice.clusters;
    this.show(choice.clusters.length === 1 && only ? only : null);
    this.enter();
  }

  /** Once more in another language. */
  say(language: Language): void {
    this.language = language;
    if (this.choice) this.show(this.shown);
  }

  close(): void {
    const clusters = this.choice?.clusters ?? [];
    this.choice = this.shown = null;
    this.element.hidden = true;
    this.element.replaceChildren();
    this.context.select(null);
    this.context.back(clusters);
  }

  private enter(): void {
    const heading = this.element.querySelector<HTMLElement>("h2");
    heading?.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  private show(cluster: Cluster | null): void {
    this.shown = cluster;
    this.context.select(cluster);
    const { language } = this;
    const close = h("button", { type: "button", class: "ds-button close", "data-variant": "tertiary", on: { click: () => this.close() } }, say("close", language));
    const parts = cluster ? this.one(cluster) : this.many();
    const heading = h("h2", { id: "about-heading", tabindex: "-1" }, cluster ? cluster.name : say("group", language, { places: this.choice?.places ?? "", n: this.choice?.clusters.length ?? 0 }));
    this.element.hidden = false;
    this.element.replaceChildren(h("div", { class: "about-top" }, heading, close), ...parts);
  }

  private many(): Node[] {
    const items = (this.choice?.clusters ?? []).map((cluster) =>
      h("li", {}, clusterButton(cluster, this.context, () => {
        this.show(cluster);
        this.enter();
      })),
    );
    return [h("ul", { class: "list" }, ...items)];
  }

  private one(cluster: Cluster): Node[] {
    const { language, context: { data, markOf, levelOf } } = this;
    const rows: [string, Node | string][] = [
      [say("level", language, { year: data.year }), h("span", { class: "level-name" }, markIcon(markOf(cluster)), levelOf(cluster))],
    ];
    if (cluster.theme) rows.push([say("theme", language), cluster.theme[language]]);
    rows.push([say("place", language), longPlace(cluster, language)]);
    rows.push([say("website", language), cluster.website ? link(cluster.website) : say("noWebsite", language)]);
    const facts = h("dl", { class: "facts" }, ...rows.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
    const ask = h("button", { type: "button", class: "ds-button ask", on: { click: () => this.ask(cluster) } }, say("ask", language));
    const parts: Node[] = [facts];
    if (cluster.note) parts.push(h("p", { class: "reservation" }, cluster.note[language]));
    parts.push(h("p", {}, ask));
    if (cluster.sources?.length) {
      const pages = cluster.sources.map(({ title, url }) => h("li", {}, link(url, title)));
      parts.push(h("details", { class: "pages" }, h("summary", {}, say("pages", language)), h("ul", {}, ...pages)));
    }
    const several = (this.choice?.clusters.length ?? 0) > 1;
    if (several) {
      const back = h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", on: { click: () => {
        this.show(null);
        this.enter();
      } } }, `← ${say("backToGroup", language, { places: this.choice?.places ?? "" })}`);
      parts.unshift(h("p", { class: "up" }, back));
    }
    return parts;
  }

  private ask(cluster: Cluster): void {
    const chat = (window as { klyngebot?: Api }).klyngebot;
    chat?.open();
    chat?.send(say("question", this.language, { name: cluster.name }));
  }
}

/** A cluster in a list: its mark, its name, its level. */
export function clusterButton(
  cluster: Cluster, { markOf, levelOf }: Pick<AboutContext, "markOf" | "levelOf">, press: () => void, more = "",
): HTMLButtonElement {
  return h(
    "button", { type: "button", class: "cluster", on: { click: press } },
    markIcon(markOf(cluster)), h("span", { class: "cluster-name" }, cluster.name), h("span", { class: "cluster-level" }, [levelOf(cluster), more].filter(Boolean).join(" · ")),
  );
}

export function link(url: string, name = new URL(url).hostname.replace(/^www\./, "")): HTMLAnchorElement {
  return h("a", { class: "ds-link", href: url, rel: "noopener" }, name);
}
