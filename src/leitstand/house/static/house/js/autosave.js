/** Saves a form while it is filled in: <form data-autosave-url="…"> with a hidden field `version` and a place [data-autosave-state].
 *  The house answers 200 {"version": 4}, or 409 where somebody else was faster: {"who": "Ben", "version": 5}.
 *  A screen that must not run ahead of the last word dispatches `autosave:now` on the form.
 *  What was typed stays on this device until the house has said yes, and is offered again after a crash. */
import { announce, csrf, each, make, word } from "./kit.js";

const WAIT = 900;
const RETRY = [2000, 5000, 15000, 30000];

each("form[data-autosave-url]", (form) => {
  const key = `leitstand:draft:${form.dataset.autosaveUrl}`;
  let timer;
  let sending = false;
  let again = false;
  let failures = 0;
  let stopped = false;

  const state = (name, text) => {
    form.dataset.autosave = name;
    for (const place of document.querySelectorAll(`[data-autosave-state]`)) {
      if (place.closest("form") && place.closest("form") !== form) continue;
      place.dataset.state = name;
      (place.querySelector("[data-autosave-text]") ?? place).textContent = text ?? word(name);
    }
    form.dispatchEvent(new CustomEvent(`autosave:${name}`, { bubbles: true }));
  };

  const typed = () => {
    const fields = [];
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken" && !form.elements[name]?.matches?.("[type=password]")) fields.push([name, value]);
    }
    return fields;
  };
  const version = () => form.elements.version?.value ?? "";
  const body = () => JSON.stringify(typed().filter(([name]) => name !== "version"));
  let settled = body();

  const keepCopy = () => {
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), version: version(), fields: typed() })); } catch { /* the device is full: the house still saves */ }
  };

  const save = async () => {
    clearTimeout(timer);
    if (stopped || !form.isConnected) return;
    if (sending) { again = true; return; }
    const sent = body();
    if (sent === settled) { localStorage.removeItem(key); state("saved"); return; }
    sending = true;
    state("saving");
    let answer = null;
    try {
      answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new URLSearchParams(typed()), credentials: "same-origin", headers: { "X-CSRFToken": csrf(), Accept: "application/json", "X-Autosave": "1" } });
    } catch { /* not connected: see below */ }
    sending = false;
    if (answer?.ok && !answer.redirected) {
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (told.version !== undefined && form.elements.version) form.elements.version.value = told.version;
      settled = sent;
      failures = 0;
      if (body() === settled) { localStorage.removeItem(key); state("saved"); } else again = true;
      form.dispatchEvent(new CustomEvent("autosave:answer", { bubbles: true, detail: told }));
    } else if (answer?.status === 409) {
      const told = await answer.json().catch(() => ({}));
      stopped = true;
      state("conflict", told.message);
      announce(told.message ?? word("conflict"));
      offer(told.message ?? word("conflict"), [[word("reload"), () => { leave(); location.reload(); }]]);
    } else if (answer?.status === 422 || answer?.status === 400) {
      const told = await answer.json().catch(() => ({}));
      state("failed", told.message);
    } else {
      state("offline");
      timer = setTimeout(save, RETRY[Math.min(failures, RETRY.length - 1)]);
      failures += 1;
    }
    if (again) { again = false; timer = setTimeout(save, WAIT); }
  };

  const leave = () => { settled = body(); };

  const offer = (text, choices) => {
    form.querySelector("[data-autosave-offer]")?.remove();
    const buttons = choices.map(([label, act]) => {
      const button = make("button", { type: "button", class: "button button-small" }, label);
      button.addEventListener("click", act);
      return button;
    });
    form.prepend(make("div", { class: "notice", "data-tone": "amber", role: "alert", "data-autosave-offer": true },
      make("div", { class: "notice-text" }, make("p", {}, text), make("div", { class: "notice-actions" }, ...buttons))));
  };

  const restore = (fields) => {
    const names = new Set(fields.map(([name]) => name));
    for (const element of form.elements) {
      if (!element.name || element.name === "version" || !["checkbox", "radio"].includes(element.type)) continue;
      element.checked = fields.some(([name, value]) => name === element.name && value === element.value);
    }
    for (const name of names) {
      if (name === "version") continue;
      const values = fields.filter(([other]) => other === name).map(([, value]) => value);
      const elements = [...form.elements].filter((element) => element.name === name && !["checkbox", "radio"].includes(element.type));
      elements.forEach((element, index) => { if (values[index] !== undefined) element.value = values[index]; });
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    for (const element of form.querySelectorAll("textarea, input")) element.dispatchEvent(new Event("input", { bubbles: true }));
  };

  form.addEventListener("input", () => {
    keepCopy();
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  form.addEventListener("change", () => {
    keepCopy();
    clearTimeout(timer);
    timer = setTimeout(save, WAIT / 3);
  });
  form.addEventListener("autosave:now", save);
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; leave(); localStorage.removeItem(key); });
  window.addEventListener("online", () => { failures = 0; save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && body() !== settled) save(); });
  window.addEventListener("beforeunload", (event) => { if (form.isConnected && !stopped && body() !== settled && navigator.onLine === false) event.preventDefault(); });

  const copy = JSON.parse(localStorage.getItem(key) ?? "null");
  if (copy && JSON.stringify(copy.fields.filter(([name]) => name !== "version")) !== settled) {
    offer(word("restoreTitle"), [
      [word("restore"), () => { form.querySelector("[data-autosave-offer]")?.remove(); restore(copy.fields); save(); }],
      [word("discard"), () => { form.querySelector("[data-autosave-offer]")?.remove(); localStorage.removeItem(key); }],
    ]);
  } else {
    localStorage.removeItem(key);
  }
});
