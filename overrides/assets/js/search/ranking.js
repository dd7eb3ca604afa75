// In which order pages answer: what their words say and what they mean, as one score.

const SATURATION = 5; // BM25's k1: more of the same word says little more
const TITLE = 1; // what a word in the title counts beside one that fills the page, and
const ASKED = 0.8; // one of the questions that the page answers
const IN_TITLE = 4; // from which weight on a word at a page's first place is its title's, and whole
// What the two scores count. Chosen on the 360 queries of tests/relevance that are for tuning and 240
// more, where .97 had a right page in the top three, and none of these numbers made a difference of
// more than .01 within a third of its value.
const WORDS = 2;
const MEANING = 1.5;
// A page is as near as its nearest text, and as its nearest few together.
const NEAREST = 4;
// No page answers that has neither so much of the query's words nor of its meaning.
const LEAST = { words: 0.03, meaning: 0.3 };

/**
 * How well each page and each place fulfils the clauses, after Robertson and Zaragoza 2009 (BM25F):
 * `pages` as a share of what a page could have that is all about the query, `places` in no unit.
 * `postings` has the places of each term; `unknown` words are fulfilled by no page.
 */
export function byWords({ clauses, telling }, index, postings) {
  const total = index.sizes.length;
  const pages = new Float32Array(total);
  const places = new Map();
  const unknown = telling.filter((token) => token.unknown).length;
  let possible = unknown * rarity(total, 0);
  for (const { any, isPart } of clauses) {
    const best = new Map();
    let most = 0;
    for (const { term, counts } of any) {
      const rare = counts * rarity(total, index.pages[term]);
      most = Math.max(most, rare);
      for (const { page, first, rest } of postings.get(term)) {
        const score = rare * (inTitle(first) + saturated(sum(rest)));
        if (score > (best.get(page)?.score ?? 0)) best.set(page, { score, rare, rest });
      }
    }
    if (best.size) possible += most * (TITLE + 1);
    for (const [page, { score, rare, rest }] of best) {
      pages[page] += score;
      if (isPart) continue; // a section is not shown for it
      for (const [place, weight] of rest) {
        const more = rare * saturated(weight);
        places.set(place, (places.get(place) ?? 0) + more);
      }
    }
  }
  return { pages: pages.map((score) => score / (possible || 1)), places };
}

/** How near each page is to what was meant, by the likeness of its texts: from -1 to 1. */
export function byMeaning(likeness, index) {
  let reached = 0;
  return index.texts.map((size) => {
    const texts = likeness.slice(reached, (reached += size)).sort((a, b) => b - a);
    const few = texts.slice(0, NEAREST);
    return (few[0] + few.reduce((all, each) => all + each, 0) / few.length) / 2;
  });
}

/**
 * The numbers of the pages that answer, the best first. The two scores are added, and weighed by
 * what kind of page it is. On the same queries words alone have .95 and reciprocal rank fusion (with
 * 60, 10 and 3) .95, .96 and .96: it knows only the order, and what is merely alike passes what has
 * the very words.
 */
export function ranked(words, meaning, index) {
  return index.weights
    .map((weight, page) => ({
      page,
      answers: words[page] >= LEAST.words || meaning[page] >= LEAST.meaning,
      score: weight * (WORDS * words[page] + MEANING * meaning[page]),
    }))
    .filter(({ answers }) => answers)
    .sort((a, b) => b.score - a.score);
}

/** The inverse document frequency of a term. */
function rarity(total, pages) {
  return Math.log(1 + total / (pages || 1));
}

function inTitle(weight) {
  if (!weight) return 0;
  return weight >= IN_TITLE ? TITLE : ASKED;
}

function saturated(weight) {
  return weight / (weight + SATURATION);
}

function sum(places) {
  return places.reduce((all, [, weight]) => all + weight, 0);
}
