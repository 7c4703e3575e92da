import { beforeEach, describe, expect, it, vi } from "vitest";
import { Chat, type ChatView, type Pace } from "../src/chat";
import type { TurnEvent } from "../src/client";
import { Failure } from "../src/failure";
import { readBotMessage, shown, type BotMessage, type Message, type Turn } from "../src/messages";
import { ChatStorage } from "../src/storage";

const PACE: Pace = { slow: 20, retries: [1, 1], wait: 1, waits: 3 };

type Step = BotMessage | Failure | (() => Promise<void> | void);

function bot(id: string, text = id): BotMessage {
  return readBotMessage({ id, text, language: "nb", time: "t" }, "nb") as BotMessage;
}

function user(id: string, text: string): Message {
  return { role: "user", id, text, time: "t" };
}

/** Answers each sending with the next script, and remembers the keys. */
class Wire {
  keys: string[] = [];
  scripts: Step[][] = [];
  stored: Message[] = [];
  renew = vi.fn(async () => undefined);
  erase = vi.fn(async () => { this.stored = []; });
  historyFails = false;

  async *send(turn: Turn, _language: string, signal: AbortSignal): AsyncGenerator<TurnEvent> {
    this.keys.push(turn.id);
    yield { kind: "typing" };
    for (const step of this.scripts.shift() ?? []) {
      if (signal.aborted) return;
      if (step instanceof Failure) throw step;
      if (typeof step === "function") await step();
      else yield { kind: "message", message: step };
    }
  }

  async history(): Promise<Message[]> {
    if (this.historyFails) throw new Failure("unreachable");
    return [...this.stored];
  }
}

/** What a person sees, as lines. */
class Screen implements ChatView {
  lines: string[] = [];
  progressed: (string | null)[] = [];
  replay = (messages: Message[]): void => { this.lines = messages.map((message) => `${message.role}: ${message.text}`); };
  addUser = (turn: Turn): void => { this.lines.push(`user: ${shown(turn.wish)}`); };
  addBot = (message: BotMessage): void => { this.lines.push(`bot: ${message.text}`); };
  endTurn = (): void => { this.lines.push("end"); };
  progress = (what: string | null): void => { this.progressed.push(what); };
  notices = new Map<string, string>();
  failed = (turn: Turn, failure: Failure): void => {
    this.notices.set(turn.place, `failed: ${failure.kind}`);
    this.lines.push(`failed: ${failure.kind}`);
  };
  retrying = (turn: Turn): void => { this.lines = this.lines.filter((line) => line !== this.notices.get(turn.place)); };
  historyFailed = (): void => { this.lines.push("no history"); };
}

let wire: Wire;
let screen: Screen;
let storage: ChatStorage;
let chat: Chat;

async function settled(): Promise<void> {
  await vi.waitFor(() => expect(chat.busy).toBe(false));
}

function fresh(): Chat {
  return new Chat(wire, storage, screen, () => "nb", PACE);
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  wire = new Wire();
  screen = new Screen();
  storage = new ChatStorage("x/");
  chat = fresh();
});

describe("a conversation", () => {
  it("shows question and answer, and forgets the turn when it is answered", async () => {
    wire.scripts = [[() => expect(storage.turns).toHaveLength(1), bot("a"), bot("b")]];
    chat.say({ text: "Hei" });
    expect(screen.progressed).toEqual(["typing"]);
    await settled();
    expect(screen.lines).toEqual(["user: Hei", "bot: a", "bot: b", "end"]);
    expect(screen.progressed[screen.progressed.length - 1]).toBeNull();
    expect(storage.turns).toEqual([]);
  });

  it("answers one after the other, in the order written", async () => {
    wire.scripts = [[() => new Promise((done) => setTimeout(done, 10)), bot("a")], [bot("b")]];
    chat.say({ text: "1" });
    chat.say({ payload: "/x", title: "2" });
    await settled();
    expect(screen.lines).toEqual(["user: 1", "user: 2", "bot: a", "end", "bot: b", "end"]);
  });

  it("says that it takes long", async () => {
    wire.scripts = [[() => new Promise((done) => setTimeout(done, 40)), bot("a")]];
    chat.say({ text: "?" });
    await settled();
    expect(screen.progressed).toEqual(["typing", "slow", null]);
  });
});

describe("a broken connection", () => {
  it("is taken up again with the same key, and nothing is shown twice", async () => {
    wire.scripts = [[bot("a"), new Failure("lost")], [bot("a"), bot("b")]];
    chat.say({ text: "?" });
    await settled();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "bot: b", "end"]);
    expect(new Set(wire.keys).size).toBe(1);
    expect(screen.progressed).toContain("reconnecting");
  });

  it("that stays broken is told, keeps the turn, and can be tried again with the same key", async () => {
    wire.scripts = [1, 2, 3].map(() => [new Failure("unreachable")]);
    chat.say({ text: "?" });
    await settled();
    expect(screen.lines).toEqual(["user: ?", "failed: unreachable"]);
    expect(storage.turns).toHaveLength(1);
    wire.scripts = [[bot("a")]];
    chat.retry();
    await settled();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
    expect(new Set(wire.keys).size).toBe(1);
  });

  it("to a server that is starting or answering already is waited out", async () => {
    wire.scripts = [[new Failure("starting", 1)], [new Failure("running")], [bot("a")]];
    chat.say({ text: "?" });
    await settled();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
    expect(screen.progressed).toContain("starting");
  });

  it("because of no network waits for the network", async () => {
    const online = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    chat.say({ text: "?" });
    await settled();
    expect(screen.lines).toEqual(["user: ?", "failed: offline"]);
    expect(wire.keys).toEqual([]);
    online.mockReturnValue(true);
    wire.scripts = [[bot("a")]];
    chat.online();
    await settled();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
  });
});

describe("a failure", () => {
  it("of too many messages is told at once, and a later question sends both in order", async () => {
    wire.scripts = [[new Failure("rate", 9)]];
    chat.say({ text: "1" });
    await settled();
    expect(screen.lines).toEqual(["user: 1", "failed: rate"]);
    wire.scripts = [[bot("a")], [bot("b")]];
    chat.say({ text: "2" });
    await settled();
    expect(screen.lines).toEqual(["user: 1", "user: 2", "bot: a", "end", "bot: b", "end"]);
  });

  it("of the turn itself is tried again under a new key", async () => {
    wire.scripts = [[new Failure("turn")]];
    chat.say({ text: "?" });
    await settled();
    wire.scripts = [[bot("a")]];
    chat.retry();
    await settled();
    expect(new Set(wire.keys).size).toBe(2);
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
  });

  it("because the message is refused does not stop the next one", async () => {
    wire.scripts = [[new Failure("refused")], [bot("b")]];
    chat.say({ text: "1" });
    chat.say({ text: "2" });
    await settled();
    expect(screen.lines).toEqual(["user: 1", "user: 2", "failed: refused", "bot: b", "end"]);
    expect(storage.turns).toEqual([]);
  });
});

describe("a reload", () => {
  it("shows the history", async () => {
    wire.stored = [user("u", "?"), bot("a")];
    await chat.start();
    expect(screen.lines).toEqual(["user: ?", "bot: a"]);
    expect(wire.renew).toHaveBeenCalled();
  });

  it("in the middle of an answer goes on with it, and shows the question once", async () => {
    storage.turns = [{ id: "u", place: "u", wish: { text: "?" }, time: "t" }];
    wire.stored = [user("u", "?"), bot("a")];
    wire.scripts = [[bot("a"), bot("b")]];
    await chat.start();
    await settled();
    expect(wire.keys).toEqual(["u"]);
    expect(screen.lines).toEqual(["user: ?", "bot: a", "bot: b", "end"]);
  });

  it("knows the question also when the server gave it another id", async () => {
    storage.turns = [{ id: "u", place: "u", wish: { text: "?" }, time: "t" }];
    wire.stored = [user("other", "?")];
    wire.scripts = [[bot("a")]];
    await chat.start();
    await settled();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
  });

  it("without a server says so, and still shows what was not sent", async () => {
    storage.turns = [{ id: "u", place: "u", wish: { text: "?" }, time: "t" }];
    wire.historyFails = true;
    wire.scripts = [1, 2, 3].map(() => [new Failure("unreachable")]);
    await chat.start();
    await settled();
    expect(screen.lines).toEqual(["no history", "user: ?", "failed: unreachable"]);
  });
});

describe("another tab", () => {
  it("that went on is caught up with, and an unchanged history is left alone", async () => {
    wire.scripts = [[bot("a")]];
    await chat.start();
    chat.say({ text: "?" });
    await settled();
    wire.stored = [user("u", "?"), bot("a")];
    await chat.refresh();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
    wire.stored.push(user("v", "Mer"), bot("b"));
    await chat.refresh();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "user: Mer", "bot: b"]);
  });

  it("is told of every answer", async () => {
    wire.scripts = [[bot("a")]];
    const before = localStorage.getItem("klyngebot:x/:changed");
    chat.say({ text: "?" });
    await settled();
    expect(localStorage.getItem("klyngebot:x/:changed")).not.toBe(before);
  });

  it("does not take a failure off the screen", async () => {
    await chat.start();
    wire.scripts = [[new Failure("server")]];
    chat.say({ text: "?" });
    await settled();
    wire.stored = [user("v", "Fra en annen fane"), bot("b")];
    await chat.refresh();
    expect(screen.lines).toEqual(["user: Fra en annen fane", "bot: b", "user: ?", "failed: server"]);
  });
});

describe("the end of a conversation", () => {
  it("as a new one leaves the old, also in the middle of an answer", async () => {
    storage.session = { token: "t", issued: 0, expires: 1, messageLength: 9 };
    wire.scripts = [[() => new Promise((done) => setTimeout(done, 20)), bot("too late")]];
    chat.say({ text: "?" });
    chat.restart();
    await new Promise((done) => setTimeout(done, 40));
    expect(screen.lines).toEqual([]);
    expect([storage.session, storage.turns, chat.empty]).toEqual([null, [], true]);
  });

  it("as a deletion empties the screen only when the server has done it", async () => {
    wire.scripts = [[bot("a")]];
    chat.say({ text: "?" });
    await settled();
    wire.erase.mockRejectedValueOnce(new Failure("server"));
    await expect(chat.erase()).rejects.toThrow();
    expect(screen.lines).toEqual(["user: ?", "bot: a", "end"]);
    await chat.erase();
    expect(screen.lines).toEqual([]);
  });
});
