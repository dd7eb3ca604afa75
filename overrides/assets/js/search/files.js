// The files that tools/search/files.py writes: JSON under gzip, each fetched once.

const folder = new URL("../../../search/", import.meta.url);
const fetched = new Map();

/**
 * The content of a pack, such as "da/page-3". All but an index are of the `version` that their index
 * names, for numbers hold within one build only: those are fetched once, and anew after a failure.
 * An index is fetched whenever it is asked for: a new one may have been published.
 */
export function pack(name, version) {
  if (!version) return read(new URL(`${name}.pack`, folder), { cache: "no-cache" });
  const url = new URL(`${name}.pack?v=${version}`, folder).href;
  if (!fetched.has(url)) {
    const content = read(url);
    content.catch(() => fetched.delete(url));
    fetched.set(url, content);
  }
  return fetched.get(url);
}

/** The address of something below the site's root. */
export function address(path) {
  return new URL(path, new URL("..", folder)).href;
}

async function read(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = await response.arrayBuffer();
  const [first, second] = new Uint8Array(bytes, 0, 2);
  // A server may have told the browser to unpack it already.
  if (first !== 0x1f || second !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** The vectors, at length one, that a text holds: each some signed bytes in base64. */
export function vectors(text) {
  return text.split(" ").map((encoded) => unit(Float32Array.from(bytes(encoded))));
}

/** The vector at length one; zero stays zero. */
export function unit(vector) {
  const length = Math.hypot(...vector) || 1;
  return vector.map((part) => part / length);
}

function bytes(encoded) {
  return Int8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
}
