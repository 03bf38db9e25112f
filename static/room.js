/* The three live screens. Every page works without this script; attributes ask for more:

   body[data-poll]        the address that says whether something changed; [data-live] regions carry data-rev (what this
                          page knows), data-now (the server's clock, ms), data-fast (ask every 0.7 s) and data-every
                          (look again after so many seconds, because time itself changes what it says).
                          What comes in is laid over what is there: focus, folds and text that is being typed stay.
   [data-keep]            inside a region: never touched.
   form[method=post]      is sent from here, and its answer laid over this page; without script it is a plain form.
   form[data-plain]       is left to the browser.   form[data-confirm="question"]
   form[data-write="x"]   text that may not get lost: it is kept on this device while it is typed, goes into a queue when it
                          is sent, and leaves that queue when the server has it. Its key is made here. [data-saved] inside
                          is the light; [data-queue="x"] anywhere lists what still waits. data-stay: keeps its text after.
   details[data-left]     shows what was typed and not sent when its form went away, as when the room goes on.
   [data-ends="ms"]       counts down to that moment of the server's clock. data-bell: rings softly at the end, where
                          input[data-sound] is on (remembered on this device).
   [data-rings="n"]       rings softly when n grows: the bell of a reception.
   [data-key="s"]         a link or button that is pressed with that key, outside a field.
   form[data-play]        is sent every few seconds: see sessions/rehearsal/.
   form with a field turn   gets the moment of choosing in it.   [data-dots="n"], [data-ranks]  a ballot.
   form[data-two="name"]  is sent as soon as two boxes of that name, in two groups, are ticked.
   form[data-draft-wipe]  forgets all of this person on this device. */
"use strict";
(() => {
  const DAY = 86_400_000, AFTERNOON = DAY / 6, SILENT = 6_000;
  const on = (type, act, options) => document.addEventListener(type, act, options);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const clock = () => new Date(Date.now() + skew).toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" }).replace(":", ".");
  const live = () => document.querySelector("[data-live][data-rev]");
  let skew = 0, revision = null, heard = Date.now(), silentSince = null, timer, looking = false, lookAgain = false, fetchedAt = Date.now(), rang = null;

  /* What is kept on this device. Storage may be full or forbidden: then the page works as without script. */
  const mine = () => `ln:${document.body.dataset.user ?? ""}:`;
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(mine() + key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(mine() + key, JSON.stringify({ at: Date.now(), ...value })); } catch { /* full */ } },
    forget(key) { try { localStorage.removeItem(mine() + key); } catch { /* forbidden */ } },
    keys(start) { try { return Object.keys(localStorage).filter((name) => name.startsWith(start)); } catch { return []; } },
    sweep(start, old = () => true) {
      for (const name of store.keys(start)) {
        try { if (old(JSON.parse(localStorage.getItem(name))?.at ?? 0)) localStorage.removeItem(name); } catch { /* not ours */ }
      }
    },
  };
  store.sweep("ln:", (at) => Date.now() - at > 7 * DAY);
  // crypto.randomUUID is missing on plain http, where a room often is.
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  function tell(text) {
    const place = document.getElementById("melding");
    const said = Object.assign(document.createElement("p"), { className: "message message-error", textContent: text });
    place?.replaceChildren(said);
  }

  /* Laying a new page over the one that is there */
  const same = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id ?? "") === (b.id ?? "");
  const STAYS = { DETAILS: ["open"], DIALOG: ["open"] };

  function morph(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    // What was said stays until something else is said; `take` sees to that.
    if (old.hasAttribute("data-keep") || old.id === "melding" || old.isEqualNode(fresh)) return;
    const own = old.matches("form[data-write] input[name=key]") ? ["value"] : STAYS[old.nodeName] ?? [];
    for (const { name, value } of fresh.attributes) if (!own.includes(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    for (const { name } of [...old.attributes]) if (!own.includes(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
    if (old.nodeName === "TEXTAREA") {
      // What is being typed stays; the browser only takes over the new text where nobody typed.
      if (old.defaultValue !== fresh.defaultValue) old.defaultValue = fresh.defaultValue;
      return;
    }
    if (old.matches("[data-saved]")) return;
    children(old, fresh);
  }

  function children(old, fresh) {
    const named = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = old.firstChild;
    for (const wanted of [...fresh.childNodes]) {
      let found = wanted.id ? named.get(wanted.id) : null;
      if (!found || !same(found, wanted)) {
        found = null;
        // A node without a name may be used for the next one of its sort; one with a name only for itself.
        for (let one = at, far = 0; one && far < 4 && !found; one = one.nextSibling, far++) if (same(one, wanted) && !wanted.id) found = one;
      }
      if (found) {
        while (at && at !== found && !at.id && !fresh.contains(at)) {
          const next = at.nextSibling;
          at.remove();
          at = next;
        }
        if (found !== at) old.insertBefore(found, at);
        else at = at.nextSibling;
        morph(found, wanted);
      } else old.insertBefore(document.importNode(wanted, true), at);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  /* True when this page could take over what came. */
  function take(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const regions = all("[data-live]", page);
    if (!regions.length || regions.some((one) => !document.getElementById(one.id))) return false;
    const before = live()?.dataset.activity;
    for (const fresh of regions) morph(document.getElementById(fresh.id), fresh);
    const said = page.getElementById("melding");
    if (said?.children.length) document.getElementById("melding")?.replaceChildren(...said.childNodes);
    // What went well in the activity before this one says nothing about this one; what went wrong stays.
    else if (live()?.dataset.activity !== before) for (const one of all("#melding .message-success")) one.remove();
    arrive();
    return true;
  }

  function arrive() {
    const region = live();
    if (!region) return;
    revision = region.dataset.rev;
    skew = Number(region.dataset.now) - Date.now();
    if (region.dataset.body !== undefined) document.body.className = region.dataset.body;
    fetchedAt = Date.now();
    // A screen reader hears that there is something else to do.
    const title = document.querySelector("main h1")?.textContent.trim(), says = document.getElementById("zegt");
    if (says && says.dataset.title !== undefined && says.dataset.title !== title) says.textContent = title;
    if (says) says.dataset.title = title;
    for (const form of all("form[data-write]")) prepare(form);
    const rings = Number(document.querySelector("[data-rings]")?.dataset.rings ?? 0);
    if (rang !== null && rings > rang) ring();
    rang = rings;
    for (const box of all("input[data-sound]")) box.checked = store.read("sound")?.on ?? box.defaultChecked;
    showQueue();
    showLeft();
    tick();
    // For the script of one activity, such as network_map.js.
    document.dispatchEvent(new Event("ln:arrive"));
  }

  /* Asking whether something changed */
  const wait = () => (live()?.hasAttribute("data-fast") ? 700 : 5_000);
  function later(after = silentSince ? 1_000 : wait()) {
    clearTimeout(timer);
    timer = setTimeout(poll, after);
  }

  async function poll() {
    clearTimeout(timer);
    const started = Date.now();
    // From here on an answer is due; what is silent for too long is said in `tick`.
    silentSince ??= started;
    const answer = await fetch(`${document.body.dataset.poll}?rev=${revision}`, { cache: "no-store", signal: AbortSignal.timeout(4_000) }).catch(() => null);
    if (answer && answer.status < 500) {
      hear();
      if (answer.status === 410) return over();
      const every = Number(live()?.dataset.every ?? 0) * 1_000;
      if (answer.status === 200 || (every && Date.now() - fetchedAt > every)) await look();
      flush();
    }
    later();
  }

  function hear() {
    heard = Date.now();
    silentSince = null;
    document.getElementById("lijn")?.setAttribute("hidden", "");
  }

  /* This page's key is over: another phone took the seat, or half a day went by. */
  function over() {
    const last = Number(sessionStorage.getItem("ln-over") ?? 0);
    if (Date.now() - last < 10_000) return later(10_000);
    sessionStorage.setItem("ln-over", Date.now());
    location.reload();
  }

  async function look() {
    if (looking) return void (lookAgain = true);
    looking = true;
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, cache: "no-store", signal: AbortSignal.timeout(8_000) }).catch(() => null);
    looking = false;
    if (answer?.redirected) return location.assign(answer.url);
    if (answer?.status === 401 || answer?.status === 403) return location.reload();
    if (answer?.ok) {
      hear();
      if (!take(await answer.text())) return location.reload();
    }
    if (lookAgain) {
      lookAgain = false;
      await look();
    }
  }

  if (document.body.dataset.poll) {
    on("visibilitychange", () => document.hidden || poll());
    addEventListener("online", poll);
    addEventListener("pageshow", ({ persisted }) => persisted && look());
    later();
  }

  /* Each second: the line, and the timers */
  function tick() {
    const now = Date.now();
    const line = document.getElementById("lijn");
    if (line && silentSince && now - heard > SILENT && now - silentSince > 900) {
      if (line.hidden) line.querySelector("[data-since]").textContent = clock();
      line.hidden = false;
    }
    for (const shown of all("[data-ends]")) {
      const left = Math.ceil((Number(shown.dataset.ends) - now - skew) / 1_000);
      const text = left > 0 ? `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}` : "tijd";
      if (shown.textContent !== text) shown.textContent = text;
      shown.classList.toggle("is-over", left <= 0);
      if (left <= 0 && left > -3 && shown.hasAttribute("data-bell") && shown.dataset.rung !== shown.dataset.ends) {
        shown.dataset.rung = shown.dataset.ends;
        ring();
      }
    }
    for (const shown of all("[data-clock]")) if (shown.textContent !== clock()) shown.textContent = clock();
  }
  setInterval(tick, 1_000);

  /* A rehearsal: the invented participants do something every few seconds. */
  setInterval(() => {
    const form = document.querySelector("form[data-play]");
    if (form) fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  }, 2_500);

  /* A soft bell, without a file: two tones that fade. */
  let sound;
  function ring() {
    if (!sound || !(document.querySelector("input[data-sound]")?.checked)) return;
    for (const [pitch, start] of [[660, 0], [880, 0.25]]) {
      const tone = sound.createOscillator(), volume = sound.createGain(), at = sound.currentTime + start;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.18, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 1.4);
      tone.connect(volume).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 1.5);
    }
  }
  // A browser only gives sound after a touch.
  for (const type of ["pointerdown", "keydown"]) on(type, () => (sound ??= window.AudioContext && new AudioContext()), { once: true });
  on("change", ({ target }) => target.matches("input[data-sound]") && store.write("sound", { on: target.checked }));

  /* Writing */
  const fields = (form) => [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && !/^(file|submit|button|fieldset|reset)$/.test(field.type));
  const typedIn = (form) => fields(form).filter((field) => field.type !== "hidden");
  const wordsOf = (form) => typedIn(form).filter((field) => field.matches("textarea, input:not([type]), [type=text]")).map((field) => field.value.trim());
  const light = (form, state, text) => {
    const shown = form.querySelector("[data-saved]");
    if (shown) Object.assign(shown, { textContent: text }).dataset.state = state;
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const draftOf = (form) => `draft:${form.dataset.write}`;

  /* Gives a form its key, and back what was typed in it before this page was loaded. */
  function prepare(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "1";
    const kept = store.read(draftOf(form));
    const key = form.elements.key;
    if (key) key.value = kept?.key ?? newKey();
    let changed = false;
    for (const [name, value] of kept?.values ?? []) {
      const field = typedIn(form).find((one) => one.name === name && !/^(checkbox|radio)$/.test(one.type));
      if (!field || field.value === value) continue;
      field.value = value;
      changed = true;
    }
    if (changed) light(form, "wait", "nog niet verstuurd");
  }

  on("input", ({ target }) => {
    const form = target.form;
    if (!form?.matches("[data-write]")) return;
    const values = typedIn(form).map((field) => [field.name, field.value]);
    const words = wordsOf(form).filter(Boolean).join(" · ");
    if (values.some(([, value]) => value.trim())) store.write(draftOf(form), { key: form.elements.key?.value, values, words });
    else store.forget(draftOf(form));
    light(form, "wait", "nog niet verstuurd");
  });

  on("submit", (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented) return;
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) return event.preventDefault();
    if (form.hasAttribute("data-draft-wipe")) store.sweep(mine());
    if (form.method !== "post" || form.hasAttribute("data-plain") || form.enctype === "multipart/form-data") return;
    event.preventDefault();
    if (form.dataset.busy) return;
    if (form.dataset.write !== undefined) return enqueue(form, submitter);
    send(form, submitter);
  });

  const bodyOf = (form, submitter) => new URLSearchParams(new FormData(form, submitter?.form === form ? submitter : null));
  const actionOf = (form, submitter) => submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;

  function post(action, body) {
    return fetch(action, { method: "POST", body, signal: AbortSignal.timeout(8_000) }).catch(() => null);
  }

  /* An ordinary form: its answer is laid over this page. */
  async function send(form, submitter) {
    form.dataset.busy = "1";
    submitter?.setAttribute("aria-busy", "true");
    const answer = await post(actionOf(form, submitter), bodyOf(form, submitter));
    delete form.dataset.busy;
    submitter?.removeAttribute("aria-busy");
    if (!answer || answer.status >= 500) return tell("Dat kwam niet aan. Wat je typte, staat er nog. Probeer het zo meteen opnieuw.");
    hear();
    if (answer.ok && !answer.redirected) form.reset();
    await shown(answer, form, submitter);
    later(200);
  }

  async function shown(answer, form, submitter) {
    const here = new URL(answer.url).pathname === location.pathname;
    const html = await answer.text();
    if (answer.ok && here) {
      form?.reset();
      return take(html) || location.reload();
    }
    if (answer.redirected) return location.assign(answer.url);
    if (take(html)) return true;
    // Another page with what is wrong in it: the browser shows it. Nothing was done yet, or it may be done twice.
    const isGone = form && !document.contains(form);
    if (form && (!isGone || answer.status === 422)) {
      form.dataset.plain = "1";
      // Meanwhile another laptop may have taken the form away: what was typed in it still goes along, and so does the button.
      if (submitter?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value }));
      if (isGone) document.body.append(Object.assign(form, { hidden: true }));
      return form.submit();
    }
    return false;
  }

  /* A form with words that may not get lost: first into the queue on this device, then to the server. */
  function enqueue(form, submitter) {
    const body = bodyOf(form, submitter);
    const words = wordsOf(form);
    if (!form.reportValidity() || (words.length && !words.some(Boolean) && form.dataset.write && form.querySelector("[required]"))) return;
    const key = body.get("key") || newKey();
    body.set("key", key);
    // When it was chosen, on the clock of the server: an earlier choice that arrives later changes nothing.
    if (form.elements.turn) body.set("turn", Date.now() + skew);
    body.delete("csrfmiddlewaretoken");
    store.write(`queue:${key}`, { of: form.dataset.write, action: new URL(actionOf(form, submitter), location.href).pathname, body: body.toString(), words: words.filter(Boolean).join(" · ") });
    store.forget(draftOf(form));
    if (!store.read(`queue:${key}`)) return send(form, submitter);
    if (form.elements.key) form.elements.key.value = newKey();
    if (form.dataset.stay === undefined) {
      const { value } = form.elements.key ?? {};
      form.reset();
      if (value) form.elements.key.value = value;
    }
    light(form, "wait", "wordt bewaard");
    showQueue();
    flush();
  }

  const kept = (sort) => store.keys(mine() + sort).map((name) => name.slice(mine().length)).map((name) => ({ name, ...store.read(name) })).sort((a, b) => a.at - b.at);
  const waiting = () => kept("queue:");
  let flushing = false;
  async function flush() {
    if (flushing || !waiting().length) return;
    flushing = true;
    for (const one of waiting()) {
      if (one.refused) continue;
      const body = new URLSearchParams(one.body);
      body.set("csrfmiddlewaretoken", token());
      const answer = await post(one.action, body);
      const form = document.querySelector(`form[data-write="${CSS.escape(one.of)}"]`);
      if (!answer || answer.status >= 500 || answer.status === 429) {
        silentSince ??= Date.now();
        if (form) light(form, "lost", "nog niet opgeslagen: geen verbinding, je tekst staat op deze gsm");
        break;
      }
      hear();
      if (answer.ok) {
        store.forget(one.name);
        if (form) light(form, "saved", `opgeslagen om ${clock()}`);
        const html = await answer.text();
        if (new URL(answer.url).pathname === location.pathname) take(html);
      } else {
        store.write(one.name, { ...one, refused: answer.status });
        await refused(one, answer, form);
      }
    }
    flushing = false;
    showQueue();
    later(300);
  }

  async function refused(one, answer, form) {
    if (answer.status !== 422) {
      if (form) light(form, "lost", "niet opgeslagen: laad de pagina opnieuw, je tekst staat hieronder");
      return;
    }
    // What was typed comes back with what is wrong in it.
    store.forget(one.name);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(".errors, .field-error, .message-error, [data-errors]")?.textContent.trim();
    if (!form) return tell(said || "Dat kon niet bewaard worden.");
    for (const [name, value] of new URLSearchParams(one.body)) {
      const field = typedIn(form).find((other) => other.name === name && !/^(checkbox|radio)$/.test(other.type));
      if (field && !field.value) field.value = value;
    }
    light(form, "lost", said || "niet opgeslagen: er klopt iets niet");
  }

  function line(one, text, mayGo) {
    const row = document.createElement("li"), make = (name, properties) => Object.assign(document.createElement(name), properties);
    row.append(make("span", { textContent: one.words }));
    if (text) {
      const state = make("span", { className: "saved", textContent: text });
      state.dataset.state = "lost";
      row.append(state);
    }
    const forget = () => { store.forget(one.name); showQueue(); showLeft(); };
    if (mayGo) row.append(make("button", { type: "button", className: "btn btn-quiet btn-small", textContent: "Gooi weg", onclick: forget }));
    return row;
  }

  function showQueue() {
    const left = waiting();
    for (const list of all("[data-queue]")) {
      const rows = left.filter((one) => one.words && (!list.dataset.queue || one.of === list.dataset.queue));
      list.hidden = !rows.length;
      list.replaceChildren(...rows.map((one) => line(one, one.refused ? "niet opgeslagen" : "nog niet opgeslagen", one.refused)));
    }
  }

  /* Of this afternoon, and folded: a phone lies on the table. */
  function showLeft() {
    const place = document.querySelector("details[data-left]");
    if (!place) return;
    const here = new Set(all("form[data-write]").map(draftOf));
    const rows = kept("draft:").filter(({ name, words, at }) => words && !here.has(name) && Date.now() - at < AFTERNOON);
    const shows = rows.map(({ name, at }) => name + at).join();
    if (place.dataset.left === shows) return;
    place.dataset.left = shows;
    place.hidden = !rows.length;
    place.querySelector("ul").replaceChildren(...rows.map((one) => line(one, "", true)));
  }

  /* One key: the same window becomes the projection, and the regie again. */
  on("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const asked = all("a[data-key], button[data-key]").find((link) => link.dataset.key === event.key.toLowerCase());
    if (asked) {
      event.preventDefault();
      asked.click();
    }
  });

  /* An extra to the buttons of the wall: a note that is dragged onto a group is ticked there, and the group's button pressed. */
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

  /* A ballot: how many dots are left, and a place in the row that somebody else had changes with this one. */
  const dotsLeft = (list) => {
    const given = all("input:checked", list).reduce((sum, one) => sum + Number(one.value), 0), left = Number(list.dataset.dots) - given;
    const said = list.parentElement.querySelector("[data-dots-left]");
    if (said) said.textContent = left > 0 ? `Nog ${left} van ${list.dataset.dots}` : left ? `Dat zijn er ${-left} te veel` : "Alle stippen zijn verdeeld";
  };
  on("focusin", ({ target }) => { if (target.closest?.("[data-ranks]")) target.dataset.was = target.value; });
  on("change", ({ target }) => {
    const dots = target.closest("[data-dots]"), ranks = target.closest("[data-ranks]");
    if (dots) dotsLeft(dots);
    if (!ranks) return;
    const other = target.value && all("select", ranks).find((one) => one !== target && one.value === target.value);
    if (other) other.value = target.dataset.was ?? "";
    target.dataset.was = target.value;
  });

  /* Two names in two groups: the swap is sent at once. Two of the same group: the first one is let go. */
  on("change", ({ target }) => {
    const form = target.form;
    if (!form?.dataset.two || target.name !== form.dataset.two) return;
    const ticked = [...form.elements].filter((box) => box.name === target.name && box.checked);
    if (ticked.length !== 2) return;
    if (new Set(ticked.map((box) => box.closest("[role=group]"))).size === 2) form.requestSubmit();
    else ticked.find((box) => box !== target).checked = false;
  });

  arrive();
  // What was refused before this page was loaded may be welcome now.
  for (const { refused: _, ...one } of waiting()) store.write(one.name, one);
  flush();
})();
