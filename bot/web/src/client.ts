/**
 * The protocol: sessions, turns as event streams, history, feedback.
 *
 * Every failure leaves here as a `Failure`. A token that the server no longer takes is exchanged for a
 * new one on the way, so that whoever calls never sees an expired session.
 */

import { Failure } from "./failure";
import {
  isLanguage, readBotMessage, readError, readHistory,
  type BotMessage, type Language, type Message, type Turn,
} from "./messages";
import { readEvents } from "./sse";
import type { ChatStorage, Session } from "./storage";

/** A silent stream is given up after this long; the server sends a keep-alive every 15 seconds. */
const SILENCE_MS = 40_000;
/** Sessions, history and feedback are answered at once or not at all. */
const SHORT_CALL_MS = 15_000;
const DEFAULT_LENGTH = 1000;

export type TurnEvent = { kind: "typing" } | { kind: "message"; message: BotMessage };

type Call = (path: string, init: RequestInit, signal?: AbortSignal) => Promise<Response>;

export class Client {
  private opening: Promise<Session> | null = null;

  /** @param server address that the server's paths are relative to, with a slash at its end */
  constructor(
    private readonly server: string,
    private readonly storage: ChatStorage,
    private readonly silence = SILENCE_MS,
  ) {}

  get messageLength(): number {
    return this.storage.session?.messageLength ?? DEFAULT_LENGTH;
  }

  /** Sends a turn. The generator ends when the answer is complete; everything else is thrown. */
  async *send(turn: Turn, language: Language, signal: AbortSignal): AsyncGenerator<TurnEvent> {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    signal.addEventListener("abort", abort);
    let timer = setTimeout(abort, this.silence);
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(abort, this.silence);
    };
    const body = JSON.stringify({ id: turn.id, ...turn.wish, language });
    try {
      const init = { method: "POST", body };
      const response = await this.authorized("message", init, language, stop.signal);
      alive();
      if (!response.body) throw new Failure("server");
      yield* this.events(response.body, language, alive);
    } catch (error) {
      if (signal.aborted) throw error;
      throw stop.signal.aborted ? new Failure("lost") : Failure.of(error);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  }

  private async *events(
    body: ReadableStream<Uint8Array>, language: Language, alive: () => void,
  ): AsyncGenerator<TurnEvent> {
    let failed: Failure | null = null;
    try {
      for await (const { event, data } of readEvents(body, alive)) {
        if (event === "typing") yield { kind: "typing" };
        else if (event === "message") {
          const message = readBotMessage(JSON.parse(data), language);
          if (message) yield { kind: "message", message };
        } else if (event === "error") {
          const { code, message } = readError(JSON.parse(data));
          failed = new Failure(code === "internal" || code === "timeout" ? "turn" : "refused", null, message);
        } else if (event === "done") {
          if (failed) throw failed;
          return;
        }
      }
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("lost");
    }
    throw failed ?? new Failure("lost");
  }

  /** The conversation so far; empty where there is none, or none any more. */
  async history(language: Language): Promise<Message[]> {
    const session = this.storage.session;
    if (!session) return [];
    try {
      const response = await this.call("history", { headers: bearer(session) });
      return readHistory(await response.json(), language);
    } catch (error) {
      const failure = Failure.of(error);
      if (failure.kind !== "expired") throw failure;
      this.forget(session);
      return [];
    }
  }

  /** Deletes everything the server keeps of the conversation. */
  async erase(): Promise<void> {
    const session = this.storage.session;
    if (!session) return;
    try {
      await this.call("history", { method: "DELETE", headers: bearer(session) });
    } catch (error) {
      const failure = Failure.of(error);
      // The server no longer knows the conversation: there is nothing left to delete with this token.
      if (failure.kind !== "expired") throw failure;
      this.forget(session);
    }
  }

  async feedback(
    message: string, value: "up" | "down" | null, comment: string | null, language: Language,
  ): Promise<void> {
    const body = JSON.stringify({ message, value, comment });
    await this.authorized("feedback", { method: "POST", body }, language);
  }

  /** Prolongs the session when half its time is over. Failing is no harm: the old token still works. */
  async renew(language: Language): Promise<void> {
    const session = this.storage.session;
    if (!session || Date.now() < (session.issued + session.expires) / 2) return;
    if (Date.now() >= session.expires) return;
    await this.open(language, session).catch(() => undefined);
  }

  private async authorized(
    path: string, init: RequestInit, language: Language, signal?: AbortSignal,
  ): Promise<Response> {
    const session = this.storage.session ?? (await this.open(language));
    try {
      return await this.call(path, { ...init, headers: bearer(session) }, signal);
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "expired") throw error;
      this.forget(session);
      const fresh = this.storage.session ?? (await this.open(language));
      return await this.call(path, { ...init, headers: bearer(fresh) }, signal);
    }
  }

  /** Another tab may have opened a new session meanwhile: only the one that failed is forgotten. */
  private forget(session: Session): void {
    if (this.storage.session?.token === session.token) this.storage.session = null;
  }

  private open(language: Language, valid?: Session): Promise<Session> {
    this.opening ??= this.request(language, valid).finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  private async request(language: Language, valid?: Session): Promise<Session> {
    const response = await this.call("session", {
      method: "POST",
      body: JSON.stringify({ language: isLanguage(language) ? language : null }),
      ...(valid ? { headers: bearer(valid) } : {}),
    });
    const answer = (await response.json()) as {
      token?: unknown; expires_in?: unknown; limits?: { message_length?: unknown };
    };
    if (typeof answer.token !== "string") throw new Failure("server");
    const seconds = Number(answer.expires_in) || 0;
    const session: Session = {
      token: answer.token,
      issued: Date.now(),
      expires: Date.now() + seconds * 1000,
      messageLength: Number(answer.limits?.message_length) || DEFAULT_LENGTH,
    };
    this.storage.session = session;
    return session;
  }

  private readonly call: Call = async (path, init, signal) => {
    let response: Response;
    try {
      response = await fetch(`${this.server}webhooks/web/${path}`, {
        ...init,
        headers: {
          ...(init.body ? { "Content-Type": "application/json" } : {}),
          ...(init.headers as Record<string, string> | undefined),
        },
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: signal ?? AbortSignal.timeout(SHORT_CALL_MS),
      });
    } catch (error) {
      throw Failure.of(error);
    }
    if (response.ok) return response;
    const said = readError(await response.json().catch(() => null)).message;
    throw Failure.fromStatus(response.status, response.headers.get("Retry-After"), said);
  };
}

function bearer(session: Session): Record<string, string> {
  return { Authorization: `Bearer ${session.token}` };
}
