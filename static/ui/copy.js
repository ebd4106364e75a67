// A button that copies data-text.

import { say } from "./words.js";

export default function copy(button) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.text);
    button.lastChild.textContent = ` ${say("copied")}`;
  });
}
