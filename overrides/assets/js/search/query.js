// What a reader typed, read as clauses: each is fulfilled by any of several stems or concepts.

import { fold, WORD } from "./words.js";

const LONGEST = 400; // characters of a query that are read, and
const MOST = 24; // words
const JOINED = [2, 3]; // words that may be one word written apart
const LONGEST_NAME = 5; // words
const COMPLETIONS = 12;

// What a clause counts beside a word as it was typed; chosen as the numbers in ranking.js are.
const COUNTS = {
  part: 0.6, // of a compound that is itself known
  onlyPart: 0.9, // of one that is not
  joined: 1.2,
  completed: 0.9,
};
// A concept that is named by a neighbour language or English, by a word that brings it to mind, and
// by its own names; tools/search/index.py writes how sure a name is as 1, 2 and 3.
const CONCEPT = [0, 1, 0.7, 1.2];
export const OWN = 3;

/**
 * A query as it is read: its `telling` words, the one that may still be being typed, the clauses,
 * whether all of it is a concept's own name, and the concepts that words named which the site lacks.
 */
export function read(query, lexicon) {
  const text = query.normalize("NFC").slice(0, LONGEST);
  const tokens = tokenise(text, lexicon.index.chat);
  const content = tokens.filter(({ word }) => word.length > 1 && !lexicon.isStopWord(word));
  const telling = content.length ? content : tokens;
  const typing = /[\p{L}\p{N}]$/u.test(text) ? tokens.at(-1) : undefined;
  const clauses = [];
  const units = []; // what a name may be made of, and where it begins and ends
  tokens.forEach((token, at) => {
    const stems = lexicon.stems(token.word);
    const isOurs = stems.some((stem) => lexicon.index.pages[stem]);
    // A language that writes no compounds has none among its own words.
    const parts = isOurs && lexicon.index.links.length === 0 ? [] : lexicon.parts(token.folded);
    Object.assign(token, { at, parts, foreign: !isOurs && parts.length === 0 });
    units.push({ start: at, end: at + 1, stems });
    if (!telling.includes(token)) return;
    const any = alternatives(stems, 1);
    if (token === typing && !isOurs) any.push(...completed(token.folded, lexicon));
    token.isBegun = any.length > stems.length;
    if (any.length) clauses.push(any);
    parts.forEach((part, number) => {
      const [start, end] = [number, number + 1].map((each) => at + each / parts.length);
      const stems = lexicon.stems(part);
      units.push({ start, end, stems });
      clauses.push(alternatives(stems, any.length ? COUNTS.part : COUNTS.onlyPart));
    });
  });
  for (const size of JOINED) {
    for (let at = 0; at + size <= tokens.length; at++) {
      const run = tokens.slice(at, at + size).map(({ folded }) => folded);
      for (const word of joined(run, lexicon)) {
        const stems = lexicon.stems(word);
        units.push({ start: at, end: at + size, stems });
        clauses.push(alternatives(stems, COUNTS.joined));
      }
    }
  }
  const names = named(units, lexicon.index.names);
  for (const token of telling) {
    const isNamed = names.some(({ start, end }) => start <= token.at && end > token.at);
    token.unknown = token.foreign && !token.isBegun && !isNamed;
    token.halves = token.unknown ? lexicon.halves(token.folded) : [];
    if (token.halves.length) clauses.push(alternatives(lexicon.stems(token.halves[0]), COUNTS.part));
  }
  for (const { concept, sure } of names) clauses.push(alternatives([concept], CONCEPT[sure]));
  const all = ({ start, end, sure }) => sure === OWN && start === 0 && end === tokens.length;
  const foreign = ({ start, end }) =>
    tokens.every((token) => token.foreign || token.at + 1 <= start || token.at >= end);
  return {
    text,
    telling,
    typing,
    clauses,
    isName: names.some(all),
    translated: names.filter(foreign).map(({ concept }) => concept),
  };
}

function tokenise(text, chat) {
  return [...text.matchAll(WORD)]
    .flatMap(({ 0: typed, index }) => {
      const small = typed.toLowerCase();
      const place = { start: index, end: index + typed.length };
      const spelled = (chat[small] ?? small).split(" ");
      return spelled.map((word) => ({ ...place, word, folded: fold(word) }));
    })
    .slice(0, MOST);
}

function alternatives(terms, counts) {
  return terms.map((term) => ({ term, counts }));
}

/** The stems of what a word may become, counting less the more is still to be typed. */
function completed(folded, lexicon) {
  if (folded.length < 2) return [];
  return lexicon.completions(folded, COMPLETIONS).map((form) => ({
    term: lexicon.index.stems[form],
    counts: (COUNTS.completed * folded.length) / lexicon.folded[form].length,
  }));
}

/** The compounds that words written apart make: all together, or a part that goes over a gap. */
function joined(run, lexicon) {
  const words = ["", ...lexicon.index.links].map((link) => run.join(link));
  const known = words.filter((word) => lexicon.places.has(word));
  if (known.length) return known;
  return lexicon.parts(words[0]).filter((part) => !run.some((each) => each.includes(part)));
}

/** The concepts that a query names. A name within a longer one says nothing of its own. */
function named(units, names) {
  const found = [];
  const walk = (start, end, keys, length) => {
    for (const key of keys) {
      for (const [concept, sure] of names[key] ?? []) found.push({ start, end, concept, sure });
    }
    if (length === LONGEST_NAME) return;
    for (const unit of units) {
      if (unit.start !== end) continue;
      const longer = keys.flatMap((key) => unit.stems.map((stem) => `${key} ${stem}`));
      walk(start, unit.end, longer, length + 1);
    }
  };
  for (const { start, end, stems } of units) walk(start, end, stems.map(String), 1);
  return found.filter((name) => !found.some((other) => isWithin(name, other)));
}

function isWithin(name, other) {
  const longer = other.end - other.start > name.end - name.start;
  return longer && other.start <= name.start && other.end >= name.end;
}
