"""The MkDocs events, each a line or two into the tools."""

import asyncio
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.plugin import I18n

# Plain `mkdocs build` does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.errors import InputError
from tools.index import write_search_index
from tools.language import Language, load_languages
from tools.site import alternates, language_of_url

# Which locales have a page, by its address below the language's own path.
_locales_of: dict[str, list[str]] = {}


def _languages() -> dict[str, Language]:
    try:
        return dict(load_languages())
    except InputError as error:
        raise PluginError(str(error)) from None


def _i18n(config: MkDocsConfig) -> I18n:
    plugin = config.plugins["i18n"]
    assert isinstance(plugin, I18n)
    return plugin


def _current_language(config: MkDocsConfig) -> Language:
    return _languages()[_i18n(config).current_language]


# Behind the i18n plugin, which turns to the language that is built next.
@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not config.site_url:
        raise ConfigurationError(
            "SITE_URL is empty; set it to the address where the site will stand, or unset it"
        )
    if not _i18n(config).building:  # an editor may have changed a word since the last build
        load_languages.cache_clear()
    known, built = set(_languages()), set(_i18n(config).build_languages)
    if known != built:
        raise ConfigurationError(
            f"{', '.join(sorted(known ^ built))}: a language needs both a file in tools/languages/ "
            "and an entry under 'languages' in mkdocs.yml; add the one that is missing"
        )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    # The theme's own scripts and styles are used by its templates, which we do not use.
    ours = str(Path(config.theme.custom_dir or "").resolve())
    for file in list(files):
        if file.src_dir not in (config.docs_dir, ours):
            files.remove(file)
    _locales_of.clear()
    for file in files.documentation_pages():
        locale, _, path = file.src_uri.partition("/")
        slug = path.removesuffix("index.md").removesuffix(".md")
        slug = f"{slug}/" if slug and not slug.endswith("/") else slug
        _locales_of.setdefault(slug, []).append(locale)
    return files


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    # Titles and descriptions are text, whatever characters are in them.
    env.autoescape = True
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    # The title is the page itself: it needs no anchor, which would differ in each language.
    html = re.sub(
        r'<h1 id="[^"]*">(.*?)<a class="headerlink"[^>]*>.*?</a></h1>', r"<h1>\1</h1>", html
    )
    # The sign alone is no name for a link, and Python-Markdown has one name for all languages.
    label = _current_language(config).interface["heading_link"]
    return html.replace('title="Permanent link"', f'title="{label}" aria-label="{label}"')


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    return context | _language_context(config, page.url)


def on_template_context(
    context: dict[str, Any], template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    languages = _languages()
    context["sitemap"] = [
        (f"{config.site_url}{languages[locale].path}{slug}", _alternates(config, slug))
        for slug, locales in sorted(_locales_of.items())
        for locale in locales
    ]
    return context | _language_context(config, _current_language(config).path)


def _language_context(config: MkDocsConfig, url: str) -> dict[str, Any]:
    languages = _languages()
    # MkDocs writes the address of the site's root as "./".
    slug = url.removeprefix("./").removeprefix(language_of_url(url, languages).path)
    present = _locales_of.get(slug, [])
    return {
        "language": _current_language(config),
        "words": _current_language(config).interface,
        "alternates": _alternates(config, slug),
        # Where a language lacks the page, its home page is the nearest there is.
        "switcher": [
            (language, language.path + (slug if language.locale in present else ""))
            for language in languages.values()
        ],
    }


def _alternates(config: MkDocsConfig, slug: str) -> list[tuple[str, str]]:
    assert config.site_url
    return alternates(config.site_url, slug, _locales_of.get(slug, []), _languages())


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    # Every language's build writes to the same place: each but the default's goes to its own.
    language = _current_language(config)
    if template_name != "404.html" or language.is_default:
        return output
    path = Path(config.site_dir, language.path, template_name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(output, "utf-8")
    return ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    # The other languages are built from within the default one's build; index when all stand.
    if not _i18n(config).building:
        asyncio.run(write_search_index(Path(config.site_dir)))


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    # MkDocs' handler of missing pages is not told the address, and knows one page only.
    languages = _languages()

    def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        statuses: list[str] = []

        def remember(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            statuses.append(status)
            return start(status, headers, *more)

        body = server.serve_request(environ, remember)
        if not statuses[0].startswith("404"):
            return body
        url = environ["PATH_INFO"].removeprefix(server.mount_path)
        language = language_of_url(url, languages)
        return [Path(config.site_dir, language.path, "404.html").read_bytes()]

    server.set_app(application)
    return server
