/** `window.klyngebot`: what a page can do with the chat. */

import type { ChatEvents } from "./events";
import { isLanguage, type Language } from "./messages";
import { registerRenderer, type Renderer } from "./ui/renderers";
import type { KlyngebotChat } from "./widget";

export interface Api {
  readonly version: string;
  readonly isOpen: boolean;
  readonly language: Language;
  open(): void;
  close(): void;
  /** Says something in the person's name, as if it had been typed. Opens nothing. */
  send(text: string): void;
  setLanguage(language: Language): void;
  on<K extends keyof ChatEvents>(event: K, listener: (detail: ChatEvents[K]) => void): void;
  off<K extends keyof ChatEvents>(event: K, listener: (detail: ChatEvents[K]) => void): void;
  /** Shows `custom` messages of a type; see docs/web-chat.md. */
  registerRenderer(type: string, renderer: Renderer): void;
}

export function makeApi(chat: KlyngebotChat, version: string): Api {
  return Object.freeze({
    version,
    get isOpen() {
      return chat.isOpen;
    },
    get language() {
      return chat.language;
    },
    open: () => chat.open(),
    close: () => chat.close(),
    send: (text: string) => {
      const said = String(text).trim();
      if (said) chat.say({ text: said });
    },
    setLanguage: (language: Language) => {
      if (!isLanguage(language)) throw new TypeError("klyngebot: the language is 'nb' or 'en'");
      chat.setLanguage(language);
    },
    on: (event, listener) => chat.events.on(event, listener),
    off: (event, listener) => chat.events.off(event, listener),
    registerRenderer,
  } satisfies Api);
}
