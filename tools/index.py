"""The search index of the built site, one a language."""

import json
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

# Pagefind writes its own user interfaces and highlighter beside the index; the theme has its own.
_UNUSED = ("*-ui.*", "pagefind-highlight.js")


async def write_search_index(site: Path) -> None:
    """Writes `pagefind/` into the site: an index for each language, and what searches it.

    Indexed is the article of every page but the error pages. Pagefind tells the languages apart
    by each page's `lang`, and stems each of ours.
    """
    output = site.resolve() / "pagefind"
    config = IndexConfig(
        root_selector="article", exclude_selectors=[".headerlink"], output_path=str(output)
    )
    async with PagefindIndex(config=config) as index:
        await index.add_directory(str(site.resolve()), glob="**/index.html")
    for pattern in _UNUSED:
        for file in output.glob(pattern):
            file.unlink()
    # Pagefind lists the languages in any order; the same site gives the same bytes.
    entry = output / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), "utf-8")
