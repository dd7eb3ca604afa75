// Slips in what was typed, and what was meant.

import { common, fold } from "./words.js";

const OFFERED = 5; // letters of a word that is known elsewhere and may still be a slip

/**
 * The query with its unknown words corrected, or nothing. It is to be `applied` if a word is
 * neither the site's nor, as far as it was looked up, a frequent one; else it is only what the reader
 * may have meant.
 */
export function corrected({ text, telling, typing }, table, lexicon) {
  const changes = [];
  for (const token of telling) {
    const { folded, unknown, start, end } = token;
    if (!unknown || token.isChat || /\d/.test(folded)) continue;
    const entry = table.get(folded);
    if (entry?.known && folded.length < OFFERED) continue;
    // A compound of which the site knows one part and the table the other is a word.
    if (table.get(token.halves[1])?.known) continue;
    const word = lexicon.correct(folded, { limit: entry?.known ? 1 : 3, isBegun: token === typing });
    if (!word) continue;
    // An inflected form begins more like the word that it comes from than like any other.
    if (entry && !entry.known && entry.shared > common(folded, fold(word))) continue;
    changes.push({ start, end, word, applied: table.has(folded) && !entry?.known });
  }
  const applied = changes.some((change) => change.applied);
  const chosen = changes.filter((change) => change.applied === applied);
  if (chosen.length === 0) return null;
  let query = text;
  for (const { start, end, word } of chosen.reverse()) {
    query = query.slice(0, start) + word + query.slice(end);
  }
  return { query, applied };
}
