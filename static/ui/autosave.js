// Saves a draft one second after the last change. What was typed always stays on the page:
// 409 = changed on another device, 401 or 403 = the session is over, no network = tried again.
// data-url takes the form and answers {"saved_at", "version"}; nothing is kept on the device.

import { find, make, post } from "./page.js";
import { say } from "./words.js";

const PAUSE = 1000;
const LONGEST_PAUSE = 30000;

function clock(moment) {
  return new Date(moment).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hour12: false,
  });
}

export default function autosave(form) {
  const status = find("[data-autosave-status]", form)
    ?? form.appendChild(make("p", { className: "small muted" }));
  status.setAttribute("role", "status");
  let timer;
  let unsaved = false;
  let pause = PAUSE;

  const tell = (text, ...more) => status.replaceChildren(text, ...more.flatMap((x) => [" ", x]));
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  async function refused(response) {
    unsaved = true;
    if (response.status === 409) {
      tell(say("savedElsewhere"), make("a", { href: location.href, textContent: say("seeOther") }));
    } else {
      const { sign_in: href = "/dang-nhap/" } = await response.json().catch(() => ({}));
      const link = make("a", { href, target: "_blank", textContent: say("signInTab") });
      tell(say("sessionOver"), link);
    }
  }

  function failed() {
    unsaved = true;
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    later(pause);
    const again = make("button", { type: "button", className: "link", textContent: say("again") });
    again.addEventListener("click", save);
    tell(say(navigator.onLine ? "notSaved" : "offline"), again);
  }

  async function save() {
    if (!unsaved) return;
    unsaved = false;
    tell(say("saving"));
    try {
      const response = await post(form.dataset.url, withoutFiles(form));
      if ([401, 403, 409].includes(response.status)) { refused(response); return; }
      if (!response.ok) { failed(); return; }
      const { saved_at: savedAt, version } = await response.json();
      if (form.elements.expected) form.elements.expected.value = version;
      pause = PAUSE;
      tell(say("saved", { time: clock(savedAt) }));
    } catch {
      failed();
    }
  }

  form.addEventListener("input", () => { unsaved = true; later(PAUSE); });
  form.addEventListener("submit", () => { unsaved = false; clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("online", save);
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

// Files go their own way (upload.js); a draft is words.
function withoutFiles(form) {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  return body;
}
