// Rows of a formset: `data-add-row="members"` copies `template[data-row="members"]` into `[data-rows="members"]`.
export function startRows() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-add-row]");
    if (button) addRow(button.closest("form"), button.dataset.addRow, true);
  });
}

/** Add one row of the formset `prefix` to a form and count it; the first field takes the focus when `move` is set. */
export function addRow(form, prefix, move = false) {
  const template = form?.querySelector(`template[data-row="${prefix}"]`);
  const total = form?.elements[`${prefix}-TOTAL_FORMS`];
  if (!template || !total) return false;
  const number = Number(total.value);
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number)).replaceAll("__number__", String(number + 1));
  const first = holder.content.querySelector("input:not([type=hidden]), select, textarea");
  const row = holder.content.firstElementChild;
  form.querySelector(`[data-rows="${prefix}"]`).append(holder.content);
  total.value = String(number + 1);
  total.dispatchEvent(new Event("change", { bubbles: true }));
  globalThis.htmx?.process(row);
  if (move) first?.focus();
  return true;
}
