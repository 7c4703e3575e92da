import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Client, type TurnEvent } from "../src/client";
import { Failure } from "../src/failure";
import type { Turn } from "../src/messages";
import { ChatStorage } from "../src/storage";

const SERVER = "https://bot.example/";
const TURN: Turn = { id: "key", place: "key", wish: { text: "Hei" }, time: "" };

type Handler = (path: string, init: RequestInit) => Response | Promise<Response>;

let calls: { path: string; init: RequestInit }[];
let storage: ChatStorage;
let client: Client;

function serve(handler: Handler): void {
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    const path = address.replace(`${SERVER}webhooks/web/`, "");
    calls.push({ path, init });
    return handler(path, init);
  });
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), { status, headers });
}

function session(token: string): Response {
  return json({ token, expires_in: 1000, limits: { message_length: 77 } });
}

function events(...lines: [string, unknown][]): Response {
  return new Response(lines.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join(""));
}

function authorization(index: number): string | undefined {
  return (calls[index]?.init.headers as Record<string, string>)["Authorization"];
}

async function all(turn = TURN, signal = new AbortController().signal): Promise<TurnEvent[]> {
  const found: TurnEvent[] = [];
  for await (const event of client.send(turn, "nb", signal)) found.push(event);
  return found;
}

async function failure(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(Failure);
  return error as Failure;
}

beforeEach(() => {
  localStorage.clear();
  calls = [];
  storage = new ChatStorage(SERVER);
  client = new Client(SERVER, storage, 200);
});

afterEach(() => vi.unstubAllGlobals());

describe("a turn", () => {
  it("opens a session first, and sends the key, the wish and the language", async () => {
    serve((path) => (path === "session" ? session("one") : events(["typing", {}], ["message", { id: "m", text: "Svar" }], ["done", {}])));
    const found = await all();
    expect(found.map(({ kind }) => kind)).toEqual(["typing", "message"]);
    expect(calls.map(({ path }) => path)).toEqual(["session", "message"]);
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual({ language: "nb" });
    expect(JSON.parse(String(calls[1]?.init.body))).toEqual({ id: "key", text: "Hei", language: "nb" });
    expect(authorization(1)).toBe("Bearer one");
    expect(calls[1]?.init.credentials).toBe("omit");
    expect(client.messageLength).toBe(77);
  });

  it("that is the press of a button sends payload and title", async () => {
    serve((path) => (path === "session" ? session("one") : events(["done", {}])));
    await all({ ...TURN, wish: { payload: "/greet", title: "Hei" } });
    expect(JSON.parse(String(calls[1]?.init.body))).toEqual({ id: "key", payload: "/greet", title: "Hei", language: "nb" });
  });

  it("gets a new session when the token is no longer taken, once", async () => {
    storage.session = { token: "old", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
    serve((path, init) => {
      if (path === "session") return session("new");
      const known = (init.headers as Record<string, string>)["Authorization"] === "Bearer new";
      return known ? events(["done", {}]) : json({ error: { code: "unauthorized", message: "" } }, 401);
    });
    await all();
    expect(calls.map(({ path }) => path)).toEqual(["message", "session", "message"]);
    expect(storage.session?.token).toBe("new");
    serve(() => json({}, 401));
    expect((await failure(all())).kind).not.toBe("turn");
  });

  it("fails as the status says, with the time to wait", async () => {
    storage.session = { token: "t", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
    const expected = { 400: "refused", 403: "refused", 409: "running", 413: "refused", 429: "rate", 500: "server", 503: "starting" };
    for (const [status, kind] of Object.entries(expected)) {
      serve(() => json({ error: { code: "x", message: "Ord" } }, Number(status), { "Retry-After": "12" }));
      expect(await failure(all())).toMatchObject({ kind, retryAfter: 12, said: "Ord" });
    }
  });

  it("fails as an error event says, when the stream is done", async () => {
    storage.session = { token: "t", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
    for (const [code, kind] of [["internal", "turn"], ["timeout", "turn"], ["too_long", "refused"]]) {
      serve(() => events(["error", { code, message: "Ord" }], ["done", {}]));
      expect(await failure(all())).toMatchObject({ kind, said: "Ord" });
    }
  });

  it("is lost when the stream ends early, breaks, or is silent for long", async () => {
    storage.session = { token: "t", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
    serve(() => events(["typing", {}]));
    expect((await failure(all())).kind).toBe("lost");
    serve(() => new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError("network")) })));
    expect((await failure(all())).kind).toBe("lost");
    serve(() => events(["message", "{"], ["done", {}]));
    await all();
    serve((_, init) => new Promise((_resolve, reject) => {
      init.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    }));
    expect((await failure(all())).kind).toBe("lost");
  });

  it("that reaches no server is unreachable, or offline", async () => {
    serve(() => Promise.reject(new TypeError("Failed to fetch")));
    expect((await failure(all())).kind).toBe("unreachable");
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    expect((await failure(all())).kind).toBe("offline");
  });
});

describe("a session", () => {
  it("is asked for once, also by two at the same time", async () => {
    serve((path) => (path === "session" ? session("one") : path === "message" ? events(["done", {}]) : json(null, 204)));
    await Promise.all([all(), client.feedback("m", "up", null, "nb")]);
    expect(calls.filter(({ path }) => path === "session")).toHaveLength(1);
  });

  it("is renewed with its own token when half its time is over", async () => {
    serve(() => session("renewed"));
    storage.session = { token: "t", issued: Date.now() - 100, expires: Date.now() + 9e6, messageLength: 9 };
    await client.renew("nb");
    expect(calls).toHaveLength(0);
    storage.session = { token: "t", issued: Date.now() - 9e6, expires: Date.now() + 100_000, messageLength: 9 };
    await client.renew("nb");
    expect(authorization(0)).toBe("Bearer t");
    expect(storage.session?.token).toBe("renewed");
  });

  it("is not opened for reading or deleting a conversation that isn't there", async () => {
    serve(() => session("never"));
    expect(await client.history("nb")).toEqual([]);
    await client.erase();
    expect(calls).toHaveLength(0);
  });

  it("that has expired means an empty history, and nothing left to delete", async () => {
    serve(() => json({}, 401));
    for (const read of [() => client.history("nb"), () => client.erase()]) {
      storage.session = { token: "t", issued: 0, expires: 1, messageLength: 9 };
      await read();
      expect(storage.session).toBeNull();
    }
  });

  it("of another tab is not thrown away with an old one", async () => {
    storage.session = { token: "old", issued: 0, expires: 1, messageLength: 9 };
    serve(() => {
      storage.session = { token: "other tab", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
      return json({}, 401);
    });
    await client.history("nb");
    expect(storage.session?.token).toBe("other tab");
  });
});

it("a deletion or feedback that fails is not taken for done", async () => {
  storage.session = { token: "t", issued: 0, expires: Date.now() + 9e9, messageLength: 9 };
  serve(() => json({}, 500));
  expect((await failure(client.erase())).kind).toBe("server");
  expect((await failure(client.feedback("m", "down", "Feil tall", "nb"))).kind).toBe("server");
  expect(JSON.parse(String(calls[1]?.init.body))).toEqual({ message: "m", value: "down", comment: "Feil tall" });
});
