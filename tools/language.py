"""What is known about each language, loaded from `tools/languages/*.toml` and validated."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from tools.errors import LanguageFileError

LANGUAGES = Path(__file__).parent / "languages"

Place = Literal["head", "tail", "anywhere"]


@dataclass(frozen=True, slots=True)
class BoilerplateRule:
    """A line that is not article text.

    `pattern` matches the whole line. `place` is the evidence asked for beside it: `head`, before
    the article's title; `tail`, with nothing but boilerplate after it; `anywhere`, none.
    """

    id: str
    pattern: re.Pattern[str]
    place: Place
    reason: str
    removes: str
    keeps: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language: the names its locale goes by, the interface's words, and what cleaning needs.

    `path` is where its pages begin below the site's root: empty for the default language, else
    with a slash at the end.
    """

    locale: str
    path: str
    tag: str
    name: str
    interface: Mapping[str, str]
    abbreviations: tuple[str, ...]
    continuations: re.Pattern[str]
    boilerplate: tuple[BoilerplateRule, ...]

    @property
    def is_default(self) -> bool:
        return not self.path


class _Table:
    """A TOML table read key by key, so that a missing, mistyped or unknown one is named."""

    def __init__(self, file: Path, name: str, table: Any) -> None:
        self.file = file
        self.name = name
        self.table = table
        self.seen: set[str] = set()
        if not isinstance(table, dict):
            raise self.error("is not a table; write it as in the other languages' files")

    def error(self, what: str) -> LanguageFileError:
        return LanguageFileError(f"{self.file}: {self.name} {what}")

    def text(self, key: str) -> str:
        value = self.value(key)
        if not isinstance(value, str):
            raise self.error(f"has no text under {key!r}; put it in quotation marks")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"has no list of texts under {key!r}")
        return tuple(value)

    def pattern(self, key: str) -> re.Pattern[str]:
        try:
            return re.compile(self.text(key))
        except re.error as error:
            raise self.error(f"has a {key!r} that does not compile: {error}") from None

    def value(self, key: str) -> Any:
        self.seen.add(key)
        if key not in self.table:
            raise self.error(f"has no {key!r}; add it as in the other languages' files")
        return self.table[key]

    def done(self) -> None:
        for key in sorted(self.table.keys() - self.seen):
            raise self.error(f"has an unknown key {key!r}; correct or remove it")


def load_language(file: Path) -> Language:
    """The language that a file of `tools/languages/` describes.

    Raises `LanguageFileError`, naming the file and the entry, if a key is missing, unknown or of
    the wrong type, if a pattern does not compile, or if a rule fails its own examples.
    """
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageFileError(f"{file}: cannot be read: {error}") from None
    top = _Table(file, "the file", data)
    head = _Table(file, "[locale]", top.value("locale"))
    prose = _Table(file, "[prose]", top.value("prose"))
    words = _Table(file, "[interface]", top.value("interface"))
    language = Language(
        locale=file.stem,
        path=head.text("path"),
        tag=head.text("tag"),
        name=head.text("name"),
        interface={key: words.text(key) for key in words.table},
        abbreviations=prose.texts("abbreviations"),
        continuations=prose.pattern("continuations"),
        boilerplate=tuple(_boilerplate_rule(file, rule) for rule in top.value("boilerplate")),
    )
    for table in (top, head, prose, words):
        table.done()
    if language.path and not language.path.endswith("/"):
        raise head.error("has a 'path' without a slash at the end; add it")
    return language


def _boilerplate_rule(file: Path, data: Any) -> BoilerplateRule:
    table = _Table(file, "a [[boilerplate]] entry", data)
    table.name = f"boilerplate rule {table.text('id')!r}"
    place = table.text("place")
    if place not in get_args(Place):
        raise table.error(f"has the place {place!r}; choose one of {', '.join(get_args(Place))}")
    rule = BoilerplateRule(
        id=f"{file.stem}.{table.text('id')}",
        pattern=table.pattern("pattern"),
        place=place,  # type: ignore[arg-type]  # checked above
        reason=table.text("reason"),
        removes=table.text("removes"),
        keeps=table.text("keeps"),
    )
    table.done()
    if not rule.pattern.fullmatch(rule.removes):
        raise table.error("does not match its own 'removes'; mend the pattern or the example")
    if rule.pattern.fullmatch(rule.keeps):
        raise table.error("matches its own 'keeps'; narrow the pattern")
    return rule


@cache
def load_languages(folder: Path = LANGUAGES) -> Mapping[str, Language]:
    """Every language by its locale, the default one first, then in alphabetical order.

    Raises `LanguageFileError` also if the languages do not have the same interface words, or if
    not exactly one of them is the default.
    """
    languages = [load_language(file) for file in sorted(folder.glob("*.toml"))]
    languages.sort(key=lambda language: (not language.is_default, language.locale))
    if [language.is_default for language in languages].count(True) != 1:
        raise LanguageFileError(f"{folder}: one language, and only one, must have an empty 'path'")
    default = languages[0]
    for language in languages[1:]:
        for key in sorted(default.interface.keys() ^ language.interface.keys()):
            file = language if key in default.interface else default
            raise LanguageFileError(
                f"{folder / file.locale}.toml: [interface] has no {key!r}, another language has; "
                "add it, or remove it there"
            )
    return {language.locale: language for language in languages}
