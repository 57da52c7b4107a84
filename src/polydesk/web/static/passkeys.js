// Passkeys: what the server asks goes to the browser, and the browser's answer back. Without them, forms stay as they are.
const isThere = Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

const send = (path, fields) =>
  fetch(path, { method: "POST", body: new URLSearchParams(fields), headers: { accept: "application/json" } });

const told = (form, text) => {
  const place = form.querySelector("[role=alert].notice");
  place.textContent = text;
  place.hidden = !text;
};

const asked = async (form, path, fields) => {
  told(form, "");
  const reply = await send(path, fields);
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.error);
  return answer;
};

const tried = (form, act) => async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await act();
  } catch (error) {
    // Who closes the browser's window has changed their mind: nothing to be told.
    if (error.name !== "NotAllowedError") told(form, error.message);
  }
  button.disabled = false;
};

for (const form of document.querySelectorAll("[data-passkey-sign-in]")) {
  form.hidden = !isThere;
  form.addEventListener("submit", tried(form, async () => {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON(await asked(form, "/login/passkey/options", {}));
    const credential = await navigator.credentials.get({ publicKey: options });
    const next = new FormData(form).get("next");
    const answer = await asked(form, "/login/passkey", { next, credential: JSON.stringify(credential) });
    location.assign(answer.go);
  }));
}

for (const form of document.querySelectorAll("[data-passkey-new]")) {
  form.querySelector("button").disabled = !isThere;
  form.addEventListener("submit", tried(form, async () => {
    const fields = Object.fromEntries(new FormData(form));
    const options = await asked(form, "/account/sign-in/passkeys/begin", { csrf: fields.csrf, password: fields.password });
    const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.elements.password.disabled = true;
    form.submit();
  }));
}
