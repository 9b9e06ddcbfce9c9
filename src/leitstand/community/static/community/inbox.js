/** The inbox: says when something is new without moving the list, keeps the clocks right, puts saved replies into the box,
 *  and tells colleagues who is here. Without it everything still works; it only has to be loaded anew. */
import { announce, csrf, each, make, on } from "../house/js/kit.js";

const NEWS = 15000;
const THERE = 8000;

each("[data-news-url]", (place) => {
  const look = async () => {
    if (!place.isConnected || document.visibilityState === "hidden") return;
    const rows = [...document.querySelectorAll("[data-clock]")].map((clock) => clock.dataset.clock);
    const query = new URLSearchParams(place.dataset.newsQuery);
    query.set("seit", place.dataset.newsSince);
    query.set("zeilen", rows.join(","));
    const answer = await fetch(`${place.dataset.newsUrl}?${query}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const told = await answer.json();
    for (const clock of document.querySelectorAll("[data-clock]")) {
      const [text, tone] = told.clocks[clock.dataset.clock] ?? ["", ""];
      if (clock.textContent !== text) clock.textContent = text;
      clock.dataset.tone = tone;
    }
    if (!told.count || place.dataset.told === told.text) return;
    place.dataset.told = told.text;
    // What stands there already keeps the focus; only its words are new.
    const said = place.querySelector("span");
    if (said) {
      said.textContent = told.text;
      return;
    }
    const show = make("a", { class: "button button-small", href: location.href }, place.dataset.newsShow);
    place.replaceChildren(make("span", {}, told.text), show);
  };
  setInterval(look, NEWS);
});

on("change", "[data-reply-for]", (event, select) => {
  const box = document.getElementById(select.dataset.replyFor);
  const text = select.selectedOptions[0]?.dataset.text;
  if (!box || !text) return;
  const start = box.selectionStart ?? box.value.length;
  box.setRangeText(text, start, box.selectionEnd ?? start, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  const gap = box.value.indexOf("…");
  if (gap >= 0) box.setSelectionRange(gap, gap + 1);
  select.selectedIndex = 0;
});

each("[data-there-url]", (first) => {
  let place = first;
  let typed = 0;
  const form = document.getElementById("answer");
  form?.addEventListener("input", () => { typed = Date.now(); });
  const tell = async () => {
    if (!place.isConnected || document.visibilityState === "hidden") return;
    const body = new URLSearchParams({ types: Date.now() - typed < THERE ? "1" : "0", seen: form?.elements.seen?.value ?? place.dataset.seen ?? "" });
    const answer = await fetch(place.dataset.thereUrl, { method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrf() } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("there");
    if (!fresh) return;
    // Only what has changed is written, so that a screen reader says it once.
    if (fresh.innerHTML !== place.innerHTML) {
      const before = place.querySelector("[role=status]")?.textContent.trim();
      const now = fresh.querySelector("[role=status]")?.textContent.trim();
      place.innerHTML = fresh.innerHTML;
      if (now && now !== before) announce(now);
    }
  };
  tell();
  setInterval(tell, THERE);
});
