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
