// Tickets: frames as high as their letters, printing. All of it works without.
const fit = (frame) => {
  const page = frame.contentDocument?.documentElement;
  const body = frame.contentDocument?.body;
  if (!body) return;
  const beyond = page.scrollHeight > page.clientHeight ? page.scrollHeight : 0; // what stands outside of the flow
  frame.style.height = `${Math.min(Math.max(Math.ceil(body.getBoundingClientRect().height), beyond) + 4, 20000)}px`;
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

// Where this ticket stands in the list it was opened from, which list.js keeps for this tab.
const around = document.querySelector("[data-around]");
const list = JSON.parse(sessionStorage.getItem("list") ?? '{"ids": []}');
const at = list.ids.indexOf(Number(around?.dataset.around));
if (at >= 0) {
  const steps = { prev: [list.ids[at - 1], "k"], next: [list.ids[at + 1], "j"] };
  for (const [rel, [id, key]] of Object.entries(steps)) {
    const link = around.querySelector(`[rel=${rel}]`);
    if (id) link.href = `/tickets/${id}`;
    link.dataset.key = key;
  }
  const back = around.querySelector("[data-back]");
  back.href = list.path;
  back.title = list.title;
  back.textContent = `${at + 1} / ${list.ids.length}`;
  around.hidden = false;
}
