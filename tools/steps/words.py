"""What stands between two spaces of a text: a word, a number or an address, marks and all."""


def word_at(text: str, at: int) -> str:
    """The word around a place in a text.

    >>> word_at("se https://firma.dk/Side.Html her", 10)
    'https://firma.dk/Side.Html'
    """
    end = text.find(" ", at)
    return text[text.rfind(" ", 0, at) + 1 : end if end >= 0 else len(text)]
