/**
 * Bar chart, levels, map: the renderers that come with the chat.
 *
 * What draws them is a file of its own on the assistant's server, fetched with the first picture; most
 * conversations need none. Until it is there, and if it cannot be had, the text of the answer stands alone.
 */

import { h } from "../dom";
import type { Custom } from "../messages";
import { registerRenderer } from "./renderers";

interface Pictures {
  draw(custom: Custom, server: string): HTMLElement | null;
  dress(root: ShadowRoot): void;
}

const TYPES = ["bar_chart", "levels", "map"];

export function registerPictures(server: string, load = (url: string): Promise<Pictures> => import(url)): void {
  let loading: Promise<Pictures> | null = null;
  const show = async (custom: Custom, place: HTMLElement): Promise<void> => {
    try {
      loading ??= load(new URL("klyngebot-pictures.js", server).href);
      const pictures = await loading;
      const drawn = pictures.draw(custom, server);
      const root = place.getRootNode();
      if (root instanceof ShadowRoot) pictures.dress(root);
      if (drawn) place.replaceChildren(drawn);
      else place.remove();
    } catch (error) {
      loading = null; // the next picture tries again
      place.remove();
      console.error("klyngebot: the pictures could not be fetched", error);
    }
  };
  for (const type of TYPES) {
    registerRenderer(type, (custom, { language }) => {
      const place = h("div", { class: "picture-place", "aria-live": "off", lang: language });
      // Announced is the text alone, as it is the same; and the place must be in the page by then.
      setTimeout(() => void show(custom, place));
      return place;
    });
  }
}
