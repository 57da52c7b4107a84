// Live updates: marks what has changed since the page was made. It listens only while somebody looks, and is told then
// what happened meanwhile.
const live = document.querySelector("#live");
const lists = document.querySelector("#lists");
const COUNT_EVERY = 15_000;
const AGAIN = 20_000;
const ticket = Number(/^\/tickets\/(\d+)/.exec(location.pathname)?.[1] ?? 0);
const atTicket = () => document.querySelector("[data-presence]")?.dataset.presence ?? "";
const isList = () => document.querySelector("[data-list]") !== null;
let source;
let about = "";
let since = Number(live?.dataset.since ?? 0);
let counted = Date.now();
let counting = 0;
let again = 0;

function tell(name) {
  for (const one of live.querySelectorAll("[data-tell]")) one.hidden = one.dataset.tell !== name;
  live.classList.add("is-shown");
}

// The counts beside the lists cost more than all else on a page: they follow news, but not each of them.
function count() {
  counted = Date.now();
  counting = 0;
  lists?.dispatchEvent(new CustomEvent("news"));
}

function countSoon() {
  counting ||= setTimeout(count, Math.max(500, counted + COUNT_EVERY - Date.now()));
}

function changed({ data, lastEventId }) {
  const news = JSON.parse(data);
  since = Math.max(since, Number(lastEventId));
  countSoon();
  const row = document.querySelector(`#t${news.ticket}`);
  if (row) {
    row.classList.add("is-changed");
    row.classList.toggle("has-article", row.classList.contains("has-article") || news.kinds.includes("article"));
  }
  if (news.mine) return;
  if (news.ticket === ticket) tell(news.kinds.includes("article") ? "article" : "change");
  else if (isList()) tell("list");
}

// A server that is busy or just being started again refuses; browsers take that for an answer that lasts.
function refused() {
  if (source.readyState !== EventSource.CLOSED) return;
  clearTimeout(again);
  again = setTimeout(look, AGAIN * (1 + Math.random()));
}

function listen() {
  about = atTicket();
  source = new EventSource(`${live.dataset.stream}?${new URLSearchParams({ ticket: about, since })}`);
  source.addEventListener("ticket", changed);
  source.addEventListener("presence", ({ data }) => {
    document.dispatchEvent(new CustomEvent("ticket-presence", { detail: JSON.parse(data) }));
  });
  source.addEventListener("error", refused);
}

function look() {
  clearTimeout(again);
  source?.close();
  if (!document.hidden) listen();
}

// Nobody loses what they are in the middle of: a choice, a word, a ticket they read beside the list.
function refresh() {
  const isBusy = document.hidden || atTicket() || document.querySelector("dialog[open], [data-list] input:checked");
  const isTyping = document.activeElement?.closest("input, select, textarea");
  if (isList() && !isBusy && !isTyping) location.reload();
}

if (live) {
  look();
  document.addEventListener("visibilitychange", look);
  document.addEventListener("at-ticket", () => atTicket() !== about && look());
  live.querySelector("button").addEventListener("click", () => live.classList.remove("is-shown"));
  const minutes = Number(live.dataset.refresh);
  if (minutes) setInterval(refresh, minutes * 60_000);
}
