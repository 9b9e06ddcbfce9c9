/** What scrolls sideways can be reached by keys: wide tables and boards become a stop of the Tab key as long as they are too wide. */
import { each } from "./kit.js";

const watch = new ResizeObserver((entries) => { for (const entry of entries) look(entry.target); });

function look(box) {
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  if (scrolls && !box.hasAttribute("tabindex")) {
    box.tabIndex = 0;
    box.dataset.scrolls = "";
    if (!box.hasAttribute("role")) box.setAttribute("role", "group");
    if (!box.hasAttribute("aria-label") && !box.hasAttribute("aria-labelledby")) {
      const name = box.querySelector("caption") ?? box.closest("section, .card")?.querySelector("h2, h3") ?? document.querySelector("h1");
      if (name) box.setAttribute("aria-label", name.textContent.trim());
    }
  } else if (!scrolls && box.dataset.scrolls !== undefined) {
    box.removeAttribute("tabindex");
    delete box.dataset.scrolls;
  }
}

each(".table-wrap, .board, .plan-board", (box) => watch.observe(box));
