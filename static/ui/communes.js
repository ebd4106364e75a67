// The communes and wards of the province chosen in an address.
// data-url answers {"items": [{"value", "label"}]} to ?province=CODE.

import { findAll, make } from "./page.js";
import { say } from "./words.js";

export default function communes(box) {
  const [province, commune] = findAll("select", box);
  if (!province || !commune) return;
  let asked = 0;
  province.addEventListener("change", async () => {
    const mine = ++asked;
    const code = encodeURIComponent(province.value);
    const response = await fetch(`${box.dataset.url}?province=${code}`);
    if (!response.ok || mine !== asked) return;
    const { items } = await response.json();
    commune.replaceChildren(
      make("option", { value: "", textContent: say("choose") }),
      ...items.map((item) => make("option", { value: item.value, textContent: item.label })),
    );
  });
}
