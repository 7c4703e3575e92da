/** Events of the widget for the page around it. */

import type { BotMessage, Language } from "./messages";

export interface ChatEvents {
  /** the chat can be used */
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  /** the person said something */
  sent: { id: string; text: string };
  /** the assistant said something */
  message: BotMessage;
  /** a message could not be answered */
  error: { kind: string };
  language: { language: Language };
}

type Listener<T> = (detail: T) => void;

export class Emitter {
  private readonly listeners = new Map<string, Set<Listener<never>>>();

  on<K extends keyof ChatEvents>(name: K, listener: Listener<ChatEvents[K]>): void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener as Listener<never>));
  }

  off<K extends keyof ChatEvents>(name: K, listener: Listener<ChatEvents[K]>): void {
    this.listeners.get(name)?.delete(listener as Listener<never>);
  }

  emit<K extends keyof ChatEvents>(name: K, detail: ChatEvents[K]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      // A mistake in a page's listener must not stop the conversation.
      try {
        (listener as Listener<ChatEvents[K]>)(detail);
      } catch (error) {
        console.error("klyngebot: a listener failed", error);
      }
    }
  }
}
