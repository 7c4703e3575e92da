/** Keeps the full-screen chat above a phone's on-screen keyboard. */

export function followKeyboard(panel: HTMLElement): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = (): void => {
    // Zoomed in by hand, the visible part is a magnifying glass, not the space there is.
    if (viewport.scale > 1.01) return;
    panel.style.setProperty("--kb-height", `${viewport.height}px`);
    panel.style.setProperty("--kb-top", `${viewport.offsetTop}px`);
  };
  viewport.addEventListener("resize", follow);
  viewport.addEventListener("scroll", follow);
  follow();
}
