"""The checks: of the pages under `docs/`, and of the built site."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tools.checks.front_matter import check_front_matter
from tools.checks.links import check_links
from tools.checks.metadata import check_metadata
from tools.checks.parity import check_parity
from tools.checks.site import Site
from tools.checks.sitemap import check_sitemap
from tools.finding import Finding
from tools.language import Language
from tools.pages import Page

PageCheck = Callable[[Sequence[Page], Mapping[str, Language]], Iterator[Finding]]
SiteCheck = Callable[[Site, Mapping[str, Language]], Iterator[Finding]]

PAGE_CHECKS: tuple[PageCheck, ...] = (check_front_matter, check_parity)
SITE_CHECKS: tuple[SiteCheck, ...] = (check_metadata, check_links, check_sitemap)
