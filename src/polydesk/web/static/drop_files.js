// Files that are dropped on a form or pasted into its text: told as an event, whatever becomes of them.
const form = document.querySelector("form[data-takes-files]");
const stamp = () => new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");

// Browsers call every pasted picture the same.
function named(file) {
  const end = /\.[a-z0-9]+$/i.exec(file.name)?.[0] ?? "";
  return /^image\.\w+$/.test(file.name) ? new File([file], `image-${stamp()}${end}`, { type: file.type }) : file;
}

const tell = (files) => form.dispatchEvent(new CustomEvent("files", { detail: files }));
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");

form.addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  form.classList.add("is-over");
});
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
});
form.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  form.classList.remove("is-over");
  tell([...event.dataTransfer.files]);
});
form.addEventListener("paste", (event) => {
  const files = [...event.clipboardData.files];
  if (!files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  tell(files.map(named));
});
