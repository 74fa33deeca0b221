// The windows that a deck is shown and spoken from. The deck stands in the page, or is fetched from the preview, which then
// sends what changes. Two windows of one deck tell each other where they are: by a channel, and where there is none (a file
// that was opened from a folder) by messages to the window that opened them. What is told is counted, since the same may come by
// both ways, and late: an older place is no news; of two that were told at once, that of one of the windows holds.
"use strict";
(() => {
  const stage = document.getElementById("stage"), holder = document.getElementById("deck");
  const speaking = () => location.hash === "#presenter";
  let deck = null, at = { page: 0, step: 0, dark: false }, overview = false, pages = [], clock = null, partner = null;
  let turn = 0;
  const me = Math.random();
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("deckgen-show") : null;

  const make = (name, attributes = {}, ...inner) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...inner);
    return element;
  };
  const word = (name) => deck.words[name] || name;
  const minutes = (seconds) => {
    const whole = Math.abs(Math.round(seconds));
    return `${seconds < 0 ? "−" : ""}${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
  };

  // ---- slides --------------------------------------------------------------------------------------------------------------

  function slide(page, step = Infinity) {
    const drawn = new DOMParser().parseFromString(page.svg, "image/svg+xml").documentElement;
    let reached = 0;
    for (const each of drawn.querySelectorAll("[data-click]")) {
      if (each.dataset.click === "click") reached += 1;
      if (reached > step) each.classList.add("later");
    }
    return make("div", { class: "slide" }, document.importNode(drawn, true));
  }

  const wide = () => deck.width / deck.height;

  // ---- where we are --------------------------------------------------------------------------------------------------------

  function go(page, step) {
    page = Math.max(0, Math.min(page, pages.length - 1));
    at = { ...at, page, step: Math.max(0, Math.min(step, pages[page].clicks)) };
    if (clock === null && page + step > 0) start();
    draw();
    tell();
  }
  const forward = () => at.step < pages[at.page].clicks ? go(at.page, at.step + 1) : at.page + 1 < pages.length && go(at.page + 1, 0);
  const back = () => at.step > 0 ? go(at.page, at.step - 1) : at.page > 0 && go(at.page - 1, pages[at.page - 1].clicks);
  function darken() { at = { ...at, dark: !at.dark }; draw(); tell(); }

  function tell() { turn += 1; send(); }
  function send(hello = false) {
    const message = { deckgen: deck.id, hello, from: me, turn, page: pages[at.page].id, step: at.step, dark: at.dark, clock };
    if (channel) channel.postMessage(message);
    for (const other of [partner, window.opener]) if (other && !other.closed) other.postMessage(message, "*");
  }
  function hear({ data, source }) {
    if (!deck || !data || data.deckgen !== deck.id) return;
    if (source && source !== window && source !== window.opener) partner = source;
    if (data.hello) { send(); return; }
    if (data.turn < turn || (data.turn === turn && data.from <= me)) return;
    turn = data.turn;
    const page = pages.findIndex((each) => each.id === data.page);
    if (page < 0) return;
    clock = data.clock;
    if (page !== at.page || data.step !== at.step || data.dark !== at.dark) {
      at = { page, step: data.step, dark: data.dark };
      draw();
    }
  }

  // ---- the clock -----------------------------------------------------------------------------------------------------------

  function start() { clock = { since: Date.now(), before: 0 }; }
  const elapsed = () => clock === null ? 0 : clock.before + (clock.since === null ? 0 : (Date.now() - clock.since) / 1000);
  function pause() {
    if (clock === null) start();
    else clock = clock.since === null ? { since: Date.now(), before: clock.before } : { since: null, before: elapsed() };
    tick(); tell();
  }
  function reset() { clock = null; tick(); tell(); }

  function tick() {
    const time = stage.querySelector(".time");
    if (!time || !deck) return;
    const page = pages[at.page], spent = elapsed(), due = page.start * 60, end = due + page.minutes * 60;
    time.textContent = minutes(spent);
    const plan = stage.querySelector(".plan");
    // Ahead before the slide's own time has come, behind after it is over; in between all is well.
    const off = page.backup ? 0 : spent < due ? due - spent : spent > end ? end - spent : 0;
    const state = clock === null || page.backup ? "" : off > 15 ? "early" : off < -15 ? "late" : "";
    plan.className = `plan ${state}`;
    plan.textContent = page.backup ? "" : `${minutes(due)}–${minutes(end)}` +
      (state ? ` · ${word(state)} ${minutes(Math.abs(off))}` : clock === null ? "" : ` · ${word("intime")}`) +
      ` · ${word("left")} ${minutes(deck.minutes * 60 - spent)}`;
  }

  // ---- windows -------------------------------------------------------------------------------------------------------------

  function draw() {
    if (overview) drawOverview();
    else if (speaking()) drawPresenter();
    else drawShow();
    document.title = `${at.page + 1}/${pages.length} ${deck.title}`;
  }

  function drawShow() {
    const room = make("div", { class: `show${at.dark ? " dark" : ""}`, "aria-live": "polite" }, slide(pages[at.page], at.step));
    room.style.setProperty("--wide", wide());
    room.addEventListener("click", (event) => { if (!event.target.closest("a")) forward(); });
    room.addEventListener("mousemove", () => {
      room.classList.add("moving");
      clearTimeout(room.timer);
      room.timer = setTimeout(() => room.classList.remove("moving"), 1500);
    });
    stage.replaceChildren(room);
    if (!sessionStorage.getItem("hinted")) {
      sessionStorage.setItem("hinted", "1");
      const hint = make("div", { class: "hint" }, word("keys"));
      stage.append(hint);
      setTimeout(() => hint.classList.add("gone"), 4000);
    }
  }

  function drawOverview() {
    const grid = make("div", { class: "overview" }, ...pages.map((page, n) => make(
      "button", { "aria-current": n === at.page ? "page" : false, onclick: () => { overview = false; go(n, 0); } },
      slide(page), make("span", {}, `${page.number} ${page.title}`))));
    grid.style.setProperty("--wide", wide());
    stage.replaceChildren(grid);
    grid.children[at.page].focus();
  }

  function drawPresenter() {
    const page = pages[at.page], next = at.step < page.clicks ? slide(page, at.step + 1) : pages[at.page + 1] ? slide(pages[at.page + 1], 0) : "";
    const kept = stage.querySelector(".presenter"), scrolled = kept && kept.dataset.page === page.id ? kept.querySelector(".notes").scrollTop : 0;
    const notes = make("div", { class: "notes", tabindex: "0", "aria-label": word("notes") });
    notes.innerHTML = page.notes;
    if (page.pause) notes.append(make("p", {}, `${word("then")} · ${page.pause} ${word("minutes")}`));
    const now = slide(page, at.step);
    if (at.dark) now.append(make("div", { class: "dark-note" }, word("black")));
    const button = (name, act) => make("button", { type: "button", onclick: act }, word(name));
    const room = make("div", { class: "presenter", "data-page": page.id },
      make("div", { class: "bar" }, make("span", { class: "time", role: "timer" }), make("span", { class: "plan" }),
        make("span", { class: "place" }, `${at.page + 1} / ${pages.length}` + (page.clicks ? ` · ${at.step}/${page.clicks}` : "") + ` · ${page.title}`)),
      make("div", { class: "now" }, now),
      make("div", { class: "side" },
        make("div", { class: "next" }, make("p", { class: "label" }, next ? word("next") : word("end")), next), notes),
      make("div", { class: "buttons" }, button("back", back), button("forward", forward), button("black", darken),
        button("pause", pause), button("reset", reset), button("smaller", () => size(-2)), button("larger", () => size(2)),
        button("window", openOther)));
    room.style.setProperty("--wide", wide());
    room.style.setProperty("--notes", `${localSize()}px`);
    stage.replaceChildren(room);
    notes.scrollTop = scrolled;
    tick();
  }

  const localSize = () => Number(sessionStorage.getItem("notes")) || 20;
  function size(by) { sessionStorage.setItem("notes", Math.max(12, Math.min(48, localSize() + by))); draw(); }
  function openOther() {
    const address = location.href.replace(/#.*/, "") + (speaking() ? "#show" : "#presenter");
    partner = window.open(address, `deckgen-${speaking() ? "show" : "presenter"}`, "popup,width=1200,height=760");
  }

  // ---- keys ----------------------------------------------------------------------------------------------------------------

  const keys = {
    ArrowRight: forward, ArrowDown: forward, PageDown: forward, " ": forward, Enter: forward, n: forward,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back, Home: () => go(0, 0), End: () => go(pages.length - 1, 0),
    b: darken, ".": darken, p: openOther, t: pause, r: reset, "+": () => size(2), "-": () => size(-2),
    o: () => { overview = !overview; draw(); }, Escape: () => { overview = false; draw(); },
    f: () => document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
  };
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !deck) return;
    if (event.target.closest("button") && [" ", "Enter"].includes(event.key)) return;
    if (event.target.closest(".notes") && ["ArrowUp", "ArrowDown", "PageUp", "PageDown", " "].includes(event.key)) return;
    if (overview && !["o", "Escape"].includes(event.key)) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  window.addEventListener("hashchange", () => deck && draw());
  window.addEventListener("message", hear);
  if (channel) channel.onmessage = hear;
  setInterval(tick, 250);

  // ---- the deck ------------------------------------------------------------------------------------------------------------

  function take(data) {
    const before = pages[at.page] && pages[at.page].id;
    deck = data;
    pages = deck.pages.filter((page) => !page.hidden);
    const same = pages.findIndex((page) => page.id === before);
    at.page = same >= 0 ? same : Math.min(at.page, pages.length - 1);
    if (pages.length) { draw(); send(true); }
  }
  if (holder.textContent.trim()) take(JSON.parse(holder.textContent));
  else {
    const load = () => fetch(holder.dataset.deck).then((answer) => answer.json()).then(take);
    load().then(() => { new EventSource(holder.dataset.events).addEventListener("deck", load); });
  }
})();
