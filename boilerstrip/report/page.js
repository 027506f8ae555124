"use strict";
// Filters, keys, sorting, and the reader's decisions. Without this script the page can be read all the same.

const tools = document.querySelector(".tools");
const field = (name) => tools.elements.namedItem(name);
const lines = [...document.querySelectorAll(".line")];
const order = new Map(lines.map((line, index) => [line, index]));
const KEPT = "boilerstrip " + document.documentElement.dataset.page;

// A decision is about a line wherever it stands in its document: equal lines are judged together.
const keyOf = (line) => line.closest("article").dataset.document + "/" + line.dataset.line;
const together = new Map();
for (const line of lines) {
  const key = keyOf(line);
  if (!together.has(key)) together.set(key, []);
  together.get(key).push(line);
}

// Decisions: by the key of a line the category as which it goes, "" if it stays; so they mean the same on a page with other verdicts.
// The browser keeps them, by text and line, until they are exported and after.

const decisions = new Map();
const nameOf = (line) => line.closest("article").dataset.text + "/" + line.dataset.line;

function remember() {
  const named = [...decisions].flatMap(([key, label]) => together.get(key).map((line) => [nameOf(line), label]));
  try {
    localStorage.setItem(KEPT, JSON.stringify(named));
  } catch { /* a browser that keeps nothing for files: the export is there */ }
}

function recall() {
  try {
    const named = new Map(JSON.parse(localStorage.getItem(KEPT) || "[]"));
    for (const line of lines) {
      const label = named.get(nameOf(line));
      if (typeof label === "string") decisions.set(keyOf(line), label);
    }
  } catch { /* as above */ }
}

const goes = (line) => line.classList.contains("removed");
const saidOf = (line, label) => (goes(line) === (label !== "") ? "right" : "wrong");

function judge(line, said) {
  const key = keyOf(line);
  if (decisions.has(key) && saidOf(line, decisions.get(key)) === said) decisions.delete(key);
  else decisions.set(key, goes(line) === (said === "right") ? suggested(line) : "");
  remember();
  show(key);
}

function suggested(line) {
  const own = line.dataset.category;
  const known = [...document.getElementById("label").content.querySelectorAll("option")].map((option) => option.value);
  return goes(line) || known.includes(own) ? own : known.includes("other") ? "other" : known[0] || own;
}

function show(key) {
  const label = decisions.get(key);
  for (const line of together.get(key)) {
    for (const button of line.querySelectorAll(".judge button")) {
      button.setAttribute("aria-pressed", String(label !== undefined && saidOf(line, label) === button.value));
    }
    showLabel(line, key, label);
  }
  const button = field("export");
  button.disabled = decisions.size === 0;
  button.textContent = "Export decisions.jsonl" + (decisions.size ? ` (${decisions.size})` : "");
}

function showLabel(line, key, label) {
  line.querySelector(".as")?.remove();
  if (!label || goes(line)) return;
  const choice = document.getElementById("label").content.cloneNode(true);
  const select = choice.querySelector("select");
  select.value = label;
  select.addEventListener("change", () => {
    decisions.set(key, select.value);
    remember();
    show(key);
  });
  line.querySelector(".judge").append(choice);
}

function rows() {
  const found = [];
  for (const [key, [line]] of together) {
    if (!decisions.has(key)) continue;
    const { document: names, lines: count, place } = line.closest("article").dataset;
    found.push({
      document: names.split(" "),
      lines: Number(count),
      line: line.dataset.line,
      label: decisions.get(key),
      place: place + ":" + line.dataset.number,
      text: line.querySelector(".shown").textContent,
    });
  }
  return found;
}

function exported() {
  const text = rows().map((row) => JSON.stringify(row) + "\n").join("");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  link.download = "decisions.jsonl";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// Filters

function filter() {
  const [category, language, verdict, text] = ["category", "language", "verdict", "text"].map((name) => field(name).value);
  const wanted = text.toLowerCase();
  let count = 0;
  for (const article of document.querySelectorAll("article")) {
    let any = !category && !verdict && !wanted;
    for (const line of article.querySelectorAll(".line")) {
      line.hidden = !(
        (!category || line.dataset.category === category) &&
        (!verdict || line.classList.contains(verdict)) &&
        (!wanted || line.querySelector(".shown").textContent.toLowerCase().includes(wanted))
      );
      any ||= !line.hidden;
    }
    article.hidden = !any || (language !== "" && article.dataset.language !== language);
    if (!article.hidden) count += article.querySelectorAll(".line:not([hidden])").length;
  }
  field("shown").value = `${count} of ${lines.length} lines`;
}

// Keys

let here = null;

function go(line) {
  here?.classList.remove("here");
  here = line;
  line.classList.add("here");
  (line.querySelector("summary") || line).focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
}

function step(forward) {
  const stops = lines.filter((line) => !line.hidden && !line.closest("article").hidden && line.matches(".removed, .doubtful"));
  const at = here ? order.get(here) : -1;
  const next = forward ? stops.find((line) => order.get(line) > at) : stops.findLast((line) => order.get(line) < at);
  if (next) go(next);
}

const KEYS = {
  j: () => step(true),
  k: () => step(false),
  r: () => here && judge(here, "right"),
  w: () => here && judge(here, "wrong"),
};

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select")) return;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// Sorting

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : head.classList.contains("n");
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      sort(table.tBodies[0], column, head.classList.contains("n"), down);
    });
  });
}

function sort(body, column, numbers, down) {
  const value = (row) => row.cells[column].textContent;
  const compare = (a, b) => (numbers ? Number(value(a)) - Number(value(b)) : value(a) < value(b) ? -1 : Number(value(a) > value(b)));
  body.append(...[...body.rows].sort((a, b) => (down ? compare(b, a) : compare(a, b))));
}

for (const line of lines) {
  line.tabIndex = -1;
  line.append(document.getElementById("judge").content.cloneNode(true));
}
document.addEventListener("click", (event) => {
  const line = event.target.closest(".line");
  const button = event.target.closest(".judge button");
  if (button) judge(line, button.value);
});
document.addEventListener("keydown", pressed);
tools.addEventListener("input", filter);
tools.addEventListener("change", filter);
tools.addEventListener("submit", (event) => event.preventDefault());
field("export").addEventListener("click", exported);
document.querySelectorAll(".sortable").forEach(sortable);
recall();
together.forEach((_, key) => show(key));
tools.hidden = false;
filter();
