// Choices of a form that follow each other: the desk says what is left of them.
const CHOOSING = ["customer", "kind", "QueueID", "TypeID", "ServiceID", "StateID"];

document.getElementById("new-ticket").addEventListener("change", (event) => {
  if (!CHOOSING.includes(event.target.name)) return;
  document.getElementById("choices").dispatchEvent(new CustomEvent("look"));
});
