// Buttons that open and close a `dialog` element; the browser itself keeps the focus inside and gives it back.
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-open-dialog]");
    if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
    else if (event.target.closest?.("[data-close-dialog]")) event.target.closest("dialog")?.close();
    else if (event.target.matches?.("dialog.dialog") && outside(event)) event.target.close();
  });
}

function outside({ target, clientX, clientY, detail }) {
  const box = target.getBoundingClientRect();
  return detail > 0 && (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom);
}
