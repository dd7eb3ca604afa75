// The engine, once there is something to ask it; what failed is tried again with the next query.

let engine;
let attempts = 0;
const searches = new Map(); // of each language, by its locale

/** The engine's answer in one language; rejects if what it needs cannot be fetched. */
export async function find(locale, query, options) {
  const { open } = await load();
  if (!searches.has(locale)) searches.set(locale, open(locale));
  try {
    return await (await searches.get(locale)).find(query, options);
  } catch (error) {
    searches.delete(locale);
    throw error;
  }
}

/** What is shown of each result, in their order. */
export function read(results) {
  return Promise.all(results.map((result) => result.read()));
}

async function load() {
  try {
    // A browser may remember that a module failed; another address is another try.
    engine ??= import(`./engine.js${attempts ? `?attempt=${attempts}` : ""}`);
    return await engine;
  } catch (error) {
    engine = undefined;
    attempts += 1;
    throw error;
  }
}
