// Writing: drafts kept while typing, also when the page is left in the middle of a word, and before anything is sent.
// All of it works without.
const form = document.querySelector("form[data-draft]");
const state = document.getElementById("draft-state");
const AGAIN = 10_000;
let waiting = 0;
let keeping = Promise.resolve(true);
let isKept = true;
let isAsking = false;
let isGoing = false;

const texts = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const send = () => fetch(form.dataset.draft, { method: "POST", body: texts() }).catch(() => null);
const reader = (page) => page.querySelector("header.bar .menu summary")?.textContent.trim();

// Who has signed in again meanwhile, in another tab, has forms of another session there.
async function renewed() {
  const reply = await fetch(location.pathname).catch(() => null);
  if (!reply?.ok || reply.redirected) return false;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (reader(page) !== reader(document)) return false;
  const { value } = page.querySelector("[name=csrf]");
  for (const one of document.querySelectorAll("[name=csrf]")) one.value = value;
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "X-CSRF-Token": value }));
  return true;
}

// From now on this page goes on with what was begun on it: who loads it again begins nothing new.
function goOn() {
  const address = new URL(location.href);
  if (!address.searchParams.has("new")) return;
  address.searchParams.delete("new");
  history.replaceState(history.state, "", address);
}

async function keep() {
  let reply = await send();
  if (reply?.status === 403 && (await renewed())) reply = await send();
  isKept = Boolean(reply?.ok && !reply.redirected);
  if (isKept) {
    state.textContent = (await reply.text()).trim();
    goOn();
    document.dispatchEvent(new CustomEvent("done"));
  } else {
    state.textContent = state.dataset.unkept;
    document.dispatchEvent(new CustomEvent("not-done", { detail: reply?.redirected ? 401 : (reply?.status ?? 0) }));
    saveIn(AGAIN);
  }
  return isKept;
}

// One after the other, so that an older text never takes the place of a newer one.
function save() {
  clearTimeout(waiting);
  waiting = 0;
  keeping = keeping.then(keep);
  return keeping;
}

function saveIn(milliseconds) {
  clearTimeout(waiting);
  if (!isGoing) waiting = setTimeout(save, milliseconds);
}

async function leave(button) {
  isAsking = true;
  const isThrownAway = button?.hasAttribute("formaction");
  const mayGo = isThrownAway ? await keeping.then(() => true) : await save();
  isAsking = false;
  if (!mayGo) return;
  clearTimeout(waiting);
  waiting = 0;
  isGoing = isKept = true;
  form.requestSubmit(button);
}

form.addEventListener("input", () => saveIn(1200));
window.addEventListener("pagehide", () => {
  if (waiting) navigator.sendBeacon(form.dataset.draft, texts());
});
window.addEventListener("beforeunload", (event) => isKept || event.preventDefault());
window.addEventListener("pageshow", () => (isGoing = false));
document.addEventListener("visibilitychange", () => isKept || document.hidden || save());
// Reading what is new takes the draft up again, so it must have been kept first.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("#live a");
  if (!link || (isKept && !waiting)) return;
  event.preventDefault();
  if (await save()) location.assign(location.href);
});
form.addEventListener("submit", (event) => {
  if (isGoing) return;
  event.preventDefault();
  if (!isAsking) leave(event.submitter);
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('button[value="send"]'));
});
for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;
