/** What `map.json` holds, and the wording of where a cluster is. Facts come from the server alone. */

import type { Language } from "../src/messages";
import { say } from "./texts";

export type Both = Record<Language, string>;

export interface Level {
  id: string;
  name: Both;
}

export interface Cluster {
  name: string;
  level: string;
  places: Both[];
  certain: boolean;
  kind?: "town" | "county" | "area";
  county?: Both;
  tells?: "base" | "members" | "work";
  theme?: Both;
  sectors?: string[];
  website?: string;
  note?: Both;
  sources?: { title: string; url: string }[];
  latitude?: number;
  longitude?: number;
}

export interface MapData {
  year: number;
  source: { title: Both; publisher: string; year: number; url: string };
  origin: Both;
  levels: Level[];
  sectors: { id: string; name: Both }[];
  clusters: Cluster[];
}

/** "a, b og c". */
export function joined(items: readonly string[], language: Language): string {
  const last = items[items.length - 1] ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${say("and", language)} ${last}`;
}

/** The narrowest place that is known, in few words; empty when none is. */
export function shortPlace(cluster: Cluster, language: Language): string {
  const place = joined(cluster.places.map((one) => one[language]), language);
  if (!place) return "";
  return cluster.certain ? place : say("uncertain", language, { place });
}

/** As `shortPlace`, with the county where that tells more. */
export function tablePlace(cluster: Cluster, language: Language): string {
  const place = shortPlace(cluster, language);
  return place && cluster.county ? say("in", language, { place, county: cluster.county[language] }) : place;
}

/** Where a cluster is, and how sure that is, in a sentence where it isn't plain. */
export function longPlace(cluster: Cluster, language: Language): string {
  const place = joined(cluster.places.map((one) => one[language]), language);
  if (!place) return say("placeUnknown", language);
  const within = cluster.county ? say("in", language, { place, county: cluster.county[language] }) : place;
  if (cluster.certain) return within;
  if (cluster.latitude === undefined && cluster.tells === "members") return say("regionMembers", language, { place });
  if (cluster.latitude === undefined && cluster.tells === "work") return say("regionWork", language, { place });
  return say("townMedium", language, { place });
}

export async function fetchData(): Promise<MapData> {
  const response = await fetch("map.json", { credentials: "same-origin" });
  if (!response.ok) throw new Error(`map.json: ${response.status}`);
  return (await response.json()) as MapData;
}
