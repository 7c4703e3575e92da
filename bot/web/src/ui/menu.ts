/** The button with the options of the conversation, and the question before it is deleted. */

import { h, icon } from "../dom";
import type { TextKey } from "../i18n";
import { MENU, NEW, SAVE, TRASH } from "../icons";

export interface MenuActions {
  restart: () => void;
  download: () => void;
  erase: () => void;
}

export class Menu {
  readonly button = h(
    "button", { type: "button", class: "ds-button head", "data-variant": "tertiary", "data-icon": true, "aria-expanded": "false", "aria-controls": "menu", tLabel: "menu" },
    icon(MENU),
  );
  readonly list: HTMLElement;

  constructor(actions: MenuActions) {
    const item = (key: TextKey, paths: string, action: () => void, color?: string): HTMLElement =>
      h(
        "li", {},
        h("button", {
          type: "button", class: "ds-button", "data-variant": "tertiary", "data-color": color,
          on: { click: () => { this.close(true); action(); } },
        }, icon(paths), h("span", { t: key })),
      );
    this.list = h(
      "ul", { id: "menu", class: "menu", hidden: true },
      item("newChat", NEW, actions.restart),
      item("download", SAVE, actions.download),
      item("erase", TRASH, actions.erase, "danger"),
    );
    this.button.addEventListener("click", () => (this.open ? this.close(true) : this.show()));
    for (const element of [this.button, this.list]) {
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !this.open) return;
        event.preventDefault();
        event.stopPropagation();
        this.close(true);
      });
      element.addEventListener("focusout", (event) => {
        const next = event.relatedTarget as Node | null;
        if (next && next !== this.button && !this.list.contains(next)) this.close(false);
      });
    }
  }

  get open(): boolean {
    return !this.list.hidden;
  }

  private show(): void {
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.querySelector("button")?.focus();
  }

  /** @param focus whether the button gets the focus back */
  close(focus: boolean): void {
    if (!this.open) return;
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (focus) this.button.focus();
  }
}

export class EraseQuestion {
  readonly element: HTMLDialogElement;
  private readonly trouble = h("p", { class: "trouble small", role: "alert" });

  /** @param erase does it; throws when it did not work */
  constructor(erase: () => Promise<void>, private readonly failed: () => string) {
    const yes = h("button", { type: "button", class: "ds-button", "data-color": "danger", t: "eraseYes" });
    const no = h("button", { type: "button", class: "ds-button", "data-variant": "secondary", t: "cancel" });
    this.element = h(
      "dialog", { class: "question", role: "alertdialog", "aria-labelledby": "erase-title", "aria-describedby": "erase-text" },
      h("h2", { id: "erase-title", class: "heading", t: "eraseTitle" }),
      h("p", { id: "erase-text", t: "eraseText" }),
      this.trouble,
      h("div", { class: "answers" }, no, yes),
    );
    no.addEventListener("click", () => this.element.close());
    // Escape answers this question, and does not close the chat behind it.
    this.element.addEventListener("keydown", (event) => event.stopPropagation());
    yes.addEventListener("click", () => {
      yes.disabled = true;
      erase()
        .then(() => this.element.close(), () => { this.trouble.textContent = this.failed(); })
        .finally(() => { yes.disabled = false; });
    });
  }

  ask(): void {
    this.trouble.textContent = "";
    this.element.showModal();
  }
}
