// What every page does with JavaScript: the switcher keeps the section, and the search opens.

const switcher = document.querySelectorAll(".languages a");

function keepSection() {
  for (const link of switcher) link.hash = location.hash;
}

addEventListener("hashchange", keepSection);
keepSection();

// The search is loaded when it is first asked for, and again after a failure.
const dialog = document.getElementById("search");
let loading;

async function openSearch() {
  dialog.showModal();
  loading ??= import("./search.js");
  try {
    const search = await loading;
    search.start(dialog);
  } catch {
    loading = undefined;
    dialog.querySelector("[role=status]").textContent = dialog.dataset.failed;
  }
}

// Enter may come before the search is loaded: it waits, and the form never submits itself.
dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const search = await loading?.catch(() => undefined);
  search?.openFirst(dialog);
});

document.querySelector(".search-button").addEventListener("click", openSearch);

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" || event.key === "s") {
    event.preventDefault();
    openSearch();
  }
});
