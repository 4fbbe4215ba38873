// A form is sent once, however often the button is pressed. Opt out with `data-resend` (downloads).
const AGAIN_AFTER = 10_000;

export function startOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "resend" in form.dataset) return;
    if ("sending" in form.dataset) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "";
    setTimeout(() => release(form), AGAIN_AFTER);
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach(release));
  document.addEventListener("htmx:afterRequest", (event) => release(event.target.closest?.("form") ?? event.target));
}

function release(form) {
  delete form.dataset?.sending;
}
