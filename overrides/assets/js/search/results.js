// What is shown of a page that is found: where it stands, its title, and the sections that answer.

// The word forms that a result is found by, for marking them on the page that it leads to.
export const formsOf = new WeakMap();

/** Resolves once the styles are there; without them results are plain, but there. */
export const styled = loadStyles();

export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A list item with the page's link and, as a list below it, those of its sections. */
export function pageItem({ title, url, area, sections }, forms, lang = "") {
  const [best] = sections;
  const item = make(
    "li",
    {},
    link({ href: url }, part("where", area), part("title", title), excerpt(best)),
  );
  // The page's own beginning has no heading. The best excerpt already stands below the title.
  const below = sections.filter(({ heading }) => heading);
  if (below.length) {
    const links = below.map((section) =>
      make(
        "li",
        {},
        link(
          { href: section.url },
          part("heading", section.heading),
          section === best ? "" : excerpt(section),
        ),
      ),
    );
    item.append(make("ul", {}, ...links));
  }
  return item;

  function link(properties, ...children) {
    const element = make("a", properties, ...children);
    if (lang) Object.assign(element, { lang, hreflang: lang });
    formsOf.set(element, forms);
    return element;
  }
}

function part(className, text) {
  return text ? make("span", { className }, text) : "";
}

function excerpt(section) {
  if (!section?.excerpt.length) return "";
  const parts = section.excerpt.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));
  return make("span", { className: "excerpt" }, ...parts);
}

function loadStyles() {
  const href = new URL("../../css/results.css", import.meta.url).href;
  const sheet = make("link", { rel: "stylesheet", href });
  document.head.append(sheet);
  return new Promise((resolve) => (sheet.onload = sheet.onerror = resolve));
}
