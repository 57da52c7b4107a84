// Live updates: marks what has changed since the page was made. It listens only while somebody looks.
const live = document.querySelector("#live");
const ticket = Number(/^\/tickets\/(\d+)/.exec(location.pathname)?.[1] ?? 0);
const atTicket = () => document.querySelector("[data-presence]")?.dataset.presence ?? "";
let source;
let about = "";
let wasOpen = false;

function tell(name) {
  for (const one of live.querySelectorAll("[data-tell]")) one.hidden = one.dataset.tell !== name;
  live.classList.add("is-shown");
}

function changed({ data }) {
  const news = JSON.parse(data);
  const row = document.querySelector(`#t${news.ticket}`);
  if (row) {
    row.classList.add("is-changed");
    row.classList.toggle("has-article", row.classList.contains("has-article") || news.kinds.includes("article"));
  }
  if (news.mine) return;
  if (news.ticket === ticket) tell(news.kinds.includes("article") ? "article" : "change");
  else if (document.querySelector("[data-list]")) tell("list");
  document.dispatchEvent(new CustomEvent("ticket-news", { detail: news }));
}

function listen() {
  about = atTicket();
  source = new EventSource(about ? `${live.dataset.stream}?ticket=${about}` : live.dataset.stream);
  source.addEventListener("ticket", changed);
  source.addEventListener("presence", ({ data }) => {
    document.dispatchEvent(new CustomEvent("ticket-presence", { detail: JSON.parse(data) }));
  });
  source.addEventListener("open", () => {
    if (wasOpen && document.querySelector("[data-list]")) tell("list");
    wasOpen = true;
  });
}

function look() {
  source?.close();
  if (!document.hidden) listen();
}

function refresh() {
  const isBusy = document.hidden || document.querySelector("dialog[open], [data-list] input:checked");
  const isTyping = document.activeElement?.closest("input, select, textarea");
  if (!isBusy && !isTyping && document.querySelector("[data-list]")) location.reload();
}

if (live) {
  look();
  document.addEventListener("visibilitychange", look);
  document.addEventListener("at-ticket", () => atTicket() !== about && look());
  live.querySelector("button").addEventListener("click", () => live.classList.remove("is-shown"));
  const minutes = Number(live.dataset.refresh);
  if (minutes) setInterval(refresh, minutes * 60_000);
}
