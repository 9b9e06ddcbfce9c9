/** Moves items by pointer or by keys. An item: data-drag, data-move-url, data-drag-label; a place: data-drop="2026-11-24", data-drop-label.
 *  data-move-url gets `to` (and `before`: the item it was dropped in front of, where the place has data-drop-order); what comes back is put where data-move-target
 *  of the board says. By keys: Space picks up, arrows move from place to place, Space or Enter drops, Escape takes back. */
import { announce, csrf, on, word } from "./kit.js";
import { toast } from "./toast.js";

const THRESHOLD = 5;
const LONG_PRESS = 350;
const EDGE = 48;

let held = null; // {item, home, over, ghost, note, keys, dx, dy}

const places = () => [...document.querySelectorAll("[data-drop]")].filter((place) => place.checkVisibility());
const placeOf = (item) => item.closest("[data-drop]");
const nameOf = (item) => item.dataset.dragLabel || item.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
const labelOf = (place) => place.dataset.dropLabel || place.getAttribute("aria-label") || place.dataset.drop;

/** Somebody else already speaks at this time on this channel: seen before it is dropped. */
function collides(item, place) {
  const { dragTime, dragChannels } = item.dataset;
  if (place === placeOf(item)) return false;
  if (place.dataset.dropBusy !== undefined) return true; // the screen has asked the house itself
  if (!dragTime) return false;
  const mine = new Set((dragChannels ?? "").split(" ").filter(Boolean));
  return [...place.querySelectorAll("[data-drag]")].some((other) => other !== item && other.dataset.dragTime === dragTime
    && (other.dataset.dragChannels ?? "").split(" ").some((channel) => mine.has(channel)));
}

function hover(place) {
  if (!held || held.over === place) return;
  held.over?.removeAttribute("data-drop-over");
  held.over?.removeAttribute("data-collides");
  held.over = place;
  const clash = Boolean(place) && collides(held.item, place);
  if (place) {
    place.dataset.dropOver = "";
    place.toggleAttribute("data-collides", clash);
  }
  if (held.note) {
    held.note.textContent = place ? labelOf(place) + (clash ? ` · ${word("collision")}` : "") : "";
    held.note.toggleAttribute("data-warn", clash);
    held.note.hidden = !place;
  }
  if (place && held.keys) {
    announce(word("over", { place: labelOf(place) }) + (clash ? ` ${word("collision")}` : ""));
    place.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

function letGo() {
  if (!held) return;
  hover(null);
  held.ghost?.remove();
  held.note?.remove();
  delete held.item.dataset.dragging;
  delete held.item.dataset.picked;
  document.documentElement.style.removeProperty("user-select");
  held = null;
}

async function drop(before) {
  const { item, over, keys } = held;
  const home = placeOf(item);
  letGo();
  if (!over || (over === home && before === undefined)) {
    if (keys) announce(word("moveCancelled", { item: nameOf(item) }));
    return;
  }
  const next = item.nextSibling;
  const parent = item.parentNode;
  if (before) before.before(item);
  else (over.querySelector("[data-drop-list]") ?? over).append(item);
  item.setAttribute("aria-busy", "true");
  const board = over.closest("[data-move-target]");
  const values = { to: over.dataset.drop };
  if (before) values.before = before.dataset.dragId ?? "";
  const focusId = item.id || item.dataset.dragId;
  try {
    const answer = await fetch(item.dataset.moveUrl, {
      method: "POST",
      body: new URLSearchParams(values),
      credentials: "same-origin",
      headers: { "X-CSRFToken": csrf(), "HX-Request": "true", "HX-Current-URL": location.href, "HX-Target": board?.dataset.moveTarget ?? "", Accept: "text/html, application/json;q=0.9" },
    });
    if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { answer });
    announce(word("dropped", { item: nameOf(item), place: labelOf(over) }));
    await settle(answer, board);
  } catch (error) {
    parent.insertBefore(item, next);
    if (!(await triggers(error.answer))) toast({ text: error.answer ? word({ 403: "forbidden", 404: "gone", 409: "conflict" }[error.answer.status] ?? "failed") : word("unreachable"), level: "error" });
  } finally {
    item.removeAttribute("aria-busy");
    if (keys) (item.isConnected ? item : focusId && document.querySelector(`[data-drag-id="${CSS.escape(focusId)}"], #${CSS.escape(focusId)}`))?.focus?.();
  }
}

/** Put the fresh fragment in its place and let the response's HX-Trigger speak. */
async function settle(answer, board) {
  if (answer.headers.get("HX-Refresh") === "true") return void location.reload();
  const html = answer.headers.get("Content-Type")?.includes("html") ? await answer.text() : "";
  const selector = board?.dataset.moveTarget;
  if (html.trim() && selector) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(selector);
    const old = document.querySelector(selector);
    if (fresh && old) {
      const here = document.importNode(fresh, true);
      old.replaceWith(here);
      window.htmx?.process(here);
      document.dispatchEvent(new Event("kit:look"));
    }
  }
  await triggers(answer);
}

async function triggers(answer) {
  const header = answer?.headers.get("HX-Trigger");
  if (!header) return false;
  if (!header.startsWith("{")) { document.body.dispatchEvent(new CustomEvent(header, { bubbles: true })); return true; }
  for (const [name, detail] of Object.entries(JSON.parse(header))) document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  return true;
}

// ── by pointer ──
let pressed = null;

on("pointerdown", "[data-drag]", (event, item) => {
  if (event.button !== 0 || held || event.target.closest("button, input, select, summary")) return;
  pressed = { item, x: event.clientX, y: event.clientY, id: event.pointerId, touch: event.pointerType !== "mouse" };
  if (pressed.touch) pressed.timer = setTimeout(() => pressed && begin(pressed.x, pressed.y), LONG_PRESS);
});

document.addEventListener("pointermove", (event) => {
  if (pressed && !held) {
    const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > THRESHOLD;
    if (far && pressed.touch) { clearTimeout(pressed.timer); pressed = null; return; }
    if (far) begin(event.clientX, event.clientY);
  }
  if (!held || held.keys) return;
  event.preventDefault();
  held.ghost.style.transform = `translate(${event.clientX - held.dx}px, ${event.clientY - held.dy}px)`;
  held.note.style.transform = `translate(${Math.min(event.clientX + 12, innerWidth - 240)}px, ${event.clientY + 16}px)`;
  const below = document.elementFromPoint(event.clientX, event.clientY);
  hover(below?.closest("[data-drop]") ?? null);
  if (event.clientY < EDGE + 48) scrollBy(0, -12);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, 12);
});

function begin(x, y) {
  const item = pressed.item;
  const edge = item.getBoundingClientRect();
  const ghost = item.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.removeAttribute("data-drag");
  ghost.classList.add("drag-ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.style.width = `${edge.width}px`;
  ghost.style.height = `${edge.height}px`;
  const note = document.createElement("div");
  note.className = "drag-ghost-note";
  note.hidden = true;
  document.body.append(ghost, note);
  held = { item, over: null, ghost, note, keys: false, dx: pressed.x - edge.left, dy: pressed.y - edge.top };
  ghost.style.transform = `translate(${x - held.dx}px, ${y - held.dy}px)`;
  item.dataset.dragging = "";
  document.documentElement.style.setProperty("user-select", "none");
}

document.addEventListener("pointerup", (event) => {
  clearTimeout(pressed?.timer);
  pressed = null;
  if (!held || held.keys) return;
  const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
  const below = document.elementFromPoint(event.clientX, event.clientY);
  const before = held.over?.dataset.dropOrder === undefined ? undefined : below?.closest("[data-drag]") ?? undefined;
  drop(before === held.item ? undefined : before);
});
document.addEventListener("pointercancel", () => { clearTimeout(pressed?.timer); pressed = null; if (held && !held.keys) letGo(); });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.("[data-drag]")) event.preventDefault(); });
document.addEventListener("touchmove", (event) => { if (held) event.preventDefault(); }, { passive: false });

// ── by keys ──
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) {
    event.preventDefault();
    event.stopImmediatePropagation();
    announce(word("moveCancelled", { item: nameOf(held.item) }));
    const item = held.item;
    letGo();
    item.focus();
    return;
  }
  if (!held) {
    const item = event.target instanceof Element && event.target.matches("[data-drag]") ? event.target : null;
    const picks = event.key === " " || (event.key === "Enter" && !item?.matches("a[href], button"));
    if (!item || !picks || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    held = { item, over: null, keys: true };
    item.dataset.picked = "";
    announce(word("picked", { item: nameOf(item) }));
    return;
  }
  if (!held.keys) return;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    event.stopImmediatePropagation();
    drop();
    return;
  }
  const all = places();
  const now = all.indexOf(held.over ?? placeOf(held.item));
  const columns = Number(placeOf(held.item)?.closest("[data-grid]")?.dataset.grid) || 1;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const next = all[now + step];
  if (next) hover(next);
}, true);
on("focusout", "[data-picked]", () => { if (held?.keys) setTimeout(() => { if (held?.keys && document.activeElement !== held.item) letGo(); }); });
