"""The one error that a user's mistake raises, in every room of the package."""

from inspect_finetune.words import printable_line


class InputError(ValueError):
    """A user's mistake, said in one line: what is wrong, where, and what to type instead.

    Everything that reads what a user wrote (arguments, data files, recorded answers) raises
    it; the command line and the task decorator turn it into one line without a traceback.

    Args:
        what: What is wrong, with the offending value quoted.
        where: The file, or the file and line as ``facts.csv:7``, if there is one.
        fix: What to type instead.

    Example:
        >>> str(InputError("duplicate object 'Apple'", where="facts.csv:7", fix="Remove a row"))
        "facts.csv:7: duplicate object 'Apple'. Remove a row."
    """

    def __init__(self, what: str, *, where: str | None = None, fix: str | None = None) -> None:
        self.what, self.where, self.fix = what, where, fix
        message = f"{where}: {what}" if where else what
        if fix:
            message = f"{message}. {fix}"
        # one line, whatever the values hold
        text = printable_line(message).rstrip(".")
        super().__init__(text if text.endswith("?") else f"{text}.")


class UnusableError(InputError):
    """A log that cannot be concluded from; the command ends with exit code 3, not 2."""
