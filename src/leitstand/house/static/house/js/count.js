/** Counts a text while it is typed, in the network's own unit. <span data-count-for="id_text" data-limit="300" data-unit="graphemes" data-link="23">.
 *  A screen may bring its own way: setCounter("id_text", (text) => number). */
import { each, on, word } from "./kit.js";

const split = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const bytes = new TextEncoder();
const LINK = /https?:\/\/[^\s<>"]+/gu;
const own = new Map();

const UNITS = {
  graphemes: (text) => { let count = 0; for (const _ of split.segment(text)) count += 1; return count; },
  codepoints: (text) => [...text].length,
  utf16: (text) => text.length,
  bytes: (text) => bytes.encode(text).length,
};

/** Count a text; with `link` every address weighs that much, however long it is. */
export function count(text, unit = "graphemes", link = 0) {
  const measure = UNITS[unit] ?? UNITS.graphemes;
  const plain = text.replace(/\r\n/g, "\n");
  if (!link) return measure(plain);
  const links = plain.match(LINK) ?? [];
  return measure(plain.replace(LINK, "")) + links.length * link;
}

/** Let a screen count one field in its own way. */
export function setCounter(id, measure) {
  own.set(id, measure);
  document.getElementById(id)?.dispatchEvent(new Event("input", { bubbles: true }));
}

function refresh(field) {
  for (const place of document.querySelectorAll(`[data-count-for="${CSS.escape(field.id)}"]`)) {
    const { limit, unit, link, near } = place.dataset;
    const used = own.get(field.id)?.(field.value, place) ?? count(field.value, unit, Number(link) || 0);
    const most = Number(limit) || 0;
    const left = most - used;
    place.dataset.state = !most || left > (Number(near) || 20) ? "fine" : left >= 0 ? "near" : "over";
    const shown = place.querySelector("[data-count]") ?? place;
    shown.textContent = most ? `${used.toLocaleString(document.documentElement.lang)} / ${most.toLocaleString(document.documentElement.lang)}` : String(used);
    const spoken = place.querySelector("[data-count-spoken]");
    if (spoken) spoken.textContent = left < 0 ? word("over_limit", { count: -left }) : "";
    place.dispatchEvent(new CustomEvent("kit:count", { bubbles: true, detail: { used, limit: most } }));
  }
}

document.addEventListener("input", (event) => { if (event.target.id) refresh(event.target); });
each("[data-count-for]", (place) => {
  const field = document.getElementById(place.dataset.countFor);
  if (field) refresh(field);
});
