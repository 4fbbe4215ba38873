// What the search box does with keys and letters. No page is touched here.
const PRIVATE_DIGITS = 7;
const LEAST = 2;

/** Whether a text is, or may become, an identity number: it must not stand in an address or a log. */
export function isPrivate(text) {
  const digits = text.replace(/[\s.-]/g, "");
  return /^\d+$/.test(digits) && digits.length >= PRIVATE_DIGITS;
}

/** Whether suggestions are asked for: enough letters, and no identity number. */
export function mayAsk(text) {
  return text.trim().length >= LEAST && !isPrivate(text);
}

/** Which of `count` options is active after a key (-1: none, the box itself); null when the key means nothing here. */
export function moved(key, active, count) {
  if (!count) return null;
  if (key === "ArrowDown") return active + 1 < count ? active + 1 : -1;
  if (key === "ArrowUp") return active < 0 ? count - 1 : active - 1;
  return null;
}

/** `run` a while after the last call; `cancel` forgets a call that waits. */
export function debounced(run, wait, timers = globalThis) {
  let waiting;
  const later = (...told) => {
    timers.clearTimeout(waiting);
    waiting = timers.setTimeout(() => run(...told), wait);
  };
  later.cancel = () => timers.clearTimeout(waiting);
  return later;
}
