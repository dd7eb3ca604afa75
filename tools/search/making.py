"""The vectors of the search, made by the model: of words that are new, of texts that changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.model import embed_passages, embed_queries
from tools.project import Project
from tools.search.axes import Axes, Sentences, fit, load_axes, write_axes
from tools.search.embeddings import (
    RARE,
    TEXTS,
    WORDS,
    Embeddings,
    Word,
    encode,
    load_texts,
    load_words,
    weight,
    write_embeddings,
)
from tools.search.index import names_of, spelled
from tools.search.sections import all_texts
from tools.search.words import fold
from tools.sentences import split_sentences

# As many frequent words of each language as a reader may well type.
_FREQUENT = 15_000
# The trade's language, which readers of all languages type.
_ENGLISH = "en"


@dataclass
class _Known:
    """A folded word: its commonest spelling, how common that is, and the locales that say it."""

    spelling: str = ""
    frequency: float = 0.0
    locales: set[str] = field(default_factory=set)


def make_embeddings(project: Project) -> tuple[int, int]:
    """Makes the vectors that are missing, and drops those that nothing needs any more.

    Returns how many words and how many texts were embedded. Without stored axes all are made
    anew, which takes some minutes. Raises `EmbeddingsError`.
    """
    words, texts = _wanted_words(project), all_texts(project)
    axes = load_axes(project.root)
    stored = _stored(project.root) if axes else Embeddings({}, {})
    if axes is None:
        write_axes(project.root, _fitted(project, words))
        axes = load_axes(project.root)  # as they are rounded, so that what is remade is the same
        assert axes is not None
    new_words = [word for word in sorted(words) if word not in stored.words]
    new_texts = [text for text in texts.values() if not stored.is_current(text)]
    vectors = {word: known.encoded for word, known in stored.words.items()}
    kept = {name: stored.texts[name] for name in stored.texts.keys() & texts.keys()}
    if new_words:
        raw = embed_queries([words[word].spelling for word in new_words], "words")
        vectors |= zip(new_words, map(encode, axes.words(raw)), strict=True)
    if new_texts:
        raw = embed_passages([text.whole for text in new_texts], "texts")
        for text, vector in zip(new_texts, axes.sections(raw), strict=True):
            kept[text.name] = (text.revision, vector)
    table = {
        word: Word(known.frequency, tuple(sorted(known.locales)), vectors[word])
        for word, known in words.items()
    }
    write_embeddings(project.root, Embeddings(table, kept))
    return len(new_words), len(new_texts)


def _stored(root: Path) -> Embeddings:
    """What is stored; of a file that was removed, nothing."""
    return Embeddings(
        load_words(root) if (root / WORDS).exists() else {},
        load_texts(root) if (root / TEXTS).exists() else {},
    )


def _wanted_words(project: Project) -> dict[str, _Known]:
    """The words of the site, of the termbase, and those that each language says most."""
    from wordfreq import top_n_list, zipf_frequency

    found: dict[str, _Known] = {}

    def add(spelling: str, frequency: float, *locales: str) -> None:
        known = found.setdefault(fold(spelling), _Known())
        known.locales.update(locales)
        # A piece of a frequent word, as of *jum'at*, may itself be in no list.
        rounded = max(RARE, round(frequency, 1))
        if rounded > known.frequency:
            known.spelling, known.frequency = spelling, rounded

    tags = {locale: language.tag for locale, language in project.languages.items()}
    tags[_ENGLISH] = _ENGLISH
    for locale, tag in tags.items():
        for entry in top_n_list(tag, _FREQUENT):
            for word in spelled(entry):
                if word.isalpha() and len(word) > 1:
                    add(word, zipf_frequency(word, tag), locale)
    ours = [text.whole for text in all_texts(project).values()]
    ours += [name for locale in project.languages for name, *_ in names_of(project, locale)]
    for word in sorted({word for text in ours for word in spelled(text) if word.isalpha()}):
        add(word, max(zipf_frequency(word, tag) for tag in tags.values()))
    return found


def _fitted(project: Project, words: dict[str, _Known]) -> Axes:
    """The axes for the site as it stands."""
    bags, sentences = [], []
    for language, sentence in sorted(set(_sentences(project))):
        stop_words = {fold(word) for word in project.languages[language].search.stop_words}
        bag = [w for w in map(fold, spelled(sentence)) if w in words and w not in stop_words]
        if bag:
            bags.append(bag)
            sentences.append(sentence)
    place = {word: at for at, word in enumerate(sorted({word for bag in bags for word in bag}))}
    texts = list(all_texts(project).values())
    return fit(
        embed_queries([words[word].spelling for word in place], "words of the site"),
        embed_passages([text.whole for text in texts], "texts of the site"),
        [text.page.path.as_posix() for text in texts],
        Sentences(
            embed_queries(sentences, "sentences of the site"),
            [[place[word] for word in bag] for bag in bags],
            [[weight(words[word].frequency) for word in bag] for bag in bags],
        ),
    )


def _sentences(project: Project) -> Iterator[tuple[str, str]]:
    """Every sentence of the site with its locale, the titles and descriptions among them."""
    for page, language in project.pages_in_languages():
        yield from ((page.locale, text) for text in (page.title, page.description) if text)
        for passage in page.passages:
            for sentence in split_sentences(passage.text, language):
                yield page.locale, sentence
