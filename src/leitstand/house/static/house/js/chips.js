/** A text field for several words, divided by commas, shown as chips: <input data-chips>. Without a script it stays the text field it is. */
import { each, make, word } from "./kit.js";

each("input[data-chips]", (field) => {
  const box = make("div", { class: "chips" });
  const entry = make("input", { type: "text", autocomplete: "off", "aria-describedby": field.getAttribute("aria-describedby") });
  const label = field.labels?.[0];
  if (label) {
    entry.id = `${field.id}-entry`;
    label.htmlFor = entry.id;
  }
  if (field.placeholder) entry.placeholder = field.placeholder;
  if (field.list) entry.setAttribute("list", field.list.id);
  let chips = field.value.split(",").map((one) => one.trim()).filter(Boolean);
  field.hidden = true;
  field.after(box);

  const draw = () => {
    const drawn = chips.map((text, index) => {
      const remove = make("button", { type: "button", "aria-label": `${word("remove")}: ${text}` }, "✕");
      remove.addEventListener("click", () => { chips.splice(index, 1); keep(); entry.focus(); });
      return make("span", { class: "chip" }, text, remove);
    });
    box.replaceChildren(...drawn, entry);
  };
  const keep = () => {
    field.value = chips.join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  };
  const take = () => {
    const fresh = entry.value.split(",").map((one) => one.trim()).filter((one) => one && !chips.includes(one));
    entry.value = "";
    if (!fresh.length) return;
    chips = [...chips, ...fresh];
    keep();
    entry.focus();
  };
  entry.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && entry.value.trim()) { event.preventDefault(); take(); }
    if (event.key === "Backspace" && !entry.value && chips.length) { chips.pop(); keep(); entry.focus(); }
  });
  entry.addEventListener("input", (event) => { event.stopPropagation(); if (entry.value.includes(",")) take(); });
  entry.addEventListener("blur", () => { const active = document.activeElement; take(); active?.focus?.(); });
  field.form?.addEventListener("submit", take, true);
  draw();
});
