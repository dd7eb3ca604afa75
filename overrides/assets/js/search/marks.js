// Marks the words of a search on the page that it led to, until the reader takes the marks away.

import { make, styled } from "./results.js";
import { fold, WORD } from "./words.js";

const SKIPPED = "script, style, .headerlink, .footnote-ref, .footnote-backref";

let marks = [];
let control;

// The words that led to this page; they hold for one page, the next that opens.
try {
  const { path, forms } = JSON.parse(sessionStorage.searchMarks);
  delete sessionStorage.searchMarks;
  if (path === location.pathname) mark(forms);
} catch {}

/** Marks every word of the text whose folded form is one of `forms`. */
export async function mark(forms) {
  await styled;
  unmark();
  const known = new Set(forms);
  const walker = document.createTreeWalker(
    document.querySelector("article .text") ?? document.createElement("p"),
    NodeFilter.SHOW_TEXT,
    (node) =>
      node.parentElement.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  // All first: a walker would go on into the marks that it has just passed.
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) markIn(node, known);
  if (marks.length) offerUnmark();
}

function markIn(node, known) {
  // From the end, so that what is before stays where it was.
  const found = [...node.data.matchAll(WORD)].filter(([word]) => known.has(fold(word)));
  for (const { 0: word, index } of found.reverse()) {
    const rest = node.splitText(index);
    rest.splitText(word.length);
    const element = make("mark");
    rest.replaceWith(element);
    element.append(rest);
    marks.push(element);
  }
}

function unmark() {
  for (const element of marks) {
    const parent = element.parentNode;
    element.replaceWith(...element.childNodes);
    parent.normalize();
  }
  marks = [];
  control?.remove();
}

function offerUnmark() {
  const { unmark: text } = document.getElementById("search").dataset;
  control = make("button", { type: "button", className: "unmark" }, text);
  const close = document.querySelector("#search .close-button svg");
  control.append(close.cloneNode(true));
  control.addEventListener("click", unmark);
  document.querySelector("main").prepend(control);
}
