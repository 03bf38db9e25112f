/* An extra to the buttons of the wall: a note that is dragged onto a group is ticked there, and the group's button pressed. */
"use strict";
(() => {
  const zone = (event) => event.target.closest?.("[data-wall-drop]");
  let dragged = null;
  const leave = () => document.querySelectorAll(".is-over").forEach((one) => one.classList.remove("is-over"));
  // Also for what comes in later.
  document.addEventListener("pointerover", ({ target }) => target.closest?.("[data-wall-note]")?.setAttribute("draggable", "true"));
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-wall-note]")?.querySelector("input[type=checkbox]");
    if (dragged) event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", (event) => {
    leave();
    if (!dragged || !zone(event)) return;
    event.preventDefault();
    zone(event).classList.add("is-over");
  });
  document.addEventListener("drop", (event) => {
    const button = document.getElementById(zone(event)?.dataset.wallDrop ?? "");
    if (!dragged || !button) return;
    event.preventDefault();
    dragged.checked = true;
    button.click();
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    leave();
  });
})();
