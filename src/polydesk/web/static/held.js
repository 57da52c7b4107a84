// What is held back for some seconds: counts down, and says when it has gone out.
const held = document.getElementById("held");
const LONGEST_PAUSE = 30_000;
let told = Date.now();

// By the clock: a tab in the background counts seldom, and a machine that sleeps not at all.
const left = (one) => Math.max(0, Math.ceil(Number(one.dataset.seconds) - (Date.now() - told) / 1000));
const waiting = () => [...held.querySelectorAll("[data-seconds]")];

function count() {
  for (const one of waiting()) {
    const words = one.querySelector("[data-left]");
    if (words) words.textContent = words.textContent.replace(/\d+/, left(one));
  }
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

// The server says how it stands. Whoever is signed out is told nothing more.
async function ask() {
  const reply = await fetch(held.dataset.address).catch(() => null);
  if (!reply) return true;
  if (!reply.ok || reply.redirected) return false;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const rest = [...page.querySelectorAll("[data-held]")];
  told = Date.now();
  if (rest.length) held.replaceChildren(...rest);
  else tellSent();
  return rest.length > 0;
}

async function follow() {
  let pause = 1000;
  while (waiting().length) {
    await new Promise((done) => setTimeout(done, pause));
    if (!waiting().some((one) => left(one) === 0)) {
      count();
      pause = 1000;
    } else if (await ask()) pause = Math.min(pause * 2, LONGEST_PAUSE);
    else return;
  }
}

follow();
