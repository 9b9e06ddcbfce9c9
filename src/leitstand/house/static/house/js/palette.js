/** Ctrl+K: every verb and every object by name. Verbs come with the page (#palette-verbs: [{label, url, kind, key, words}]),
 *  objects from the search address, which answers {"results": [{label, url, kind, note}]}. */
import { announce, make, on, word } from "./kit.js";

const WAIT = 140;
const dialog = () => document.getElementById("palette");
let waiting;
let asking;
let found = [];
let chosen = 0;

function open() {
  const palette = dialog();
  if (!palette || palette.open) return;
  palette.showModal();
  const input = palette.querySelector("input");
  input.value = "";
  input.focus();
  show(verbs(""));
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  }
});
on("click", "[data-palette-open]", open);

/** Verbs whose words all begin somewhere in what was typed: the screen's own buttons, what the rooms offer, the places of the rail. */
function verbs(typed) {
  const all = [];
  const seen = new Set();
  const add = (one) => { if (one.label && !seen.has(one.label)) { seen.add(one.label); all.push(one); } };
  for (const element of document.querySelectorAll(".page-action :is(a[href], button:not([aria-pressed], [aria-haspopup])), [data-palette]")) {
    if (element.disabled || !element.checkVisibility()) continue;
    add({ label: element.dataset.palette || element.getAttribute("aria-label") || element.textContent.trim(), element, key: element.dataset.key?.toUpperCase() });
  }
  for (const one of JSON.parse(document.getElementById("palette-verbs")?.textContent ?? "[]")) add(one);
  for (const link of document.querySelectorAll(".rail a[href]")) add({ label: link.querySelector(".rail-label").textContent.trim(), url: link.href });
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return all.filter((one) => words.every((part) => plain(`${one.label} ${one.words ?? ""}`).includes(part)));
}

const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ß/g, "ss");

on("input", "#palette input", (event, input) => {
  const typed = input.value.trim();
  show(verbs(typed));
  clearTimeout(waiting);
  asking?.abort();
  const url = dialog().dataset.searchUrl;
  if (!url || typed.length < 2) return;
  waiting = setTimeout(async () => {
    asking = new AbortController();
    try {
      const answer = await fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`, { signal: asking.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show([...verbs(typed), ...(await answer.json()).results]);
    } catch { /* typed on meanwhile, or not connected: the verbs stay */ }
  }, WAIT);
});

function show(results) {
  found = results;
  chosen = 0;
  const list = dialog().querySelector("[role=listbox]");
  list.replaceChildren(...results.slice(0, 60).map((one, index) => {
    const label = make("span", { class: "ellipsis" }, one.label);
    const row = make("div", { class: "menu-item", role: "option", id: `palette-${index}`, "aria-selected": "false" }, label);
    if (one.kind || one.note) row.append(make("span", { class: "palette-kind" }, [one.note, one.kind].filter(Boolean).join(" · ")));
    if (one.key) row.append(make("kbd", {}, one.key));
    return row;
  }));
  dialog().querySelector(".palette-none").hidden = results.length > 0;
  list.hidden = results.length === 0;
  mark();
  announce(results.length ? word("results", { count: results.length }) : word("none"));
}

function mark() {
  const input = dialog().querySelector("input");
  dialog().querySelectorAll("[role=option]").forEach((row, index) => row.setAttribute("aria-selected", String(index === chosen)));
  const row = document.getElementById(`palette-${chosen}`);
  if (row) input.setAttribute("aria-activedescendant", row.id);
  else input.removeAttribute("aria-activedescendant");
  row?.scrollIntoView({ block: "nearest" });
}

function go(one) {
  if (!one) return;
  dialog().close();
  if (one.element) one.element.click();
  else location.href = one.url;
}

on("keydown", "#palette input", (event) => {
  const most = Math.min(found.length, 60);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (most) chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + most) % most;
    mark();
  } else if (event.key === "Enter") {
    event.preventDefault();
    go(found[chosen]);
  }
});
on("click", "#palette [role=option]", (event, row) => go(found[Number(row.id.slice("palette-".length))]));
on("pointermove", "#palette [role=option]", (event, row) => {
  const index = Number(row.id.slice("palette-".length));
  if (index !== chosen) { chosen = index; mark(); }
});
