// What every page does besides its links and forms, all of which work without it.
const menus = () => document.querySelectorAll("details.menu[open]");
const items = (menu) => [...menu.querySelectorAll(":scope > :not(summary) :is(a, button, input, select)")];

// Menus close as people expect it: by a click elsewhere, by Escape, by leaving them.
document.addEventListener("click", ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("focusin", ({ target }) => {
  for (const menu of menus()) if (!menu.contains(target) && !target.contains(menu)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu[open]");
  if (!menu) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (step && !event.target.matches("input, select")) {
    const all = items(menu);
    all[(all.indexOf(event.target) + step + all.length) % all.length]?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});

// The lists of a phone stand in one row: the one that is shown is to be seen.
const lists = document.querySelector("nav.side");
const current = lists?.querySelector("[aria-current]");
if (current && lists.scrollWidth > lists.clientWidth) lists.scrollLeft = current.offsetLeft - 16;
