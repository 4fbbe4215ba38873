// `form[data-keep="key"]` is kept in the browser while it is typed, until a page says that it was saved.
// A page says so by a message of success after the form was sent from this tab; in htmx by the event `draft-saved`.
import { SENT, draftName, fill, outdated, read, valuesOf } from "./drafts.js";
import { addRow } from "./rows.js";
import { safeStorage } from "./theme-choice.js";

const storage = safeStorage();
const person = () => document.body.dataset.person ?? "";
const nameOf = (form) => draftName(person(), form.dataset.keep);

export function startKeptForms() {
  if (!storage || !person()) return;
  for (const name of outdated(storage, person(), Date.now())) storage.removeItem(name);
  forgetSaved();
  for (const form of document.querySelectorAll("form[data-keep]")) restore(form);
  for (const kind of ["input", "change"]) document.addEventListener(kind, (event) => later(event.target.form));
  document.addEventListener("submit", (event) => sent(event.target));
  document.addEventListener("draft-saved", (event) => storage.removeItem(draftName(person(), event.detail?.value ?? event.detail)));
  document.addEventListener("htmx:afterSwap", (event) => {
    for (const form of event.target.querySelectorAll?.("form[data-keep]") ?? []) restore(form);
  });
}

function forgetSaved() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (key && document.querySelector("#thong-bao .alert-success")) storage.removeItem(draftName(person(), key));
}

function sent(form) {
  if ("forgetDrafts" in form.dataset) for (const name of outdated(storage, "-", Infinity)) storage.removeItem(name);
  else if (form.dataset.keep) {
    keep(form);
    sessionStorage.setItem(SENT, form.dataset.keep);
  }
}

const waiting = new WeakMap();
function later(form) {
  if (!form?.dataset.keep) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => keep(form), 400));
}

function keep(form) {
  clearTimeout(waiting.get(form));
  try {
    storage.setItem(nameOf(form), JSON.stringify({ at: Date.now(), values: valuesOf(form.elements) }));
  } catch {
    // The browser's storage is full: the form itself still holds everything.
  }
}

function restore(form) {
  const draft = read(storage, nameOf(form));
  if (!draft || form.querySelector("[aria-invalid=true], .error-summary")) return;
  for (const [name, value] of draft.values) if (name.endsWith("-TOTAL_FORMS")) grow(form, name, Number(value));
  if (!fill(form.elements, draft.values)) return;
  announce(form, draft);
}

function grow(form, name, wanted) {
  const prefix = name.slice(0, -"-TOTAL_FORMS".length);
  for (let count = Number(form.elements[name]?.value ?? wanted); count < Math.min(wanted, 200); count += 1)
    if (!addRow(form, prefix)) return;
}

function announce(form, draft) {
  const note = document.querySelector("template[data-draft-note]")?.content.firstElementChild.cloneNode(true);
  if (!note) return;
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  note.querySelector("[data-draft-when]").textContent = `(${when.format(draft.at)})`;
  note.querySelector("[data-draft-drop]").addEventListener("click", () => {
    storage.removeItem(nameOf(form));
    location.reload();
  });
  form.prepend(note);
}
