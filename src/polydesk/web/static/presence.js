// Who else is at a ticket: says that somebody is here and whether they write; live.js tells who else is.
const BEAT = 15_000;
const QUIET = 6_000;
const page = crypto.getRandomValues(new Uint32Array(3)).join("-");
let ticket = "";
let doing = "viewing";
let said = 0;
let typed = 0;

const place = () => document.querySelector("[data-presence]");

function words(now) {
  const csrf = document.querySelector("[name=csrf]")?.value ?? "";
  return new URLSearchParams({ csrf, ticket, page, doing: now });
}

function say(now) {
  if (!ticket) return;
  doing = now;
  said = Date.now();
  fetch("/presence", { method: "POST", body: words(now), keepalive: true }).catch(() => {});
}

function leave() {
  if (ticket) navigator.sendBeacon("/presence", words("gone"));
  ticket = "";
}

function arrive() {
  const wanted = document.hidden ? "" : (place()?.dataset.presence ?? "");
  if (wanted === ticket) return;
  leave();
  ticket = wanted;
  say("viewing");
  document.dispatchEvent(new CustomEvent("at-ticket", { detail: ticket }));
}

function beat() {
  const now = Date.now();
  if (doing !== "viewing" && now - typed > QUIET) say("viewing");
  else if (now - said > BEAT) say(doing);
}

function show({ detail: news }) {
  const there = place();
  if (!there || there.dataset.presence !== String(news.ticket)) return;
  const people = news.people.map((one) => {
    const text = document.createElement("span");
    text.className = one.doing;
    text.textContent = there.dataset[one.doing].replace("{name}", () => one.name);
    return text;
  });
  there.replaceChildren(...people);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-draft]");
  if (!form) return;
  const now = form.elements.kind?.value === "reply" ? "replying" : "writing";
  typed = Date.now();
  if (now !== doing) say(now);
});
document.addEventListener("visibilitychange", arrive);
document.addEventListener("ticket-presence", show);
addEventListener("pagehide", leave);
addEventListener("pageshow", arrive);
setInterval(beat, 2_000);
const pane = document.querySelector("#pane");
if (pane) new MutationObserver(arrive).observe(pane, { childList: true });
