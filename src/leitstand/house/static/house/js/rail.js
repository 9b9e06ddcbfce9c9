/** Fold the rail to icons and back; remembered, so that no page jumps. */
import { on, remember } from "./kit.js";
import { keep } from "./theme.js";

on("click", "[data-rail-fold]", (event, button) => {
  const frame = document.querySelector(".frame");
  const folded = frame.dataset.rail !== "folded";
  frame.dataset.rail = folded ? "folded" : "open";
  button.setAttribute("aria-pressed", String(folded));
  remember("leitstand_rail", frame.dataset.rail);
  keep("rail", frame.dataset.rail);
  name();
});

/** While only icons are shown, pointing at one tells its name. */
function name() {
  const folded = document.querySelector(".frame")?.dataset.rail === "folded";
  for (const link of document.querySelectorAll("[data-rail-tip]")) {
    if (folded) link.title = link.dataset.railTip;
    else link.removeAttribute("title");
  }
}
name();
document.addEventListener("htmx:after:swap", name);
