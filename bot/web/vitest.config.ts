import { defineConfig } from "vitest/config";
import { outline } from "./build/norway.mjs";

/** What the build puts into the place of `norway:outline`. */
const norway = {
  name: "norway",
  resolveId: (id: string) => (id === "norway:outline" ? `\0${id}` : null),
  load: (id: string) => (id === "\0norway:outline" ? `export default ${JSON.stringify(outline())}` : null),
};

export default defineConfig({
  plugins: [norway],
  test: { environment: "jsdom", include: ["test/**/*.test.ts"], restoreMocks: true },
});
