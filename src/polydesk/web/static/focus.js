// Where the keyboard is once a part of the page was replaced: on what took the place of what was used.
const USABLE = "a, button, input, select, textarea";
let used = null;

// `data-focus` says what to go on with; else it is the same form, or what stands there now.
function next({ wanted, form, before, parent }) {
  const same = form && [...document.forms].find((one) => one.getAttribute("action") === form)?.querySelector("button");
  return (wanted && document.querySelector(wanted)) || same || (before ? before.nextElementSibling : parent.firstElementChild);
}

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const { sourceElement: source, target } = ctx;
  const at = document.activeElement;
  const isThere = at !== document.body && (source.contains(at) || target.contains(at));
  used = isThere && {
    wanted: source.closest("[data-focus]")?.dataset.focus,
    form: source.matches("form") && source.getAttribute("action"),
    before: target.previousElementSibling,
    parent: target.parentElement,
  };
});

document.addEventListener("htmx:after:swap", () => {
  const isLost = used && document.activeElement === document.body;
  const one = isLost && next(used);
  used = null;
  if (!one) return;
  if (!one.matches(USABLE)) one.tabIndex = -1;
  one.focus({ preventScroll: true });
});
