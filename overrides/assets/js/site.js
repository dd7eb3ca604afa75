// What every page does with JavaScript: the switcher keeps the section, and the search opens.

const switcher = document.querySelectorAll(".languages a");

function keepSection() {
  for (const link of switcher) link.hash = location.hash;
}

addEventListener("hashchange", keepSection);
keepSection();

// A reader may have blocked all storage: then nothing is remembered.
try {
  if (sessionStorage.searchMarks) import("./search/marks.js");
  if (document.querySelector("article > .section")) {
    const path = location.pathname;
    const title = document.querySelector("h1").textContent;
    const lang = document.documentElement.lang;
    const before = JSON.parse(localStorage.handbook ?? "[]").filter((page) => page.path !== path);
    localStorage.handbook = JSON.stringify([{ path, title, lang }, ...before.slice(0, 5)]);
  }
} catch {}

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

document.querySelector(".search-button").addEventListener("click", openSearch);

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
