"""What stops a command: an input that cannot be used, named with its remedy."""


class InputError(Exception):
    """One or more inputs are unusable; each line of `problems` names a file and its remedy.

    Commands print the lines on standard error and end with status 2; nothing has been written.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class LanguageFileError(InputError):
    """A file of `tools/languages/` is wrong."""


class SourceError(InputError):
    """A source, its manifest entry or its corrections are wrong."""
