// A case beside its papers: F6 moves between the panes, [ and ] open the case before and after,
// u goes back to the list, d to the paper. Choosing a paper shows it at once.

import { find, findAll, isTyping, shortcutsOff } from "./page.js";

const LINKS = { "[": "[rel=prev]", "]": "[rel=next]", u: "[data-up]" };

export default function viewer(root) {
  const panes = findAll("[data-pane]", root);
  let at = 0;

  function nextPane() {
    at = (at + 1) % panes.length;
    panes[at].tabIndex = -1;
    panes[at].focus();
  }

  for (const select of findAll("[data-submits]", root)) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "F6" && panes.length) {
      event.preventDefault();
      nextPane();
    } else if (isTyping(event) || shortcutsOff()) {
      return;
    } else if (event.key in LINKS) {
      find(LINKS[event.key])?.click();
    } else if (event.key === "d") {
      find(".viewer", root)?.focus();
    }
  });
}
