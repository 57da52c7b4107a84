// What is held back for some seconds: counts down, and says when it has gone out.
const held = document.getElementById("held");

function count() {
  for (const one of held.querySelectorAll("[data-seconds]")) {
    const left = Math.max(0, Number(one.dataset.seconds) - 1);
    one.dataset.seconds = left;
    const words = one.querySelector("[data-left]");
    if (words) words.textContent = words.textContent.replace(/\d+/, left);
  }
}

function isOver() {
  return [...held.querySelectorAll("[data-seconds]")].some((one) => one.dataset.seconds === "0");
}

function tellSent() {
  const line = document.createElement("p");
  line.className = "notice good";
  line.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = held.dataset.show;
  line.append(`${held.dataset.sent} `, link);
  held.replaceChildren(line);
}

// The server says how it stands; a second after the time it should have gone.
async function ask() {
  const reply = await fetch(held.dataset.address).catch(() => null);
  if (!reply?.ok || reply.redirected) return;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const rest = [...page.querySelectorAll("[data-held]")];
  if (rest.length) held.replaceChildren(...rest);
  else tellSent();
}

const timer = setInterval(async () => {
  if (!held.querySelector("[data-seconds]")) clearInterval(timer);
  else if (isOver()) await ask();
  else count();
}, 1000);
