/** Light, dark, or like the system: changed at once, remembered for this device and for the person. */
import { on, post, remember } from "./kit.js";

on("click", "[data-theme-choice]", (event, button) => {
  const choice = button.dataset.themeChoice;
  document.documentElement.dataset.theme = choice;
  for (const other of document.querySelectorAll("[data-theme-choice]")) {
    other.setAttribute("aria-pressed", String(other.dataset.themeChoice === choice));
  }
  remember("leitstand_theme", choice);
  keep("theme", choice);
});

/** Tell the house how the person likes it, so that the next device knows. */
export function keep(what, value) {
  const url = document.body.dataset.appearanceUrl;
  if (url) post(url, new URLSearchParams({ [what]: value })).catch(() => { /* the cookie already knows */ });
}
