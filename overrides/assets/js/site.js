// What every page does with JavaScript: languages, references in place, print, and the search.

const languages = [...document.querySelectorAll(".languages a")];
const here = languages.find((link) => link.ariaCurrent);

// A reader may have blocked all storage: then nothing is remembered.
const memory = {
  get(key) {
    try {
      return localStorage[key];
    } catch {}
  },
  set(key, value) {
    try {
      localStorage[key] = value;
    } catch {}
  },
};

function keepSection() {
  for (const link of languages) link.hash = location.hash;
}

addEventListener("hashchange", keepSection);
keepSection();

for (const link of languages) {
  link.addEventListener("click", () => memory.set("language", link.dataset.locale));
}

// Who prefers another of the languages is offered it once, on coming in.
function preferred() {
  const chosen = memory.get("language");
  if (chosen) return languages.find((link) => link.dataset.locale === chosen);
  const tags = navigator.languages.map((tag) => tag.split("-")[0]);
  const speaks = (link) => (tag) => tag === link.lang || tag === link.dataset.locale;
  const wanted = tags.find((tag) => languages.some((link) => speaks(link)(tag)));
  return wanted && languages.find((link) => speaks(link)(wanted));
}

const other = preferred();
if (other && other !== here && !document.referrer.startsWith(location.origin)) {
  import("./offer.js").then(({ offer }) =>
    offer(other, () => memory.set("language", here.dataset.locale)),
  );
}

// A reference opens where it is cited; without JavaScript its link leads to the list.
addEventListener("click", (event) => {
  const link = event.target.closest?.(".footnote-ref");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  import("./references.js").then(
    ({ open }) => open(link),
    () => (location.hash = link.hash),
  );
});

// On paper a link is a number, and its address stands at the end, numbered on from the references.
addEventListener("beforeprint", () => {
  const article = document.querySelector("article");
  const list = document.createElement("ol");
  list.start = article.querySelectorAll(".footnote li").length + 1;
  const numbers = new Map();
  for (const link of article.querySelectorAll(".text a[href], .note a[href]")) {
    if (link.getAttribute("href").startsWith("#")) continue;
    if (!numbers.has(link.href)) {
      numbers.set(link.href, list.start + numbers.size);
      list.append(Object.assign(document.createElement("li"), { textContent: link.href }));
    }
    const number = document.createElement("sup");
    number.className = "printed-number";
    number.textContent = numbers.get(link.href);
    link.after(number);
  }
  const notes = document.createElement("div");
  notes.className = "printed";
  notes.append(document.querySelector(".brand").textContent, ", ", location.href, list);
  article.append(notes);
});

addEventListener("afterprint", () => {
  for (const made of document.querySelectorAll(".printed, .printed-number")) made.remove();
});

try {
  if (sessionStorage.searchMarks) import("./search/marks.js");
} catch {}

if (document.querySelector("article > .section")) {
  const path = location.pathname;
  const title = document.querySelector("h1").textContent;
  const lang = document.documentElement.lang;
  let before = [];
  try {
    before = JSON.parse(memory.get("handbook") ?? "[]").filter((page) => page.path !== path);
  } catch {}
  memory.set("handbook", JSON.stringify([{ path, title, lang }, ...before.slice(0, 5)]));
}

// The search is loaded when it is first asked for, and again after a failure.
const dialog = document.getElementById("search");
const input = dialog.querySelector("input");
let address = "./search/dialog.js";
let loading;

async function load() {
  loading ??= import(address);
  try {
    (await loading).resume();
  } catch {
    loading = undefined;
    address += "?"; // a browser may remember that a module failed
    const status = dialog.querySelector("[role=status]");
    const sections = document.querySelector(".site-nav ul").cloneNode(true);
    status.textContent = dialog.dataset[navigator.onLine ? "failed" : "offline"];
    status.parentNode.replaceChildren(status, sections);
  }
}

function openSearch() {
  dialog.showModal();
  input.select();
  load();
}

export function closeSearch() {
  dialog.close();
  // A browser lets go of a hidden field a moment late, and a key pressed then would be typing.
  input.blur();
}

input.addEventListener("input", () => loading ?? load());
dialog.querySelector(".close-button").addEventListener("click", closeSearch);

// Enter may come before the search is loaded: it waits, and the form never submits itself.
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const search = await loading?.catch(() => undefined);
  search?.openFirst();
});

for (const button of document.querySelectorAll("[data-search]")) {
  button.addEventListener("click", openSearch);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.open) {
    event.preventDefault(); // a search field would clear itself first
    closeSearch();
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" || event.key === "s") {
    event.preventDefault();
    openSearch();
  }
});

// A search can be linked, reloaded and come back to.
input.value = new URLSearchParams(location.search).get("q");
if (input.value) openSearch();
