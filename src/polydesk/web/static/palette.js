// The command palette (Ctrl-K) and the keys of every page. Each of its offers is a link that is somewhere else, too.
// Its dialogs are fetched when they are wanted first; the Control key alone is a sign of it.
const DIALOGS = "/palette/dialogs";
let palette;
let help;
let fetching;
let ahead = null;
let asked = 0;
let timer;

const input = () => palette.querySelector("input");
const group = (name) => palette.querySelector(`[data-group=${name}]`);
const offers = () => [...palette.querySelectorAll("[role=option]")].filter((one) => !one.hidden);
const chosen = () => palette.querySelector("[aria-selected=true]");

function choose(one) {
  chosen()?.setAttribute("aria-selected", "false");
  one?.setAttribute("aria-selected", "true");
  one?.scrollIntoView({ block: "nearest" });
  if (one) input().setAttribute("aria-activedescendant", one.id);
  else input().removeAttribute("aria-activedescendant");
}

function offer(link, number) {
  const copy = document.createElement("a");
  copy.setAttribute("role", "option");
  copy.setAttribute("aria-selected", "false");
  copy.id = `palette-l${number}`;
  copy.href = link.href;
  copy.tabIndex = -1;
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = (link.querySelector(".name") ?? link).textContent.trim().replace(/\s+/g, " ");
  copy.append(name);
  return copy;
}

function takeLinks() {
  for (const old of palette.querySelectorAll("[id^=palette-l]:not(#palette-list)")) old.remove();
  const links = document.querySelectorAll("a[data-key], nav.side a[href]");
  group("links").append(...[...links].map(offer));
}

async function ask(text) {
  const number = ++asked;
  const sent = { headers: { "HX-Request": "true" } };
  const reply = await fetch(`/palette?q=${encodeURIComponent(text)}`, sent).catch(() => null);
  if (!reply?.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const linked = new Set([...group("links").children].map((one) => one.href));
  const found = [...page.querySelectorAll("[role=option]")].filter((one) => !linked.has(one.href));
  group("tickets").replaceChildren(...found);
  if (!chosen() || chosen().hidden) choose(offers()[0]);
}

function narrow() {
  const words = input().value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of group("links").children) {
    const text = one.textContent.toLowerCase();
    one.hidden = !words.every((word) => text.includes(word));
  }
  choose(offers()[0]);
  clearTimeout(timer);
  timer = setTimeout(() => ask(input().value), 120);
}

async function fetchDialogs() {
  const reply = await fetch(DIALOGS, { headers: { "HX-Request": "true" } });
  if (!reply.ok) throw new Error(DIALOGS);
  document.body.insertAdjacentHTML("beforeend", await reply.text());
  palette = document.querySelector("#palette");
  help = document.querySelector("#keys");
  palette.addEventListener("keydown", move);
  input().addEventListener("input", narrow);
  for (const one of [palette, help]) one.addEventListener("click", (event) => event.target === one && one.close());
}

function prepare() {
  fetching ??= fetchDialogs().catch(() => {
    fetching = undefined;
  });
  return fetching;
}

// Who knows the palette types on while it is fetched: those letters are for it, and for no key of the page.
async function open() {
  if (palette?.open || ahead !== null) return;
  ahead = "";
  await prepare();
  const typed = ahead;
  ahead = null;
  if (!palette) return;
  takeLinks();
  input().value = typed;
  palette.showModal();
  narrow();
}

async function openHelp() {
  await prepare();
  if (help && !help.open) help.showModal();
}

function move(event) {
  if (event.isComposing) return;
  const list = offers();
  const at = list.indexOf(chosen());
  const to = { ArrowDown: (at + 1) % list.length, ArrowUp: (at - 1 + list.length) % list.length }[event.key];
  if (to !== undefined) choose(list[to]);
  else if (event.key === "Enter") chosen()?.click();
  else return;
  event.preventDefault();
}

const keys = {
  "?": openHelp,
  "/": () => document.querySelector("#search").focus(),
  c: () => location.assign("/tickets/new"),
};

function pressed(event) {
  if (ahead !== null) {
    event.preventDefault();
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) ahead += event.key;
    return;
  }
  if (event.key === "Control" || event.key === "Meta") prepare();
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
    event.preventDefault();
    open();
    return;
  }
  if (document.body.dataset.keys === "off") return;
  const isTyping = event.target.closest?.("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const marked = /^[a-z]$/.test(event.key) && document.querySelector(`[data-key="${event.key}"]`);
  if (!marked && !keys[event.key]) return;
  event.preventDefault();
  if (!marked) {
    keys[event.key]();
    return;
  }
  marked.click();
  if (marked.matches("details[open] > summary")) marked.parentElement.querySelector("button").focus();
}

document.addEventListener("keydown", pressed);
