"""What is known about each language, loaded from `tools/languages/*.toml` and validated."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tools.errors import LanguageFileError
from tools.toml_file import load_toml

LANGUAGES = Path(__file__).parent / "languages"

Place = Literal["head", "tail", "anywhere"]


class BoilerplateRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is not article text.

    `pattern` matches the whole line. `place` is the evidence asked for beside it: `head`, before
    the article's title; `tail`, with nothing but boilerplate after it; `anywhere`, none.
    `removes` and `keeps` are a line that it matches and one that it must not.
    """

    id: str
    pattern: str
    place: Place
    reason: str
    removes: str
    keeps: str

    def matches(self, text: str) -> bool:
        return re.fullmatch(self.pattern, text) is not None


class _Names(Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    tag: str
    name: str


class _Prose(Struct, frozen=True, forbid_unknown_fields=True):
    abbreviations: frozenset[str]
    continuations: str


class _LanguageFile(Struct, frozen=True, forbid_unknown_fields=True):
    locale: _Names
    prose: _Prose
    interface: dict[str, str]
    boilerplate: tuple[BoilerplateRule, ...]


class Language(Struct, frozen=True):
    """One language: the names its locale goes by, the interface's words, and what cleaning needs.

    `path` is where its pages begin below the site's root: empty for the default language, else
    with a slash at the end.
    """

    locale: str
    path: str
    tag: str
    name: str
    interface: Mapping[str, str]
    abbreviations: frozenset[str]
    continuations: re.Pattern[str]
    boilerplate: tuple[BoilerplateRule, ...]

    @property
    def is_default(self) -> bool:
        return not self.path


def load_language(file: Path) -> Language:
    """The language that a file of `tools/languages/` describes; its locale is the file's stem.

    Raises `LanguageFileError`, naming the file and the entry, if a key is missing, unknown or of
    the wrong kind, if a pattern does not compile, or if a rule fails its own examples.
    """
    data = load_toml(file, _LanguageFile, LanguageFileError)
    problems = [
        f"{file}: rule {rule.id!r} {fault}" for rule in data.boilerplate for fault in _faults(rule)
    ]
    try:
        continuations = re.compile(data.prose.continuations)
    except re.error as error:
        problems.append(f"{file}: [prose] continuations does not compile: {error}; correct it")
    if data.locale.path and not data.locale.path.endswith("/"):
        problems.append(f"{file}: [locale] path has no slash at the end; add it")
    if problems:
        raise LanguageFileError(*problems)
    return Language(
        locale=file.stem,
        path=data.locale.path,
        tag=data.locale.tag,
        name=data.locale.name,
        interface=data.interface,
        abbreviations=data.prose.abbreviations,
        continuations=continuations,
        boilerplate=data.boilerplate,
    )


def _faults(rule: BoilerplateRule) -> list[str]:
    try:
        removes, keeps = rule.matches(rule.removes), rule.matches(rule.keeps)
    except re.error as error:
        return [f"has a pattern that does not compile: {error}; correct it"]
    faults = []
    if not removes:
        faults.append("does not match its own 'removes'; mend the pattern or the example")
    if keeps:
        faults.append("matches its own 'keeps'; narrow the pattern")
    return faults


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
