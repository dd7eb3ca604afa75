"""The project's tools: clean source articles, check pages and site, build the search index."""
