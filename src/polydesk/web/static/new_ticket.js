// The form of a new ticket: choosing a customer with the keyboard, and choices that follow each other.
const CHOOSING = ["customer", "kind", "QueueID", "TypeID", "ServiceID", "StateID"];

function look(id) {
  document.getElementById(id)?.dispatchEvent(new CustomEvent("look"));
}

function choose(form, button) {
  const input = form.querySelector("#customer");
  input.value = button.dataset.customer;
  const person = document.createElement("p");
  person.className = "person";
  person.append(...button.cloneNode(true).childNodes);
  form.querySelector("#customer-choices").replaceChildren(person);
  look("choices");
  look("similar");
  form.querySelector("#field-Title").focus();
}

function move(event, form) {
  const buttons = [...form.querySelectorAll(".people button")];
  const at = buttons.indexOf(document.activeElement);
  if (!buttons.length || (at < 0 && document.activeElement.id !== "customer")) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && at >= 0) {
    form.querySelector("#customer").focus();
  } else if (event.key === "Enter" && at < 0) {
    choose(form, buttons[0]);
  } else if (step) {
    (buttons[at + step] ?? form.querySelector("#customer")).focus();
  } else {
    return;
  }
  event.preventDefault();
}

const form = document.getElementById("new-ticket");
if (form) {
  form.addEventListener("keydown", (event) => move(event, form));
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-customer]");
    if (button) {
      event.preventDefault();
      choose(form, button);
    }
  });
  form.addEventListener("files", (event) => {
    const input = form.querySelector("#files");
    const all = new DataTransfer();
    for (const one of [...input.files, ...event.detail]) all.items.add(one);
    input.files = all.files;
  });
  form.addEventListener("change", (event) => {
    if (CHOOSING.includes(event.target.name)) look("choices");
    if (["customer", "Title"].includes(event.target.name)) look("similar");
  });
}
