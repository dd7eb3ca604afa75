"""Words as the search knows them: folded alike however they are typed, and cut down to stems.

`overrides/assets/js/search/words.js` does the same to what a reader types; the table in
`tests/data/words.tsv` holds for both.
"""

import re
import unicodedata
from functools import lru_cache

import regex

# Letters and digits apart: readers type *pelanggan2* for *pelanggan-pelanggan*. Raised figures and
# fractions are neither, which the standard library's patterns cannot say.
WORD = regex.compile(r"\p{L}+|\p{Nd}+")
_LIGATURES = str.maketrans(
    {"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "œ": "oe", "þ": "th"}
)
# What is typed for å, æ and ø where the keyboard lacks them; neighbours type ä and ö.
_DIGRAPHS = re.compile("aa|ae|oe")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """The text in small letters without marks; å, æ and ø as they are typed without them.

    One key for all ways of typing a word, whatever the language: *æble*, *aeble*, *able*.

    >>> fold("Kæde"), fold("kaede"), fold("kade")
    ('kade', 'kade', 'kade')
    >>> fold("Første"), fold("foerste"), fold("första"), fold("aaben")
    ('forste', 'forste', 'forsta', 'aben')
    """
    plain = unicodedata.normalize("NFD", text.lower().translate(_LIGATURES))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return _DIGRAPHS.sub(lambda found: found[0][0], letters)


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order.

    >>> words_of("Gæster kommer 5 gange; e-mail")
    ['gaster', 'kommer', '5', 'gange', 'e', 'mail']
    """
    return [fold(word) for word in WORD.findall(unicodedata.normalize("NFC", text))]
