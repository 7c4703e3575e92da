import { afterEach, describe, expect, it, vi } from "vitest";
import { ChatStorage } from "../src/storage";

const SESSION = { token: "t", issued: 1, expires: 2, messageLength: 10 };

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe("what the browser keeps", () => {
  it("is apart for each server", () => {
    new ChatStorage("https://a.no/").session = SESSION;
    expect(new ChatStorage("https://a.no/").session).toEqual(SESSION);
    expect(new ChatStorage("https://b.no/").session).toBeNull();
  });

  it("is the session and the language for all tabs, draft, turns and state for one", () => {
    const storage = new ChatStorage("x/");
    storage.session = SESSION;
    storage.language = "en";
    storage.draft = "Hei";
    storage.open = true;
    storage.turns = [{ id: "1", place: "1", wish: { text: "?" }, time: "" }];
    expect(Object.keys(localStorage).sort()).toEqual(["klyngebot:x/:language", "klyngebot:x/:session"]);
    expect(Object.keys(sessionStorage).sort()).toEqual(["klyngebot:x/:draft", "klyngebot:x/:open", "klyngebot:x/:turns"]);
    expect(document.cookie).toBe("");
    storage.session = null;
    storage.language = null;
    storage.draft = "";
    storage.open = false;
    storage.turns = [];
    expect(localStorage.length + sessionStorage.length).toBe(0);
  });

  it("survives rubbish in the store", () => {
    const storage = new ChatStorage("x/");
    localStorage.setItem("klyngebot:x/:session", "{");
    localStorage.setItem("klyngebot:x/:language", "sv");
    sessionStorage.setItem("klyngebot:x/:turns", '{"a":1}');
    expect([storage.session, storage.language, storage.turns]).toEqual([null, null, []]);
  });

  it("is memory where the browser refuses storage", () => {
    for (const name of ["getItem", "setItem", "removeItem"] as const) {
      vi.spyOn(Storage.prototype, name).mockImplementation(() => { throw new DOMException("no", "SecurityError"); });
    }
    const storage = new ChatStorage("x/");
    storage.session = SESSION;
    storage.draft = "Hei";
    expect([storage.session, storage.draft]).toEqual([SESSION, "Hei"]);
  });

  it("tells when another tab changed the conversation, and not of other changes", () => {
    const storage = new ChatStorage("x/");
    const changed = vi.fn();
    const stop = storage.onChange(changed);
    const event = (key: string | null): boolean => window.dispatchEvent(new StorageEvent("storage", { key }));
    event("klyngebot:x/:changed");
    event("klyngebot:x/:session");
    event(null);
    event("klyngebot:y/:changed");
    event("other");
    expect(changed).toHaveBeenCalledTimes(3);
    stop();
    event("klyngebot:x/:changed");
    expect(changed).toHaveBeenCalledTimes(3);
  });
});
