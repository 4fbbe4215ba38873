// Passkeys: asks the device for the answer to the challenge of a form, then sends the form.
// A form says what it wants: data-passkey="create" or "get", data-options with the options of the server as JSON.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** The options with their binary parts decoded, as the browser wants them. */
export function decoded({ publicKey }) {
  const list = (items) => items?.map((item) => ({ ...item, id: bytes(item.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) options.excludeCredentials = list(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = list(options.allowCredentials);
  return { publicKey: options };
}

/** The answer of the device as JSON, binary parts in base64url. */
export function encoded(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function answer(form) {
  const status = form.querySelector("[data-passkey-status]");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    status.textContent = status.dataset.unsupported;
    return;
  }
  try {
    const options = decoded(JSON.parse(form.dataset.options));
    const credential = await navigator.credentials[form.dataset.passkey](options);
    form.elements.credential.value = JSON.stringify(encoded(credential));
    form.submit();
  } catch {
    status.textContent = status.dataset.failed;
  }
}

if (typeof document !== "undefined")
  for (const form of document.querySelectorAll("form[data-passkey]"))
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
