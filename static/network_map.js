/* A private map of the people around somebody's work. It is drawn, kept and wiped on this device alone.

   [data-map="name"]     the map, hidden without this script; kept under that name and this person (body[data-user]) in the
                         storage of the browser, beside what room.js keeps there: wiped with it, and after seven days.
   Inside it             [data-map-drawing] (an svg), [data-map-says], [data-map-people] (a list), [data-map-wipe], and the
                         form [data-map-add], whose field has no name: a browser has nothing to send.
   [data-map-count="x"]  a field anywhere that takes over how many were asked or helped; its own form sends it. */
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg", MIDDLE = 160, FAR = 118, MOST = 30;
  const WAYS = [["asked", "hulp gevraagd"], ["helped", "geholpen"]];
  const box = () => document.querySelector("[data-map]");
  const key = () => `ln:${document.body.dataset.user ?? ""}:${box().dataset.map}`;
  let people = [], shown = null;

  function read() {
    try { return JSON.parse(localStorage.getItem(key()))?.people ?? []; } catch { return []; }
  }
  function keep() {
    // Storage may be full or forbidden: then the map lasts as long as the page.
    try {
      if (people.length) localStorage.setItem(key(), JSON.stringify({ at: Date.now(), people }));
      else localStorage.removeItem(key());
    } catch { /* full */ }
  }
  const count = (way) => people.filter((one) => one[way]).length;
  const piece = (name, attributes, text = "") => {
    const made = Object.assign(document.createElementNS(SVG, name), { textContent: text });
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };

  function draw() {
    const all = [];
    people.forEach((one, number) => {
      const turn = (2 * Math.PI * number) / Math.max(people.length, 3) - Math.PI / 2;
      const at = (far, side = 0) => ({ x: MIDDLE + far * Math.cos(turn) - side * Math.sin(turn), y: MIDDLE + far * Math.sin(turn) + side * Math.cos(turn) });
      for (const [way, side] of [["asked", -5], ["helped", 5]]) {
        if (!one[way]) continue;
        const start = at(30, side), end = at(FAR - 24, side), tip = way === "asked" ? 1 : -1, head = at(tip > 0 ? FAR - 24 : 30, side);
        const back = at((tip > 0 ? FAR - 24 : 30) - 8 * tip, side - 4), other = at((tip > 0 ? FAR - 24 : 30) - 8 * tip, side + 4);
        all.push(piece("line", { x1: start.x, y1: start.y, x2: end.x, y2: end.y, class: way }));
        all.push(piece("polygon", { points: [head, back, other].map(({ x, y }) => `${x},${y}`).join(" "), class: way }));
      }
      const place = at(FAR), small = people.length > 12;
      all.push(piece("circle", { cx: place.x, cy: place.y, r: small ? 14 : 22, class: "other" }));
      all.push(piece("text", { x: place.x, y: place.y + 5, class: small ? "small" : "" }, one.who.length > 4 ? `${one.who.slice(0, 3)}.` : one.who));
    });
    all.push(piece("circle", { cx: MIDDLE, cy: MIDDLE, r: 26, class: "me" }), piece("text", { x: MIDDLE, y: MIDDLE + 6, class: "me" }, "ik"));
    box().querySelector("[data-map-drawing]").replaceChildren(...all);
  }

  function row(one, number) {
    const line = document.createElement("li"), said = Object.assign(document.createElement("b"), { textContent: one.who }), choices = document.createElement("div");
    choices.className = "row";
    for (const [way, words] of WAYS) {
      const label = document.createElement("label"), tick = document.createElement("input"), hidden = Object.assign(document.createElement("span"), { className: "hide", textContent: ` ${one.who}` });
      Object.assign(tick, { type: "checkbox", checked: Boolean(one[way]), id: `kaart-${number}-${way}` });
      label.htmlFor = tick.id;
      label.className = "own-map-tick";
      tick.addEventListener("change", () => { one[way] = tick.checked; changed(false); });
      label.append(tick, words, hidden);
      choices.append(label);
    }
    const away = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet btn-small", textContent: "Haal weg" });
    away.append(Object.assign(document.createElement("span"), { className: "hide", textContent: ` ${one.who}` }));
    away.addEventListener("click", () => {
      people.splice(number, 1);
      changed();
      (box().querySelectorAll("[data-map-people] button")[Math.max(number - 1, 0)] ?? box().querySelector("[data-map-add] input"))?.focus();
    });
    choices.append(away);
    line.append(said, choices);
    return line;
  }

  function show(rows = true) {
    const map = box(), mayDraw = Boolean(map.querySelector("[data-map-add]"));
    draw();
    if (rows) map.querySelector("[data-map-people]").replaceChildren(...people.map(row));
    if (!mayDraw) for (const field of map.querySelectorAll("[data-map-people] :is(input, button)")) field.disabled = true;
    map.querySelector("[data-map-wipe]").hidden = !people.length;
    map.querySelector("[data-map-says]").textContent = people.length
      ? `${people.length} ${people.length === 1 ? "mens" : "mensen"} op je kaart. Hulp gevraagd aan ${count("asked")}, ${count("helped")} geholpen.`
      : "Er staat nog niemand op je kaart.";
  }

  function fill(wanted) {
    for (const field of [...document.querySelectorAll("[data-map-count]")].filter(wanted)) field.value = people.length ? count(field.dataset.mapCount) : "";
  }

  function changed(rows = true) {
    keep();
    show(rows);
    fill(() => true);
  }

  /* A page or a part of it came in. */
  function arrive() {
    const map = box();
    if (!map || map === shown) return;
    shown = map;
    people = read();
    map.hidden = false;
    show();
    fill(({ value }) => !value);
    map.querySelector("[data-map-add]")?.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = event.target.querySelector("input"), who = field.value.trim();
      if (!who || people.length >= MOST) return field.focus();
      people.push({ who });
      field.value = "";
      changed();
      field.focus();
    });
    map.querySelector("[data-map-wipe] button").addEventListener("click", () => {
      people = [];
      changed();
      map.querySelector("[data-map-add] input")?.focus();
    });
  }
  /* *Ik ben iemand anders*: whoever drew it. */
  document.addEventListener("submit", ({ target }) => {
    if (!target.hasAttribute("data-draft-wipe")) return;
    try {
      for (const name of Object.keys(localStorage).filter((one) => /^ln:.*:kaart-\d+$/.test(one))) localStorage.removeItem(name);
    } catch { /* forbidden */ }
  });
  document.addEventListener("ln:arrive", arrive);
  arrive();
})();
