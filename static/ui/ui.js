// What runs on every page: text size, and the loader of the other modules. Every page works
// without it. No inline code, no eval, no style attributes: it runs under script-src 'self'.
//
// An element asks with data-module="autosave upload". The files are fetched when somebody first
// touches the page (or after a minute), so that the first view costs three requests.

const MODULES = {
  autosave: () => import("./autosave.js"),
  communes: () => import("./communes.js"),
  copy: () => import("./copy.js"),
  list: () => import("./list.js"),
  opens: () => import("./opens.js"),
  partial: () => import("./partial.js"),
  print: () => import("./print.js"),
  session: () => import("./session.js"),
  shortcuts: () => import("./shortcuts.js"),
  suggest: () => import("./suggest.js"),
  upload: () => import("./upload.js"),
  viewer: () => import("./viewer.js"),
};
const LOST = ["keydown", "click", "input", "change"];
const TOUCHES = ["pointerdown", "focusin", "dragenter", ...LOST];
const LONGEST_WAIT = 60000;
const started = new WeakMap();

// Starts every module below `root` that has not been started, all at one moment. A module is a
// function of its element; `start` is handed on for elements that arrive later.
async function start(root) {
  const asked = [];
  for (const element of root.querySelectorAll("[data-module]")) {
    const done = started.get(element) ?? new Set();
    started.set(element, done);
    for (const name of element.dataset.module.split(" ")) {
      if (name in MODULES && !done.has(name)) asked.push({ element, name });
      done.add(name);
    }
  }
  const files = await Promise.all(asked.map(({ name }) => MODULES[name]()));
  files.forEach((file, n) => file.default(asked[n].element, start));
}

// What happens between the first touch and the start would be lost: a shortcut, a click on a
// button of a module, a first letter, a chosen file. It is repeated once the modules listen.
async function wake(touch) {
  for (const name of TOUCHES) removeEventListener(name, wake, true);
  const lost = LOST.includes(touch?.type) ? [touch] : [];
  const keep = (event) => lost.push(event);
  for (const name of LOST) addEventListener(name, keep, true);
  await start(document);
  for (const name of LOST) removeEventListener(name, keep, true);
  lost.forEach(repeat);
}

function repeat(event) {
  if (event.type === "keydown") {
    document.dispatchEvent(new KeyboardEvent("keydown", event));
  } else if (event.type !== "click" || event.target.closest("button[data-module]")) {
    event.target.dispatchEvent(new Event(event.type, { bubbles: true }));
  }
}

// Text in four sizes. One digit is remembered on this device; it is not personal data. Private
// windows may refuse the store: then the size lasts as long as the page.
function textSize() {
  const page = document.documentElement;
  const key = "co-chu";
  const store = (act) => { try { return act(localStorage); } catch { return null; } };
  const before = store((kept) => kept.getItem(key));
  if (before) page.dataset.size = before;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-module=textsize] [data-step]");
    if (!button) return;
    const size = Number(page.dataset.size ?? 0) + Number(button.dataset.step);
    page.dataset.size = Math.min(3, Math.max(0, size));
    store((kept) => kept.setItem(key, page.dataset.size));
  });
}

document.documentElement.dataset.js = "";
textSize();
for (const name of TOUCHES) addEventListener(name, wake, true);
setTimeout(wake, LONGEST_WAIT);
document.querySelector("[data-error-summary]")?.focus();
