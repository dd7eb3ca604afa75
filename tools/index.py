"""The search index of the built site, one a language."""

import json
import subprocess
import sys
from pathlib import Path

# Pagefind writes its own user interfaces and highlighter beside the index; the theme has its own.
_UNUSED = ("*-ui.*", "pagefind-highlight.js")
# Signs that lead to and fro, and are no part of a sentence.
_NO_TEXT = (".headerlink", ".footnote-ref", ".footnote-backref")


def write_search_index(site: Path) -> None:
    """Writes `pagefind/` into the site: an index for each language, and what searches it.

    Indexed is the article of every page but the error pages. Pagefind tells the languages apart
    by each page's `lang`, and stems each of ours. Raises `CalledProcessError` if it fails, after
    it has said why on standard error.
    """
    output = site / "pagefind"
    # As a command: its Python interface may return before the last file is written.
    command = [sys.executable, "-m", "pagefind", "--quiet"]
    command += ["--site", str(site), "--output-path", str(output), "--glob", "**/index.html"]
    command += ["--root-selector", "article", "--exclude-selectors", ", ".join(_NO_TEXT)]
    subprocess.run(command, check=True)
    for pattern in _UNUSED:
        for file in output.glob(pattern):
            file.unlink()
    # Pagefind lists the languages in any order; the same site gives the same bytes.
    entry = output / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), "utf-8")
