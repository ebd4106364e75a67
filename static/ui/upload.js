// Sends each chosen file on its own: two at a time, with progress, three more tries, a way to
// cancel. One file that fails holds up nothing else. Without this module the form sends them.
// data-url takes the file and answers the fragment ui/paper_file.html, or 4xx with a sentence.

import { find, make, token } from "./page.js";
import { shrink } from "./shrink.js";
import { say } from "./words.js";

const AT_ONCE = 2;
const TRIES = 3;

function rowFor(file) {
  const bar = make("progress", { max: 100, value: 0 });
  bar.setAttribute("aria-label", say("uploadingFile", { name: file.name }));
  const status = make("p", { className: "small", textContent: say("waiting") });
  status.setAttribute("role", "status");
  const stop = make("button", { type: "button", className: "btn btn-2 btn-s", textContent: say("cancel") });
  const row = make("div", { className: "flow" }, make("p", { textContent: file.name }), bar, status, stop);
  return { row, bar, status, stop };
}

export default function upload(box) {
  const input = find("input[type=file]", box);
  const list = find("[data-files]", box);
  if (!box.dataset.url || !list) return;
  const queue = [];
  let busy = 0;

  function refuse({ row, bar, status, stop }, words) {
    bar.remove();
    stop.remove();
    status.textContent = words;
    status.className = "err";
    row.dataset.refused = "";
  }

  function send(file, parts, done, tries = 0) {
    const { row, bar, status, stop } = parts;
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append(input.name, file);
    request.open("POST", box.dataset.url);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("X-Requested-With", "fetch");
    request.upload.onprogress = (event) => {
      bar.value = (event.loaded / event.total) * 100;
      status.textContent = bar.value < 100
        ? say("uploading", { percent: Math.round(bar.value) }) : say("checking");
    };
    request.onload = () => {
      const sentence = request.getResponseHeader("Content-Type")?.startsWith("text/plain");
      if (request.status < 300) row.outerHTML = request.responseText;
      else if ([401, 403].includes(request.status)) refuse(parts, say("sessionOver"));
      else refuse(parts, sentence ? request.responseText : say("notUploaded", { name: file.name }));
      done();
    };
    request.onerror = () => {
      if (tries < TRIES) {
        setTimeout(() => send(file, parts, done, tries + 1), 2000 * 2 ** tries);
      } else {
        refuse(parts, say("notUploaded", { name: file.name }));
        done();
      }
    };
    stop.onclick = () => { request.abort(); row.remove(); input.focus(); done(); };
    request.send(body);
  }

  function next() {
    busy -= 1;
    pump();
  }

  function pump() {
    while (busy < AT_ONCE && queue.length) {
      const [file, parts] = queue.shift();
      busy += 1;
      shrink(file).then((small) => {
        if (parts.row.isConnected) send(small, parts, next);
        else next();
      });
    }
  }

  function add(files) {
    for (const file of files) {
      const parts = rowFor(file);
      parts.stop.onclick = () => {
        const place = queue.findIndex((entry) => entry[1] === parts);
        if (place > -1) queue.splice(place, 1);
        parts.row.remove();
        input.focus();
      };
      list.append(parts.row);
      queue.push([file, parts]);
    }
    pump();
  }

  input.addEventListener("change", () => { add([...input.files]); input.value = ""; });
  box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
  box.addEventListener("dragleave", () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("over");
    add([...event.dataTransfer.files]);
  });
}
