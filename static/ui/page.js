// The few things several modules need.

export const find = (selector, root = document) => root.querySelector(selector);
export const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

// make("a", {href: "/"}, "Home", child) – an element with properties and children.
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// Every page with a form that changes something carries a token.
export const token = () => find("[name=csrfmiddlewaretoken]")?.value ?? "";

export function post(url, body) {
  return fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token() }, keepalive: true });
}

// Single keys must not fire while somebody types: w s f r x j z are tone keys of Telex, and an
// input method sends keystrokes of its own while it composes.
export function isTyping(event) {
  return event.isComposing
    || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
    || event.ctrlKey || event.altKey || event.metaKey;
}

export const shortcutsOff = () => document.body.dataset.shortcuts === "off";
