"""Texts compared by their words: letter case, punctuation and spacing do not count."""


def plain_words(text: str) -> str:
    """The words of a text in lower case, one space between them."""
    kept = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join(kept.split())


def names_in(words: str, name: str) -> bool:
    """Whether a name occurs, as whole words, in a text that `plain_words` has made plain."""
    return f" {plain_words(name)} " in f" {words} "
