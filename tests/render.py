"""Markdown as the site shows it."""

import markdown
import yaml
from bs4 import BeautifulSoup

from tests.conftest import ROOT


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose `!ENV` no test needs."""


_Loader.add_constructor("!ENV", lambda *_: None)


def shown(text: str) -> str:
    """The text that a reader sees of a Markdown body, with the extensions of mkdocs.yml."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)
    extensions, settings = [], {}
    for entry in config["markdown_extensions"]:
        name = entry if isinstance(entry, str) else next(iter(entry))
        extensions.append(name)
        if isinstance(entry, dict):
            settings[name] = entry[name]
    html = markdown.markdown(text, extensions=extensions, extension_configs=settings)
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select(".headerlink"):
        link.decompose()
    return " ".join(soup.get_text(" ", strip=False).split())
