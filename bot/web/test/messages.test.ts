import { describe, expect, it } from "vitest";
import { readBotMessage, readError, readHistory } from "../src/messages";

describe("what the server sends", () => {
  it("is read field by field", () => {
    const message = readBotMessage(
      {
        id: "1", text: "Hei", language: "en", buttons: [{ title: "A", payload: "/a" }], image: { src: "/x.png", alt: "X" },
        sources: [{ title: "T", publisher: "P", year: 2022, url: "https://example.org" }], custom: { type: "map", at: 1 },
      },
      "nb",
    );
    expect(message).toEqual({
      role: "bot", id: "1", text: "Hei", language: "en", buttons: [{ title: "A", payload: "/a" }],
      image: { src: "/x.png", alt: "X" }, custom: { type: "map", at: 1 }, time: "",
      sources: [{ title: "T", publisher: "P", year: "2022", url: "https://example.org" }],
    });
  });

  it("may be in nynorsk, which the interface doesn't speak", () => {
    expect(readBotMessage({ text: "Det veit eg ikkje.", language: "nn" }, "nb")).toMatchObject({ language: "nn" });
  });

  it("loses only the fields that are odd", () => {
    const message = readBotMessage(
      { text: "Hei", language: "sv", buttons: [{ payload: "/a" }, null, 7], image: [], sources: "nei", custom: "x" }, "nb",
    );
    expect(message).toMatchObject({ text: "Hei", language: "nb", buttons: [], image: null, sources: [], custom: null });
    expect(readBotMessage("tekst", "nb")).toBeNull();
  });

  it("as history keeps the order and leaves out unknown roles", () => {
    const history = readHistory({ messages: [{ role: "user", id: "u", text: "?", time: "t" }, { role: "x" }, { role: "bot", id: "b", text: "!" }] }, "nb");
    expect(history.map(({ role, id }) => [role, id])).toEqual([["user", "u"], ["bot", "b"]]);
    expect(readHistory(null, "nb")).toEqual([]);
  });

  it("as an error is found inside and outside of a stream", () => {
    expect(readError({ error: { code: "a", message: "b" } })).toEqual({ code: "a", message: "b" });
    expect(readError({ code: "a", message: "b" })).toEqual({ code: "a", message: "b" });
    expect(readError("<html>")).toEqual({ code: "", message: "" });
  });
});
