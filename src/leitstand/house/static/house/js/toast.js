/** Short messages at the foot of the screen, with undo where there is one.
 *  From Django's messages, from a script (toast(…)), or from a response: HX-Trigger: {"toast": {"text": "…", "level": "success", "undo": "/address"}} */
import { each, make, on, post, word } from "./kit.js";

const TONES = { success: "green", info: "blue", warning: "amber", error: "red" };
const SECONDS = 6;
const SECONDS_WITH_UNDO = 12;

/** Say something; `undo` is an address that takes it back, `href` one that leads there. */
export function toast({ text, level = "info", undo, undoLabel, href, hrefLabel }) {
  const place = document.getElementById("toasts");
  if (!place || !text) return undefined;
  const element = make("div", { class: "toast", "data-toast": true, "data-tone": TONES[level] ?? "grey", "data-sticky": level === "error" }, make("p", {}, text));
  if (undo) element.append(make("button", { type: "button", "data-undo": undo }, undoLabel || word("undo")));
  if (href) element.append(make("a", { href }, hrefLabel || text));
  element.append(make("button", { type: "button", "data-toast-close": true, "aria-label": word("close") }, "✕"));
  place.append(element);
  document.dispatchEvent(new Event("kit:look"));
  return element;
}

each("[data-toast]", (element) => {
  if (element.dataset.sticky !== undefined) return;
  const seconds = element.querySelector("[data-undo]") ? SECONDS_WITH_UNDO : SECONDS;
  let timer;
  const start = () => { timer = setTimeout(() => element.remove(), seconds * 1000); };
  const stop = () => clearTimeout(timer);
  element.addEventListener("pointerenter", stop);
  element.addEventListener("pointerleave", start);
  element.addEventListener("focusin", stop);
  element.addEventListener("focusout", start);
  start();
});

on("click", "[data-toast-close]", (event, button) => button.closest("[data-toast]").remove());

on("click", "[data-undo]", async (event, button) => {
  button.disabled = true;
  try {
    const answer = await post(button.dataset.undo, new URLSearchParams());
    if (!answer.ok) throw new Error(String(answer.status));
    button.closest("[data-toast]")?.remove();
    if (!document.dispatchEvent(new CustomEvent("kit:undone", { cancelable: true, detail: { url: button.dataset.undo } }))) return;
    location.reload();
  } catch {
    button.disabled = false;
    toast({ text: word("failed"), level: "error" });
  }
});

document.addEventListener("toast", (event) => {
  const detail = event.detail?.value ?? event.detail;
  for (const one of Array.isArray(detail) ? detail : [detail]) toast(typeof one === "string" ? { text: one } : one);
});

// A refusal is said at the foot of the screen and never put where the answer would have gone; a form with errors (422) is.
document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  const { status, headers } = ctx.response;
  if (status === 422 || headers.has("HX-Retarget") || ctx.sourceElement?.hasAttribute(`hx-status:${status}`)) return;
  ctx.swap = "none";
  if (headers.get("HX-Trigger")?.includes("toast")) return;
  toast({ text: word({ 403: "forbidden", 404: "gone", 409: "conflict", 410: "gone" }[status] ?? "failed"), level: "error" });
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.error instanceof TypeError) toast({ text: word("unreachable"), level: "error" });
});
