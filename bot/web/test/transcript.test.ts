import { expect, it } from "vitest";
import { Texts } from "../src/i18n";
import { transcript } from "../src/transcript";
import { readBotMessage, type Message } from "../src/messages";

it("a transcript tells who said what and when, without Markdown, with sources and pictures", () => {
  const bot = readBotMessage(
    {
      id: "2", text: "**Sju** klynger:\n\n- A\n- B", language: "nb", time: "2026-01-02T10:00:05Z", image: { src: "/a.png", alt: "Søyler" },
      sources: [{ title: "Årsrapport", publisher: "Innovasjon Norge", year: 2022, url: "https://x.no" }],
    },
    "nb",
  ) as Message;
  const text = transcript([{ role: "user", id: "1", text: "Hvilke?", time: "" }, bot], new Texts("nb"), new Date("2026-01-02T12:00:00Z"));
  const lines = text.split("\n");
  expect(lines[0]).toBe("Samtale med Klyngebot");
  expect(lines[1]).toMatch(/^Lagret 02\.01\.2026/);
  expect(text).toContain("\n\nDu:\nHvilke?\n\nKlyngebot (02.01.2026");
  expect(text).toContain("Sju klynger:\n\n- A\n- B\n\n[Bilde: Søyler]\n\nKilde: Årsrapport, Innovasjon Norge, 2022. https://x.no\n");
});
