/** Copies what stands in another element: <button data-copy="id-of-it">. */
import { announce, on, word } from "./kit.js";
import { toast } from "./toast.js";

on("click", "[data-copy]", async (event, button) => {
  const source = document.getElementById(button.dataset.copy);
  const text = source?.value ?? source?.textContent ?? "";
  try {
    await navigator.clipboard.writeText(text.trim());
  } catch {
    const range = document.createRange();
    range.selectNodeContents(source);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    if (!document.execCommand("copy")) return void toast({ text: word("copyFailed"), level: "warning" });
  }
  const label = button.querySelector("[data-copy-label]");
  if (label) {
    label.dataset.usual ??= label.textContent;
    label.textContent = word("copied");
    setTimeout(() => { label.textContent = label.dataset.usual; }, 1600);
  } else {
    toast({ text: word("copied"), level: "success" });
  }
  announce(word("copied"));
});
