// Suggestions under a search box (a combobox). Waits 300 ms after the last key, because Unikey
// sends backspaces of its own, and never changes what is typed.
// data-url answers {"items": [{"name", "url"}]} to ?q=…

import { find, findAll, make } from "./page.js";
import { say } from "./words.js";

const PAUSE = 300;
const SHORTEST = 2;

export default function suggest(form) {
  const input = find("input[type=search]", form);
  const list = make("ul", { className: "opts", id: `${input.id}-opts`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("suggestions"));
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let timer;
  let asked = 0;
  let at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open(items) {
    list.replaceChildren(...items.map((item, n) => {
      const option = make("li", { id: `${list.id}-${n}`, textContent: item.name });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = item.url;
      return option;
    }));
    list.hidden = false;
    at = -1;
    input.setAttribute("aria-expanded", "true");
  }

  function mark(n) {
    const options = findAll("li", list);
    at = (n + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
  }

  async function ask() {
    const mine = ++asked;
    try {
      const typed = encodeURIComponent(input.value.normalize("NFC"));
      const response = await fetch(`${form.dataset.url}?q=${typed}`);
      if (!response.ok || mine !== asked) return;
      const { items } = await response.json();
      if (items.length) open(items); else close();
    } catch {
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < SHORTEST) close(); else timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at === -1 ? -1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at > -1) location.href = findAll("li", list)[at].dataset.href;
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("li");
    if (option) location.href = option.dataset.href;
  });
  input.addEventListener("blur", () => setTimeout(close, 120));
}
