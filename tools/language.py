"""What is known about each language, loaded from `tools/languages/*.toml` and validated."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import get_args

from msgspec import Struct

from tools.errors import LanguageFileError
from tools.literals import check
from tools.rules import BoilerplateRule, Class, Part, Rules, with_patterns
from tools.toml_file import load_toml
from tools.usage import UsageRule

LANGUAGES = Path(__file__).parent / "languages"
# The files of the folder that describe no language: rules that hold in all, and the termbase.
COMMON = "common"
TERMS = "terms"


class _Names(Struct, frozen=True, forbid_unknown_fields=True):
    path: str
    tag: str
    open_graph: str
    name: str
    alphabet: str
    money: str
    percent: str


class _Prose(Struct, frozen=True, forbid_unknown_fields=True):
    abbreviations: frozenset[str]
    continuations: str
    common_words: frozenset[str]


class _Identification(Struct, frozen=True, forbid_unknown_fields=True):
    telling: frozenset[str]


class Readability(Struct, frozen=True, forbid_unknown_fields=True):
    """The upper bounds of a page that its language has.

    LIX, of any page and of a calculator's help; words a sentence; the share of sentences that
    match the pattern of the `passive`.
    """

    lix: float | None = None
    lix_of_help: float | None = None
    mean_sentence: float | None = None
    longest_sentence: int | None = None
    passive: str = ""
    passive_share: float = 1.0


class _Citations(Struct, frozen=True, forbid_unknown_fields=True):
    figures: str
    example_words: frozenset[str]


class _Meaning(Struct, frozen=True, forbid_unknown_fields=True):
    negations: frozenset[str]


class Search(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """How a query in the language is read.

    `stop_words` are set aside. `endings` and `beginnings` are affixes, in letters without marks,
    that a stem may go without; with a beginning comes what the stem had in its place. `links` may
    stand between the parts of a compound: a language that has none writes no compounds. `roots`
    are stems that are no words. `chat` spells out what is typed in a hurry.
    """

    stop_words: frozenset[str]
    endings: frozenset[str]
    beginnings: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    roots: frozenset[str] = frozenset()
    chat: dict[str, str] = {}

    @cached_property
    def longest_ending(self) -> int:
        """Letters of the longest ending."""
        return max(map(len, self.endings))


class _Rules(Struct, frozen=True, forbid_unknown_fields=True):
    patterns: dict[str, str]
    boilerplate: tuple[BoilerplateRule, ...]


class _CommonFile(_Rules, frozen=True, forbid_unknown_fields=True):
    english: tuple[str, ...]


class _LanguageFile(_Rules, frozen=True, forbid_unknown_fields=True):
    locale: _Names
    prose: _Prose
    identification: _Identification
    interface: dict[str, str]
    noise: dict[Class, str]
    readability: Readability
    meaning: _Meaning
    search: Search
    foreign: dict[str, frozenset[str]]
    citations: _Citations
    tags: dict[str, str]
    figures: dict[str, dict[str, str]]
    calculators: dict[str, dict[str, str]]
    typography: tuple[UsageRule, ...]
    phrase: tuple[UsageRule, ...]


class Language(Struct, frozen=True):
    """One language: the names its locale goes by, the interface's words, and what tools need.

    `path` is where its pages begin below the site's root: empty for the default language, else
    with a slash at the end. `open_graph` is its tag with its country, as that standard has it.
    `money` is how an amount `{n}` is written in its country's currency, and `percent` a
    percentage. `noise` names what cleaning removes, by the class of its rules. `common_words`
    are so frequent that a paragraph without any is likely to be in another language; `telling`
    words tell it from its nearest neighbours. `foreign` words are a neighbour's, by its locale,
    and slip into its pages. `negations` turn a sentence into its opposite; `research_figures`
    need a source, unless one of the `example_words` shows them to be the page's own. `tags`
    names each tag; what pages say in `english` is told from the page's own language; `figures`
    and `calculators` have the words of each drawing and each form, by its name; and no text may
    break `typography` and `phrases`.
    """

    locale: str
    path: str
    tag: str
    open_graph: str
    name: str
    alphabet: str
    money: str
    percent: str
    interface: Mapping[str, str]
    noise: Mapping[Class, str]
    abbreviations: frozenset[str]
    continuations: re.Pattern[str]
    common_words: frozenset[str]
    telling: frozenset[str]
    boilerplate: Mapping[Part, Rules]
    readability: Readability
    negations: frozenset[str]
    search: Search
    foreign: Mapping[str, str]
    research_figures: re.Pattern[str]
    example_words: frozenset[str]
    tags: Mapping[str, str]
    english: frozenset[str]
    figures: Mapping[str, Mapping[str, str]]
    calculators: Mapping[str, Mapping[str, str]]
    typography: tuple[UsageRule, ...]
    phrases: tuple[UsageRule, ...]

    def boilerplate_in(self, line: str) -> tuple[BoilerplateRule, ...]:
        """The rules that know the whole line, as a line or as a sentence, wherever it stands."""
        return self.boilerplate["line"].matching(line) + self.boilerplate["sentence"].matching(line)

    def dictionary_order(self, text: str) -> tuple[tuple[float, ...], str]:
        """A key that sorts as the language's dictionaries do: figures first, é as e."""
        places = {letter: place for place, letter in enumerate(self.alphabet)}
        bare = (
            letter if letter in places else unicodedata.normalize("NFD", letter)[0]
            for letter in text.lower()
            if letter.isalnum()
        )
        order = tuple(
            places.get(letter, len(places) + ord(letter)) if letter.isalpha() else -1 / ord(letter)
            for letter in bare
        )
        return order, text

    @property
    def is_default(self) -> bool:
        return not self.path

    @property
    def rules(self) -> tuple[BoilerplateRule, ...]:
        """Every boilerplate rule that holds in the language, the common ones included."""
        return tuple(rule for rules in self.boilerplate.values() for rule in rules)


def load_language(file: Path) -> Language:
    """The language that a file of `tools/languages/` describes; its locale is the file's stem.

    The rules of `common.toml` beside it hold too, after its own. Raises `LanguageFileError`,
    naming the file and the entry, if a key is missing, unknown or of the wrong kind, or if a
    pattern cannot be parsed. Patterns are compiled as they are needed, for most never are.
    """
    data = load_toml(file, _LanguageFile, LanguageFileError)
    common_file = file.with_stem(COMMON)
    common = load_toml(common_file, _CommonFile, LanguageFileError)
    patterns = common.patterns | data.patterns
    problems: list[str] = []
    rules: list[BoilerplateRule] = []
    for origin, group in ((file, data.boilerplate), (common_file, common.boilerplate)):
        for rule in group:
            try:
                rule = with_patterns(rule, patterns, prefix=origin.stem)
                check(rule.pattern)
            except (KeyError, re.error) as error:
                problems.append(
                    f"{origin}: rule {rule.id!r} has a pattern that does not compile: {error}; "
                    "correct it"
                )
            rules.append(rule)
    expressions = {
        "[prose] continuations": data.prose.continuations,
        "[citations] figures": data.citations.figures,
        "[readability] passive": data.readability.passive,
        **{repr(rule.id): rule.pattern for rule in (*data.typography, *data.phrase)},
    }
    for place, pattern in expressions.items():
        try:
            re.compile(pattern)
        except re.error as error:
            problems.append(
                f"{file}: {place} has a pattern that does not compile: {error}; correct it"
            )
    for kind in sorted(set(get_args(Class)) - data.noise.keys()):
        problems.append(f"{file}: [noise] has no name for {kind!r}; add it")
    if data.locale.path and not data.locale.path.endswith("/"):
        problems.append(f"{file}: [locale] path has no slash at the end; add it")
    if problems:
        raise LanguageFileError(*problems)
    return Language(
        locale=file.stem,
        path=data.locale.path,
        tag=data.locale.tag,
        open_graph=data.locale.open_graph,
        name=data.locale.name,
        alphabet=data.locale.alphabet,
        money=data.locale.money,
        percent=data.locale.percent,
        interface=data.interface,
        noise=data.noise,
        abbreviations=data.prose.abbreviations,
        continuations=re.compile(data.prose.continuations),
        common_words=data.prose.common_words,
        telling=data.identification.telling,
        boilerplate={
            part: Rules([rule for rule in rules if rule.part == part]) for part in get_args(Part)
        },
        readability=data.readability,
        negations=data.meaning.negations,
        search=data.search,
        foreign={word: other for other, words in data.foreign.items() for word in words},
        research_figures=re.compile(data.citations.figures),
        example_words=data.citations.example_words,
        tags=data.tags,
        english=frozenset(map(str.casefold, common.english)),
        figures=data.figures,
        calculators=data.calculators,
        typography=data.typography,
        phrases=data.phrase,
    )


def tables(
    language: Language,
) -> Iterator[tuple[str, Mapping[str, str] | Mapping[Class, str]]]:
    """The tables of a language's file whose words readers meet, each with its name there.

    Every language has the same tables with the same keys.
    """
    yield "interface", language.interface
    yield "noise", language.noise
    yield "tags", language.tags
    for kind, group in (("figures", language.figures), ("calculators", language.calculators)):
        for name, words in group.items():
            yield f"{kind}.{name}", words


def _keys(language: Language) -> set[tuple[str, str]]:
    return {(name, key) for name, words in tables(language) for key in words}


@cache
def load_languages(folder: Path = LANGUAGES) -> Mapping[str, Language]:
    """Every language by its locale, the default one first, then in alphabetical order.

    Raises `LanguageFileError` also if the languages do not have the same interface words, or if
    not exactly one of them is the default.
    """
    files = [file for file in sorted(folder.glob("*.toml")) if file.stem not in (COMMON, TERMS)]
    languages = [load_language(file) for file in files]
    languages.sort(key=lambda language: (not language.is_default, language.locale))
    if [language.is_default for language in languages].count(True) != 1:
        raise LanguageFileError(f"{folder}: one language, and only one, must have an empty 'path'")
    known = {language.locale for language in languages}
    for language in languages:
        for other in sorted(set(language.foreign.values()) - known):
            raise LanguageFileError(
                f"{folder / language.locale}.toml: [foreign] has {other!r}, which is no language "
                "here; correct it"
            )
    default = languages[0]
    for language in languages[1:]:
        here, there = _keys(language), _keys(default)
        for table, key in sorted(here ^ there):
            file = language if (table, key) in there else default
            raise LanguageFileError(
                f"{folder / file.locale}.toml: [{table}] has no {key!r}, another language "
                "has; add it, or remove it there"
            )
    return {language.locale: language for language in languages}
