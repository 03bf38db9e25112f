/* What a page does by itself. Every page works without this script; attributes ask for more:

   form[data-autosave="key"]   saves while typing. The form is posted with the header X-Autosave: 1; the answer is
                               204 with X-Version (saved), 422 {"error"}, 409 {"theirs", "version"}, or 401.
                               What is not saved yet stays on the device and comes back. [data-saved] inside shows how
                               it stands; the event `autosaved` tells the rest of the page.
   form[data-autosubmit]       is sent as soon as a choice in it changes.
   form[data-draft="key"]      keeps what is typed on the device until it was sent (7 days at most).
   [data-draft-wipe="key"]     on the page that says "sent": forgets that draft. On a form, without a key: forgets all
                               of this person when it is sent.
   [data-sortable="form-id"]   its [data-id] children are dragged by their .handle; then the form gets the new order in
                               its field `order` (ids, with commas) and is sent; or, without a form, it is posted to
                               data-sortable-url. Buttons do the same without dragging.
   input[type=file][data-shrink]  makes photos smaller before they leave (2000 pixels, JPEG).
   [data-await="sentence"]     looks every three seconds whether the file at this address is there; then fetches it and
                               says the sentence. Until then it shows what the page says now.
   [data-rows]                 rows that htmx swaps: the keyboard stays near the one that was pressed. Each has an id.
   [data-print], [data-copy="#id"], form[data-confirm="question"], details[data-menu], [data-errors] (gets the focus)

   Who is typing stands in body[data-user]: one device may serve two people. */
"use strict";
(() => {
  const DAY = 86_400_000;
  const on = (type, act, options) => document.addEventListener(type, act, options);
  const clock = () => new Date().toLocaleTimeString("nl-BE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  function tell(text, kind = "error") {
    document.getElementById("melding")?.replaceChildren(make("p", { className: `message message-${kind}` }, make("span", { textContent: text })));
  }

  /* What is typed, kept on this device. Storage may be full or forbidden: then the page works as without script. */
  const mine = () => `ln:${document.body.dataset.user ?? ""}:`;
  const store = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(mine() + key)); } catch { return null; }
    },
    write(key, values) {
      try { localStorage.setItem(mine() + key, JSON.stringify({ at: Date.now(), values })); } catch { /* full */ }
    },
    forget(key) {
      try { localStorage.removeItem(mine() + key); } catch { /* forbidden */ }
    },
    sweep(old) {
      try {
        for (const key of Object.keys(localStorage).filter((name) => name.startsWith("ln:"))) {
          if (old(key, JSON.parse(localStorage.getItem(key))?.at ?? 0)) localStorage.removeItem(key);
        }
      } catch { /* forbidden */ }
    },
  };
  // A private map (network_map.js) goes, whoever drew it: this page may not know who sat here.
  const MAP = /^ln:.*:kaart-\d+$/;
  store.sweep((key, at) => Date.now() - at > 7 * DAY);

  const fields = (form) => [...form.elements].filter((field) => field.name && !/^(hidden|file|password|submit|button|fieldset)$/.test(field.type));
  const valueOf = (field) => (/^(checkbox|radio)$/.test(field.type) ? field.checked : field.value);
  const version = (form) => form.querySelector("input[name=version]");

  function keep(form, key) {
    const values = fields(form).map((field) => [field.name, /^(checkbox|radio)$/.test(field.type) ? field.value : null, valueOf(field)]);
    store.write(key, { fields: values, version: version(form)?.value, sent: states.get(form)?.sent });
  }

  /* Put back what was kept; true when that changed something. */
  function restore(form, key) {
    const kept = store.read(key)?.values;
    let changed = false;
    for (const [name, choice, value] of kept?.fields ?? []) {
      const field = fields(form).find((one) => one.name === name && (choice === null || one.value === choice));
      if (!field || valueOf(field) === value) continue;
      if (choice === null) field.value = value;
      else field.checked = value;
      changed = true;
      field.closest("details")?.setAttribute("open", "");
    }
    if (changed) stateOf(form).sent = kept.sent ?? [];
    // The server then sees that this text was typed over an older one.
    if (changed && kept.version !== undefined && version(form)) version(form).value = kept.version;
    return changed;
  }

  /* Saving while typing */
  const states = new WeakMap();
  const stateOf = (form) => states.get(form) ?? states.set(form, { dirty: false, running: false, conflict: false, failures: 0, sent: [] }).get(form);
  const autosaveKey = (form) => `auto:${form.dataset.autosave}`;
  const textOf = (form) => form.querySelector("textarea, input[type=text], input:not([type])");
  const plain = (text) => text.replace(/\r\n/g, "\n").trim();

  function light(form, state, text) {
    const shown = form.querySelector("[data-saved]");
    if (!shown || (shown.dataset.state === state && shown.textContent === text)) return;
    shown.dataset.state = state;
    shown.textContent = text;
  }

  function typed(form, wait) {
    const state = stateOf(form);
    keep(form, autosaveKey(form));
    if (state.conflict) return;
    state.dirty = true;
    light(form, "wait", "nog niet opgeslagen");
    clearTimeout(state.timer);
    state.timer = setTimeout(save, wait, form);
  }

  async function save(form, leaving = false) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    if (!state.dirty || state.conflict || (state.running && !leaving)) return;
    state.dirty = false;
    state.running = true;
    state.sent = [...state.sent, plain(textOf(form)?.value ?? "")].slice(-5);
    keep(form, autosaveKey(form));
    const body = new FormData(form);
    const answer = await fetch(form.getAttribute("action") || location.href, { method: "POST", body, headers: { "X-Autosave": "1" }, keepalive: leaving }).catch(() => null);
    state.running = false;
    if (answer?.ok) await saved(form, state, answer);
    else if (answer?.status === 409) await conflict(form, state, await answer.json());
    else await refused(form, state, answer);
    const { then } = state;
    delete state.then;
    then?.();
  }

  /* Who presses the button while a save is under way, waits for the version that it brings. */
  on("submit", (event) => {
    const state = states.get(event.target);
    if (!state?.running) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    state.then = () => event.target.requestSubmit(event.submitter);
  }, true);

  async function saved(form, state, answer) {
    state.failures = 0;
    state.sent = [];
    const seen = answer.headers.get("X-Version");
    if (seen && version(form)) version(form).value = seen;
    if (state.dirty) {
      keep(form, autosaveKey(form));
      return save(form);
    }
    store.forget(autosaveKey(form));
    light(form, "saved", `opgeslagen om ${clock()}`);
    form.dispatchEvent(new CustomEvent("autosaved", { bubbles: true }));
  }

  async function refused(form, state, answer) {
    state.dirty = true;
    if (answer?.status === 401) return light(form, "lost", "je bent afgemeld, je tekst is bewaard op dit toestel");
    if (answer?.status === 403 || answer?.status === 404) return light(form, "lost", "niet opgeslagen: laad de pagina opnieuw, je tekst blijft op dit toestel");
    if (answer?.status === 422 || answer?.status === 400 || answer?.status === 413) {
      const said = await answer.json().catch(() => ({}));
      return light(form, "lost", `niet opgeslagen: ${said.error || "er klopt iets niet"}`);
    }
    light(form, "lost", answer ? "nog niet opgeslagen, we proberen opnieuw" : "geen verbinding: je tekst is bewaard op dit toestel");
    state.timer = setTimeout(save, Math.min(30_000, 2_000 * 2 ** state.failures++), form);
  }

  function conflict(form, state, other) {
    if (state.sent.includes(plain(other.theirs))) {
      // Our own text: it was saved, but the answer never reached this device.
      if (version(form)) version(form).value = other.version;
      state.dirty = true;
      return save(form);
    }
    state.conflict = true;
    light(form, "lost", "niet opgeslagen: iemand anders bewaarde intussen iets");
    const area = textOf(form);
    const settle = (act) => () => {
      box.remove();
      state.conflict = false;
      if (version(form)) version(form).value = other.version;
      act();
      area?.focus();
    };
    const box = make("div", { className: "theirs" },
      make("b", { textContent: "Intussen bewaarde iemand anders deze tekst:" }),
      make("pre", { textContent: other.theirs }),
      make("p", { className: "small", textContent: "Jouw tekst staat hierboven nog. Welke blijft?" }),
      make("div", { className: "row" },
        make("button", { type: "button", className: "btn btn-small", textContent: "Bewaar mijn tekst", onclick: settle(() => typed(form, 0)) }),
        make("button", { type: "button", className: "btn btn-small", textContent: "Neem die tekst over", onclick: settle(() => {
          if (area) area.value = other.theirs;
          state.dirty = false;
          store.forget(autosaveKey(form));
          light(form, "saved", "de tekst van de ander is overgenomen");
        }) })));
    box.setAttribute("role", "alert");
    (area?.closest(".field") ?? area ?? form.lastElementChild).after(box);
  }

  const saving = () => document.querySelectorAll("form[data-autosave]");
  const choice = (field) => /^(checkbox|radio|select-one|select-multiple)$/.test(field.type);
  on("input", ({ target }) => {
    const form = target.form;
    if (form?.matches("[data-autosave]")) typed(form, choice(target) ? 0 : 800);
    if (form?.matches("[data-draft]")) keep(form, `draft:${form.dataset.draft}`);
  });
  on("change", ({ target }) => {
    const form = target.form;
    if (form?.matches("[data-autosave]") && stateOf(form).dirty) save(form);
    if (form?.matches("[data-autosubmit]") && target.matches("select, [type=radio], [type=checkbox]")) form.requestSubmit();
    if (target.matches("[type=file][data-shrink]")) shrink(target);
  });
  on("visibilitychange", () => saving().forEach((form) => save(form, document.visibilityState === "hidden")));
  addEventListener("online", () => saving().forEach((form) => save(form)));

  /* Each part that comes in: the page itself, and what htmx swaps */
  function arrive(root) {
    const all = (selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    for (const form of all("form[data-autosave]")) {
      if (restore(form, autosaveKey(form))) typed(form, 0);
      else store.forget(autosaveKey(form));
    }
    for (const form of all("form[data-draft]")) restore(form, `draft:${form.dataset.draft}`);
    for (const sent of all(":not(form)[data-draft-wipe]")) store.forget(`draft:${sent.dataset.draftWipe}`);
    all("[data-errors]")[0]?.focus();
    for (const waiting of all("[data-await]")) setTimeout(look, 3_000, waiting);
    // On a phone the tabs go sideways: the one of this page stands in view.
    for (const tab of all(".tabs [aria-current]")) tab.closest("ul").scrollLeft = tab.offsetLeft - innerWidth / 3;
  }
  on("htmx:load", ({ detail }) => detail.elt !== document.body && arrive(detail.elt));

  /* A list that comes anew without the row that was pressed: the row nearest to it gets the focus, or the page would
     begin at its top again */
  let near = [];
  on("htmx:beforeSwap", ({ detail: { target, requestConfig } }) => {
    const rows = target.matches("[data-rows]") ? [...target.querySelectorAll("li[id]")] : [];
    const place = rows.indexOf(requestConfig.elt.closest("li"));
    near = place < 0 ? [] : [...rows.slice(place), ...rows.slice(0, place).reverse()].map((row) => row.id);
  });
  on("htmx:load", ({ detail: { elt } }) => {
    if (!near.length || !elt.matches("[data-rows]") || document.activeElement !== document.body) return;
    const row = near.map((id) => document.getElementById(id)).find((one) => one?.checkVisibility()) ?? elt.querySelector("li");
    row?.setAttribute("tabindex", "-1");
    row?.focus();
  });

  /* Sending: once, and not without a connection */
  function busy(form, submitter, stays = false) {
    form.dataset.busy = "1";
    const button = submitter ?? form.querySelector("button:not([type=button])");
    button?.setAttribute("aria-busy", "true");
    // Later, because a disabled button is not sent along; and a download never leaves the page.
    // Where the page stays, it keeps its focus, which a disabled button loses.
    if (!stays) setTimeout(() => button && (button.disabled = true));
    setTimeout(free, 8_000, form);
  }
  function free(form) {
    delete form.dataset.busy;
    for (const button of form.querySelectorAll("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      button.disabled = false;
    }
  }
  on("submit", (event) => {
    const { target: form, submitter } = event;
    clearTimeout(states.get(form)?.timer);
    if (form.dataset.confirm && !confirm(form.dataset.confirm)) return event.preventDefault();
    if (form.hasAttribute("data-draft-wipe") && !form.dataset.draftWipe) store.sweep((key) => key.startsWith(mine()) || MAP.test(key));
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.busy) return event.preventDefault();
    if (!navigator.onLine && form.dataset.draft !== undefined) {
      event.preventDefault();
      return tell("Er is geen verbinding. Wat je invulde, staat veilig op dit toestel. Probeer het zo meteen opnieuw.");
    }
    busy(form, submitter);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-busy]").forEach(free));
  on("htmx:beforeRequest", ({ detail }) => detail.elt.matches("form") && busy(detail.elt, detail.requestConfig.triggeringEvent?.submitter, true));
  on("htmx:afterRequest", ({ detail }) => detail.elt.matches("form") && setTimeout(free, 0, detail.elt));
  on("htmx:responseError", ({ detail }) => {
    const sentences = { 401: "Je bent afgemeld. Je tekst is bewaard. Meld je opnieuw aan.", 403: "Dit mag je niet doen, of de pagina stond te lang open. Laad ze opnieuw.", 404: "Dit bestaat niet meer. Laad de pagina opnieuw.", 409: "Iemand anders wijzigde dit intussen. Laad de pagina opnieuw om te kijken." };
    tell(sentences[detail.xhr.status] ?? "Dat lukte niet bij ons. Wat je typte, staat er nog. Probeer het opnieuw.");
  });
  on("htmx:sendError", ({ detail }) => !detail.elt.matches("[hx-trigger*=every]") && tell("Er is geen verbinding. Wat je typte, staat er nog."));
  on("melding", ({ detail }) => tell(detail.value, "success"));

  /* Dragging: with finger, pen or mouse */
  function bare(action) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const form = make("form", { method: "post", action, hidden: true },
      make("input", { name: "order" }), make("input", { name: "csrfmiddlewaretoken", value: token }));
    document.body.append(form);
    return form;
  }
  on("pointerdown", (down) => {
    const item = down.target.closest?.(".handle")?.closest("[data-id]");
    const list = item?.closest("[data-sortable]");
    if (!list || down.button) return;
    const handle = down.target.closest(".handle");
    const order = () => [...list.querySelectorAll("[data-id]")].map((one) => one.dataset.id).join(",");
    const before = order();
    down.preventDefault();
    handle.setPointerCapture(down.pointerId);
    item.classList.add("lifted");
    const move = ({ clientY }) => {
      const over = [...list.querySelectorAll("[data-id]")].find((one) => one !== item && clientY > one.getBoundingClientRect().top && clientY < one.getBoundingClientRect().bottom);
      if (!over) return;
      const box = over.getBoundingClientRect();
      const past = clientY > box.top + box.height / 2;
      // Only past the middle, or a high neighbour would jump to and fro; and the others move, because what is
      // taken out of the page loses the pointer.
      const follows = () => item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
      const precedes = () => item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_PRECEDING;
      if (past) while (follows()) item.before(item.nextElementSibling);
      else while (precedes()) item.after(item.previousElementSibling);
    };
    const drop = () => {
      item.classList.remove("lifted");
      for (const type of ["pointermove", "pointerup", "pointercancel"]) handle.removeEventListener(type, type === "pointermove" ? move : drop);
      if (order() === before) return;
      const form = document.getElementById(list.dataset.sortable) ?? bare(list.dataset.sortableUrl);
      form.elements.order.value = order();
      form.requestSubmit();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
  });

  /* Photos: a phone's own are far larger than a page can show */
  async function shrink(input) {
    const buttons = [...(input.form?.querySelectorAll("button:not([type=button])") ?? [])];
    buttons.forEach((button) => (button.disabled = true));
    const chosen = new DataTransfer();
    for (const file of input.files) chosen.items.add(await smaller(file).catch(() => file));
    input.files = chosen.files;
    buttons.forEach((button) => (button.disabled = false));
  }
  async function smaller(file) {
    if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return file;
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
    const canvas = make("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return made && made.size < file.size ? new File([made], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  }

  /* A file that is being made */
  async function look(waiting) {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok && !answer.headers.get("Content-Type").startsWith("text/html")) {
      answer.body.cancel();
      tell(waiting.dataset.await, "success");
      waiting.remove();
      return location.assign(location.href);
    }
    const now = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    if (now && !now.querySelector("[data-await]")) return waiting.closest("main").replaceChildren(...now.childNodes);
    setTimeout(look, 3_000, waiting);
  }

  /* Small things */
  on("click", async ({ target }) => {
    const asked = target.closest?.("[data-print], [data-copy]");
    if (asked?.dataset.print !== undefined) print();
    if (asked?.dataset.copy) {
      const source = document.querySelector(asked.dataset.copy);
      const text = source.value ?? source.textContent.trim();
      // Without https there is no clipboard: then it is selected, to copy by hand.
      const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      if (copied) tell("Gekopieerd.", "success");
      else source.select ? source.select() : getSelection().selectAllChildren(source);
    }
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(target)) menu.open = false;
  });
  on("keydown", ({ key }) => {
    const menu = key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  arrive(document);
})();
