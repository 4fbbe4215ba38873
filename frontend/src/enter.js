// Which field comes next when a person types a paper form from top to bottom.
const SKIPPED = new Set(["hidden", "submit", "button", "reset", "image", "file"]);

/** Whether a person types or chooses something here. Of a group of radios only the chosen one, or the first, counts. */
export function isStop(field, fields) {
  if (!field.name || field.disabled || field.readOnly || SKIPPED.has(field.type)) return false;
  if (!["input", "select", "textarea"].includes(field.tagName.toLowerCase())) return false;
  if (field.type !== "radio") return true;
  const group = fields.filter((other) => other.type === "radio" && other.name === field.name);
  return field === (group.find((other) => other.checked) ?? group[0]);
}

/** The field after `field` (before it when `back` is set), or null at the end. */
export function nextField(fields, field, back = false) {
  const list = [...fields];
  const inGroup = field.type === "radio" ? list.filter((other) => other.name === field.name) : [field];
  const order = back ? list.slice(0, list.indexOf(inGroup[0])).reverse() : list.slice(list.indexOf(inGroup.at(-1)) + 1);
  return order.find((other) => isStop(other, list)) ?? null;
}
