// Attachments: sent as soon as they are chosen, dropped or pasted, one after the other, each with its progress.
const form = document.querySelector("form[data-draft]");
const input = form.elements.files;
const kept = document.getElementById("write-kept");
const words = kept.dataset;
const state = document.getElementById("draft-state");
const queue = [];
let current = null;
let submitter;

const asPage = (text) => new DOMParser().parseFromString(text, "text/html");

function row(file) {
  const line = document.createElement("div");
  line.className = "upload";
  const name = document.createElement("span");
  name.textContent = file.name;
  name.className = "file-name";
  const progress = document.createElement("progress");
  progress.max = 100;
  progress.value = 0;
  progress.setAttribute("aria-label", file.name);
  const stop = document.createElement("button");
  stop.type = "button";
  stop.className = "link";
  stop.textContent = words.cancel;
  stop.setAttribute("aria-label", `${words.cancel}: ${file.name}`);
  line.append(name, progress, stop);
  return { line, progress, stop };
}

function add(files) {
  for (const file of files) {
    const one = { file, ...row(file) };
    one.stop.addEventListener("click", () => cancel(one));
    kept.append(one.line);
    queue.push(one);
  }
  next();
}

function cancel(one) {
  if (one === current) return one.request.abort();
  const place = queue.indexOf(one);
  if (place >= 0) queue.splice(place, 1);
  one.line.remove();
}

function tell(one, text) {
  one.progress.remove();
  one.line.classList.add("mistake");
  one.line.setAttribute("role", "alert");
  one.stop.before(` ${text} `);
  one.stop.textContent = "✕";
  one.stop.setAttribute("aria-label", words.dismiss);
  one.stop.addEventListener("click", () => one.line.remove());
}

function done(one) {
  const { request } = one;
  const labels = request.responseURL.includes("/draft/files") ? [...asPage(request.responseText).querySelectorAll("label")] : [];
  if (request.status === 200 && labels.length) {
    one.line.replaceWith(...labels);
    state.textContent = `${one.file.name}: ${words.attached}`;
  } else if (request.status === 422) tell(one, words.tooLarge);
  else if (request.status || request.readyState !== XMLHttpRequest.UNSENT) tell(one, words.failed);
  current = null;
  next();
}

function next() {
  if (current || !queue.length) {
    if (!current && submitter !== undefined) go();
    return;
  }
  current = queue.shift();
  const one = current;
  if (one.file.size > Number(words.limit)) {
    current = null;
    tell(one, words.tooLarge);
    return next();
  }
  const sent = new FormData();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  sent.append("files", one.file);
  one.request = new XMLHttpRequest();
  one.request.open("POST", form.dataset.draft + "/files");
  one.request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) one.progress.value = (event.loaded / event.total) * 100;
  });
  one.request.addEventListener("load", () => done(one));
  one.request.addEventListener("error", () => done(one));
  one.request.addEventListener("abort", () => {
    one.line.remove();
    current = null;
    next();
  });
  one.request.send(sent);
}

function go() {
  const button = submitter;
  submitter = undefined;
  if (kept.querySelector(".upload.mistake")) state.textContent = words.failed;
  else form.requestSubmit(button);
}

// Whoever sends while files are on their way sends once they are there.
form.addEventListener("submit", (event) => {
  if (!current && !queue.length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  submitter = event.submitter;
  state.textContent = words.waiting;
}, { capture: true });

input.addEventListener("change", () => {
  add([...input.files]);
  input.value = "";
});
form.addEventListener("files", (event) => add(event.detail));
