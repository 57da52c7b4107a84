// What is held back for some seconds: counts down, and says when it has gone out.
const LONGEST_PAUSE = 30_000;
const followed = new WeakSet();

const waiting = (held) => [...held.querySelectorAll("[data-seconds]")];

// By the clock: a tab in the background counts seldom, and a machine that sleeps not at all.
const left = (one, told) => Math.max(0, Math.ceil(Number(one.dataset.seconds) - (Date.now() - told) / 1000));

function count(held, told) {
  for (const one of waiting(held)) {
    const words = one.querySelector("[data-left]");
    if (words) words.textContent = words.textContent.replace(/\d+/, left(one, told));
  }
}

function tellSent(held) {
  const line = document.createElement("p");
  line.className = "notice good";
  line.setAttribute("role", "status");
  const link = document.createElement("a");
  link.href = held.dataset.address.replace(/\/held$/, "");
  link.textContent = held.dataset.show;
  line.append(`${held.dataset.sent} `, link);
  held.replaceChildren(line);
}

// The server says how it stands. Whoever is signed out is told nothing more.
async function ask(held) {
  const reply = await fetch(held.dataset.address).catch(() => null);
  if (!reply) return true;
  if (!reply.ok || reply.redirected) return false;
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const rest = [...page.querySelectorAll("[data-held]")];
  if (rest.length) held.replaceChildren(...rest);
  else tellSent(held);
  return rest.length > 0;
}

async function follow(held) {
  let told = Date.now();
  let pause = 1000;
  while (held.isConnected && waiting(held).length) {
    await new Promise((done) => setTimeout(done, pause));
    if (!waiting(held).some((one) => left(one, told) === 0)) {
      count(held, told);
      pause = 1000;
    } else if (await ask(held)) {
      told = Date.now();
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    } else return;
  }
}

// A ticket beside the list is another one with every click, while a module runs only once.
function begin() {
  const held = document.getElementById("held");
  if (!held || followed.has(held)) return;
  followed.add(held);
  follow(held);
}

document.addEventListener("htmx:after:settle", begin);
begin();
