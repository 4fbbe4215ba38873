// The keyboard: Enter goes on in `form[data-enter-moves]`, Ctrl+Enter saves, Alt+letter reaches `data-shortcut`.
import { nextField } from "./enter.js";

export function startKeys() {
  listShortcuts();
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.altKey && !event.ctrlKey && !event.metaKey) return shortcut(event);
    if (event.key === "Enter" && event.target.form) enter(event, event.target);
  });
}

function enter(event, field) {
  const form = field.form;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (!("enterMoves" in form.dataset) || field.tagName === "TEXTAREA" || field.tagName === "BUTTON") return;
  if (field.type === "submit" || field.type === "file") return;
  event.preventDefault();
  const next = nextField(form.elements, field, event.shiftKey) ?? form.querySelector("[data-add-row], [type=submit], button:not([type])");
  next?.focus();
  if (next?.select && next.type !== "radio" && next.type !== "checkbox") next.select();
}

function shortcut(event) {
  if (event.code === "Slash") return open(event);
  const letter = /^(?:Key|Digit)(.)$/.exec(event.code)?.[1].toLowerCase();
  const target = letter && [...document.querySelectorAll(`[data-shortcut="${letter}"]`)].find((found) => found.offsetParent);
  if (!target) return;
  event.preventDefault();
  if (/^(input|select|textarea)$/i.test(target.tagName)) target.focus();
  else target.click();
}

function open(event) {
  const dialog = document.getElementById("phim-tat");
  if (!dialog || dialog.open) return;
  event.preventDefault();
  dialog.showModal();
}

function listShortcuts() {
  const list = document.querySelector("[data-shortcut-list]");
  if (!list) return;
  for (const target of document.querySelectorAll("[data-shortcut]")) {
    const letter = target.dataset.shortcut.toUpperCase();
    target.setAttribute("aria-keyshortcuts", `Alt+${letter}`);
    const row = document.createElement("div");
    const keys = document.createElement("dt");
    const words = document.createElement("dd");
    for (const key of ["Alt", letter]) {
      if (keys.childNodes.length) keys.append(" + ");
      keys.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    }
    words.textContent = target.dataset.shortcutLabel ?? target.getAttribute("aria-label") ?? target.textContent.trim();
    row.append(keys, words);
    list.append(row);
  }
}
