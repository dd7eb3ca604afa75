"""The steps of cleaning, one idea a module; `tools.pipeline.STEPS` puts them in order."""
