/** What the other modules share: words, the secret against forged requests, and beginning again after a swap. */

let spoken;
let wordsOf;

/** Say a word in the person's language; `{name}` in it is filled from `values`. */
export function word(key, values = {}) {
  const source = document.getElementById("words");
  if (source !== wordsOf) {
    wordsOf = source;
    spoken = source ? JSON.parse(source.textContent) : {};
  }
  return (spoken[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Do something with every element that matches, now and whenever the page got new ones. */
export function each(selector, start) {
  const begun = new WeakSet();
  const look = () => {
    for (const element of document.querySelectorAll(selector)) {
      if (begun.has(element)) continue;
      begun.add(element);
      start(element);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", look);
  else look();
  document.addEventListener("htmx:after:swap", look);
  document.addEventListener("kit:look", look);
}

/** Listen once, on the document, for events of all elements that match, present and future. */
export function on(event, selector, act, options) {
  document.addEventListener(event, (happened) => {
    const element = happened.target instanceof Element ? happened.target.closest(selector) : null;
    if (element) act(happened, element);
  }, options);
}

/** The secret that proves a request comes from our own page. */
export function csrf() {
  return document.querySelector('meta[name="csrf"]')?.content ?? "";
}

/** Send a form to the house. */
export function post(url, body, options = {}) {
  return fetch(url, {
    method: "POST",
    body,
    credentials: "same-origin",
    headers: { "X-CSRFToken": csrf(), Accept: "application/json", ...options.headers },
    signal: options.signal,
    keepalive: options.keepalive,
  });
}

/** Say something to people who do not see the screen. */
export function announce(text) {
  const place = document.getElementById("announcer");
  if (!place) return;
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

/** Make an element: make("p", {class: "x"}, "text", child). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** Keep a small choice for a year, so that the server draws the page right the first time. */
export function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
}

/** Tell whether the person is writing somewhere, where single keys are letters. */
export function isWriting(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]") !== null;
}

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if (!/^(GET|HEAD)$/.test(request.method)) request.headers["X-CSRFToken"] = csrf();
});

on("click", "[data-reload]", () => location.reload());
on("change", "[data-submit-on-change]", (event, element) => element.form?.requestSubmit());
