// Lost connections: say so, and do not send a form into nothing.
export function startNetwork() {
  const bar = document.querySelector("[data-offline]");
  const show = () => bar && (bar.hidden = navigator.onLine);
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  document.addEventListener(
    "submit",
    (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show();
    },
    true,
  );
  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"])
    document.addEventListener(kind, () => {
      const note = document.querySelector("template[data-request-failed]")?.content.cloneNode(true);
      if (note) document.getElementById("thong-bao")?.replaceChildren(note);
    });
}
