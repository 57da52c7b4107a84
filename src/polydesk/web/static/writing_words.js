// What is offered while somebody types: templates after a semicolon, colleagues after an at sign.
const form = document.querySelector("form[data-template]");
const body = form.elements.body ?? form.elements.Body;
const list = document.getElementById("write-offer");
const told = document.getElementById("write-offered");
const TRIGGER = /(?:^|[\s(])([;@])([\p{L}\p{N}._-]{0,40})$/u;
const MOST = 8;
let asked = 0;
let range = null;

const options = () => [...list.children];
const active = () => list.querySelector('[aria-selected="true"]');

function templates(typed) {
  const known = [...(form.elements.template?.options ?? [])].filter((one) => one.value);
  const text = typed.toLowerCase();
  const fits = known.filter((one) => one.dataset.shortcut.includes(text) || one.label.toLowerCase().includes(text));
  const first = (one) => (one.dataset.shortcut.startsWith(text) ? 0 : 1);
  return fits.sort((a, b) => first(a) - first(b)).slice(0, MOST).map((one) => ({ name: one.label, hint: `;${one.dataset.shortcut}`, template: one.value }));
}

async function colleagues(typed) {
  if (!form.dataset.mentions) return [];
  const reply = await fetch(`${form.dataset.mentions}?q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!reply?.ok || reply.redirected) return [];
  return (await reply.json()).map(({ login, name }) => ({ name, hint: `@${login}`, text: `@${login} ` }));
}

async function look() {
  const end = body.selectionStart;
  const found = end === body.selectionEnd && TRIGGER.exec(body.value.slice(0, end));
  const number = ++asked;
  if (!found) return close();
  const offers = found[1] === ";" ? templates(found[2]) : await colleagues(found[2]);
  if (number === asked) show(offers, end - found[2].length - 1, end);
}

function show(offers, start, end) {
  if (!offers.length) return close();
  range = { start, end };
  list.replaceChildren(...offers.map(option));
  list.hidden = false;
  place(start);
  choose(options()[0]);
  told.textContent = told.dataset.words.replace("{}", offers.length);
}

function option(offer, number) {
  const line = document.createElement("li");
  line.id = `write-offer-${number}`;
  line.setAttribute("role", "option");
  line.append(offer.name, " ");
  const hint = document.createElement("small");
  hint.textContent = offer.hint;
  line.append(hint);
  line.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take(offer);
  });
  line.offer = offer;
  return line;
}

// Where the cursor is: a copy of the text up to there, laid out in the same way.
function place(start) {
  const copy = document.createElement("div");
  const style = getComputedStyle(body);
  for (const name of ["font", "padding", "border", "lineHeight", "letterSpacing"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${body.clientWidth}px` });
  copy.textContent = body.value.slice(0, start);
  const mark = document.createElement("span");
  mark.textContent = "\u200b";
  copy.append(mark);
  body.after(copy);
  const line = parseFloat(style.lineHeight) || mark.offsetHeight;
  const top = Math.min(mark.offsetTop - body.scrollTop + line, body.clientHeight);
  const left = Math.max(0, Math.min(mark.offsetLeft, body.clientWidth - list.offsetWidth));
  copy.remove();
  Object.assign(list.style, { top: `${body.offsetTop + top + 4}px`, left: `${body.offsetLeft + left}px` });
}

function choose(line) {
  active()?.setAttribute("aria-selected", "false");
  line.setAttribute("aria-selected", "true");
  line.scrollIntoView({ block: "nearest" });
  body.setAttribute("aria-activedescendant", line.id);
}

function close() {
  range = null;
  list.hidden = true;
  list.replaceChildren();
  told.textContent = "";
  body.removeAttribute("aria-activedescendant");
}

function take(offer) {
  const { start, end } = range;
  close();
  if (offer.template) putTemplate(offer.template, start, end);
  else put(offer.text, start, end);
}

// Typed as by hand, so that it can be undone with the keys for that.
function put(text, start, end) {
  asked += 1;
  body.focus();
  body.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) body.setRangeText(text, start, end, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

async function putTemplate(id, start, end) {
  const sent = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  sent.set("template", id);
  if ([...form.elements.template.options].some((one) => one.value === id && "files" in one.dataset)) await attach(sent);
  const reply = await fetch(form.dataset.template, { method: "POST", body: sent }).catch(() => null);
  if (reply?.ok && !reply.redirected) put(await reply.text(), start, end);
}

// The template's files are in the draft by then; one that is here already is ticked again.
async function attach(sent) {
  const kept = document.getElementById("write-kept");
  kept.querySelector("p.mistake")?.remove();
  const reply = await fetch(`${form.dataset.template}/files`, { method: "POST", body: sent }).catch(() => null);
  const page = reply?.ok && !reply.redirected && new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!page) {
    const line = document.createElement("p");
    line.className = "mistake";
    line.setAttribute("role", "alert");
    line.textContent = reply?.status === 422 ? kept.dataset.tooLarge : kept.dataset.failed;
    return kept.append(line);
  }
  const known = [...kept.querySelectorAll("input")];
  for (const label of page.querySelectorAll("label")) {
    const before = known.find((one) => one.value === label.control.value);
    if (before) before.checked = true;
    else kept.append(label);
  }
}

function key(event) {
  if (list.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const lines = options();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose(lines[(lines.indexOf(active()) + step + lines.length) % lines.length]);
  else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) take(active().offer);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

body.setAttribute("aria-autocomplete", "list");
body.setAttribute("aria-controls", list.id);
form.addEventListener("click", (event) => {
  if (!event.target.closest("[data-insert]")) return;
  event.preventDefault();
  if (form.elements.template.value) putTemplate(form.elements.template.value, body.selectionStart, body.selectionEnd);
});
body.addEventListener("input", look);
body.addEventListener("click", look);
body.addEventListener("keydown", key);
body.addEventListener("blur", close);
