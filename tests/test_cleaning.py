"""How well cleaning does on the labelled documents, held to a floor that was measured."""

import tomllib

import pytest

from tests.bench_clean import ours
from tests.conftest import LANGUAGES
from tests.labelled import FOLDER, Labelled, judge, load_labelled

FLOORS = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
SETS = [
    pytest.param(folder, form, locale, id=f"{folder}, {form}, {locale}")
    for folder, forms in FLOORS.items()
    for form, locales in forms.items()
    for locale in locales
]


def documents(folder: str, form: str, locale: str) -> list[Labelled]:
    return [
        document
        for document in load_labelled(folder, locale)
        if (document.html is not None) == (form == "html")
    ]


@pytest.mark.parametrize(("folder", "form", "locale"), SETS)
def test_cleaning_does_not_get_worse(folder: str, form: str, locale: str) -> None:
    score, _ = judge(documents(folder, form, locale), ours)
    measured = {
        "removed": score.share("drop"),
        "kept": score.share("keep"),
        "repaired": score.share("fix"),
        "f1": score.f1,
    }
    floor = FLOORS[folder][form][locale]
    assert {name: value for name, value in measured.items() if value < floor[name]} == {}


@pytest.mark.parametrize("locale", LANGUAGES)
def test_there_are_documents_enough_and_as_many_temptations(locale: str) -> None:
    both = [d for folder in ("dev", "test") for d in load_labelled(folder, locale)]
    assert len(both) >= 20
    labels = [line.label for document in both for line in document.lines]
    assert labels.count("keep") + labels.count("fix") >= labels.count("drop")
