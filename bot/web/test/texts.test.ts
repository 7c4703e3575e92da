import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALL_TEXTS, Texts } from "../src/i18n";

const SOURCES = ["src", "src/ui"].flatMap((folder) =>
  readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== "i18n.ts").map((name) => readFileSync(`${folder}/${name}`, "utf8")),
).join("\n");

describe("the texts", () => {
  it("are there in both languages, with the same values to fill in", () => {
    const values = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [key, { nb, en }] of Object.entries(ALL_TEXTS)) {
      expect(nb.trim(), key).not.toBe("");
      expect(en.trim(), key).not.toBe("");
      expect(values(nb), key).toEqual(values(en));
    }
  });

  it("are all used", () => {
    for (const key of Object.keys(ALL_TEXTS)) expect(SOURCES, key).toMatch(new RegExp(`["']${key}["']`));
  });

  it("change with the language, and take the page's own wording", () => {
    const texts = new Texts("nb");
    expect(texts.get("charactersLeft", { n: 3 })).toBe("3 tegn igjen");
    texts.override("title", "Spør oss");
    texts.override("greeting", "Welcome", "en");
    texts.language = "en";
    expect(texts.get("title")).toBe("Spør oss");
    expect(texts.get("greeting")).toBe("Welcome");
    texts.language = "nb";
    expect(texts.get("greeting")).toMatch(/^Hei!/);
  });

  it("reach text, names and placeholders of elements, wherever they are", () => {
    const root = document.createElement("div");
    root.innerHTML = '<p data-t="source" data-t-values=\'{"name":"X"}\'></p><button data-t-label="close"></button><input data-t-placeholder="placeholder">';
    const texts = new Texts("en");
    texts.apply(root);
    expect(root.querySelector("p")?.textContent).toBe("Source: X");
    expect(root.querySelector("button")?.getAttribute("aria-label")).toBe("Close the chat");
    expect(root.querySelector("button")?.title).toBe("Close the chat");
    expect(root.querySelector("input")?.placeholder).toBe("Write a question");
    const single = document.createElement("p");
    single.dataset["t"] = "send";
    texts.apply(single);
    expect(single.textContent).toBe("Send");
  });
});
