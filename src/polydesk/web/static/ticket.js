// Tickets: frames as high as their letters, drafts kept while typing, printing. All of it works without.
const fit = (frame) => {
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.height = `${Math.min(page.scrollHeight + 2, 20000)}px`;
};
const watch = (frame) => {
  if (frame.dataset.fitted) return;
  frame.dataset.fitted = "yes";
  frame.addEventListener("load", () => fit(frame));
  new ResizeObserver(() => fit(frame)).observe(frame.parentElement);
  fit(frame);
};
const frames = () => document.querySelectorAll(".article-frame").forEach(watch);
frames();
new MutationObserver(frames).observe(document.getElementById("main"), { childList: true, subtree: true });

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const state = document.getElementById("draft-state");
  const left = new AbortController();
  let waiting = 0;
  const save = async () => {
    const texts = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    const sent = { method: "POST", body: texts, signal: left.signal };
    const reply = await fetch(form.dataset.draft, sent).catch(() => null);
    if (reply?.ok && !reply.redirected) state.textContent = (await reply.text()).trim();
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1200);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    left.abort();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('[value="send"]'));
  });
}
