/**
 * The conversation: what is waiting, what is being answered, what failed. Knows no element of the page.
 *
 * One turn at a time goes to the server, in the order written. A turn keeps its key until it is answered,
 * also over a reload of the page, so that trying again never asks the assistant twice.
 */

import { Failure } from "./failure";
import type { Client } from "./client";
import { shown, type BotMessage, type Language, type Message, type Turn, type Wish } from "./messages";
import type { ChatStorage } from "./storage";

/** What shows the conversation. */
export interface ChatView {
  /** Puts the whole conversation on the screen, without announcing it. */
  replay(messages: Message[]): void;
  addUser(turn: Turn): void;
  addBot(message: BotMessage): void;
  /** The answer is complete: its last message gets its tools. */
  endTurn(): void;
  /** @param what null: the assistant is not working */
  progress(what: "typing" | "slow" | "reconnecting" | "starting" | null): void;
  /** Of kind "refused": the turn is no longer part of the conversation. */
  failed(turn: Turn, failure: Failure): void;
  /** The turn is being sent again. */
  retrying(turn: Turn): void;
  historyFailed(): void;
}

export interface Pace {
  /** milliseconds until a person is told that it takes long */
  slow: number;
  /** milliseconds before each try that follows a broken connection */
  retries: readonly number[];
  /** milliseconds between tries while the server starts or answers the turn already, and how many */
  wait: number;
  waits: number;
}

const PACE: Pace = { slow: 8_000, retries: [1_000, 3_000], wait: 2_000, waits: 15 };

type Wire = Pick<Client, "send" | "history" | "erase" | "renew">;

export class Chat {
  private queue: Turn[] = [];
  private working = false;
  /** why the first turn of the queue waits for a person to try again */
  private stuck: Failure | null = null;
  private shown = false;
  private stop = new AbortController();
  private known: Message[] = [];
  private seen = new Set<string>();

  constructor(
    private readonly client: Wire,
    private readonly storage: ChatStorage,
    private readonly view: ChatView,
    private readonly language: () => Language,
    private readonly pace: Pace = PACE,
  ) {}

  get busy(): boolean {
    return this.working;
  }

  /** True while nothing has been said. */
  get empty(): boolean {
    return this.known.length === 0 && this.queue.length === 0;
  }

  get messages(): readonly Message[] {
    return this.known;
  }

  /** Fetches the conversation and goes on with what was not answered when the page was left. */
  async start(): Promise<void> {
    await this.client.renew(this.language());
    this.queue = this.storage.turns;
    await this.refresh();
    void this.work();
  }

  /** Shows what the server knows, if that is not what is shown: another tab may have gone on. */
  async refresh(): Promise<void> {
    if (this.working) return;
    let messages: Message[];
    try {
      messages = await this.client.history(this.language());
    } catch {
      if (this.known.length === 0) this.view.historyFailed();
      for (const turn of this.queue) this.showWaiting(turn);
      return;
    }
    if (this.working) return;
    const settled = this.known.filter((message) => !this.queue.some((turn) => turn.id === message.id));
    if (this.shown && same(settled, messages)) return;
    this.shown = true;
    this.known = [...messages];
    this.seen = new Set(messages.map((message) => message.id));
    this.view.replay(messages);
    for (const turn of this.queue) this.showWaiting(turn);
    const first = this.queue[0];
    if (first && this.stuck) this.view.failed(first, this.stuck);
  }

  say(wish: Wish): Turn {
    const key = newKey();
    const turn: Turn = { id: key, place: key, wish, time: new Date().toISOString() };
    this.queue.push(turn);
    this.keep();
    this.showWaiting(turn);
    this.stuck = null;
    void this.work();
    return turn;
  }

  /** Tries again what failed. */
  retry(): void {
    this.stuck = null;
    void this.work();
  }

  /** The network is back: what waited for it is sent. */
  online(): void {
    if (this.stuck?.kind === "offline") this.retry();
  }

  /** Leaves the conversation and begins a new one. */
  restart(): void {
    this.halt();
    this.storage.session = null;
    this.storage.mark();
    this.clear();
  }

  /** Deletes the conversation on the server. Throws a Failure when that did not work. */
  async erase(): Promise<void> {
    this.halt();
    await this.client.erase();
    this.storage.mark();
    this.clear();
  }

  private clear(): void {
    this.known = [];
    this.seen.clear();
    this.view.replay([]);
  }

  private halt(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.queue = [];
    this.working = false;
    this.stuck = null;
    this.keep();
    this.view.progress(null);
  }

  private keep(): void {
    this.storage.turns = this.queue;
  }

  private settle(turn: Turn): void {
    this.queue = this.queue.filter((waiting) => waiting.id !== turn.id);
    this.keep();
  }

  private showWaiting(turn: Turn): void {
    const text = shown(turn.wish);
    const last = this.known[this.known.length - 1];
    // Reloaded in the middle of an answer: the server may know the question already.
    if (last?.role === "user" && last.text === text) return;
    if (this.known.some((message) => message.role === "user" && message.id === turn.id)) return;
    this.known.push({ role: "user", id: turn.id, text, time: turn.time });
    this.view.addUser(turn);
  }

  private async work(): Promise<void> {
    if (this.working || this.stuck) return;
    this.working = true;
    const { signal } = this.stop;
    try {
      for (let turn = this.queue[0]; turn; turn = this.queue[0]) {
        this.view.retrying(turn);
        const failure = await this.answer(turn, signal);
        if (signal.aborted) return;
        if (failure) {
          this.fail(turn, failure);
          if (failure.kind !== "refused") return;
        } else {
          this.settle(turn);
          this.storage.mark();
          this.view.endTurn();
        }
      }
    } finally {
      if (!signal.aborted) {
        this.working = false;
        this.view.progress(null);
      }
    }
  }

  private fail(turn: Turn, failure: Failure): void {
    if (failure.kind === "turn") {
      // Under the same key the server would give the same failure again.
      const key = newKey();
      this.known = this.known.map((message) => (message.id === turn.id ? { ...message, id: key } : message));
      turn.id = key;
    }
    if (failure.kind === "refused") {
      // Sending the same again is no use: the view gives the words back to the writer.
      this.settle(turn);
      this.known = this.known.filter((message) => message.id !== turn.id);
    } else {
      this.stuck = failure;
      this.keep();
    }
    this.view.failed(turn, failure);
  }

  /** Sends a turn until it is answered; gives the failure when that seems hopeless for now. */
  private async answer(turn: Turn, signal: AbortSignal): Promise<Failure | null> {
    let broken = 0;
    let waited = 0;
    for (;;) {
      const failure = await this.attempt(turn, signal);
      if (!failure || signal.aborted) return null;
      if (!failure.passing || navigator.onLine === false) {
        return failure.passing ? new Failure("offline") : failure;
      }
      const waiting = failure.kind === "starting" || failure.kind === "running";
      const pause = waiting
        ? waited++ < this.pace.waits ? Math.min(failure.retryAfter ?? 60, this.pace.wait / 1000) * 1000 : undefined
        : this.pace.retries[broken++];
      if (pause === undefined) return failure;
      this.view.progress(failure.kind === "starting" ? "starting" : waiting ? "typing" : "reconnecting");
      await pauseFor(pause, signal);
      if (signal.aborted) return null;
    }
  }

  private async attempt(turn: Turn, signal: AbortSignal): Promise<Failure | null> {
    if (navigator.onLine === false) return new Failure("offline");
    this.view.progress("typing");
    const slow = setTimeout(() => this.view.progress("slow"), this.pace.slow);
    try {
      for await (const event of this.client.send(turn, this.language(), signal)) {
        if (signal.aborted) return null;
        if (event.kind === "message") this.receive(event.message);
      }
      return null;
    } catch (error) {
      return Failure.of(error);
    } finally {
      clearTimeout(slow);
    }
  }

  private receive(message: BotMessage): void {
    // A retry gives the same messages again.
    if (message.id && this.seen.has(message.id)) return;
    if (message.id) this.seen.add(message.id);
    const timed = { ...message, time: message.time || new Date().toISOString() };
    this.known.push(timed);
    this.view.addBot(timed);
  }
}

function same(one: readonly Message[], other: readonly Message[]): boolean {
  const plain = (message: Message): string => `${message.role} ${message.text.normalize("NFC").replace(/\s+/g, " ").trim()}`;
  return one.length === other.length && one.every((message, index) => plain(message) === plain(other[index] as Message));
}

/** A random UUID, also on pages without a secure context, where crypto.randomUUID is missing. */
function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
