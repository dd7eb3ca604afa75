// What a query means, as the mean of the vectors of its words; no model is needed.

import { pack, unit, vectors } from "./files.js";
import { common } from "./words.js";

const SHARDS = 11; // fetched for a query at most: 4.7 kB each
// An unknown word means what the known word does with which it shares so much of its beginning.
const SHARED = 5;
const SHARE = 0.7;

/**
 * What is known of each folded word: its vector, weight, and whether it is itself known; nothing of
 * one that is unknown. A word that was not looked up, for there were too many, is not there.
 */
export async function lookUp(words, version) {
  const first = (await pack("words/index", version)).first.split(" ");
  const shardOf = (word) => Math.max(0, after(first, word) - 1);
  const numbers = [...new Set(words.map(shardOf))].slice(0, SHARDS);
  const shards = await Promise.all(numbers.map((number) => pack(`words/${number}`, version)));
  const found = new Map();
  for (const word of words) {
    const shard = shards[numbers.indexOf(shardOf(word))];
    if (shard) found.set(word, nearest(word, shard));
  }
  return found;
}

/** The direction of a query, the rare words weighing most; nothing if no word of it is known. */
export function meaning(entries) {
  const sum = new Float32Array(entries[0]?.vector.length);
  for (const { vector, weight } of entries) vector.forEach((part, at) => (sum[at] += weight * part));
  return sum.length ? unit(sum) : undefined;
}

/** The likeness, from -1 to 1, of a direction to each section of a language. */
export async function likeness(direction, locale, version) {
  const content = await pack(`${locale}/vectors`, version);
  content.rows ??= vectors(content.vectors);
  return content.rows.map((row) => row.reduce((sum, part, at) => sum + part * direction[at], 0));
}

function nearest(word, shard) {
  shard.list ??= shard.words.split(" ");
  shard.rows ??= vectors(shard.vectors);
  const at = after(shard.list, word);
  if (shard.list[at - 1] === word) return entry(shard, at - 1, true);
  const [best] = [at - 1, at]
    .filter((place) => place in shard.list)
    .map((place) => ({ place, shared: common(word, shard.list[place]) }))
    .sort((a, b) => b.shared - a.shared);
  if (!best || best.shared < Math.max(SHARED, SHARE * word.length)) return undefined;
  return { ...entry(shard, best.place, false), shared: best.shared };
}

function entry(shard, at, known) {
  return { known, vector: shard.rows[at], weight: shard.weights[at] };
}

/** How many of the sorted words stand before or at a word. */
function after(sorted, word) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= word) low = middle + 1;
    else high = middle;
  }
  return low;
}
