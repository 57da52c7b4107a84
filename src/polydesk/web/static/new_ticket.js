// The form of a new ticket: choosing a customer with the keyboard, and what is similar.
const form = document.getElementById("new-ticket");
const customer = form.elements.customer;
const choices = document.getElementById("customer-choices");
// Enter was pressed before it was known who is meant.
let isAwaited = false;

const look = (id) => document.getElementById(id).dispatchEvent(new CustomEvent("look"));
const buttons = () => [...choices.querySelectorAll("button")];
// Whether what stands under the field belongs to what stands in it.
const isCurrent = () => choices.querySelector("[data-typed]")?.dataset.typed === customer.value;

function choose(button) {
  customer.value = button.dataset.customer;
  const person = document.createElement("p");
  person.className = "person";
  person.dataset.typed = customer.value;
  person.append(...button.cloneNode(true).childNodes);
  choices.replaceChildren(person);
  form.dispatchEvent(new Event("input"));
  look("choices");
  look("similar");
  goOn();
}

function goOn() {
  (form.elements.Title.value ? form.elements.Body : form.elements.Title).focus();
}

// Nobody is taken from a list for what was typed before.
function enter() {
  isAwaited = !isCurrent();
  if (isAwaited) return;
  if (choices.querySelector(".person")) goOn();
  else if (buttons().length) choose(buttons()[0]);
}

function move(event) {
  if (event.isComposing) return;
  const all = buttons();
  const at = all.indexOf(document.activeElement);
  if (at < 0 && document.activeElement !== customer) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && at >= 0) customer.focus();
  else if (event.key === "Enter" && at < 0 && !event.ctrlKey && !event.metaKey) enter();
  else if (step && all.length) (all[at + step] ?? customer).focus();
  else return;
  event.preventDefault();
}

// Tab goes on to the next field, the arrows go through those found.
function found() {
  for (const one of buttons()) one.tabIndex = -1;
  if (isAwaited && document.activeElement === customer) enter();
}

// Enter in any other field makes the ticket, whatever buttons stand before that for it.
const first = document.createElement("button");
first.hidden = true;
form.prepend(first);

new MutationObserver(found).observe(choices, { childList: true, subtree: true });
found();
form.addEventListener("keydown", move);
form.addEventListener("click", (event) => {
  const button = event.target.closest("[data-customer]");
  if (!button) return;
  event.preventDefault();
  choose(button);
});
form.addEventListener("change", (event) => {
  if (["customer", "Title"].includes(event.target.name)) look("similar");
});
// Throwing away what was begun: as the form's own button does it, so that nothing is kept after that.
document.querySelector("[data-ends-draft]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const again = document.createElement("input");
  Object.assign(again, { type: "hidden", name: "again", value: "1" });
  form.append(again);
  form.requestSubmit(form.querySelector("[formaction]"));
});
