// What could not be done is told, and the page stays as it is: no error ever takes the place of what somebody is typing.
const messages = document.getElementById("messages");
const REASONS = { 0: "offline", 401: "ended", 413: "large", 429: "busy", 503: "busy" };
const ONCE = 30_000;

const asPage = (text) => new DOMParser().parseFromString(text, "text/html");

function tell(status, words) {
  const reason = REASONS[status] ?? "failed";
  messages.querySelector("p").textContent = words || messages.dataset[reason];
  messages.querySelector("a").hidden = reason !== "ended";
  messages.classList.add("is-shown");
}

const quiet = () => messages.classList.remove("is-shown");

// An answer that belongs where it was asked for, like a form with its mistakes; and not a whole page of its own.
function isPart({ response, select, text }, page) {
  if (response.status >= 500 || response.status === 401) return false;
  return select ? page.querySelector(select) !== null : !/^\s*<!doctype/i.test(text) && [409, 422].includes(response.status);
}

const isUnattended = (event) => event.target.id === "lists";

document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status < 400) {
    if (!isUnattended(event)) quiet();
    return;
  }
  const page = asPage(ctx.text);
  if (isPart(ctx, page)) return;
  event.preventDefault();
  if (!isUnattended(event)) tell(ctx.response.status, page.querySelector("[data-problem] p")?.textContent);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx && !isUnattended(event)) tell(0);
});
document.addEventListener("not-done", ({ detail: status }) => tell(status));
document.addEventListener("done", quiet);
messages?.querySelector("button").addEventListener("click", quiet);

// Whoever clicks twice means it once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.isSent) event.preventDefault();
  form.dataset.isSent = "yes";
  setTimeout(() => delete form.dataset.isSent, ONCE);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.isSent;
});
