// `input[data-next]`: when it is full, the next field of the form takes over, so that a paper form is keyed by digits alone.
import { nextField } from "./enter.js";

/** Whether a field holds all it can, with the caret at its end. */
export function isFull(field) {
  return field.maxLength > 0 && field.value.length >= field.maxLength && field.selectionStart === field.value.length;
}

/** Whether a field is keyed by digits alone: what stands in it is typed over, never added to. */
function isKeyed(field) {
  return field?.select && "next" in (field.dataset ?? {}) && field.type !== "radio" && field.type !== "checkbox";
}

export function startDigits() {
  document.addEventListener("focusin", (event) => isKeyed(event.target) && event.target.select());
  if (isKeyed(document.activeElement)) document.activeElement.select();
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.form || !("next" in (field.dataset ?? {})) || event.isComposing || !isFull(field)) return;
    const next = nextField(field.form.elements, field);
    next?.focus();
    if (next?.select && next.type !== "radio" && next.type !== "checkbox") next.select();
  });
}
