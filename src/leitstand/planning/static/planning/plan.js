/** The plan's own: where a carried item would be in the way is asked before it is dropped; choosing many in the list; a click on an empty place makes something new. */
import { each, on } from "../house/js/kit.js";

// ── collisions while carrying ──
let asked = null;

async function ask(item) {
  const url = item.dataset.moveUrl?.replace(/verschieben\/$/, "belegt/");
  const places = [...document.querySelectorAll("#plan [data-grid='7'] [data-drop]")];
  if (!url || !places.length || item.dataset.dragChannels === undefined || asked === item) return;
  asked = item;
  const words = new URLSearchParams(places.map((place) => ["ort", place.dataset.drop]));
  const answer = await fetch(`${url}?${words}`, { credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || asked !== item) return;
  const busy = new Set((await answer.json()).busy);
  for (const place of places) place.toggleAttribute("data-drop-busy", busy.has(place.dataset.drop));
}
on("pointerdown", "#plan [data-drag]", (event, item) => { asked = null; ask(item); });
on("focusin", "#plan [data-drag]", (event, item) => { asked = null; ask(item); });

// ── a click on an empty place ──
on("dblclick", "#plan [data-cell]", (event, cell) => {
  if (event.target.closest("a, button")) return;
  cell.querySelector("[data-new]")?.click();
});
on("click", "#plan [data-cell]", (event, cell) => {
  if (event.target.closest("a, button") || event.detail > 1) return;
  if (matchMedia("(pointer: fine)").matches && !getSelection().toString()) cell.querySelector("[data-new]")?.click();
});

// ── writing at once in a fresh drawer ──
document.addEventListener("kit:look", () => {
  const title = document.querySelector("#drawer[data-open] #new-form #item-title");
  if (title && !title.value) setTimeout(() => title.focus({ preventScroll: true }));
});

// ── choosing many ──
function count(form) {
  const boxes = [...form.querySelectorAll("input[name=ids]")];
  const chosen = boxes.filter((box) => box.checked).length;
  form.dataset.choosing = chosen ? "some" : "none";
  const all = form.querySelector("[data-choose-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const words = form.querySelector("[data-chosen-count]");
  words.dataset.usual ??= words.textContent;
  words.textContent = chosen ? `${chosen} / ${boxes.length}` : words.dataset.usual;
}
each("form[data-choosing]", count);
on("change", "form[data-choosing] input[name=ids]", (event, box) => count(box.form));
on("change", "[data-choose-all]", (event, all) => {
  for (const box of all.form.querySelectorAll("input[name=ids]")) box.checked = all.checked;
  count(all.form);
});
