// The search dialog: asks Pagefind, shows what it finds, and is run by keyboard alone.

const PAGES = 8;
const SECTIONS_A_PAGE = 3;
const DELAY = 120; // milliseconds of rest before a query is asked

let pagefind; // the promise of Pagefind's module
let attempts = 0;
let asked; // the promise of the latest query's results
let started = false;

async function load() {
  const url = new URL("../../pagefind/pagefind.js", import.meta.url);
  // A browser remembers that a module failed; another address is another try.
  if (attempts++) url.search = `?attempt=${attempts}`;
  const module = await import(url);
  await module.options({ excerptLength: 22 });
  await module.init();
  return module;
}

/** Makes the open dialog work; a dialog that works already is left alone. */
export function start(dialog) {
  if (started) return;
  started = true;
  pagefind = load();
  const input = dialog.querySelector("input");
  const ask = () => (asked = show(dialog, input.value.trim()));
  input.addEventListener("input", ask);
  dialog.addEventListener("keydown", (event) => moveFocus(event, dialog, input));
  dialog.addEventListener("click", ({ target }) => {
    // The backdrop is the dialog itself; a link may lead to a section of this page.
    if (target === dialog || target.closest(".close-button, a")) close(dialog);
  });
  if (input.value) ask();
}

/** Opens the first result of what has been typed, once it is there. */
export async function openFirst(dialog) {
  await asked;
  dialog.querySelector("#search-results a")?.click();
}

function close(dialog) {
  dialog.close();
  // A browser lets go of a hidden field a moment late, and a key pressed then would be typing.
  dialog.querySelector("input").blur();
}

async function show(dialog, query) {
  const status = dialog.querySelector("[role=status]");
  const list = dialog.querySelector("#search-results");
  try {
    pagefind ??= load();
    const search = await (await pagefind).debouncedSearch(query, {}, DELAY);
    if (search === null) return asked; // overtaken by a later query
    const pages = await Promise.all(search.results.slice(0, PAGES).map((page) => page.data()));
    if (query !== dialog.querySelector("input").value.trim()) return asked;
    list.replaceChildren(...pages.flatMap(items));
    status.textContent = query && count(search.results.length, query, dialog.dataset);
  } catch {
    pagefind = undefined;
    list.replaceChildren();
    status.textContent = dialog.dataset.failed;
  }
}

function count(pages, query, words) {
  if (pages === 0) return words.none.replace("{q}", () => query);
  return pages === 1 ? words.one : words.many.replace("{n}", pages);
}

function items(page) {
  return page.sub_results.slice(0, SECTIONS_A_PAGE).map((section) => {
    const link = document.createElement("a");
    const heading = section.title === page.meta.title ? "" : section.title;
    link.href = heading ? section.url : page.url;
    const where = [page.meta.section, heading && page.meta.title].filter(Boolean).join(" › ");
    link.append(
      ...[
        part("where", where),
        part("title", heading || page.meta.title),
        part("excerpt", section.excerpt),
      ].filter((element) => element.innerHTML),
    );
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  // Pagefind escapes an excerpt and puts <mark> around the words it found.
  if (name === "excerpt") element.innerHTML = text;
  else element.textContent = text;
  return element;
}

function moveFocus(event, dialog, input) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...dialog.querySelectorAll("#search-results a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "Escape") {
    event.preventDefault(); // a search field would clear itself first
    close(dialog);
  } else if (step) {
    event.preventDefault();
    if (at + step < 0) input.focus();
    else links[Math.min(at + step, links.length - 1)]?.focus();
  } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
    input.focus(); // typing goes on in the input
  }
}
