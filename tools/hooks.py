"""The MkDocs events, each a few lines into the tools."""

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
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs_static_i18n.plugin import I18n

# Plain `mkdocs build` does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).parent.parent))

from tools.article import finish
from tools.assets import shrink_assets
from tools.calculators import load_calculators
from tools.cards import CARD, write_cards
from tools.changes import Dates, load_dates
from tools.embeds import embed, marks
from tools.errors import InputError
from tools.exports import COPY, FEED, Item, Shelf, write_exports
from tools.glossary import glossary
from tools.handbook import Handbook
from tools.language import Language, load_languages
from tools.numbers import long_date
from tools.pages import Page as Source
from tools.project import load_project
from tools.prose import separate_quotations
from tools.readability import reading_minutes
from tools.references import reference_section
from tools.search.embeddings import load_embeddings
from tools.search.files import write_search
from tools.search.likeness import Subjects
from tools.site import address, alternates, language_of_url
from tools.status import status
from tools.structured_data import describe
from tools.terms import load_termbase
from tools.tooltips import mark_terms

# What a build knows of each language's pages; read anew when an editor has saved something.
_handbooks: dict[str, Handbook] = {}
# Each language's pages in the order of its navigation, and the concepts explained on each page.
_shelves: dict[str, Shelf] = {}
_explained: dict[str, list[str]] = {}
# When each page was written and last changed.
_dates: dict[Path, Dates] = {}
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


def _handbook(config: MkDocsConfig) -> Handbook:
    return _handbooks[_i18n(config).current_language]


def _source(page: Page, config: MkDocsConfig) -> Source:
    """The page as its file holds it."""
    handbook = _handbook(config)
    _, _, path = page.file.src_uri.partition("/")
    return handbook.project.by_place[path.removesuffix(".md"), handbook.locale]


# Behind the i18n plugin, which turns to the language that is built next.
@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    if not config.site_url:
        raise ConfigurationError(
            "SITE_URL is empty; set it to the address where the site will stand, or unset it"
        )
    if not _i18n(config).building:  # an editor may have changed a word since the last build
        load_calculators.cache_clear()
        load_languages.cache_clear()
        load_termbase.cache_clear()
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
    if _current_language(config).is_default:  # the others are built from within its build
        try:
            project = load_project(Path(config.config_file_path).parent)
            subjects = Subjects(project, load_embeddings(project.root))
        except InputError as error:
            raise PluginError(str(error)) from None
        if project.unreadable:
            raise PluginError("\n".join(str(error) for error in project.unreadable))
        _locales_of.clear()
        for page in project.pages:
            _locales_of.setdefault(page.folder, []).append(page.locale)
        _handbooks.clear()
        _handbooks.update(
            (locale, Handbook(project, locale, subjects)) for locale in project.languages
        )
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    references = _handbook(config).project.references
    section = reference_section(markdown, references, _current_language(config))
    return separate_quotations(markdown) + section


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    handbook, language = _handbook(config), _current_language(config)
    termbase = handbook.project.termbase
    concepts = termbase.concepts.values()
    html = finish(html, language, (name for concept in concepts for name in concept.english))
    everyday = {concept.id for concept in concepts if concept.everyday}
    vocabulary = termbase.vocabularies[handbook.locale]
    _explained[page.file.src_uri] = []
    if _source(page, config).slug != "index":  # the home page's cards are links as a whole
        html, _explained[page.file.src_uri] = mark_terms(html, vocabulary, everyday)
    try:
        return embed(html, language)
    except KeyError as error:
        message = f"{page.file.src_uri}: there is no figure or calculator {error}; correct its name"
        raise PluginError(message) from None


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    # Titles and descriptions are text, whatever characters are in them.
    env.autoescape = True
    return env


# Behind the i18n plugin, which translates the sections' names.
@event_priority(-200)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    handbook, language = _handbook(config), _current_language(config)
    if language.is_default:
        paths = [page.path for page in handbook.project.pages]
        _dates.clear()
        _dates.update(load_dates(handbook.project.root, paths))

    def items(pages: Iterable[Page]) -> list[Item]:
        sources = [(page, _source(page, config)) for page in pages]
        return [
            Item(each, _absolute(page.url, config), _dates[each.path]) for page, each in sources
        ]

    sections = [(config.site_name, items(page for page in nav.items if isinstance(page, Page)))]
    sections += [
        (section.title, items(page for page in section.children if isinstance(page, Page)))
        for section in nav.items
        if isinstance(section, Section)
    ]
    # A page that is in no section, or not yet in the navigation, stands with those at its top.
    shelved = {item.page.slug for _, shelf in sections for item in shelf}
    rest = [file.page for file in files.documentation_pages() if file.page]
    sections[0][1].extend(item for item in items(rest) if item.page.slug not in shelved)
    _shelves[language.locale] = Shelf(
        handbook,
        language,
        config.site_name,
        str(config.site_description),
        _absolute(language.path, config),
        sections,
    )
    return nav


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    handbook, language = _handbook(config), _current_language(config)
    source = _source(page, config)
    concepts = handbook.project.termbase.concepts
    return (
        context
        | _language_context(config, page.url)
        | {
            "source": source,
            "address": lambda page: address(page, _languages()),
            "explained": [
                (concept, concepts[concept].words[language.locale])
                for concept in _explained[page.file.src_uri]
            ],
            "related": handbook.related(source) if source.is_guide else [],
            "builds_on": handbook.sources(source),
            "better": handbook.better(source) if source.is_source else [],
            "glossary": glossary(handbook) if source.slug == "glossary" else [],
            "tagged": [(tag, handbook.tagged(tag)) for tag in language.tags]
            if source.slug == "tags"
            else [],
            "origin": handbook.project.origin(source),
            "is_stale": status(source, handbook.project.by_place).state == "stale",
            "embedded": {mark.kind for mark in marks(source.body)},
            "summary": source.names("summary"),
            "minutes": reading_minutes(passage.text for passage in source.passages),
            "changed": _dates[source.path].changed,
            "long_date": lambda date: long_date(date, language),
            "tags": [tag for tag in source.names("tags") if tag in language.tags],
            "structured_data": describe(
                source,
                handbook,
                url=_absolute(page.url, config),
                home=_absolute(language.path, config),
                site=config.site_name,
                section=page.parent.title if page.parent and not page.is_index else "",
                dates=_dates[source.path],
            ),
        }
    )


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
        "languages": languages,
        "alternates": _alternates(config, slug),
        "markdown_copy": COPY,
        "card": CARD,
        "feed": FEED,
        # Where a language lacks the page, its home page is the nearest there is.
        "switcher": [
            (language, language.path + (slug if language.locale in present else ""))
            for language in languages.values()
        ],
    }


def _absolute(url: str, config: MkDocsConfig) -> str:
    """The absolute address of what stands below the site's root; MkDocs calls that "./"."""
    return f"{config.site_url}{url.removeprefix('./')}"


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
        site = Path(config.site_dir)
        shelves = [_shelves[locale] for locale in _languages()]
        shrink_assets(site)
        write_exports(site, shelves)
        write_cards(site, shelves)
        write_search(site, shelves)


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
