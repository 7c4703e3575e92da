/**
 * What the browser keeps: never cookies.
 *
 * localStorage, shared by all tabs and pages of the site: the session token, the chosen language, a mark
 * that tells other tabs that the conversation changed. sessionStorage, this tab only: the draft, turns
 * that are not answered yet, whether the chat is open. A browser that refuses storage gets memory instead.
 */

import { isLanguage, type Language, type Turn } from "./messages";

export interface Session {
  token: string;
  /** milliseconds since 1970 */
  issued: number;
  expires: number;
  messageLength: number;
}

class Shelf {
  private readonly memory = new Map<string, string>();

  constructor(
    private readonly store: () => Storage,
    readonly prefix: string,
  ) {}

  get(name: string): string | null {
    try {
      return this.store().getItem(this.prefix + name) ?? this.memory.get(name) ?? null;
    } catch {
      return this.memory.get(name) ?? null;
    }
  }

  set(name: string, value: string | null): void {
    if (value === null) this.memory.delete(name);
    try {
      if (value === null) this.store().removeItem(this.prefix + name);
      else this.store().setItem(this.prefix + name, value);
    } catch {
      if (value !== null) this.memory.set(name, value);
    }
  }

  read<T>(name: string): T | null {
    try {
      return JSON.parse(this.get(name) ?? "null") as T | null;
    } catch {
      return null;
    }
  }
}

export class ChatStorage {
  private readonly shared: Shelf;
  private readonly tab: Shelf;

  /** @param server address of the server; two assistants on one site don't share anything */
  constructor(server: string) {
    const prefix = `klyngebot:${server}:`;
    this.shared = new Shelf(() => window.localStorage, prefix);
    this.tab = new Shelf(() => window.sessionStorage, prefix);
  }

  get session(): Session | null {
    const kept = this.shared.read<Session>("session");
    return kept && typeof kept.token === "string" ? kept : null;
  }

  set session(session: Session | null) {
    this.shared.set("session", session && JSON.stringify(session));
  }

  get language(): Language | null {
    const kept = this.shared.get("language");
    return isLanguage(kept) ? kept : null;
  }

  set language(language: Language | null) {
    this.shared.set("language", language);
  }

  get draft(): string {
    return this.tab.get("draft") ?? "";
  }

  set draft(text: string) {
    this.tab.set("draft", text || null);
  }

  get turns(): Turn[] {
    const kept = this.tab.read<Turn[]>("turns");
    return Array.isArray(kept) ? kept.filter((turn) => turn?.id && turn.place && turn.wish) : [];
  }

  set turns(turns: Turn[]) {
    this.tab.set("turns", turns.length > 0 ? JSON.stringify(turns) : null);
  }

  get open(): boolean {
    return this.tab.get("open") === "yes";
  }

  set open(open: boolean) {
    this.tab.set("open", open ? "yes" : null);
  }

  /** Tells the other tabs that the conversation is not what they show. */
  mark(): void {
    this.shared.set("changed", `${Date.now()}-${Math.random()}`);
  }

  /** Calls back when another tab changed the conversation or left it for a new one. */
  onChange(callback: () => void): () => void {
    const watched = ["session", "changed"].map((name) => this.shared.prefix + name);
    const listener = (event: StorageEvent): void => {
      if (event.key === null || watched.includes(event.key)) callback();
    };
    window.addEventListener("storage", listener);
    return () => window.removeEventListener("storage", listener);
  }
}
