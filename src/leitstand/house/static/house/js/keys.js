/** Single keys: an element with data-key="n" is pressed by N; J and K walk through [data-list] rows; arrows through [data-grid] cells; ? tells them all.
 *  They can be switched off (WCAG 2.1.4) and never disturb somebody who is writing. */
import { announce, isWriting, make, on, word } from "./kit.js";

const OFF = "leitstand:keys-off";
const isOff = () => localStorage.getItem(OFF) !== null;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return;
  if (walkGrid(event)) return void event.preventDefault();
  if (isOff() || event.repeat) return;
  if (event.key === "?") return void help();
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((key === "j" || key === "k") && walkList(key === "j" ? 1 : -1)) return void event.preventDefault();
  if (key === "n") {
    const address = document.activeElement?.closest?.("[data-cell]")?.querySelector("[data-new]");
    if (address) return void (event.preventDefault(), address.click());
  }
  if (key.startsWith("Arrow") && document.activeElement?.closest?.("[data-drag], [data-grid], [role=tablist], .menu, [role=listbox], .table-wrap")) return;
  const open = document.querySelector("#drawer[data-open]");
  const element = open?.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!element || element.disabled) return;
  event.preventDefault();
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
});

function walkList(step) {
  const list = document.activeElement?.closest?.("[data-list]") ?? document.querySelector("[data-list]");
  const rows = list ? [...list.querySelectorAll("[data-row]")] : [];
  if (!rows.length) return false;
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(now + step, 0), rows.length - 1)];
  const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a[href], button, [tabindex]");
  target?.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** The arrow keys move the cursor from cell to cell; each cell is one stop of the Tab key at most. */
function walkGrid(event) {
  const cell = event.target instanceof Element && event.target.matches("[data-grid] [data-cell]") ? event.target : null;
  if (!cell) return false;
  const grid = cell.closest("[data-grid]");
  const cells = [...grid.querySelectorAll("[data-cell]")];
  const columns = Number(grid.dataset.grid) || 7;
  const now = cells.indexOf(cell);
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -(now % columns), End: columns - 1 - (now % columns) };
  if (event.key === "Enter") {
    const inside = cell.querySelector("a[href], button");
    inside?.focus();
    return Boolean(inside);
  }
  if (!(event.key in steps)) return false;
  const next = cells[now + steps[event.key]];
  if (!next) {
    const beyond = document.querySelector(`[data-key="${steps[event.key] < 0 ? "ArrowLeft" : "ArrowRight"}"]`);
    beyond?.click();
    return Boolean(beyond);
  }
  for (const other of cells) other.tabIndex = other === next ? 0 : -1;
  next.focus();
  return true;
}

/** Show all keys of this screen. */
function help() {
  const dialog = document.getElementById("keys");
  if (!dialog) return;
  const here = dialog.querySelector("[data-keys-here]");
  const shown = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
  const seen = new Set();
  here.replaceChildren();
  for (const element of document.querySelectorAll("[data-key]")) {
    const name = element.dataset.keyLabel || element.getAttribute("aria-label") || element.textContent.trim();
    if (seen.has(element.dataset.key) || !name) continue;
    seen.add(element.dataset.key);
    const key = shown[element.dataset.key] ?? element.dataset.key.toUpperCase();
    here.append(make("tr", {}, make("td", {}, make("kbd", {}, key)), make("td", {}, name)));
  }
  dialog.querySelector("[data-keys-switch]").checked = !isOff();
  dialog.showModal();
}

on("click", "[data-keys-help]", help);
on("change", "[data-keys-switch]", (event, box) => {
  if (box.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
  announce(word(box.checked ? "keysOn" : "keysOff"));
});
