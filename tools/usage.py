"""Usage rules: what a page's text must not look like, as an editor of the language would say it."""

import re
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from tools.prose import Kind, Passage

Where = Literal["text", "any"]
RUNNING_TEXT: frozenset[Kind] = frozenset({"paragraph", "list item", "quotation"})


class UsageRule(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A pattern that no passage may match, in running text only or anywhere.

    `instead` tells the editor what to write; `wrong` must match and `right` must not.
    """

    id: str
    pattern: str
    instead: str
    wrong: str
    right: str
    where: Where = field(name="in", default="any")

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    def found_in(self, text: str) -> list[str]:
        """All that it finds in the text, without the spaces at their ends."""
        return [match[0].strip() or match[0] for match in self._compiled.finditer(text)]

    def holds_for(self, passage: Passage) -> bool:
        """Whether the rule is about passages of this kind."""
        return self.where == "any" or passage.kind in RUNNING_TEXT
