// Forms of administration: a colour that can be picked, parts that belong to one choice only, and names that become
// ticked boxes when they are typed.
function pick(event) {
  const text = document.getElementById(event.target.dataset.for ?? "");
  if (event.target.type === "color" && text) text.value = event.target.value;
}

function followChoice() {
  for (const part of document.querySelectorAll("[data-when]")) {
    const [id, words] = part.dataset.when.split(":");
    const chosen = document.getElementById(id)?.value;
    part.hidden = chosen !== undefined && !words.split(",").includes(chosen);
  }
}

function addRow(event) {
  const button = event.target.closest("[data-more]");
  if (!button) return;
  const rows = document.getElementById(button.dataset.more);
  const last = rows.lastElementChild;
  const row = last.cloneNode(true);
  const next = Number(last.dataset.row) + 1;
  row.dataset.row = next;
  for (const field of row.querySelectorAll("[name]")) {
    field.name = field.name.replace(/\/\d+$/, `/${next}`);
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else field.value = "";
  }
  last.after(row);
  row.querySelector("[name]").focus();
}

function takeName(event) {
  const input = event.target.closest(".picks input[list]");
  if (!input?.value.trim()) return;
  const label = document.createElement("label");
  const box = document.createElement("input");
  Object.assign(box, { type: "checkbox", name: input.name, value: input.value.trim(), checked: true });
  label.append(box, ` ${box.value}`);
  input.before(label);
  input.value = "";
}

document.addEventListener("input", pick);
document.addEventListener("change", takeName);
document.addEventListener("change", followChoice);
document.addEventListener("click", addRow);
followChoice();
