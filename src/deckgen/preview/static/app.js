// The preview's page. It keeps what it was told last (pages by id, and what stands around them) and draws what changed.
// Nothing here decides anything: words are edited by asking the program, which splices them into the outline and tells of the
// pages that came of it.
const $ = (id) => document.getElementById(id);
const meta = (name) => document.querySelector(`meta[name=deckgen-${name}]`).content;
const pages = new Map();
let order = [], status = {}, current = location.hash ? decodeURIComponent(location.hash.slice(1)) : "", version = -1, editor = null;

const t = (word) => (status.words && status.words[word]) || word;

function make(name, attributes = {}, ...inner) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inner.filter((each) => each !== null && each !== undefined));
  return element;
}

async function ask(path, body) {
  const answer = await fetch(path, { method: "POST", body: JSON.stringify(body || {}),
    headers: { "content-type": "application/json", "x-deckgen-token": meta("token") } });
  const text = await answer.text();
  try { return JSON.parse(text); } catch { return { problem: text }; }
}

function say(text, lasting = false) {
  $("said").textContent = text;
  clearTimeout(say.timer);
  if (!lasting) say.timer = setTimeout(() => { $("said").textContent = ""; }, 6000);
}

// ---- what we are told ----------------------------------------------------------------------------------------------------------

function takeDeck(deck) {
  if (!deck) return;
  const before = order.map((page) => page.id).join("\n"), changed = Object.keys(deck.svg);
  version = deck.version;
  order = deck.pages;
  for (const page of order) {
    const kept = pages.get(page.id) || { svg: "", notes: "" };
    pages.set(page.id, { ...kept, ...page, svg: deck.svg[page.id] ?? kept.svg, notes: deck.notes[page.id] ?? kept.notes });
  }
  const known = new Set(order.map((page) => page.id));
  for (const id of pages.keys()) if (!known.has(id)) pages.delete(id);
  const touched = new Set([...changed, ...Object.keys(deck.notes)]);
  if (!known.has(current)) current = wanted(before) || (order[0] && order[0].id) || "";
  else if (before && touched.size && touched.size <= 3 && !touched.has(current) && !editor) current = [...touched][0];
  const same = before === order.map((page) => page.id).join("\n");
  if (!same) drawStrip();
  drawPage();
  document.body.dataset.version = version;
  if (same) setTimeout(() => { for (const id of touched) redrawThumb(id); }, 30);  // the large one is painted before the small
}

// The page to look at when the one we looked at is gone: what was asked for, else the one that stands in its place.
let aim = "";
function wanted(before) {
  const found = order.find((page) => page.slide === aim || page.id === aim);
  if (found) return found.id;
  const at = before.split("\n").indexOf(current);
  return at >= 0 && order.length ? order[Math.min(at, order.length - 1)].id : "";
}

function takeStatus(told) {
  status = told;
  document.documentElement.lang = status.language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = t(each.dataset.word);
  $("strip").setAttribute("aria-label", t("Slides"));
  $("title").textContent = status.title || status.file;
  document.title = `${status.title || ""} · deckgen`;
  $("undo").disabled = !status.undo;
  $("redo").disabled = !status.redo;
  const names = status.variants || [];
  $("variant").parentElement.hidden = names.length < 2;
  $("variant").replaceChildren(...names.map((name) => make("option", { value: name, selected: name === status.variant }, name)));
  if (status.minutes !== null && status.minutes !== undefined) $("variant").selectedIndex = -1;
  if (document.activeElement !== $("minutes")) $("minutes").value = status.minutes ?? "";
  $("minutes").placeholder = status.allowed ?? "";
  drawProblems();
  drawFoot();
  drawTools();
  for (const page of order) markThumb(page.id);
  document.body.dataset.status = status.version;
}

const events = new EventSource("/events");
events.addEventListener("deck", (event) => {
  const deck = JSON.parse(event.data);
  if (deck.version > version + 50) reload(); else takeDeck(deck);
});
events.addEventListener("status", (event) => takeStatus(JSON.parse(event.data)));
events.addEventListener("error", () => say(t("connection lost; trying again"), true));
events.addEventListener("open", reload);

async function reload() {
  const told = await (await fetch("/state.json")).json();
  status = told.status;
  pages.clear();
  order = [];
  takeDeck(told.deck);
  takeStatus(told.status);
  $("said").textContent = "";
}

// ---- slides --------------------------------------------------------------------------------------------------------------------

function slide(page) {
  const drawn = new DOMParser().parseFromString(page.svg, "image/svg+xml").documentElement;
  return make("div", { class: "slide" }, document.importNode(drawn, true));
}

const seen = new IntersectionObserver((found) => {
  for (const each of found) if (each.isIntersecting) fill(each.target);
}, { root: null, rootMargin: "400px" });

function fill(thumb) {
  const page = pages.get(thumb.dataset.id), hole = thumb.querySelector(".slide");
  if (page && thumb.svg !== page.svg) { hole.replaceWith(slide(page)); thumb.svg = page.svg; }
}

function drawStrip() {
  const strip = $("strip"), old = new Map([...strip.querySelectorAll(".thumb")].map((each) => [each.dataset.id, each]));
  const inner = [];
  let part = null;
  for (const page of order) {
    if (page.part !== part) inner.push(make("h2", {}, part = page.part));
    let thumb = old.get(page.id);
    if (!thumb) {
      thumb = make("button", { class: "thumb", type: "button", "data-id": page.id, onclick: () => go(page.id) },
        make("span"), make("div", { class: "slide" }), make("span", { class: "mark" }));
      seen.observe(thumb);
    } else if (thumb.svg) fill(thumb);
    inner.push(thumb);
  }
  strip.replaceChildren(...inner);
  for (const page of order) markThumb(page.id);
}

function redrawThumb(id) {
  const thumb = document.querySelector(`.thumb[data-id="${CSS.escape(id)}"]`);
  if (thumb && thumb.svg) fill(thumb);
}

function markThumb(id) {
  const page = pages.get(id), thumb = document.querySelector(`.thumb[data-id="${CSS.escape(id)}"]`);
  if (!page || !thumb) return;
  thumb.classList.toggle("hidden", page.hidden);
  thumb.classList.toggle("draft", Boolean(page.draft));
  thumb.setAttribute("aria-label", `${page.number} ${page.title}`);
  if (id === current) thumb.setAttribute("aria-current", "page"); else thumb.removeAttribute("aria-current");
  thumb.firstChild.textContent = page.number;
  const wrong = (status.problems || []).some((each) => each.slide === page.slide && each.severity !== "advice");
  thumb.lastChild.textContent = [page.hidden && t("hidden"), page.draft && t("draft"), wrong && "!"].filter(Boolean).join(" · ");
}

function go(id) {
  if (!pages.has(id)) return;
  close();
  const before = current;
  current = id;
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  markThumb(before);
  drawPage();
}

function drawPage() {
  const page = pages.get(current), stage = $("stage");
  if (!page) { stage.replaceChildren(); $("notes").replaceChildren(); return; }
  if (stage.svg !== page.svg || !stage.firstChild) {
    const focused = stage.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    const drawn = slide(page), kept = editor && editor.place === "stage" ? editor.element : null;
    const box = drawn.querySelector("svg").viewBox.baseVal;
    document.documentElement.style.setProperty("--wide", box.width / box.height);
    const found = new Set();
    for (const each of drawn.querySelectorAll("[data-key]")) {
      if (found.has(each.dataset.key)) continue;
      found.add(each.dataset.key);
      each.setAttribute("tabindex", "0");
      each.setAttribute("role", "button");
    }
    drawn.querySelector("svg").setAttribute("role", "group");
    stage.replaceChildren(drawn, ...(kept ? [kept] : []));
    stage.svg = page.svg;
    if (focused && spots(focused)[0]) spots(focused)[0].focus();
  }
  const notes = $("notes");
  if (notes.html !== page.notes + page.id && !(editor && editor.place === "notes")) {
    const from = clock(page.start), to = clock(page.start + page.minutes);
    notes.innerHTML = page.notes;
    notes.prepend(make("h2", {}, `${t("Notes")} · ${page.minutes} ${t("minutes")} · ${from}–${to}` + (page.pause ? ` · ${page.pause}` : "")));
    if (!page.notes) notes.append(make("p", {}, "—"));
    for (const each of notes.querySelectorAll("p[data-key]")) each.tabIndex = 0;
    notes.html = page.notes + page.id;
  }
  drawTools();
  if (drawPage.shown !== current) {
    markThumb(drawPage.shown);
    const thumb = document.querySelector(`.thumb[data-id="${CSS.escape(current)}"]`);
    if (thumb) thumb.scrollIntoView({ block: "nearest", inline: "nearest" });
    drawProblems();
    drawPage.shown = current;
  }
  markThumb(current);
}

const clock = (minutes) => {
  const seconds = Math.round(minutes * 60);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
};

// ---- around the slide ----------------------------------------------------------------------------------------------------------

function link(file, line, column) {
  const address = meta("editor"), text = `${file.split(/[\\/]/).pop()}:${line}${column ? `:${column}` : ""}`;
  if (!address) return make("span", {}, text);
  const fill = { file, line, column: column || 1 };
  return make("a", { href: address.replace(/\{(\w+)\}/g, (_, name) => encodeURI(String(fill[name]))), title: `${t("Open in your editor")}: ${file}` }, text);
}

function drawProblems() {
  const found = status.problems || [], page = pages.get(current);
  const isLoud = (each) => each.severity === "error" || (each.severity === "warning" && (!each.slide || (page && each.slide === page.slide)));
  const loud = found.filter(isLoud), quiet = found.filter((each) => !isLoud(each));
  const inner = [];
  if (!status.stands && order.length) inner.push(make("p", {}, t("the deck below is the last good one")));
  inner.push(...loud.slice(0, 12).map(problem));
  if (loud.length > 12) inner.push(make("p", {}, `+ ${loud.length - 12}`));
  if (quiet.length) {
    const open = $("problems").querySelector("details[open]");
    inner.push(make("details", { open: Boolean(open) }, make("summary", {}, `${t("further remarks")} ${quiet.length}`), ...quiet.map(problem)));
  }
  $("problems").replaceChildren(...inner);
}

function problem(each) {
  const head = make("div", {}, each.message, " ");
  if (each.line) head.append(make("small", {}, link(each.file, each.line, each.column), each.rule ? ` [${each.rule}]` : ""));
  const shown = make("div", { class: `problem ${each.severity}` }, head);
  if (each.text && each.severity !== "advice") {
    const gap = [...each.text.slice(0, each.column - 1)].map((char) => char === "\t" ? "\t" : char.codePointAt(0) > 0x2e7f ? "　" : " ").join("");
    shown.append(make("code", {}, `${each.text}\n${gap}^`));
  }
  if (each.hint) shown.append(make("small", {}, each.hint));
  if (each.slide) {
    const page = order.find((one) => one.slide === each.slide);
    if (page) shown.append(" ", make("button", { type: "button", onclick: () => go(page.id) }, `${page.number} →`));
  }
  return shown;
}

function drawFoot() {
  $("views").replaceChildren(...(status.views || []).map((view) => {
    const page = order.find((one) => one.slide === view.slide);
    return make("li", { class: view.covered ? "" : "missing" }, make("button", { type: "button", onclick: () => page && go(page.id) },
      `${view.covered ? "●" : "○"} ${view.short}${view.covered ? "" : ` · ${t("not covered")}`}`));
  }));
  const over = status.allowed && status.spoken > status.allowed;
  $("time").className = over ? "over" : "";
  $("time").textContent = status.spoken === undefined ? "" : [
    `${status.spoken}${status.allowed ? ` / ${status.allowed}` : ""} ${t("minutes")}`,
    status.sections && status.sections[1] ? `${status.sections[0]} ${t("of")} ${status.sections[1]} ${t("sections")}` : "",
    `${status.spent} ms`].filter(Boolean).join(" · ");
}

function drawTools() {
  const page = pages.get(current);
  if (!page) { $("tools").replaceChildren(); return; }
  const slides = [...new Set(order.map((each) => each.slide))], at = slides.indexOf(page.slide);
  const act = (word, name, args, off = false) => make("button", { type: "button", disabled: off, onclick: () => doAct(name, args) }, t(word));
  const dense = (status.density || {})[page.slide];
  $("tools").replaceChildren(
    make("span", {}, `${page.number} · ${page.slide}` + (dense ? ` · ${dense} ${t("characters")}` : "")), make("span", { class: "gap" }),
    act("Add a slide", "add-slide", { after: page.slide, title: t("New slide") }),
    act("Duplicate", "duplicate-slide", { slide: page.slide }),
    act("Move up", "move-slide", { slide: page.slide, before: slides[at - 1] }, at <= 0),
    act("Move down", "move-slide", { slide: page.slide, after: slides[at + 1] }, at >= slides.length - 1),
    act("Remove", "remove-slide", { slide: page.slide }));
}

async function doAct(name, args) {
  close();
  const told = await ask("/act", { do: name, with: args });
  if (told.problem) { say(told.problem); return null; }
  if (told.warnings && told.warnings.length) say(told.warnings.join(" "));
  if (name.endsWith("slide")) {
    aim = told.key;
    const page = order.find((each) => each.slide === aim);
    if (page) go(page.id); else setTimeout(() => { const late = order.find((each) => each.slide === aim); if (late) go(late.id); }, 400);
  }
  return told;
}

// ---- editing -------------------------------------------------------------------------------------------------------------------

function spots(key) {
  return [...document.querySelectorAll(`#stage [data-key="${CSS.escape(key)}"]`)];
}

async function open(key, place) {
  close();
  const told = await (await fetch(`/words?key=${encodeURIComponent(key)}`)).json();
  if (told.problem) { say(told.problem); return; }
  const several = place === "notes" || told.text.includes("\n");
  const area = make("textarea", { rows: 1, "aria-label": key, spellcheck: "false" });
  area.value = told.text;
  const row = make("div", { class: "row" }, link(told.file, told.line, told.column),
    make("span", {}, t(several ? "Ctrl+Enter saves, Escape takes back" : "Enter saves, Escape takes back")));
  const button = (word, act) => make("button", { type: "button", onclick: act }, t(word));
  row.append(button("Save", save), button("Cancel", () => close(true)));
  if (told.item) {
    for (const [word, name, args] of [["Add below", "add-item", { after: key }], ["Duplicate", "duplicate-item", { key }],
      ["Move up", "move-item", { key, by: -1 }], ["Move down", "move-item", { key, by: 1 }], ["Remove", "remove-item", { key }]]) {
      row.append(button(word, () => item(name, args)));
    }
  }
  const element = make("div", { class: "editor", role: "dialog", "aria-label": key }, area, row);
  editor = { key, place, element, area, before: told.text, several };
  if (place === "notes") $("notes").replaceChildren(element);
  else { $("stage").append(element); lay(element, key); }
  const grow = () => { area.style.height = "auto"; area.style.height = `${area.scrollHeight}px`; };
  area.addEventListener("input", grow);
  area.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;  // an input method is still at work
    event.stopPropagation();
    if (event.key === "Escape") { event.preventDefault(); close(true); }
    else if (event.key === "Enter" && (!several || event.ctrlKey || event.metaKey) && !event.shiftKey) { event.preventDefault(); save(); }
  });
  element.addEventListener("focusout", (event) => {
    if (editor && editor.element === element && event.relatedTarget && !element.contains(event.relatedTarget)) save();
  });
  area.focus();
  area.select();
  grow();
}

function lay(element, key) {
  const stage = $("stage").getBoundingClientRect(), boxes = spots(key).map((each) => each.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left)), top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.right));
  const width = Math.min(Math.max(right - left + 34, 440), stage.width);
  element.style.width = `${width}px`;
  element.style.left = `${Math.max(0, Math.min(left - stage.left - 9, stage.width - width))}px`;
  element.style.top = `${Math.max(0, top - stage.top - 9)}px`;
}

async function save() {
  if (!editor || editor.saving) return;
  const { key, area, before } = editor;
  if (area.value === before) { close(true); return; }
  editor.saving = true;
  const told = await ask("/edit", { key, before, text: area.value });
  if (!editor || editor.key !== key) return;
  editor.saving = false;
  if (told.clash) { clash(told.clash); return; }
  if (told.problem) { say(told.problem); area.focus(); return; }
  close(true);
}

function clash({ ours, theirs }) {
  const old = editor.element.querySelector(".clash");
  if (old) old.remove();
  editor.element.append(make("div", { class: "clash" }, t("These words were changed elsewhere meanwhile:"), make("p", { class: "clash" }, theirs),
    make("button", { type: "button", onclick: () => { editor.area.value = ours; editor.before = theirs; save(); } }, t("Keep mine")), " ",
    make("button", { type: "button", onclick: () => close(true) }, t("Take theirs"))));
  editor.before = theirs;
}

async function item(name, args) {
  const { key, area, before } = editor;
  if (area.value !== before) {
    const told = await ask("/edit", { key, before, text: area.value });
    if (told.clash) { clash(told.clash); return; }
    if (told.problem) { say(told.problem); return; }
  }
  const place = editor.place;
  const told = await doAct(name, args);
  if (told && name !== "remove-item") open(told.key, place);
}

function close(back = false) {
  if (!editor) return;
  const { element, key, place } = editor;
  editor = null;
  element.remove();
  if (place === "notes") { $("notes").html = null; drawPage(); }
  if (back) {
    const spot = place === "notes" ? $("notes").querySelector("[data-key]") : spots(key)[0];
    if (spot) spot.focus();
  }
}

$("stage").addEventListener("click", (event) => {
  if (event.target.closest(".editor")) return;
  const spot = event.target.closest("[data-key]");
  if (event.target.closest("a")) event.preventDefault();
  if (spot) open(spot.dataset.key, "stage");
  else if (event.target.closest("text")) say(t("These words come from the template or the theme; they are not in the outline."));
  else if (editor) save();
});
$("notes").addEventListener("click", (event) => {
  const spot = event.target.closest("[data-key]");
  if (spot && !event.target.closest(".editor, a")) open(spot.dataset.key, "notes");
});
for (const place of ["stage", "notes"]) $(place).addEventListener("keydown", (event) => {
  const spot = event.target.closest("[data-key]");
  if (spot && event.key === "Enter" && !event.target.closest(".editor")) { event.preventDefault(); open(spot.dataset.key, place); }
});

// ---- the bar -------------------------------------------------------------------------------------------------------------------

async function step(which, really = false) {
  close();
  const told = await ask(`/${which}`, { really });
  if (told.why && told.why.includes("another program") && !really) {
    if (confirm(t("This change was made in another program. Take it back all the same?"))) step(which, true);
  } else say(told.problem || t(told.why) || t(which === "undo" ? "undone" : "redone"));
}
$("undo").addEventListener("click", () => step("undo"));
$("redo").addEventListener("click", () => step("redo"));
$("speak").addEventListener("click", () => window.open("/show#presenter", "deckgen-presenter", "popup,width=1200,height=760"));
$("build").addEventListener("click", async () => {
  $("build").disabled = true;
  const told = await ask("/build");
  $("build").disabled = false;
  say(told.problem || `${t("built")} ${told.files.join("  ")}`, true);
});
const choose = async (wish) => { const told = await ask("/choose", wish); if (told.problem) say(told.problem); };
$("variant").addEventListener("change", () => choose({ variant: $("variant").value, minutes: null }));
$("minutes").addEventListener("change", () => {
  const minutes = Number($("minutes").value);
  choose(minutes > 0 ? { variant: null, minutes } : { variant: status.default || null, minutes: null });
});

window.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select")) return;
  const at = order.findIndex((page) => page.id === current);
  const jump = { ArrowDown: 1, ArrowRight: 1, PageDown: 1, ArrowUp: -1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") { event.preventDefault(); step(event.shiftKey ? "redo" : "undo"); }
  else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "y") { event.preventDefault(); step("redo"); }
  else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    $("tools").querySelectorAll("button")[event.key === "ArrowUp" ? 2 : 3].click();
  } else if (jump && !event.ctrlKey && !event.metaKey && !event.altKey && order[at + jump]) { event.preventDefault(); go(order[at + jump].id); }
});
