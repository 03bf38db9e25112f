/* Rounds of so many minutes, with so much to change: what they add up to while somebody types. Without script the page
   says it after the start.

   [data-duration="times|minutes|seconds"]  the fields of one form; its [data-duration-total] gets the words, as
                                            sessions/activities/speed_dating/rules.py says them. */
"use strict";
(() => {
  const inWords = (seconds) => {
    const halves = Math.round(seconds / 30), whole = Math.floor(halves / 2);
    if (halves % 2) return ["een halve minuut", "anderhalve minuut"][whole] ?? `${whole} en een halve minuut`;
    return whole === 1 ? "1 minuut" : `${whole} minuten`;
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.dataset?.duration) return;
    const part = (name) => Number(target.form.querySelector(`[data-duration="${name}"]`).value);
    const seconds = part("times") * (part("minutes") * 60 + part("seconds"));
    target.form.querySelector("[data-duration-total]").textContent = seconds > 0 ? inWords(seconds) : "";
  });
})();
