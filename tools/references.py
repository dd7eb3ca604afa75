"""The bibliography: what pages may cite, and how a reference is printed."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from markupsafe import escape
from msgspec import Struct

from tools.errors import InputError
from tools.language import Language
from tools.prose import CITATION
from tools.toml_file import load_toml

# Where Python-Markdown puts the footnotes of a page.
FOOTNOTES_HERE = "///Footnotes Go Here///"
REFERENCES = Path("sources/references.toml")


class ReferencesError(InputError):
    """The bibliography is wrong."""


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """A work, statute or official page; `lang` is the language of its title.

    `status` tells how sure the reference is: V, verified; K, standard reference knowledge.
    """

    key: str
    status: Literal["V", "K"]
    authors: str
    lang: str
    title: str = ""
    year: int | None = None
    where: str = ""

    @property
    def first_author(self) -> str:
        """The surname of the first author, or the whole name of a body."""
        return self.authors.split(",")[0]

    @property
    def is_study(self) -> bool:
        """Whether persons wrote it; statutes and official pages have a body for an author."""
        return self.year is not None and re.search(r", [^\W\d_]\.", self.authors) is not None

    def markdown(self, tag: str) -> str:
        """The reference as a line of Markdown on a page whose language has this tag."""
        lang = f' lang="{self.lang}"' if self.lang != tag else ""
        parts = [
            f"{escape(self.authors)} ({self.year})."
            if self.year
            else f"{escape(self.authors)}{_stop(self.authors)}",
            f"<cite{lang}>{escape(self.title)}</cite>{_stop(self.title)}" if self.title else "",
            f"{escape(self.where)}{_stop(self.where)}" if self.where else "",
        ]
        return " ".join(part for part in parts if part)


def _stop(text: str) -> str:
    return "" if text.endswith((".", "?", "!")) else "."


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    reference: tuple[Reference, ...]


def load_references(root: Path) -> Mapping[str, Reference]:
    """Every reference by its key. Raises `ReferencesError` if one is wrong or stands twice."""
    data = load_toml(root / REFERENCES, _File, ReferencesError, shown=REFERENCES)
    keys = [reference.key for reference in data.reference]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ReferencesError(
            *(f"{REFERENCES}: the key {key!r} stands twice; rename one" for key in twice)
        )
    return {reference.key: reference for reference in data.reference}


def reference_section(body: str, references: Mapping[str, Reference], language: Language) -> str:
    """The section that lists what a body cites, in the order of first citation; empty if nothing.

    Its entries are the definitions of Python-Markdown's footnotes. What the bibliography does not
    have is left out; the checks report it.
    """
    cited = dict.fromkeys(CITATION.findall(body))
    definitions = [
        f"[^{key}]: {references[key].markdown(language.tag)}" for key in cited if key in references
    ]
    if not definitions:
        return ""
    title = language.interface["references"]
    heading = f"## {title} {{ #references }}"
    return "\n\n".join(["", heading, FOOTNOTES_HERE, *definitions, ""])
