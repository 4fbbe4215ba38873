// `input[data-next]`: when it is full, the next field of the form takes over, so that a paper form is keyed by digits alone.
import { nextField } from "./enter.js";

/** Whether a field holds all it can, with the caret at its end. */
export function isFull(field) {
  return field.maxLength > 0 && field.value.length >= field.maxLength && field.selectionStart === field.value.length;
}

export function startDigits() {
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.form || !("next" in (field.dataset ?? {})) || event.isComposing || !isFull(field)) return;
    const next = nextField(field.form.elements, field);
    next?.focus();
    if (next?.select && next.type !== "radio" && next.type !== "checkbox") next.select();
  });
}
