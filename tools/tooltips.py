"""Term tooltips: the first use of each concept in a page becomes a button that explains it."""

import re
from collections.abc import Collection

from tools.terms import Vocabulary

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)[^>]*>|<!--.*?-->", re.DOTALL)
# Whose text is no running text, or cannot hold a button.
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "th")
_CONTROLS = ("a", "button", "label", "option", "summary", "textarea")
_OPENING = re.compile(r"[(«»“]$")
_CLOSING = re.compile(r"[.,;:!?…)«»”’]+")
_LEFT_ALONE = {*_HEADINGS, *_CONTROLS, "cite", "code", "pre", "script", "style", "sup"}


def mark_terms(
    html: str, vocabulary: Vocabulary, left_out: Collection[str] = ()
) -> tuple[str, list[str]]:
    """The HTML with a button around the first use of each headword, and those concepts' ids.

    The button opens the popover `#term-<id>`, which the page's template writes: it works with
    keyboard, mouse and touch, and without JavaScript. Headings, links, code and the concepts
    `left_out` are left alone; nothing else is changed.
    """
    parts: list[str] = []
    marked: list[str] = []
    alone = 0
    reached = 0
    for tag in _TAG.finditer(html):
        text = html[reached : tag.start()]
        parts.append(text if alone else _mark(text, vocabulary, left_out, marked))
        parts.append(tag[0])
        reached = tag.end()
        if tag["name"] and tag["name"].lower() in _LEFT_ALONE:
            alone += -1 if tag["close"] else 1
    parts.append(html[reached:])
    return "".join(parts), marked


def _mark(text: str, vocabulary: Vocabulary, left_out: Collection[str], marked: list[str]) -> str:
    parts: list[str] = []
    reached = 0
    for mention in vocabulary.headwords(text):
        if mention.concept in left_out or mention.concept in marked:
            continue
        marked.append(mention.concept)
        button = (
            f'<button type="button" class="term" popovertarget="term-{mention.concept}">'
            f"{text[mention.start : mention.end]}</button>"
        )
        before, after = text[reached : mention.start], text[mention.end :]
        opening = _OPENING.search(before)
        closing = _CLOSING.match(after)
        start = opening.start() if opening else len(before)
        end = closing.end() if closing else 0
        # A browser would break the line between a button and the mark that belongs to it.
        kept = f"{before[start:]}{button}{after[:end]}"
        parts += [before[:start], f'<span class="kept">{kept}</span>' if kept != button else button]
        reached = mention.end + end
    parts.append(text[reached:])
    return "".join(parts)
