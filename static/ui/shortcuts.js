// The list of shortcuts, opened by ? on every page for officers.

import { isTyping, shortcutsOff } from "./page.js";

export default function shortcuts(dialog) {
  if (shortcutsOff()) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || isTyping(event) || dialog.open) return;
    event.preventDefault();
    dialog.showModal();
  });
}
