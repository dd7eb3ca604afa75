// What a reader typed, read as clauses: each is fulfilled by any of several stems or concepts.

import { fold, WORD } from "./words.js";

const LONGEST = 400; // characters of a query that are read, and
const MOST = 24; // words
const JOINED = [2, 3]; // words that may be one word written apart
const LONGEST_NAME = 6; // words
const COMPLETIONS = 12;

// What a clause counts beside a word as it was typed; chosen as the numbers in ranking.js are.
const COUNTS = {
  part: 0.6, // of a compound that is itself known, or of which the other part is not
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
  for (const token of tokens) look(token, lexicon);
  const clauses = [];
  const units = []; // what a name may be made of, and where it begins and ends
  const add = (any, isPart = false) => any.length && clauses.push({ any, isPart });
  for (const token of tokens) {
    const { at, stems, parts } = token;
    units.push({ start: at, end: at + 1, stems });
    if (!telling.includes(token)) continue;
    const more = token === typing && !token.isOurs ? completed(token.folded, lexicon) : [];
    token.isBegun = more.length > 0;
    add([...alternatives(stems, 1), ...more]);
    // A part says little of a compound that is there as a whole.
    const isPart = stems.length > 0;
    parts.forEach((part, number) => {
      const [start, end] = [number, number + 1].map((each) => at + each / parts.length);
      const stems = lexicon.stems(part);
      units.push({ start, end, stems });
      add(alternatives(stems, isPart ? COUNTS.part : COUNTS.onlyPart), isPart);
    });
  }
  for (const { start, end, word } of joined(tokens, lexicon)) {
    const stems = lexicon.stems(word);
    units.push({ start, end, stems });
    add(alternatives(stems, COUNTS.joined));
  }
  const names = named(units, lexicon.index.names);
  for (const { concept, sure } of names) add(alternatives([concept], CONCEPT[sure]));
  for (const token of telling) {
    const isNamed = names.some(({ start, end }) => start <= token.at && end > token.at);
    token.unknown = token.foreign && !token.isBegun && !isNamed;
    token.halves = token.unknown ? lexicon.halves(token.folded) : [];
    if (token.halves.length) add(alternatives(lexicon.stems(token.halves[0]), COUNTS.part));
  }
  const isWhole = ({ start, end, sure }) => sure === OWN && start === 0 && end === tokens.length;
  const isForeign = ({ start, end }) =>
    tokens.every(({ at, foreign }) => foreign || at + 1 <= start || at >= end);
  return {
    text,
    telling,
    typing,
    clauses,
    isName: names.some(isWhole),
    translated: names.filter(isForeign).map(({ concept }) => concept),
  };
}

/** Looks a token up: its stems, whether a page has them, its parts, and whether it is not ours. */
function look(token, lexicon) {
  token.stems = lexicon.stems(token.word);
  token.isOurs = token.stems.some((stem) => lexicon.index.pages[stem]);
  // A language that writes no compounds has none among its own words.
  const isOneWord = token.isOurs && lexicon.index.links.length === 0;
  token.parts = isOneWord ? [] : lexicon.parts(token.folded);
  // What is known and on no page is a name in another language, also where it has parts.
  token.foreign = !token.isOurs && (token.stems.length > 0 || token.parts.length === 0);
}

function tokenise(text, chat) {
  return [...text.matchAll(WORD)]
    .flatMap(({ 0: typed, index }) => {
      const small = typed.toLowerCase();
      const place = { start: index, end: index + typed.length };
      const isChat = Object.hasOwn(chat, small);
      const spelled = isChat ? chat[small].split(" ") : [small];
      return spelled.map((word) => ({ ...place, word, folded: fold(word), isChat }));
    })
    .slice(0, MOST)
    .map((token, at) => ({ ...token, at }));
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
function joined(tokens, lexicon) {
  const links = ["", ...lexicon.index.links];
  const found = [];
  for (const size of JOINED) {
    for (let start = 0; start + size <= tokens.length; start++) {
      const run = tokens.slice(start, start + size).map(({ folded }) => folded);
      const known = links.map((link) => run.join(link)).filter((word) => lexicon.places.has(word));
      const over = (part) => !run.some((each) => each.includes(part));
      const words = known.length ? known : lexicon.parts(run.join("")).filter(over);
      found.push(...words.map((word) => ({ start, end: start + size, word })));
    }
  }
  return found;
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
