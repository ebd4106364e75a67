// Warns 120 seconds before an idle session ends and reads the time out at 120, 60 and 20 seconds.
// data-seconds: how long a session lasts; data-url keeps it; data-end is opened when it is over.
// A form with autosave has saved by then, so nothing typed is lost.

import { find, post } from "./page.js";
import { say } from "./words.js";

const WARNING = 120;
const SPOKEN = [120, 60, 20];

export default function session(dialog) {
  const status = find("[role=status]", dialog);
  const length = 1000 * Number(dialog.dataset.seconds);
  let end = performance.timeOrigin + length;

  function tick() {
    const left = Math.round((end - Date.now()) / 1000);
    if (left <= 0) {
      location.assign(dialog.dataset.end);
      return;
    }
    if (left <= WARNING && !dialog.open) dialog.showModal();
    if (SPOKEN.includes(left)) status.textContent = say("secondsLeft", { n: left });
    setTimeout(tick, 1000);
  }

  find("[data-keep]", dialog).addEventListener("click", async () => {
    const response = await post(dialog.dataset.url);
    if (!response.ok) return;
    end = Date.now() + length;
    dialog.close();
  });
  setTimeout(tick, 1000);
}
