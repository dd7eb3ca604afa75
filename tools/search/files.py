"""The files that a browser fetches to search, and nothing of them before a reader does.

`search/<locale>/index.pack` is what each search of a language needs; `postings-<n>.pack`,
`page-<n>.pack` and `vectors.pack` are fetched as a query asks for them, and so are the shards of
the table of words in `search/words/`, one for all languages. A pack is JSON under gzip.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.exports import Shelf
from tools.language import Language
from tools.search.embeddings import Embeddings, encode, to_bytes
from tools.search.index import Index, build_index, shards, weight
from tools.site import address

# Places a shard of postings holds, about 8 kB, and words a shard of their vectors, about 5 kB.
_PLACES = 6_000
_WORDS = 96


def write_search(site: Path, shelves: Sequence[Shelf]) -> None:
    """Writes `search/` into the site: an index for each language, and the vectors of words."""
    languages = {shelf.language.locale: shelf.language for shelf in shelves}
    embeddings = shelves[0].handbook.subjects.embeddings
    _write_all(site / "search" / "words", _word_files(embeddings))
    for shelf in shelves:
        index = build_index(shelf)
        files = _index_files(index, shelf.language) | _page_files(index, languages)
        vectors = [embeddings.of_text(text) for entry in index.entries for text in entry.texts]
        files["vectors"] = {"vectors": " ".join(map(encode, map(to_bytes, vectors)))}
        files["index"]["version"] = _version([files, sorted(embeddings.words)])
        _write_all(site / "search" / shelf.language.locale, files)


def _page_files(index: Index, languages: Mapping[str, Language]) -> dict[str, Any]:
    return {
        f"page-{number}": {
            "title": entry.page.title,
            "url": address(entry.page, languages).removeprefix("."),
            "area": entry.area,
            "sections": [[s.anchor, s.heading, s.text] for s in entry.sections],
        }
        for number, entry in enumerate(index.entries)
    }


def _index_files(index: Index, language: Language) -> dict[str, Any]:
    terms = sorted({*index.postings, *index.forms.values(), *(s for n in index.names for s in n)})
    number = {term: each for each, term in enumerate(terms)}
    divided = shards(terms, index, _PLACES)
    files: dict[str, Any] = {
        f"postings-{each}": [_gaps(index.postings.get(term, {})) for term in shard]
        for each, shard in enumerate(divided)
    }
    search = language.search
    forms = sorted(index.forms)
    files["index"] = {
        "areas": [entry.page.section for entry in index.entries],
        "sizes": [len(entry.sections) for entry in index.entries],
        "texts": [len(entry.texts) for entry in index.entries],
        "weights": [weight(entry.page) for entry in index.entries],
        "shards": [number[shard[0]] for shard in divided],
        "pages": [index.pages_with(term) for term in terms],
        "forms": " ".join(forms),
        "stems": [number[index.forms[form]] for form in forms],
        "names": {
            " ".join(str(number[stem]) for stem in phrase): [
                [number[concept], sure] for concept, sure in concepts.items()
            ]
            for phrase, concepts in sorted(index.names.items())
        },
        "stopWords": sorted(search.stop_words),
        "endings": sorted(search.endings),
        "beginnings": search.beginnings,
        "links": search.links,
        "chat": search.chat,
    }
    return files


def _gaps(postings: Mapping[int, int]) -> list[int]:
    """Each place as its distance from the one before it, followed by its weight."""
    flat, last = [], 0
    for place, counts in sorted(postings.items()):
        flat += [place - last, counts]
        last = place
    return flat


def _word_files(embeddings: Embeddings) -> dict[str, Any]:
    words = sorted(embeddings.words)
    groups = [words[start : start + _WORDS] for start in range(0, len(words), _WORDS)]
    files: dict[str, Any] = {"index": {"first": " ".join(group[0] for group in groups)}}
    for number, group in enumerate(groups):
        known = [embeddings.words[word] for word in group]
        files[str(number)] = {
            "words": " ".join(group),
            "weights": [round(word.weight, 1) for word in known],
            "vectors": " ".join(word.encoded for word in known),
        }
    return files


def _version(content: object) -> str:
    """Eight hexadecimal digits by which a browser tells one build's packs from another's."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]


def _write_all(folder: Path, files: Mapping[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.pack").write_bytes(gzip.compress(text.encode(), 4, mtime=0))
