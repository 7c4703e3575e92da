/** What the map says, both languages side by side. What stands still on the page is in build/map_page.mjs. */

import type { Language } from "../src/messages";

const TABLE = {
  shown: { nb: "Viser {n} av {all} klynger.", en: "Showing {n} of {all} clusters." },
  shownAll: { nb: "Viser alle de {all} klyngene.", en: "Showing all {all} clusters." },
  allSectors: { nb: "Alle", en: "All" },
  group: { nb: "{places}: {n} klynger", en: "{places}: {n} clusters" },
  point: { nb: "{name}, {level}, {place}", en: "{name}, {level}, {place}" },
  and: { nb: "og", en: "and" },
  uncertain: { nb: "{place} (usikkert)", en: "{place} (uncertain)" },
  unknown: { nb: "Ikke kjent", en: "Not known" },
  noneBeside: { nb: "Ingen med disse valgene.", en: "None match your choices." },
  noneInTable: { nb: "Ingen klynger passer til det du har valgt.", en: "No clusters fit your choices." },
  close: { nb: "Lukk", en: "Close" },
  backToGroup: { nb: "Tilbake til {places}", en: "Back to {places}" },
  level: { nb: "Nivå i {year}", en: "Level in {year}" },
  theme: { nb: "Arbeider med", en: "Focus" },
  place: { nb: "Sted", en: "Place" },
  website: { nb: "Nettsted", en: "Website" },
  pages: { nb: "Kilder til tema, sted og nettsted", en: "Sources for theme, place and website" },
  cluster: { nb: "Klynge", en: "Cluster" },
  in: { nb: "{place}, {county}", en: "{place}, {county}" },
  townMedium: {
    nb: "Trolig {place}. Kildene nevner stedet, men sier ikke rett ut at klyngen holder til der.",
    en: "Probably {place}. The sources mention it, but do not say outright that the cluster is based there.",
  },
  regionMembers: {
    nb: "Kildene sier ikke hvor klyngen holder til, bare hvor de fleste medlemmene er: {place}.",
    en: "The sources do not say where the cluster is based, only that most members are in {place}.",
  },
  regionWork: {
    nb: "Kildene sier ikke hvor klyngen holder til, bare at den arbeider for {place}.",
    en: "The sources do not say where the cluster is based, only that it works for {place}.",
  },
  placeUnknown: { nb: "Kildene sier ikke hvor klyngen holder til.", en: "The sources do not say where the cluster is based." },
  noWebsite: { nb: "Ikke kjent", en: "Not known" },
  ask: { nb: "Spør assistenten om klyngen", en: "Ask the assistant about it" },
  question: { nb: "Fortell meg om {name}", en: "Tell me about {name}" },
  sources: {
    nb: "Nivåene er fra {report}, {publisher}. Tema, sted og nettsted er fra {origin}.",
    en: "The levels are from {report}, {publisher}. Themes, places and websites are from {origin}.",
  },
  failed: {
    nb: "Fikk ikke hentet klyngene. Last siden på nytt om litt.",
    en: "The clusters could not be fetched. Reload the page in a moment.",
  },
} satisfies Record<string, Record<Language, string>>;

export type MapText = keyof typeof TABLE;

export function say(text: MapText, language: Language, values: Record<string, string | number> = {}): string {
  return TABLE[text][language].replace(/\{(\w+)\}/g, (sign, name: string) => String(values[name] ?? sign));
}
