"""Typography and phrases, as the usage rules of each language have them."""

from collections.abc import Iterator

from tools.finding import Finding
from tools.project import Project


def check_usage(project: Project) -> Iterator[Finding]:
    """A finding for each usage rule that a passage breaks; the description counts as one."""
    for page in project.pages:
        language = project.languages.get(page.locale)
        if language is None:
            continue
        rules = [("typography", rule) for rule in language.typography]
        rules += [("phrase", rule) for rule in language.phrases]
        for kind, rule in rules:
            found = [
                (passage.line, rule.found_in(passage.text))
                for passage in page.passages
                if rule.holds_for(passage)
            ]
            found.append((1, rule.found_in(str(page.meta.get("description", "")))))
            for line, text in found:
                if text:
                    yield Finding(
                        page.path, line, f"{kind}.{rule.id}", repr(text), f"write {rule.instead}"
                    )
