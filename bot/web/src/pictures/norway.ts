/** The mainland of Norway as a line to draw, and where a place is on it. */

import { geoConicConformal, geoPath, type GeoProjection } from "d3-geo";
import outline from "norway:outline";

/** Degrees: standard parallels and the meridian in the middle, chosen for the mainland. */
const PARALLELS: [number, number] = [60, 69];
const MERIDIAN = 15;

const LAND: GeoJSON.MultiPolygon = { type: "MultiPolygon", coordinates: outline };

export interface Norway {
  width: number;
  height: number;
  /** for the attribute `d` of a path */
  outline: string;
  place(latitude: number, longitude: number): { x: number; y: number };
}

function projection(): GeoProjection {
  return geoConicConformal().parallels(PARALLELS).rotate([-MERIDIAN, 0]);
}

/** The map in a width, as high as it must be; with an edge round it. All in pixels. */
export function norway(width: number, edge: number): Norway {
  const fitted = projection().fitWidth(width - 2 * edge, LAND);
  const [[, top], [, bottom]] = geoPath(fitted).bounds(LAND);
  const height = Math.ceil(bottom - top + 2 * edge);
  const [x, y] = fitted.translate();
  fitted.translate([x + edge, y + edge - top]);
  return {
    width,
    height,
    outline: geoPath(fitted).digits(1)(LAND) ?? "",
    place(latitude, longitude) {
      const [left = NaN, down = NaN] = fitted([longitude, latitude]) ?? [];
      return { x: left, y: down };
    },
  };
}
