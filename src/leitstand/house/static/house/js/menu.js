/** Menus are <details>: they open without a script; this closes them again and lets the arrow keys walk. */
import { on } from "./kit.js";

const OPEN = "details[data-menu][open]";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    const inside = menu.contains(event.target);
    const chosen = inside && event.target.closest(".menu-item") && !event.target.closest("[data-menu-stay], [data-theme-choice]");
    if (!inside || chosen) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu]");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopPropagation();
    return;
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...menu.querySelectorAll(".menu-item")].filter((item) => item.checkVisibility());
  if (!menu.open) menu.open = true;
  const now = items.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? (now + 1) % (items.length || 1) : (now <= 0 ? items.length : now) - 1;
  (items[next] ?? menu.querySelector(".menu-item"))?.focus();
  event.preventDefault();
});

/** Where each open menu was laid. */
const placed = new WeakMap();

/** Lay an opened menu over everything, within the screen, even where what holds it scrolls. */
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  const panel = menu instanceof HTMLDetailsElement && menu.matches("[data-menu]:not(.bottom *)") && menu.querySelector(":scope > .menu-panel");
  if (!panel) return;
  if (!menu.open) return void panel.removeAttribute("style");
  const edge = menu.querySelector("summary").getBoundingClientRect();
  placed.set(menu, edge);
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  for (const [name, value] of Object.entries({ position: "fixed", inset: "auto", left: "0", top: "0" })) panel.style.setProperty(name, value);
  const own = panel.getBoundingClientRect();
  const start = menu.matches(".menu-start") || edge.right - own.width < 8;
  const left = Math.max(8, Math.min(start ? edge.left : edge.right - own.width, width - own.width - 8));
  const above = edge.bottom + 4 + own.height > height - 8 && edge.top > height - edge.bottom;
  const style = { left: `${left}px`, top: "auto", "max-height": `${(above ? edge.top : height - edge.bottom) - 12}px` };
  style[above ? "bottom" : "top"] = above ? `${height - edge.top + 4}px` : `${edge.bottom + 4}px`;
  for (const [name, value] of Object.entries(style)) panel.style.setProperty(name, value);
}, true);

/** What lies fixed over a page would stay behind when the page moves: then it closes. */
document.addEventListener("scroll", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (menu.contains(event.target) || menu.closest(".top, .bottom")) continue;
    // A page that came to rest before the menu opened may say so only now.
    const was = placed.get(menu);
    const is = menu.querySelector("summary").getBoundingClientRect();
    if (was && (Math.abs(was.top - is.top) > 2 || Math.abs(was.left - is.left) > 2)) menu.open = false;
  }
}, { capture: true, passive: true });

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.(OPEN);
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});

on("keydown", ".tip", (event, tip) => {
  if (event.key === "Escape") tip.dataset.dismissed = "";
});
/** Keep an explanation on the screen, however near the edge its sign stands. */
function fit(tip) {
  const text = tip.querySelector(".tip-text");
  text.style.removeProperty("margin-inline-start");
  const edge = text.getBoundingClientRect();
  const beyond = Math.max(edge.right - document.documentElement.clientWidth + 8, 0) - Math.max(8 - edge.left, 0);
  if (beyond) text.style.setProperty("margin-inline-start", `${-beyond}px`);
}
on("focusin", ".tip", (event, tip) => fit(tip));
on("focusout", ".tip", (event, tip) => delete tip.dataset.dismissed);
on("pointerover", ".tip", (event, tip) => { if (tip.contains(event.relatedTarget)) return; delete tip.dataset.dismissed; fit(tip); });
