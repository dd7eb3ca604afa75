"""The project as its build has it, read once, and what the search makes of it, made as needed."""

from datetime import UTC, datetime
from functools import cache
from unittest.mock import patch

from mkdocs.utils.yaml import yaml_load

from tests.conftest import LANGUAGES, ROOT, SITE_URL
from tools.changes import Dates
from tools.exports import Item, Shelf
from tools.handbook import Handbook
from tools.project import load_project
from tools.search.embeddings import load_embeddings
from tools.search.index import Index, build_index
from tools.search.likeness import Subjects
from tools.search.stems import Analyser
from tools.site import address

PROJECT = load_project(ROOT)
_LONG_AGO = Dates(*[datetime(2000, 1, 1, tzinfo=UTC)] * 2)

SUBJECTS = Subjects(PROJECT, load_embeddings(ROOT))


@cache
def shelf(locale: str) -> Shelf:
    """A language's pages under the names of its sections, as `mkdocs.yml` has them; not dated."""
    config = yaml_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    (plugin,) = config["plugins"]
    (own,) = (each for each in plugin["i18n"]["languages"] if each["locale"] == locale)
    top = [entry for entry in config["nav"] if isinstance(entry, str)]
    sections = [(own["site_name"], top)]
    for entry in config["nav"]:
        if not isinstance(entry, str):
            sections += [(own["nav_translations"][name], files) for name, files in entry.items()]
    language = LANGUAGES[locale]
    return Shelf(
        Handbook(PROJECT, locale, SUBJECTS),
        language,
        own["site_name"],
        own["site_description"],
        f"{SITE_URL}{language.path}",
        [(name, [_item(file, locale) for file in files]) for name, files in sections],
    )


def _item(file: str, locale: str) -> Item:
    page = PROJECT.by_place[file.removesuffix(".md"), locale]
    return Item(page, f"{SITE_URL}{address(page, LANGUAGES)}", _LONG_AGO)


def index(locale: str) -> Index:
    """A language's search index."""
    return _indexed(locale)[0]


def analyser(locale: str) -> Analyser:
    """The analyser that a language's search index was built with."""
    return _indexed(locale)[1]


@cache
def _indexed(locale: str) -> tuple[Index, Analyser]:
    with patch("tools.search.index.Analyser", side_effect=Analyser) as made:
        built = build_index(shelf(locale))
    made.assert_called_once()
    return built, Analyser(*made.call_args.args)
