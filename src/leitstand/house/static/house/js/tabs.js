/** Tabs within a page: role=tablist with buttons that name their panels by aria-controls; the arrow keys walk. */
import { on } from "./kit.js";

function choose(tab) {
  const list = tab.closest("[role=tablist]");
  for (const other of list.querySelectorAll("[role=tab]")) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls"))?.toggleAttribute("hidden", !chosen);
  }
  tab.dispatchEvent(new CustomEvent("kit:tab", { bubbles: true }));
}

on("click", "[data-tabs] [role=tab]", (event, tab) => choose(tab));
on("keydown", "[data-tabs] [role=tab]", (event, tab) => {
  const tabs = [...tab.closest("[role=tablist]").querySelectorAll("[role=tab]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = event.key === "Home" ? tabs[0] : event.key === "End" ? tabs.at(-1) : step && tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  if (!next) return;
  event.preventDefault();
  choose(next);
  next.focus();
});
