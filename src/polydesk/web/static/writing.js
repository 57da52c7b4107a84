// Writing: drafts kept while typing, templates put in where the cursor is. All of it works without.
const form = document.querySelector("form[data-draft]");
const body = form.elements.body;
const state = document.getElementById("draft-state");
const left = new AbortController();
let waiting = 0;

const texts = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

async function save() {
  const sent = { method: "POST", body: texts(), signal: left.signal };
  const reply = await fetch(form.dataset.draft, sent).catch(() => null);
  if (reply?.ok && !reply.redirected) state.textContent = (await reply.text()).trim();
}

function saveSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(save, 1200);
}

// Typed as by hand, so that it can be undone with the keys for that.
function put(text, start = body.selectionStart, end = body.selectionEnd) {
  body.focus();
  body.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) body.setRangeText(text, start, end, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

async function putTemplate(id, start, end) {
  const sent = texts();
  sent.set("template", id);
  const reply = await fetch(form.dataset.template, { method: "POST", body: sent }).catch(() => null);
  if (reply?.ok && !reply.redirected) put(await reply.text(), start, end);
}

form.addEventListener("input", saveSoon);
form.addEventListener("put-text", ({ detail }) => put(detail.text, detail.start, detail.end));
form.addEventListener("put-template", ({ detail }) => putTemplate(detail.id, detail.start, detail.end));
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  left.abort();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('[value="send"]'));
});
form.addEventListener("click", (event) => {
  if (event.target.closest('[name="action"][value="insert"]')) {
    event.preventDefault();
    if (form.elements.template.value) putTemplate(form.elements.template.value);
  }
});
for (const one of document.querySelectorAll("[data-scripted]")) one.hidden = false;
