/**
 * The outline of the mainland of Norway and its islands, from Natural Earth by way of world-atlas.
 *
 * As coordinates of a GeoJSON MultiPolygon, in degrees: the browser and the pictures for Slack project
 * the same one. Svalbard, Jan Mayen and Bear Island are left out: no cluster is there.
 */

import { readFileSync } from "node:fs";
import { feature } from "topojson-client";

const NORWAY = "578"; // ISO 3166-1
const MAINLAND = { west: 4, east: 32, south: 57.5, north: 71.5 };

export function outline() {
  const file = new URL("../node_modules/world-atlas/countries-50m.json", import.meta.url);
  const world = JSON.parse(readFileSync(file, "utf8"));
  const country = world.objects.countries.geometries.find(({ id }) => id === NORWAY);
  const within = ([longitude, latitude]) =>
    longitude > MAINLAND.west && longitude < MAINLAND.east && latitude > MAINLAND.south && latitude < MAINLAND.north;
  const rounded = (ring) => ring.map((point) => point.map((degrees) => Number(degrees.toFixed(3))));
  return feature(world, country)
    .geometry.coordinates.filter(([ring]) => ring.every(within))
    .map((rings) => rings.map(rounded));
}
