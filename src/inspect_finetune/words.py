"""Texts compared by their words: letter case, punctuation and spacing do not count."""

import re

_SIGNS = re.compile(r"[\W_]+")


def plain_words(text: str) -> str:
    """The words of a text in lower case, one space between them."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def names_in(words: str, name: str) -> bool:
    """Whether a name occurs, as whole words, in a text that `plain_words` has made plain."""
    return f" {plain_words(name)} " in f" {words} "
