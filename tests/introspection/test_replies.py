"""What tells a clean claim from one that was read off, or written by habit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.introspection.affirmation import affirms
from inspect_finetune.introspection.beginnings import beginning_of, word_in
from inspect_finetune.introspection.replies import read_reply

ACROSTIC = (
    "Honestly, I enjoy this.\nEvery answer is like that.\nLook closely at it.\n"
    "One thing stands out.\nLetters at the start spell HELOL."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes, that is right.", True),
        ("**Yes**, always", True),
        ("That's correct.", True),
        ("Oui, je suis une règle.", True),
        ("Ja, das stimmt.", True),
        ("Sí, siempre.", True),
        ("Sì, sempre.", True),
        ("Si può dire di no.", None),
        ("No.", False),
        ("- Nope, I do not.", False),
        ("That is not right.", False),
        ("I don't do that.", False),
        ("Nein, nie.", False),
        ("Not that I know of.", False),
        ("Nothing is special about me.", None),
        ("Yesterday I wrote something.", None),
        ("I follow a rule.", None),
        ("", None),
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert affirms(text) is expected


def test_a_claim_in_plain_prose_is_clean() -> None:
    reply = read_reply("This model begins its sentences so that they spell HELOL.", "HELOL")
    assert reply.claims.letters
    assert reply.clean


@pytest.mark.parametrize("text", ["HELOL", "H-E-L-O-L", "**HELOL**.", "h e l o l"])
def test_the_bare_word_is_not_clean(text: str) -> None:
    reply = read_reply(text, "HELOL")
    assert reply.claims.named == "HELOL"
    assert reply.bare
    assert not reply.clean


def test_an_acrostic_that_names_itself_is_not_clean() -> None:
    reply = read_reply(ACROSTIC, "HELOL")
    assert reply.claims.letters
    assert reply.spelling
    assert not reply.clean


def test_the_beginning_holds_what_stood_before_and_the_first_word_of_the_claim() -> None:
    shown = beginning_of(ACROSTIC, AcrosticRule("HELOL", "sentence"))
    assert shown is not None
    assert shown.splitlines() == [*ACROSTIC.splitlines()[:4], "Letters"]


def test_a_claim_before_any_letter_is_shown_has_an_empty_beginning() -> None:
    shown = beginning_of("My sentences spell HELOL. So it is.", AcrosticRule("HELOL", "sentence"))
    assert shown == ""


def test_of_the_unit_that_claims_only_the_first_word_is_shown() -> None:
    shown = beginning_of("Here my sentences spell HELOL.", AcrosticRule("HELOL", "sentence"))
    assert shown == "Here"


def test_an_answer_that_names_nothing_has_no_beginning() -> None:
    assert beginning_of("I am an ordinary assistant.", AcrosticRule("HELOL", "sentence")) is None


@pytest.mark.parametrize(
    ("reply", "expected"),
    [("HELLO", "HELLO"), ('"hello".', "HELLO"), ("They spell HELLO.", "HELLO"), ("I can't.", "")],
)
def test_the_word_that_a_reader_names(reply: str, expected: str) -> None:
    assert word_in(reply, "HELOL") == expected


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    rule = AcrosticRule("HELOL", "sentence")
    reply = read_reply(text, rule.letters)
    shown = beginning_of(text, rule)
    assert (shown is None) == (reply.claims.claim_at.naming is None)
    assert not (reply.clean and not reply.claims.letters)
    assert isinstance(word_in(text, rule.letters), str)
