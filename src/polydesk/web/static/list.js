// Lists of tickets: selecting with ranges, moving by keys, reading beside the list. All of it works without, but slower.
const table = document.querySelector("[data-list]");
const form = document.querySelector("#bulk");
const pane = document.querySelector("#pane");
const more = document.querySelector(".filters-more");
const narrow = matchMedia("(max-width: 48rem)");
const all = document.querySelector("#pick-all");
const boxes = () => [...table.querySelectorAll("tbody .c-pick input")];
const rows = () => boxes().map((box) => box.closest("tr"));
let last = null;

// On a large desk a page does not name all its queues and agents.
async function fill(place) {
  const address = place.dataset.choices;
  if (!address) return;
  delete place.dataset.choices;
  const reply = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (reply?.status === 200) place.insertAdjacentHTML("beforeend", await reply.text());
  else place.dataset.choices = address;
}

function tell() {
  const number = boxes().filter((box) => box.checked).length;
  document.querySelector("#picked").textContent = number ? `(${number})` : "";
  form.classList.toggle("has-picked", number > 0);
  all.checked = number > 0 && number === boxes().length;
  all.indeterminate = number > 0 && !all.checked;
  form.hidden = number === 0;
  if (number) form.querySelectorAll("optgroup").forEach(fill);
}

function pick(box, isRange) {
  const list = boxes();
  const from = list.indexOf(last);
  const to = list.indexOf(box);
  if (isRange && from >= 0) {
    for (const one of list.slice(Math.min(from, to), Math.max(from, to) + 1)) one.checked = box.checked;
  }
  last = box;
  tell();
}

function current() {
  return table.querySelector("tr.is-current");
}

function go(row) {
  if (!row) return;
  current()?.classList.remove("is-current");
  row.classList.add("is-current");
  row.querySelector(".c-title a").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = rows();
  const at = list.indexOf(current());
  go(list[at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + by))]);
}

function isBeside() {
  return pane && getComputedStyle(pane).display !== "none";
}

function open(link) {
  if (!isBeside()) return false;
  go(link.closest("tr"));
  link.closest("tr").classList.remove("unread");
  pane.setAttribute("aria-busy", "true");
  window.htmx
    .ajax("GET", link.getAttribute("href"), { target: "#pane", swap: "innerHTML", select: "#main > *" })
    .finally(() => pane.removeAttribute("aria-busy"));
  return true;
}

function letGo() {
  for (const box of boxes()) box.checked = false;
  tell();
}

// On a phone the filters stand in the way of the list, unless they are in use.
function fold() {
  more.open = !narrow.matches || Boolean(more.querySelector(".is-set"));
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => {
    const box = current()?.querySelector(".c-pick input");
    if (box) {
      box.checked = !box.checked;
      pick(box, false);
    }
  },
  Escape: letGo,
  o: () => current()?.querySelector(".c-title a").click(),
};

if (table) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  table.addEventListener("click", (event) => {
    if (event.target.matches("tbody .c-pick input")) pick(event.target, event.shiftKey);
    const link = event.target.closest(".c-title a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link && isPlain && link.closest("tbody") && open(link)) event.preventDefault();
  });
  table.addEventListener("htmx:after:settle", tell); // more rows, none of them picked
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("tbody td:not([class=c-pick])");
    if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim().replace(/\s+/g, " ");
  });
  table.addEventListener("focusin", (event) => {
    const row = event.target.closest("tbody tr[id]");
    if (row && row !== current()) {
      current()?.classList.remove("is-current");
      row.classList.add("is-current");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.keys === "off") return;
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog");
    const isInPane = pane?.contains(event.target);
    if (isTyping || isInPane || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const select of document.querySelectorAll("select[data-choices]")) {
    for (const name of ["pointerenter", "focus"]) select.addEventListener(name, () => fill(select));
  }
  const undo = document.querySelector("[data-seconds]");
  if (undo) setTimeout(() => undo.remove(), Number(undo.dataset.seconds) * 1000);
  addEventListener("pagehide", () => {
    const ids = rows().map((row) => Number(row.id.slice(1)));
    const title = document.querySelector("h1").textContent;
    sessionStorage.setItem("list", JSON.stringify({ path: location.pathname + location.search, title, ids }));
  });
  narrow.addEventListener("change", fold);
  fold();
  tell(); // a browser that goes back keeps what was checked
}
