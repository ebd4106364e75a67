// A list with tick boxes: select all, count, and single-key shortcuts that can be switched off
// (WCAG 2.1.4): / search, j and k rows, x tick.

import { find, findAll, isTyping, shortcutsOff } from "./page.js";
import { say } from "./words.js";

export default function list(form) {
  const all = find("[data-select-all]", form);
  const boxes = findAll("tbody .tick", form);
  const free = boxes.filter((box) => !box.disabled);
  const rows = findAll("tbody tr", form);
  const count = find("[data-count]", form);
  let at = -1;

  function show() {
    const n = free.filter((box) => box.checked).length;
    if (count) count.textContent = n ? say("chosen", { n }) : say("noneChosen");
    if (all) {
      all.checked = n > 0 && n === free.length;
      all.indeterminate = n > 0 && n < free.length;
    }
    for (const box of boxes) box.closest("tr").toggleAttribute("data-on", box.checked);
  }

  function go(n) {
    at = Math.min(rows.length - 1, Math.max(0, n));
    find("a", rows[at])?.focus();
  }

  const keys = {
    "/": () => find("input[type=search]")?.focus(),
    j: () => go(at + 1),
    k: () => go(at - 1),
    x: () => { if (at > -1) boxes[at]?.click(); },
  };

  function follow() {
    for (const box of free) box.checked = all.checked;
  }

  form.addEventListener("change", (event) => {
    if (event.target === all) follow();
    show();
  });
  if (all?.checked) follow();
  show();
  if (shortcutsOff()) return;
  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}
