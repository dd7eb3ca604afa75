"""Typography and phrases, as the usage rules of each language have them."""

from collections.abc import Iterator

from tools.finding import Finding
from tools.project import Project


def check_usage(project: Project) -> Iterator[Finding]:
    """A finding for each place where a passage breaks a usage rule; title and description too."""
    for page in project.pages:
        language = project.languages.get(page.locale)
        if language is None:
            continue
        rules = [("typography", rule) for rule in language.typography]
        rules += [("phrase", rule) for rule in language.phrases]
        for kind, rule in rules:
            texts = [(1, page.title), (1, page.description)]
            texts += [(each.line, each.text) for each in page.passages if rule.holds_for(each)]
            for line, text in texts:
                for found in rule.found_in(text):
                    yield Finding(
                        page.path, line, f"{kind}.{rule.id}", repr(found), f"write {rule.instead}"
                    )
