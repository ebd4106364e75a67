// Changes one part of a page: follows links and forms marked data-partial, puts the element of the
// same id in place, moves the focus to its heading and writes the address. Anything unexpected
// falls back to the ordinary way.

import { find } from "./page.js";

async function swap(root, start, url, options) {
  const response = await fetch(url, options);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = page.getElementById(root.id);
  if (!next) {
    location.assign(url);
    return;
  }
  root.replaceWith(next);
  start(next.parentNode);
  history.pushState({}, "", response.url);
  const heading = find("h1, h2, [data-error-summary]", next);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

export default function partial(root, start) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-partial]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    swap(root, start, link.href).catch(() => location.assign(link.href));
  });
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.partial === undefined) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const asked = form.method === "get"
      ? swap(root, start, `${form.action}?${new URLSearchParams(data)}`)
      : swap(root, start, form.action, { method: "POST", body: data });
    asked.catch(() => form.submit());
  });
  addEventListener("popstate", () => location.reload());
}
