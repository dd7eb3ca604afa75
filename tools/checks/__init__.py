"""The checks: of the pages under `docs/`, and of the built site."""

from collections.abc import Callable, Iterator, Mapping

from tools.checks.citations import check_citations
from tools.checks.embeds import check_embeds
from tools.checks.front_matter import check_front_matter
from tools.checks.links import check_links
from tools.checks.meaning import check_meaning
from tools.checks.metadata import check_metadata
from tools.checks.neighbours import check_neighbours
from tools.checks.parity import check_parity
from tools.checks.readability import check_readability
from tools.checks.repeated import check_repeated
from tools.checks.site import Site
from tools.checks.sitemap import check_sitemap
from tools.checks.terminology import check_concepts, check_forbidden
from tools.checks.usage import check_usage
from tools.checks.vectors import check_vectors
from tools.finding import Finding
from tools.language import Language
from tools.project import Project

PageCheck = Callable[[Project], Iterator[Finding]]
SiteCheck = Callable[[Site, Mapping[str, Language]], Iterator[Finding]]

PAGE_CHECKS: tuple[PageCheck, ...] = (
    check_front_matter,
    check_parity,
    check_embeds,
    check_forbidden,
    check_concepts,
    check_neighbours,
    check_usage,
    check_readability,
    check_citations,
    check_repeated,
    check_meaning,
    check_vectors,
)
SITE_CHECKS: tuple[SiteCheck, ...] = (check_metadata, check_links, check_sitemap)
