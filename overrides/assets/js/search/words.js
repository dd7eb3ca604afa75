// The words of a language as a reader may type them. tools/search/words.py and stems.py fold and
// cut the site's words alike; tests/data/words.tsv holds for both.

/** A word: letters and digits apart, since readers type pelanggan2 for pelanggan-pelanggan. */
export const WORD = /\p{L}+|\p{Nd}+/gu;

const SHORTEST = 3; // letters of a stem
const SHORTEST_PART = 4; // letters of a part of a compound: shorter ones are found in many a word
const VOWEL = /[aeiouy]/;
const DOUBLED = /..([^aeiouy\P{L}])\1$/u; // a consonant at the end of a word, twice
const LIGATURES = { æ: "ae", ø: "o", ß: "ss", đ: "d", ł: "l", œ: "oe", þ: "th" };
// How many slips a word of so many letters may have, and still be taken for another.
const SLIPS = [0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 3];
const BEGUN = 5; // letters of the beginning of a word that a slip is seen in, and
const HALF = 5; // of either half of a compound of which one is unknown or has a slip

/** The text in small letters without marks; å, æ and ø as they are typed without them. */
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/[æøßđłœþ]/g, (letter) => LIGATURES[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/aa|ae|oe/g, (pair) => pair[0]);
}

/** The words of a language's index. */
export class Lexicon {
  constructor(index) {
    this.index = index;
    this.forms = index.forms.split(" ");
    this.folded = this.forms.map(fold);
    this.stopWords = new Set(index.stopWords);
    this.foldedStopWords = new Set(index.stopWords.map(fold));
    this.spelled = new Map(this.forms.map((form, at) => [form, at]));
    this.places = new Map(); // of the forms that fold alike
    this.order = this.folded.map((_, at) => at);
    this.order.sort((a, b) => (this.folded[a] < this.folded[b] ? -1 : 1));
    this.folded.forEach((form, at) => {
      this.places.set(form, [...(this.places.get(form) ?? []), at]);
    });
  }

  /** The stems of a word that is known as it is typed, or else without its marks or affixes. */
  stems(word) {
    if (this.spelled.has(word)) return [this.index.stems[this.spelled.get(word)]];
    for (const candidate of this.candidates(fold(word))) {
      const places = this.places.get(candidate);
      if (places) return [...new Set(places.map((at) => this.index.stems[at]))];
    }
    return [];
  }

  /** What is left of a folded word without one affix, without two, and so on; the word first. */
  candidates(word) {
    const { endings, beginnings } = this.index;
    const found = [word];
    for (const each of found) {
      const shorter = endings
        .filter((end) => each.endsWith(end))
        .map((end) => each.slice(0, -end.length));
      for (const [start, sound] of beginnings) {
        if (each.startsWith(start)) shorter.push(sound + each.slice(start.length));
      }
      if (DOUBLED.test(each)) shorter.push(each.slice(0, -1));
      shorter.sort((a, b) => a.length - b.length);
      for (const stem of shorter) {
        if (stem.length >= SHORTEST && VOWEL.test(stem) && !found.includes(stem)) found.push(stem);
      }
    }
    return found;
  }

  /** The site's forms that begin with what has been typed so far, those on most pages first. */
  completions(start, most) {
    const folded = fold(start);
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.folded[this.order[middle]] < folded) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.order.length; low++) {
      if (!this.folded[this.order[low]].startsWith(folded)) break;
      if (this.pages(this.order[low])) found.push(this.order[low]);
    }
    return found.sort((a, b) => this.pages(b) - this.pages(a)).slice(0, most);
  }

  pages(at) {
    return this.index.pages[this.index.stems[at]];
  }

  /** The parts of a folded compound, as few as can be; none if it is none. */
  parts(word) {
    const { links } = this.index;
    const best = [[]]; // the fewest parts that end at each place
    for (let end = SHORTEST_PART; end <= word.length; end++) {
      for (let start = 0; start <= end - SHORTEST_PART; start++) {
        if (!best[start]) continue;
        const part = word.slice(start, end);
        if (part === word) continue;
        const names = [part];
        if (end < word.length) {
          for (const link of links) {
            if (part.endsWith(link)) names.push(part.slice(0, -link.length));
          }
        }
        const name = names.find((each) => this.isPart(each));
        if (name && best[start].length + 1 < (best[end]?.length ?? Infinity)) {
          best[end] = [...best[start], name];
        }
      }
    }
    const found = best[word.length] ?? [];
    return found.length > 1 ? found : [];
  }

  /** A folded compound in two, of which the site knows one; the longest that it knows. */
  halves(word) {
    if (this.index.links.length === 0) return [];
    let best = [];
    for (let cut = HALF; cut <= word.length - HALF; cut++) {
      const [start, end] = [word.slice(0, cut), word.slice(cut)];
      const known = fold(this.spelledPart(start, true) ?? this.spelledPart(end, false) ?? "");
      if (known.length > (best[0]?.length ?? 0)) best = [known, known === end ? start : end];
    }
    return best;
  }

  isPart(word) {
    return word.length >= SHORTEST_PART && this.places.has(word) && !this.foldedStopWords.has(word);
  }

  /** Whether a query is asked with a word and not about it: vare is a word where være is typed so. */
  isStopWord(word) {
    return this.stopWords.has(word) || (!this.spelled.has(word) && this.foldedStopWords.has(fold(word)));
  }

  /**
   * What a folded word was meant to be, with no more slips than `limit`; or nothing. It is a form,
   * whose beginning is enough if the word `isBegun`, or a compound with a slip in one of its parts.
   */
  correct(word, { limit, isBegun }) {
    const most = Math.min(limit, SLIPS[Math.min(word.length, SLIPS.length - 1)]);
    return most ? (this.nearest(word, most, isBegun) ?? this.nearestCompound(word, most))?.form : undefined;
  }

  nearest(word, most, isBegun) {
    let best;
    this.folded.forEach((form, at) => {
      if (this.pages(at) === 0 || form.length < word.length - most) return;
      const longer = form.length > word.length + most;
      if (longer && !(isBegun && word.length >= BEGUN)) return;
      const slips = distance(word, longer ? form.slice(0, word.length) : form, most);
      if (slips > most) return;
      // A slip seldom hits the first letter; a word of many pages is likelier than one of few.
      const sure = Math.log10(1 + this.pages(at)) / 3;
      const cost = slips + (longer ? 0.5 : 0) + (form[0] === word[0] ? 0 : 0.5) - sure;
      if (cost < (best?.cost ?? Infinity)) best = { form: this.forms[at], cost };
    });
    return best;
  }

  nearestCompound(word, most) {
    const gap = this.index.links.length ? "" : " "; // where a language writes no compounds
    let best;
    for (let cut = HALF; cut <= word.length - HALF; cut++) {
      const [start, end] = [word.slice(0, cut), word.slice(cut)];
      const [first, last] = [this.spelledPart(start, true), this.spelledPart(end, false)];
      if (!first === !last) continue; // no part is right, or all is
      const other = this.nearest(first ? end : start, most, false);
      const form = first ? first + gap + other?.form : other?.form + gap + last;
      if (other && other.cost < (best?.cost ?? Infinity)) best = { form, cost: other.cost };
    }
    return best;
  }

  /** A known part as it is spelled, with the link that may stand after it; or nothing. */
  spelledPart(word, mayLink) {
    if (this.isPart(word)) return this.forms[this.places.get(word)[0]];
    const link = this.index.links.find((each) => word.endsWith(each));
    if (!mayLink || !link) return undefined;
    const part = this.spelledPart(word.slice(0, -link.length), false);
    return part && part + link;
  }
}

/** How many letters two words have in common at their beginning. */
export function common(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/**
 * How many letters were left out, put in, changed or swapped: the optimal string alignment
 * distance (Damerau 1964). Beyond the limit it is only more than that.
 */
export function distance(a, b, limit) {
  let before = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        above[column] + 1,
        current[column - 1] + 1,
        above[column - 1] + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, before[column - 2] + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    [before, above] = [above, current];
  }
  return above[b.length];
}
