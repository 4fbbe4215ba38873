// Drafts of forms: what is kept, for whom and how long. No page is touched here.
export const PREFIX = "rasoat-draft:";
export const SENT = "rasoat-sent";
export const KEPT_DAYS = 7;
const DAY = 24 * 3600 * 1000;
const NEVER = new Set(["password", "file", "submit", "button", "image", "reset"]);

/** Whether a field may be kept. Numbers of persons (`data-private`), passwords, files and the CSRF token never are. */
export function mayKeep(field) {
  if (!field.name || field.name === "csrfmiddlewaretoken" || NEVER.has(field.type)) return false;
  return !("private" in field.dataset);
}

/** The values of fields that may be kept: a list of [name, value]; boxes and radios only when ticked. */
export function valuesOf(fields) {
  const values = [];
  for (const field of fields) {
    if (!mayKeep(field)) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked) values.push([field.name, field.value]);
    } else if (field.type === "select-multiple") {
      for (const option of field.selectedOptions) values.push([field.name, option.value]);
    } else values.push([field.name, field.value]);
  }
  return values;
}

/** Put kept values back into fields. Returns how many fields changed. */
export function fill(fields, values) {
  const kept = new Map();
  for (const [name, value] of values) kept.set(name, [...(kept.get(name) ?? []), value]);
  let changed = 0;
  for (const field of fields) {
    if (!mayKeep(field)) continue;
    const wanted = kept.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") changed += set(field, "checked", wanted.includes(field.value));
    else if (field.type === "select-multiple") {
      for (const option of field.options) changed += set(option, "selected", wanted.includes(option.value));
    } else if (wanted.length) changed += set(field, "value", wanted.shift());
  }
  return changed;
}

function set(thing, property, value) {
  if (thing[property] === value) return 0;
  thing[property] = value;
  return 1;
}

/** Under which name a person's draft of a form is stored. */
export function draftName(person, key) {
  return `${PREFIX}${person}:${key}`;
}

/** Names of drafts that must go: those of other people on a shared computer, and old or unreadable ones. */
export function outdated(storage, person, now) {
  const names = [];
  for (let index = 0; index < storage.length; index += 1) {
    const name = storage.key(index);
    if (!name.startsWith(PREFIX)) continue;
    const draft = read(storage, name);
    if (!draft || now - draft.at > KEPT_DAYS * DAY || (person && !name.startsWith(`${PREFIX}${person}:`))) names.push(name);
  }
  return names;
}

/** A stored draft `{at, values}`, or null. */
export function read(storage, name) {
  try {
    const draft = JSON.parse(storage.getItem(name));
    return draft && Array.isArray(draft.values) && Number.isFinite(draft.at) ? draft : null;
  } catch {
    return null;
  }
}
