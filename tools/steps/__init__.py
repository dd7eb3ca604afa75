"""The steps of cleaning, one idea a module; `tools.pipeline` puts them in order."""
