"""Typography and phrases, as the usage rules of each language have them."""

from collections.abc import Iterator

from tools.checks.texts import shown
from tools.finding import Finding
from tools.project import Project


def check_usage(project: Project) -> Iterator[Finding]:
    """A finding for each place where a text breaks a usage rule."""
    for text in shown(project):
        for kind, rules in (
            ("typography", text.language.typography),
            ("phrase", text.language.phrases),
        ):
            for rule in rules:
                if not rule.holds_for(text.passage):
                    continue
                for found in rule.found_in(text.passage.text):
                    check = f"{kind}.{rule.id}"
                    suggestion = f"write {rule.instead}"
                    yield Finding(text.path, text.passage.line, check, repr(found), suggestion)
