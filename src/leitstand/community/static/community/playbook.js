/** Take a template into the answer box: behind what stands there already, never over it. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  const box = document.querySelector("#answer textarea[name=text]");
  if (!button || !box) return;
  const before = box.value.trimEnd();
  box.value = before ? `${before}\n\n${button.dataset.take}` : button.dataset.take;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  const gap = box.value.indexOf("…");
  const end = box.value.length;
  if (gap < 0) box.setSelectionRange(end, end);
  else box.setSelectionRange(gap, gap + 1);
});
