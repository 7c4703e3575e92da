import { describe, expect, it } from "vitest";
import { EventParser, readEvents } from "../src/sse";

const STREAM =
  'event: typing\ndata: {}\n\n: keep-alive\n\nevent: message\ndata: {"text":"æøå 🎣"}\n\nevent: done\ndata: {"language":"nb"}\n\n';

function stream(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

describe("server-sent events", () => {
  it("are the same whatever pieces they come in, also in the middle of a character", async () => {
    const bytes = new TextEncoder().encode(STREAM);
    for (const size of [1, 2, 3, 7, 1000]) {
      const events = [];
      for await (const event of readEvents(stream(bytes, size))) events.push(event);
      expect(events).toEqual([
        { event: "typing", data: "{}" },
        { event: "message", data: '{"text":"æøå 🎣"}' },
        { event: "done", data: '{"language":"nb"}' },
      ]);
    }
  });

  it("may end their lines with LF, CR or CRLF", () => {
    for (const end of ["\n", "\r", "\r\n"]) {
      const parser = new EventParser();
      const events = [...parser.feed(`event: a${end}data: 1${end}${end}data: 2${end}${end}`), ...parser.feed("x")];
      expect(events).toEqual([{ event: "a", data: "1" }, { event: "message", data: "2" }]);
    }
  });

  it("join several data lines, keep inner spaces, and skip comments, unknown fields and empty events", () => {
    const parser = new EventParser();
    expect(parser.feed("data:  a\ndata: b\nid: 7\n: comment\n\nevent: nothing\n\n")).toEqual([
      { event: "message", data: " a\nb" },
    ]);
  });

  it("count as a sign of life, keep-alive comments included", async () => {
    let pieces = 0;
    const bytes = new TextEncoder().encode(": keep-alive\n\n");
    for await (const _ of readEvents(stream(bytes, 14), () => (pieces += 1))) expect.unreachable();
    expect(pieces).toBe(1);
  });
});
