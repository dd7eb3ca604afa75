// The search dialog at work: asks the engine, shows its answers, and is run by keyboard alone.

import { closeSearch } from "../site.js";
import { find, read } from "./asking.js";
import { fill, recentLinks, sectionLinks, sections } from "./places.js";
import { formsOf, make, pageItem, styled } from "./results.js";

const PAGES = 8; // shown at first, and again with each press on "more"
const ELSEWHERE = 3; // pages of each other language
// Milliseconds: of rest before a query is asked, less than between two keys of a fast typist would
// show; before the reader is told to wait; and before what is on the screen is spoken.
const REST = 30;
const SLOW = 400;
const SPEAK = 700;
// Hosts and browsers bound an address: a longer query stays out of it. Where a query is quoted its
// beginning will do.
const ADDRESS = 1000;
const QUOTED = 80;

const dialog = document.getElementById("search");
const words = dialog.dataset;
const input = document.getElementById("search-input");
const body = dialog.querySelector(".search-body");
const spoken = body.querySelector("[role=status]");
const languages = [...document.querySelectorAll(".languages a")];
const locale = languages.find((link) => link.ariaCurrent).dataset.locale;

// What is seen at once is spoken only when the typing rests.
const line = make("p", { ariaHidden: true });
const suggestion = make("p", { id: "search-suggestion" });
const filter = make("div", { className: "areas", role: "group", ariaLabel: words.sections });
const list = make("ul", { id: "search-results" });
const more = make("button", { id: "search-more", type: "button" }, words.more);
const elsewhere = make("section", { id: "search-elsewhere", ariaLabel: words.elsewhere });
const recent = make("nav", { ariaLabel: words.recent });
// Where to go before anything is typed, when nothing is found, and when the search fails.
const places = make("nav", { ariaLabel: words.sections });

let turn = 0; // counts what is to be shown: what a later one has overtaken is dropped
let asked; // the promise that the latest is shown
let resting = false; // whether the latest still waits for the typing to rest
let failed = false;
let query; // what was asked latest, trimmed
let literal = false; // whether the reader insists on the spelling
let answer; // the engine's to the query; undefined until it is there
let area = new URLSearchParams(location.search).get("in") ?? "";
let shown = PAGES;
let others = false; // whether the reader wants to see the other languages
let drawn; // the answer that is on the screen

spoken.className = "spoken";
input.setAttribute("aria-controls", list.id);
body.replaceChildren(line, spoken, suggestion, filter, list, more, elsewhere, recent, places);
fill(places, words.sections, sectionLinks());
clear();
places.hidden = true;
styled.then(() => (places.hidden = !list.hidden));

/** Goes on with what stands in the input, at each opening. */
export function resume() {
  if (input.value.trim() !== query || failed) ask();
  else keepAddress(query, area);
}

/** Opens the first result of what has been typed, once it is there. */
export async function openFirst() {
  if (resting || failed) ask();
  await asked;
  if (dialog.open) list.querySelector("a")?.click();
}

function ask(rest = 0) {
  turn += 1;
  asked = show(turn, rest);
}

function askAnew(rest) {
  answer = undefined;
  shown = PAGES;
  ask(rest);
}

/** Shows what the input asks for; resolves once that, or what has overtaken it, is shown. */
async function show(mine, rest) {
  const slow = setTimeout(say, rest + SLOW, words.loading);
  try {
    resting = rest > 0;
    if (resting) await new Promise((resolve) => setTimeout(resolve, rest));
    if (mine !== turn) return asked;
    resting = false;
    query = input.value.trim();
    keepAddress(query, area);
    const found = query ? (answer ?? (await find(locale, query, { literal }))) : undefined;
    await styled;
    if (mine !== turn) return asked;
    answer = found;
    failed = false;
    if (answer) await showAnswer(mine);
    else showStart();
  } catch {
    if (mine === turn) showFailure();
  } finally {
    clearTimeout(slow);
  }
  return mine === turn ? undefined : asked;
}

async function showAnswer(mine) {
  const { results, correction, forms, few } = answer;
  if (!results.some((result) => result.area === area)) area = "";
  const chosen = area ? results.filter((result) => result.area === area) : results;
  const pages = await read(chosen.slice(0, shown));
  if (mine !== turn) return;
  keepAddress(query, area);
  list.replaceChildren(...pages.map((page) => pageItem(page, forms)));
  list.hidden = pages.length === 0;
  places.hidden = !list.hidden;
  recent.hidden = true;
  more.hidden = chosen.length <= shown;
  if (drawn !== answer) {
    drawn = answer;
    showSuggestion(correction);
    showAreas(results);
    body.scrollTop = 0;
    if (few || others) showElsewhere(others);
    else offerElsewhere();
  }
  for (const button of filter.children) {
    button.ariaPressed = button.value === area;
    if (button.value === area) button.scrollIntoView({ block: "nearest" });
  }
  say(count(chosen.length));
}

function showStart() {
  clear();
  const links = recentLinks();
  fill(recent, words.recent, links);
  recent.hidden = links.length === 0;
  say("");
}

function showFailure() {
  failed = true;
  answer = undefined;
  clear();
  say(failure());
}

function clear() {
  for (const part of [suggestion, list, elsewhere]) part.replaceChildren();
  for (const part of [suggestion, filter, list, more, elsewhere, recent]) part.hidden = true;
  places.hidden = false;
  drawn = undefined;
}

function showSuggestion(correction) {
  suggestion.hidden = !correction;
  suggestion.replaceChildren();
  if (!correction) return;
  const button = (text, press) => {
    const element = make("button", { type: "button" }, text);
    element.addEventListener("click", () => {
      press();
      askAnew();
      input.focus();
    });
    return element;
  };
  const parts = correction.applied
    ? {
        q: make("strong", {}, correction.query),
        typed: button(quoted(), () => (literal = true)),
      }
    : { q: button(correction.query, () => (input.value = correction.query)) };
  const sentence = words[correction.applied ? "corrected" : "suggested"].split(/\{(\w+)\}/);
  suggestion.append(...sentence.map((text, at) => (at % 2 ? parts[text] : text)));
}

function showAreas(results) {
  const buttons = sections.flatMap(({ folder, name }) => {
    const { length } = results.filter((result) => result.area === folder);
    const button = { type: "button", value: folder };
    return length ? make("button", button, name, make("span", {}, length)) : [];
  });
  filter.replaceChildren(...buttons);
  filter.hidden = buttons.length < 2;
}

function offerElsewhere() {
  const button = make("button", { type: "button" }, words.others);
  button.addEventListener("click", async () => {
    others = true;
    await showElsewhere(true);
    elsewhere.querySelector("a")?.focus();
  });
  elsewhere.replaceChildren(button);
  elsewhere.hidden = false;
}

/** Shows what the other languages have; that it is nothing is said only if they were asked for. */
async function showElsewhere(wanted) {
  const mine = answer;
  const heading = make("h2", {}, words.elsewhere);
  elsewhere.replaceChildren(heading, make("p", {}, words.loading));
  elsewhere.hidden = !wanted;
  const groups = await Promise.allSettled(
    languages.filter((link) => !link.ariaCurrent).map((link) => showLanguage(link)),
  );
  if (answer !== mine) return;
  const found = groups.flatMap(({ value }) => value ?? []);
  const lost = groups.some(({ status }) => status === "rejected");
  if (found.length) elsewhere.replaceChildren(heading, ...found);
  else elsewhere.lastChild.textContent = lost ? failure() : count(0);
  elsewhere.hidden = !wanted && found.length === 0;
  speak();
}

async function showLanguage({ dataset, text, lang }) {
  const { results, forms } = await find(dataset.locale, query, {});
  const pages = await read(results.slice(0, ELSEWHERE));
  if (!pages.length) return [];
  const items = pages.map((page) => pageItem(page, forms, lang));
  return [make("h3", { lang }, text), make("ul", {}, ...items)];
}

/** Shows a line at once, and has it spoken with all else that is new once the typing rests. */
function say(text) {
  line.textContent = text;
  speak();
}

let speaking;

function speak() {
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    const there = elsewhere.querySelectorAll("ul:not(ul ul) > li").length;
    const more = there ? `${words.elsewhere}: ${count(there)}` : "";
    const all = [line.textContent, suggestion.textContent, more];
    spoken.textContent = all.filter(Boolean).join(" ");
  }, SPEAK);
}

function failure() {
  return navigator.onLine ? words.failed : words.offline;
}

function count(pages) {
  if (pages === 0) return words.none.replace("{q}", quoted);
  return pages === 1 ? words.one : words.many.replace("{n}", pages);
}

function quoted() {
  const letters = [...query];
  return letters.length > QUOTED ? `${letters.slice(0, QUOTED).join("")}…` : query;
}

function keepAddress(q = "", where = "") {
  if (!dialog.open && q) return;
  const url = new URL(location);
  const search = { q: q.length > ADDRESS ? "" : q, in: q && where };
  for (const [name, value] of Object.entries(search)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  try {
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  } catch {} // Safari allows a page so many in a time
}

/** Leaves the words to the page that a link leads to, where they are marked. */
function follow(link, event) {
  const forms = formsOf.get(link) ?? [];
  const path = link.pathname;
  if (path !== location.pathname) {
    try {
      if (forms.length) sessionStorage.searchMarks = JSON.stringify({ path, forms });
    } catch {} // blocked: no marks
    return;
  }
  closeSearch();
  keepAddress(); // else the link would lead to another address and load the page again
  if (!link.hash) {
    event.preventDefault();
    scrollTo(0, 0);
  }
  import("./marks.js").then(({ mark }) => mark(forms)).catch(() => {});
}

function moveFocus(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [...body.querySelectorAll("a, #search-more, #search-elsewhere button")].filter(
    (element) => element.checkVisibility(),
  );
  const at = stops.indexOf(document.activeElement);
  const letter = event.key.length === 1 && event.key !== " ";
  if (step) {
    event.preventDefault();
    if (at + step < 0) input.focus();
    else stops[Math.min(at + step, stops.length - 1)]?.focus();
  } else if (at >= 0 && letter && !event.ctrlKey && !event.metaKey && !event.altKey) {
    input.focus(); // typing goes on in the input
  }
}

input.addEventListener("input", () => {
  literal = false;
  askAnew(input.value.trim() && REST);
});

filter.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  area = button.value === area ? "" : button.value;
  shown = PAGES;
  ask();
});

more.addEventListener("click", async () => {
  const next = shown;
  shown += PAGES;
  ask();
  await asked;
  list.children[next]?.querySelector("a").focus();
});

dialog.addEventListener("keydown", moveFocus);

dialog.addEventListener("close", () => {
  others = false;
  keepAddress();
});

// The backdrop is the dialog itself. A drag that only ends there has marked text in the input.
let pressed;
dialog.addEventListener("pointerdown", ({ target }) => (pressed = target));
dialog.addEventListener("click", (event) => {
  if (event.target === dialog && pressed === dialog) closeSearch();
  const link = event.target.closest("a");
  const aside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (link && !aside) follow(link, event);
});
