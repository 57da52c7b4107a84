// Writing: drafts kept while typing, also when the page is left in the middle of a word. All of it works without.
const form = document.querySelector("form[data-draft]");
const state = document.getElementById("draft-state");
const left = new AbortController();
let waiting = 0;

const texts = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

async function save() {
  waiting = 0;
  const sent = { method: "POST", body: texts(), signal: left.signal };
  const reply = await fetch(form.dataset.draft, sent).catch(() => null);
  if (reply?.ok && !reply.redirected) state.textContent = (await reply.text()).trim();
}

function saveSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(save, 1200);
}

form.addEventListener("input", saveSoon);
window.addEventListener("pagehide", () => {
  if (waiting) navigator.sendBeacon(form.dataset.draft, texts());
});
// Reading what is new takes the draft up again, so it must have been kept first.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("#live a");
  if (!link || !waiting) return;
  event.preventDefault();
  clearTimeout(waiting);
  await save();
  location.assign(link.href);
});
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  waiting = 0;
  left.abort();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('[value="send"]'));
});
for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;
