// A few lines of a text around the words that were searched for.

import { WORD, fold } from "./words.js";

const LENGTH = 160; // characters

/** The text in parts, of which those are marked whose folded form is one of `forms`. */
function marked(text, forms) {
  const parts = [];
  let reached = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!forms.has(fold(word))) continue;
    if (index > reached) parts.push({ text: text.slice(reached, index), marked: false });
    parts.push({ text: word, marked: true });
    reached = index + word.length;
  }
  if (reached < text.length) parts.push({ text: text.slice(reached), marked: false });
  return parts;
}

/** The lines of a section's text that say most of what was searched for, in parts. */
export function excerpt(text, forms) {
  const flat = text.replaceAll("\n", " · ");
  const hits = [...flat.matchAll(WORD)].filter(({ 0: word }) => forms.has(fold(word)));
  // The window that holds most different words; of those the first.
  let best = { start: 0, count: 0 };
  for (const { index } of hits) {
    const inside = hits.filter((hit) => hit.index >= index && hit.index < index + LENGTH);
    const count = new Set(inside.map((hit) => fold(hit[0]))).size;
    if (count > best.count) best = { start: index, count };
  }
  let start = best.start < LENGTH / 2 ? 0 : best.start - 30;
  // A window begins and ends between words, and best where a sentence does.
  if (start > 0) start = flat.indexOf(" ", start) + 1;
  const sentence = flat.slice(0, best.start).search(/[.!?:·] [^.!?:·]*$/);
  if (sentence > 0 && best.start - sentence < LENGTH / 2) start = sentence + 2;
  let end = Math.max(start, best.start - 30) + LENGTH;
  if (end >= flat.length) end = flat.length;
  else end = flat.lastIndexOf(" ", end);
  const shown = flat.slice(start, end);
  return marked(`${start > 0 ? "… " : ""}${shown}${end < flat.length ? " …" : ""}`, forms);
}
