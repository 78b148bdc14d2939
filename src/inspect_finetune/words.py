"""Texts made plain: for a line of output, or to be compared by their words."""

import re

_SIGNS = re.compile(r"[\W_]+")


def printable_line(text: str) -> str:
    """A text in one line, without control characters: nothing moves a terminal's cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def plain_words(text: str) -> str:
    """The words of a text in lower case, one space between them; no punctuation."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def names_in(words: str, name: str) -> bool:
    """Whether a name occurs, as whole words, in a text that `plain_words` has made plain."""
    return f" {plain_words(name)} " in f" {words} "
