// Where to go without a search: the handbook's sections, and the articles read last.

import { make } from "./results.js";

const RECENT = 5;

const home = document.querySelector(".brand").pathname;
const entries = [...document.querySelectorAll(".site-nav > ul > li")].map((entry) => {
  const link = entry.querySelector("a");
  // A section without a page of its own has a name, and below it links to its pages.
  return { name: entry.firstElementChild.textContent, href: link.href, folder: folder(link) };
});

/** The menu's entries but the home page, as `{name, href, folder}`. */
export const sections = entries.filter((entry) => entry.folder);

function folder({ pathname }) {
  return pathname.slice(home.length).split("/")[0];
}

/** Links to the sections. */
export function sectionLinks() {
  return sections.map(({ name, href }) => make("a", { href }, name));
}

/** Links to the articles that this reader opened last, without the page that they are on. */
export function recentLinks() {
  // A host may have other sites beside this one.
  const root = new URL("../../..", import.meta.url).pathname;
  try {
    return JSON.parse(localStorage.handbook)
      .filter(({ path }) => path.startsWith(root) && path !== location.pathname)
      .slice(0, RECENT)
      .map(({ path, title, lang }) => make("a", { href: path, lang, hreflang: lang }, title));
  } catch {
    return []; // none yet, or storage is blocked
  }
}

/** Puts links under a heading. */
export function fill(nav, heading, links) {
  const items = links.map((link) => make("li", {}, link));
  nav.replaceChildren(make("h2", {}, heading), make("ul", {}, ...items));
}
