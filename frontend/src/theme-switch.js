// The button of the header that goes round: as the machine says, light, dark.
import { KEY, apply, choice, machineIsDark, next, safeStorage } from "./theme-choice.js";

export function startThemeSwitch() {
  const button = document.querySelector("[data-theme-switch]");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => apply(choice()));
  if (!button) return;
  let current = choice();
  const show = () => {
    apply(current);
    button.dataset.choice = current;
    const name = button.dataset[`label${current[0].toUpperCase()}${current.slice(1)}`];
    button.title = name;
    button.querySelector("[data-theme-name]").textContent = name;
  };
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    current = next(current, machineIsDark());
    safeStorage()?.setItem(KEY, current);
    show();
  });
}
