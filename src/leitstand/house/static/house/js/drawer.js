/** A detail from the right, with its own address: <a href="/item/7" data-drawer>. The address alone shows the same drawer,
 *  or the whole page where the detail has one; the back button closes it. */
import { on } from "./kit.js";

let opener = null;
let behind = null;
let changed = false;

const drawer = () => document.getElementById("drawer");

on("click", "a[data-drawer]", async (event, link) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || !window.htmx || !drawer()) return;
  event.preventDefault();
  if (link.closest("#drawer") === null) {
    opener = link.id || link.getAttribute("href");
    if (drawer().dataset.open === undefined) behind = location.pathname + location.search;
  }
  const answer = await fetch(link.href, { headers: { "HX-Request": "true", "HX-Target": "aside#drawer" }, credentials: "same-origin" }).catch(() => null);
  const parsed = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  const fresh = parsed?.getElementById("drawer");
  if (!fresh || fresh.dataset.open === undefined) {
    location.href = link.href;
    return;
  }
  const old = drawer();
  const here = document.importNode(fresh, true);
  old.replaceWith(here);
  window.htmx.process(here);
  document.dispatchEvent(new Event("kit:look"));
  if (!history.state) history.replaceState({ htmx: true }, "", location.href);
  history.pushState({ htmx: true, drawer: true }, "", link.href);
  changed = false;
  here.focus({ preventScroll: true });
});

/** Close it: back to where the person was, or to the address the screen names. */
function close() {
  const open = drawer();
  if (!open || open.dataset.open === undefined) return;
  if (history.state?.drawer && behind) history.back();
  else if (open.dataset.back) location.href = open.dataset.back;
  else shut();
}

function shut() {
  const open = drawer();
  if (!open) return;
  delete open.dataset.open;
  open.replaceChildren();
  const link = opener && (document.getElementById(opener) ?? document.querySelector(`a[data-drawer][href="${CSS.escape(opener)}"]`));
  link?.focus();
  behind = null;
}

on("click", "[data-drawer-close]", (event) => {
  event.preventDefault();
  close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (drawer()?.dataset.open !== undefined) close();
});

document.addEventListener("htmx:finally:request", (event) => {
  if (event.target.closest?.("#drawer") && event.detail.ctx.request.method !== "GET") changed = true;
});

// Going back to the page that still stands behind the drawer needs no new page, unless something was changed in the drawer.
document.addEventListener("htmx:before:history:restore", (event) => {
  if (drawer()?.dataset.open === undefined || event.detail.path !== behind || changed) return;
  event.preventDefault();
  shut();
});
