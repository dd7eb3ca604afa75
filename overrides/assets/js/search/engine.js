// The search of one language: from what was typed to the pages that answer it.

import { excerpt } from "./excerpt.js";
import { address, pack } from "./files.js";
import { likeness, lookUp, meaning } from "./meaning.js";
import { OWN, read } from "./query.js";
import { byMeaning, byWords, ranked } from "./ranking.js";
import { corrected } from "./spelling.js";
import { Lexicon } from "./words.js";

const FEW = 3;
const SECTIONS = 3;
const NEAR = 0.45; // likeness from which on a section without any of the words is shown

/** The search of a language; rejects if its index cannot be fetched. */
export async function open(locale) {
  return new Search(locale, await pack(`${locale}/index`));
}

class Search {
  constructor(locale, index) {
    this.locale = locale;
    this.index = index;
    this.lexicon = new Lexicon(index);
    this.starts = runningTotals(index.sizes.map((size) => size + 1));
    this.firstText = runningTotals(index.texts);
  }

  /**
   * The pages that answer a query, the best first. A slip is corrected unless the query is meant
   * `literal`ly. `few` is whether the other languages may have more to say.
   */
  async find(query, { literal = false } = {}) {
    let reading = read(query, this.lexicon);
    let table = await this.known(reading);
    const correction = literal ? null : corrected(reading, table, this.lexicon);
    if (correction?.applied) {
      reading = read(correction.query, this.lexicon);
      table = await this.known(reading);
    }
    const [words, alike] = await Promise.all([this.words(reading), this.likeness(reading, table)]);
    const near = alike ? byMeaning(alike, this.index) : this.index.weights.map(() => 0);
    const pages = ranked(words.pages, near, this.index);
    const forms = this.forms(reading);
    return {
      results: pages.map(({ page }) => ({
        area: this.index.areas[page],
        read: () => this.result(page, words.places, alike, new Set(forms)),
      })),
      correction,
      few: pages.length < FEW || reading.telling.every((token) => token.foreign && !token.isBegun),
      forms,
    };
  }

  /** What the table of words knows of a query's words; nothing where it is of no use, or missing. */
  async known({ telling, isName }) {
    if (isName) return new Map(); // the words say it all
    // Of a word that is still being typed each letter would fetch another shard.
    const whole = telling.filter(({ isBegun }) => !isBegun);
    // Those first that may be slips: of a long query not all are looked up.
    whole.sort((a, b) => b.unknown - a.unknown);
    const words = whole.flatMap(({ folded, parts, halves }) => [folded, ...parts, ...halves]);
    const nothing = () => new Map(words.map((word) => [word, undefined]));
    return lookUp(words, this.index.version).catch(nothing);
  }

  async likeness({ telling }, table) {
    const entries = telling.flatMap(({ folded, parts, halves }) => {
      const entry = table.get(folded);
      if (entry?.known) return entry;
      const known = [...parts, ...halves].map((part) => table.get(part)).filter((e) => e?.known);
      return known.length ? known : (entry ?? []);
    });
    const direction = meaning(entries);
    return direction && likeness(direction, this.locale, this.index.version).catch(() => undefined);
  }

  async words(reading) {
    const terms = new Set(reading.clauses.flatMap(({ any }) => any.map(({ term }) => term)));
    const entries = [...terms].map(async (term) => [term, await this.postings(term)]);
    return byWords(reading, this.index, new Map(await Promise.all(entries)));
  }

  /** The pages that have a term: its weight at their first place, and at the rest. */
  async postings(term) {
    const { shards } = this.index;
    const shard = shards.findLastIndex((first) => first <= term);
    const gaps = (await pack(`${this.locale}/postings-${shard}`, this.index.version))[term - shards[shard]];
    const found = [];
    let place = 0;
    let page = 0;
    for (let at = 0; at < gaps.length; at += 2) {
      place += gaps[at];
      while (this.starts[page + 1] <= place) page++;
      if (found.at(-1)?.page !== page) found.push({ page, first: 0, rest: [] });
      const entry = found.at(-1);
      if (place === this.starts[page]) entry.first = gaps[at + 1];
      else entry.rest.push([place, gaps[at + 1]]);
    }
    return found;
  }

  /** The folded forms that a query is answered with: its own, or those of what it named. */
  forms({ clauses, translated }) {
    const shown = clauses.filter(({ isPart }) => !isPart);
    const terms = new Set(shown.flatMap(({ any }) => any.map(({ term }) => term)));
    for (const [name, concepts] of Object.entries(this.index.names)) {
      // Only names of one word: a word of a longer one may say anything.
      const own = concepts.some(([concept, sure]) => sure === OWN && translated.includes(concept));
      if (own && !name.includes(" ")) terms.add(Number(name));
    }
    const { folded, index } = this.lexicon;
    return [...new Set(folded.filter((_, at) => terms.has(index.stems[at])))];
  }

  async result(page, places, alike, forms) {
    const { title, url, area, sections } = await pack(`${this.locale}/page-${page}`, this.index.version);
    const found = sections
      .map(([id, heading, text], at) => {
        const near = alike?.[this.firstText[page] + at] ?? 0;
        const words = places.get(this.starts[page] + 1 + at) ?? 0;
        const hit = words > 0 || near >= NEAR;
        const link = address(id ? `${url}#${id}` : url);
        return { heading, url: link, text, score: hit ? words + near : 0 };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, SECTIONS)
      .map(({ heading, url, text }) => ({ heading, url, excerpt: excerpt(text, forms) }));
    return { title, url: address(url), area, sections: found };
  }
}

function runningTotals(sizes) {
  let reached = 0;
  return sizes.map((size) => (reached += size) - size);
}
