// The navigation on narrow screens, and small menus that close when one leaves them.
export function startMenus() {
  const button = document.querySelector("[data-navigation-switch]");
  const side = document.getElementById("dieu-huong");
  button?.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    side.toggleAttribute("data-open", open);
    if (open) side.querySelector("a")?.focus();
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
