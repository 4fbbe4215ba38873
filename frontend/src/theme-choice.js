// Light, dark, or as the machine says; kept in the browser.
export const KEY = "rasoat-theme";
export const CHOICES = ["auto", "light", "dark"];

/** The person's choice; `auto` when none was kept or the browser keeps nothing. */
export function choice(storage = safeStorage()) {
  const kept = storage?.getItem(KEY);
  return CHOICES.includes(kept) ? kept : "auto";
}

/** The choice that follows when the switch is pressed: first the other of what is seen, then back, then as the machine says. */
export function next(current, machineIsDark) {
  const [other, same] = machineIsDark ? ["light", "dark"] : ["dark", "light"];
  return { auto: other, [other]: same, [same]: "auto" }[current];
}

/** The theme a choice means on this machine. */
export function theme(current, machineIsDark) {
  return current === "auto" ? (machineIsDark ? "dark" : "light") : current;
}

/** Put the theme of a choice on the page. */
export function apply(current) {
  document.documentElement.dataset.bsTheme = theme(current, machineIsDark());
}

/** Whether the machine asks for a dark page. */
export function machineIsDark() {
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** The browser's storage, or nothing where it is forbidden. */
export function safeStorage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
