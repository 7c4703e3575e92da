/** The element on the page: puts the parts together and moves between closed, open and full screen. */

import { Chat, type ChatView } from "./chat";
import { Client } from "./client";
import { pageLanguage, pageScheme, type Config } from "./config";
import { h, icon } from "./dom";
import { Emitter } from "./events";
import { Failure } from "./failure";
import { Texts, type TextKey } from "./i18n";
import { CHAT, CLOSE } from "./icons";
import { shown, type BotMessage, type Language, type Message, type Turn, type Wish } from "./messages";
import { ChatStorage } from "./storage";
import { adopt, baseSize } from "./styles";
import { save, transcript } from "./transcript";
import { Composer } from "./ui/composer";
import { Log, type Progress } from "./ui/log";
import { EraseQuestion, Menu } from "./ui/menu";
import { mark } from "./ui/mark";
import { registerPictures } from "./ui/pictures";
import { followKeyboard } from "./viewport";

/** Below this the chat takes the whole screen, as a modal dialog. */
const SMALL = "(max-width: 600px), (max-height: 480px)";

export class KlyngebotChat extends HTMLElement implements ChatView {
  readonly events = new Emitter();
  private readonly texts: Texts;
  private readonly storage: ChatStorage;
  private readonly client: Client;
  private readonly chat: Chat;
  private readonly root: ShadowRoot;
  private readonly small = matchMedia(SMALL);
  private readonly launcher: HTMLButtonElement;
  private readonly badge = h("span", { class: "badge", hidden: true });
  private readonly panel: HTMLDialogElement;
  private readonly heading = h("h2", { id: "title", class: "heading", tabindex: "-1", t: "title" });
  private readonly languageButton = h("button", { type: "button", class: "ds-button head", "data-variant": "tertiary", t: "switchLanguage" });
  private readonly status = h("div", { class: "sr-only", role: "status" });
  private readonly offline = h("p", { class: "offline small", role: "status" });
  private readonly log: Log;
  private readonly composer: Composer;
  private readonly menu: Menu;
  private readonly question: EraseQuestion;
  private unread = 0;
  private opener: HTMLElement | null = null;

  constructor(private readonly config: Config) {
    super();
    registerPictures(config.server);
    this.storage = new ChatStorage(config.server);
    this.texts = new Texts(this.storage.language ?? config.language ?? pageLanguage());
    for (const { key, text, language } of config.texts) this.texts.override(key, text, language);
    this.client = new Client(config.server, this.storage);
    this.chat = new Chat(this.client, this.storage, this, () => this.language);
    this.log = new Log(
      {
        texts: this.texts,
        server: config.server,
        say: (text) => this.announce(text),
        press: ({ title, payload }) => this.say(payload ? { payload, title } : { text: title }),
        feedback: (message, value, comment) => this.client.feedback(message, value, comment, this.language),
      },
      () => this.greeting(),
      () => this.chat.retry(),
      () => this.focusField(),
    );
    this.composer = new Composer(this.texts, this.storage, () => this.client.messageLength, (text) => this.say({ text }));
    this.menu = new Menu({
      restart: () => this.restart(),
      download: () => this.download(),
      erase: () => this.question.ask(),
    });
    this.question = new EraseQuestion(() => this.erase(), () => this.texts.get("eraseFailed"));
    this.launcher = h("button", { type: "button", class: "ds-button launcher", "aria-haspopup": "dialog", tLabel: "launcher" }, icon(CHAT), h("span", { t: "launcher" }), this.badge);
    this.panel = this.buildPanel();
    this.root = this.attachShadow({ mode: "open" });
    adopt(this.root);
    this.root.append(h("div", { class: "kb", "data-size": "sm", "data-position": config.position }, this.launcher, this.panel, this.question.element));
  }

  get language(): Language {
    return this.texts.language;
  }

  get isOpen(): boolean {
    return this.panel.open;
  }

  connectedCallback(): void {
    this.style.setProperty("--kb-rem", baseSize());
    this.dress();
    this.applyLanguage();
    this.log.replay([]);
    this.listen();
    if (this.config.open || (this.storage.open && !this.small.matches)) this.show(false);
    void this.chat.start().then(() => this.events.emit("ready", {}));
  }

  private buildPanel(): HTMLDialogElement {
    const close = h("button", { type: "button", class: "ds-button head", "data-variant": "tertiary", "data-icon": true, tLabel: "close", on: { click: () => this.close() } }, icon(CLOSE));
    this.languageButton.addEventListener("click", () => this.setLanguage(this.language === "nb" ? "en" : "nb"));
    return h(
      "dialog", { class: "panel", "aria-labelledby": "title" },
      h(
        "header", { class: "top" },
        mark(),
        h("div", { class: "names" }, this.heading, h("p", { class: "subtitle small", t: "subtitle" })),
        this.languageButton, this.menu.button, close, this.menu.list,
      ),
      this.log.element,
      this.offline,
      h("footer", { class: "bottom" }, this.composer.element, h("p", { class: "fine", t: "notice" })),
      this.status,
    );
  }

  private listen(): void {
    this.launcher.addEventListener("click", () => this.open());
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.close();
    });
    // The system's own way of closing, such as the back gesture of a phone.
    this.panel.addEventListener("cancel", (event) => {
      if (event.target !== this.panel) return;
      event.preventDefault();
      this.close();
    });
    this.small.addEventListener("change", () => {
      if (!this.isOpen) return;
      const focused = this.root.activeElement as HTMLElement | null;
      this.panel.close();
      this.showPanel();
      focused?.focus();
    });
    followKeyboard(this.panel);
    addEventListener("online", () => {
      this.showConnection();
      this.chat.online();
      void this.chat.refresh();
    });
    addEventListener("offline", () => this.showConnection());
    addEventListener("focus", () => void this.chat.refresh());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.chat.refresh();
    });
    this.storage.onChange(() => void this.chat.refresh());
    new MutationObserver(() => {
      this.dress();
      if (!this.storage.language && !this.config.language) this.useLanguage(pageLanguage());
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["lang", "data-color-scheme"] });
    if (!navigator.onLine) this.showConnection();
  }

  /** Light, dark, or as the person's system is. */
  private dress(): void {
    this.setAttribute("data-scheme", this.config.scheme ?? pageScheme());
  }

  // Opening and closing

  open(): void {
    if (!this.isOpen) this.show(true);
  }

  private show(focus: boolean): void {
    const active = document.activeElement;
    const outside = active !== document.body && active !== this.root.host;
    this.opener = active instanceof HTMLElement && outside ? active : null;
    this.showPanel();
    this.launcher.hidden = true;
    this.storage.open = true;
    this.unread = 0;
    this.showUnread();
    this.composer.update();
    this.log.toEnd();
    if (focus) {
      this.focusField();
      void this.chat.refresh();
    }
    this.events.emit("open", {});
  }

  private showPanel(): void {
    if (this.small.matches) this.panel.showModal();
    else this.panel.show();
  }

  close(): void {
    if (!this.isOpen) return;
    const focused = this.root.activeElement !== null;
    this.menu.close(false);
    this.panel.close();
    this.launcher.hidden = false;
    this.storage.open = false;
    if (focused) (this.opener?.isConnected ? this.opener : this.launcher).focus();
    this.events.emit("close", {});
  }

  /** A finger's screen keyboard would cover the conversation: there the heading gets the focus. */
  private focusField(): void {
    if (!this.isOpen) return;
    if (matchMedia("(pointer: coarse)").matches) this.heading.focus();
    else this.composer.field.focus();
  }

  // Language

  setLanguage(language: Language): void {
    this.storage.language = language;
    this.useLanguage(language);
  }

  private useLanguage(language: Language): void {
    if (language === this.language) return;
    this.texts.language = language;
    this.applyLanguage();
    this.log.update();
    this.events.emit("language", { language });
  }

  private applyLanguage(): void {
    this.root.querySelector(".kb")?.setAttribute("lang", this.language);
    this.languageButton.setAttribute("lang", this.language === "nb" ? "en" : "nb");
    this.texts.apply(this.root);
    this.composer.update();
    this.showUnread();
    this.showConnection();
  }

  private greeting(): BotMessage {
    const buttons = this.texts.get("suggestions").split("|").map((text) => text.trim()).filter(Boolean);
    return {
      role: "bot", id: "", text: this.texts.get("greeting"), language: this.language, time: "",
      buttons: buttons.map((title) => ({ title, payload: "" })), image: null, sources: [], custom: null,
    };
  }

  // What a person does

  say(wish: Wish): void {
    const turn = this.chat.say(wish);
    this.events.emit("sent", { id: turn.place, text: shown(wish) });
  }

  private restart(): void {
    this.chat.restart();
    this.announce(this.texts.get("started"));
    this.focusField();
  }

  private async erase(): Promise<void> {
    await this.chat.erase();
    this.log.tell("erased");
    this.announce(this.texts.get("erased"));
    setTimeout(() => this.focusField());
  }

  private download(): void {
    const file = `${this.texts.get("title").toLowerCase().replace(/[^a-z0-9æøå]+/g, "-")}-${this.texts.get("transcriptFile")}.txt`;
    save(transcript(this.chat.messages, this.texts), file);
    this.announce(this.texts.get("downloaded"));
  }

  private announce(text: string): void {
    // The same words twice are a change only when they were away in between.
    this.status.textContent = "";
    setTimeout(() => { this.status.textContent = text; }, 50);
  }

  private showUnread(): void {
    const key: TextKey = this.unread === 0 ? "launcher" : this.unread === 1 ? "launcherUnreadOne" : "launcherUnread";
    this.launcher.dataset["tLabel"] = key;
    this.launcher.dataset["tValues"] = JSON.stringify({ n: this.unread });
    this.texts.applyTo(this.launcher);
    this.badge.hidden = this.unread === 0;
    this.badge.textContent = String(this.unread);
  }

  private showConnection(): void {
    const text = navigator.onLine ? "" : this.texts.get("offline");
    if (this.offline.textContent !== text) this.offline.textContent = text;
  }

  // ChatView

  replay(messages: Message[]): void {
    this.log.replay(messages);
  }

  addUser(turn: Turn): void {
    this.log.addUser(turn);
  }

  addBot(message: BotMessage): void {
    this.log.addBot(message);
    if (!this.isOpen) {
      this.unread += 1;
      this.showUnread();
    }
    this.events.emit("message", message);
  }

  endTurn(): void {
    this.log.endTurn();
  }

  progress(what: Progress | null): void {
    this.log.setProgress(what);
  }

  failed(turn: Turn, failure: Failure): void {
    this.log.failed(turn, failure);
    if (failure.kind === "refused" && "text" in turn.wish) this.composer.giveBack(turn.wish.text);
    this.events.emit("error", { kind: failure.kind });
  }

  retrying(turn: Turn): void {
    this.log.clearNotice(turn.place);
  }

  historyFailed(): void {
    this.log.tell("historyFailed");
  }
}
