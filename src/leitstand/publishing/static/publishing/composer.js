/** The composer: preview while one types, buttons that ask the house, pictures, emoji and hashtags at their place.
 *  Saving itself is the kit's autosave; here the screen only waits for it before it asks for something else. */
import { announce, each, on, post, word } from "../house/js/kit.js";

const TYPING = 250;
const PRESENT = 20000;
const asked = new Set();

const composer = () => document.getElementById("composer");
const form = () => document.getElementById("compose-form");
const isLocked = () => form()?.querySelector("[data-fields]")?.disabled ?? true;

/* ── preview, findings and lengths ── */

let timer;
let running;

function later() {
  clearTimeout(timer);
  timer = setTimeout(refresh, TYPING);
}

let isPressed = false;
document.addEventListener("pointerdown", () => { isPressed = true; }, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { isPressed = false; }, true);

/** Wait until no button of the mouse and no finger is down, and the click that follows was heard. */
async function released() {
  while (isPressed) {
    await new Promise((done) => {
      for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, done, { once: true });
    });
    await new Promise((done) => setTimeout(done));
  }
}

async function refresh() {
  if (!composer() || isLocked()) return;
  running?.abort();
  running = new AbortController();
  const stopped = running.signal;
  const body = new FormData(form());
  body.append("tab", composer().dataset.tab);
  // A newer word may stop this one while it is asked for, and while its answer is read.
  const drawn = await post(composer().dataset.preview, body, { signal: stopped })
    .then((answer) => (answer.ok ? answer.text() : null)).catch(() => null);
  // A redraw between press and release would take the button from under the hand.
  await released();
  const beside = document.getElementById("beside");
  if (drawn === null || !beside || stopped.aborted) return;
  const open = [...beside.querySelectorAll("details[data-fold][open]")].map((fold) => fold.dataset.fold);
  beside.innerHTML = drawn;
  for (const fold of beside.querySelectorAll("details[data-fold]")) fold.open = open.includes(fold.dataset.fold);
  put();
}

/** Put the pieces of an answer where they belong: lengths under the texts, marks on the tabs; look at new links. */
function put() {
  for (const piece of document.querySelectorAll("#beside [data-put]")) {
    const place = document.getElementById(piece.dataset.put);
    if (place && place.innerHTML !== piece.innerHTML) place.innerHTML = piece.innerHTML;
  }
  for (const piece of document.querySelectorAll("#beside [data-look-at]")) look(piece.dataset.lookAt);
}

async function look(link) {
  if (asked.has(link) || isLocked()) return;
  asked.add(link);
  const answer = await post(composer().dataset.card, new URLSearchParams({ url: link })).catch(() => null);
  if (!answer?.ok) return;
  // The card is part of what the public sees: it is saved like a word that was typed.
  const looked = form()?.elements.looked;
  if (looked) looked.value = String(Number(looked.value) + 1);
  form()?.dispatchEvent(new Event("change", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  if (event.target.closest("#compose-form")) later();
});
document.addEventListener("change", (event) => {
  if (event.target.closest("#compose-form")) later();
});
document.addEventListener("kit:tab", (event) => {
  const scope = event.target.dataset?.scope;
  if (!scope || !composer()) return;
  composer().dataset.tab = scope;
  if (isLocked()) location.search = `?tab=${scope}`;
  else refresh();
});

/* ── buttons ── */

/** Save what was typed at once and wait for it: nobody's own saving counts as somebody else's, and no button runs ahead of the last word. */
function settled() {
  form()?.dispatchEvent(new Event("autosave:now"));
  if (form()?.dataset.autosave !== "saving") return Promise.resolve();
  return new Promise((done) => {
    const finish = () => done();
    for (const name of ["saved", "failed", "offline", "conflict"]) form().addEventListener(`autosave:${name}`, finish, { once: true });
  });
}

async function ask(verb, version) {
  await settled();
  const body = new FormData(form());
  body.set("do", verb);
  body.append("tab", composer().dataset.tab);
  if (version !== undefined) body.set("version", version);
  composer().setAttribute("aria-busy", "true");
  const answer = await post(composer().dataset.change, body, { headers: { "X-Composer": "1", Accept: "text/html" } }).catch(() => null);
  composer().removeAttribute("aria-busy");
  if (answer?.ok) return show(await answer.text());
  if (answer?.status === 409 && answer.headers.get("Content-Type")?.includes("html")) return clash(await answer.text());
  const { toast } = await import("../house/js/toast.js");
  toast({ text: answer?.status === 409 ? await answer.text() : word(answer ? "failed" : "unreachable"), level: "error" });
}

function show(html) {
  const focused = document.activeElement?.id;
  try { localStorage.removeItem(`leitstand:draft:${form().dataset.autosaveUrl}`); } catch { /* nothing was kept */ }
  composer().outerHTML = html;
  document.getElementById("conflict").replaceChildren();
  document.dispatchEvent(new Event("kit:look"));
  window.htmx?.process(composer());
  grow();
  put();
  if (focused) document.getElementById(focused)?.focus();
  const told = composer().querySelector(".notice-text p");
  if (told && !composer().querySelector("[data-lock]")) announce(told.textContent);
}

on("click", "[data-do]", (event, button) => {
  event.preventDefault();
  if (!isLocked() || !button.closest("#compose-form")) ask(button.value);
});
on("change", "[data-choose]", () => ask("channels"));
on("click", "[data-unlock]", () => {
  for (const fields of form().querySelectorAll("[data-fields]")) fields.disabled = false;
  form().querySelector("[data-lock]")?.remove();
  form().querySelector("textarea")?.focus();
});
on("click", "[data-goto]", (event, button) => {
  const field = document.getElementById(button.dataset.goto);
  const panel = field?.closest("[role=tabpanel]");
  if (panel?.hidden) document.getElementById(panel.getAttribute("aria-labelledby"))?.click();
  field?.closest("details")?.setAttribute("open", "");
  field?.focus();
});

/** Tick a question of a checklist; what stands beside the text is drawn anew. */
on("change", "input[data-tick]", async (event, box) => {
  const body = new URLSearchParams({ name: box.dataset.tick, met: box.checked ? "1" : "0" });
  const answer = await post(composer().dataset.tick, body).catch(() => null);
  if (answer?.ok) return refresh();
  box.checked = !box.checked;
  const { toast } = await import("../house/js/toast.js");
  toast({ text: word(answer ? "failed" : "unreachable"), level: "error" });
});

/** Select in the text what a hint is about. */
on("click", "[data-select]", (event, button) => {
  const area = form()?.querySelector("[role=tabpanel]:not([hidden]) textarea");
  if (!area) return;
  const [start, end] = button.dataset.select.split("-").map(Number);
  area.focus();
  area.setSelectionRange(start, end);
});

/* ── two editors ── */

function clash(html) {
  const place = document.getElementById("conflict");
  place.innerHTML = html;
  form()?.querySelector("[data-autosave-offer]")?.remove(); // both texts stand here; the short notice says no more
  document.getElementById("conflict-card")?.focus();
}

document.addEventListener("autosave:conflict", async () => {
  const answer = await post(composer().dataset.conflict, new FormData(form()), { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer) clash(await answer.text());
});
document.addEventListener("autosave:answer", async (event) => {
  if (!event.detail?.lapsed) return;
  // What stands beside the text still says "approved": drawn anew, and said.
  refresh();
  announce(event.detail.message);
  const { toast } = await import("../house/js/toast.js");
  toast({ text: event.detail.message, level: "warning" });
});
on("click", "[data-keep-mine]", (event, button) => ask("keep", button.dataset.keepMine));
on("click", "[data-take-theirs]", () => {
  try { localStorage.removeItem(`leitstand:draft:${form().dataset.autosaveUrl}`); } catch { /* nothing was kept */ }
  location.reload();
});

each("[data-presence]", (place) => {
  setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    const answer = await post(place.dataset.presence, new URLSearchParams(), { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const html = await answer.text();
    if (place.innerHTML.trim() !== html.trim()) place.innerHTML = html;
  }, PRESENT);
});

/* ── pictures ── */

let pickFor = "";

async function fill(url) {
  const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  document.querySelector("[data-picker]").innerHTML = await answer.text();
  document.dispatchEvent(new Event("kit:look"));
}

on("click", "[data-pick]", async (event, button) => {
  pickFor = button.dataset.pick;
  const dialog = document.getElementById("picker");
  dialog.showModal();
  await fill(dialog.dataset.url);
});
on("submit", "[data-picker-search]", (event, search) => {
  event.preventDefault();
  fill(`${search.action}?${new URLSearchParams(new FormData(search))}`);
});
on("click", "[data-picked]", () => {
  const chosen = [...document.querySelectorAll("#picker input[name=asset]:checked")].map((input) => input.value);
  document.getElementById("picker").close();
  if (chosen.length) ask(`add_media:${pickFor}:${chosen.join(",")}`);
});

/* ── emoji and hashtags ── */

let helpers;
let insertInto;

on("click", "[data-helper]", async (event, button) => {
  insertInto = document.getElementById(button.dataset.for);
  const dialog = document.getElementById(button.dataset.helper);
  helpers ??= await fetch(dialog.dataset.url, { credentials: "same-origin", headers: { Accept: "application/json" } }).then((answer) => answer.json()).catch(() => undefined);
  const search = dialog.querySelector("[data-helper-search]");
  search.value = "";
  list(dialog);
  dialog.showModal();
  search.focus();
});
on("input", "[data-helper-search]", (event, search) => list(search.closest("dialog")));

function list(dialog) {
  const place = dialog.querySelector("[data-helper-list]");
  const wanted = dialog.querySelector("[data-helper-search]").value.trim().toLowerCase().replace(/^#/, "");
  const isEmoji = dialog.id === "emoji";
  const all = (isEmoji ? helpers?.emoji : helpers?.hashtags) ?? [];
  const found = all.filter((one) => (isEmoji ? one.words : one).toLowerCase().includes(wanted)).slice(0, 160);
  place.replaceChildren(...found.map((one) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = isEmoji ? "emoji" : "button button-small";
    button.dataset.insert = isEmoji ? one.sign : `#${one}`;
    button.textContent = button.dataset.insert;
    if (isEmoji) { button.title = one.name; button.setAttribute("aria-label", one.name); }
    return button;
  }));
}

on("click", "[data-insert]", (event, button) => {
  button.closest("dialog").close();
  if (!insertInto?.isConnected) return;
  const { selectionStart: start, selectionEnd: end, value } = insertInto;
  const before = value.slice(0, start);
  const space = button.dataset.insert.startsWith("#") && before && !/\s$/.test(before) ? " " : "";
  insertInto.setRangeText(space + button.dataset.insert, start, end, "end");
  insertInto.focus();
  insertInto.dispatchEvent(new Event("input", { bubbles: true }));
});

/* ── the idea ── */

// What was saved is what the next change is compared with. The form itself stays: somebody types in it.
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (event.target.id !== "facts") return;
  refresh(); // another time can be in the way of other posts, or no longer
  if (ctx.response?.status !== 204) return;
  for (const was of event.target.querySelectorAll("input[name^=was-]")) {
    const sent = ctx.request.body?.get?.(was.name.slice("was-".length));
    if (typeof sent === "string") was.value = sent;
  }
});

/* ── small things ── */

/** Let a text field grow with its text, where the browser does not do it itself. */
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  for (const area of document.querySelectorAll(".compose-area")) {
    area.rows = Math.max(area.rows, area.value.split("\n").length + 1);
  }
}

on("submit", "[data-wait-for-save]", async (event, submitted) => {
  event.preventDefault();
  await settled();
  // What could not be saved is not what anybody should act on; the state beside the heading says why.
  if (!["failed", "offline", "conflict"].includes(form()?.dataset.autosave)) submitted.submit();
});

grow();
put();
