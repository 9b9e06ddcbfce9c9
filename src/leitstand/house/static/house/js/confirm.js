/** Ask before something that cannot be undone: data-confirm on a button or form, or htmx's hx-confirm. One dialog for all. */
import { on } from "./kit.js";

/** Ask; the promise tells whether the person said yes. */
export function ask(text, yes) {
  const dialog = document.getElementById("confirm");
  if (!dialog) return Promise.resolve(window.confirm(text));
  dialog.querySelector("p").textContent = text;
  const button = dialog.querySelector("[data-confirm-yes]");
  button.dataset.usual ??= button.textContent;
  button.textContent = yes || button.dataset.usual;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((settle) => {
    dialog.addEventListener("close", () => settle(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("htmx:confirm", (event) => {
  const { ctx, issueRequest, dropRequest } = event.detail;
  if (!ctx.confirm) return;
  event.preventDefault();
  ask(ctx.confirm, ctx.sourceElement?.dataset?.confirmYes).then((yes) => (yes ? issueRequest() : dropRequest()));
});

on("submit", "form[data-confirm]", (event, form) => {
  if (form.dataset.confirmed) return void delete form.dataset.confirmed;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  ask(form.dataset.confirm, form.dataset.confirmYes).then((yes) => {
    if (!yes) return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
  });
}, true);

on("click", "[data-dialog]", (event, button) => {
  event.preventDefault();
  document.getElementById(button.dataset.dialog)?.showModal();
});
on("click", "dialog [data-close]", (event, button) => button.closest("dialog").close());
on("click", "dialog", (event, dialog) => {
  if (event.target !== dialog) return;
  const edge = dialog.getBoundingClientRect();
  const inside = event.clientX >= edge.left && event.clientX <= edge.right && event.clientY >= edge.top && event.clientY <= edge.bottom;
  if (!inside && dialog.dataset.keep === undefined) dialog.close();
});
