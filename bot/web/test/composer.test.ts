import { expect, it, vi } from "vitest";
import { Texts } from "../src/i18n";
import type { ChatStorage } from "../src/storage";
import { Composer } from "../src/ui/composer";

vi.mock("../src/icons", () => ({ SEND: "M0 0" })); // the build puts them in

it.each([
  [8, "nb", "2 tegn igjen"],
  [9, "nb", "1 tegn igjen"],
  [9, "en", "1 character left"],
  [10, "en", "0 characters left"],
  [11, "en", "The message is 1 character too long. Shorten it before you send it."],
  [12, "en", "The message is 2 characters too long. Shorten it before you send it."],
] as const)("counts %i of 10 characters in words", (length, language, said) => {
  const storage = { draft: "" } as ChatStorage;
  const composer = new Composer(new Texts(language), storage, () => 10, () => undefined);
  composer.field.value = "x".repeat(length);
  composer.update();
  expect(composer.element.querySelector("#counter")?.textContent).toBe(said);
});
