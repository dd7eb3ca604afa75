"""The search: what it looks through, the words it knows, and the files that a browser fetches."""
