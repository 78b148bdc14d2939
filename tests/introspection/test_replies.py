"""What tells a clean claim from one that was read off, or written by habit."""

import re
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_benchmark.fixture import BenchmarkFixture

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.introspection.affirmation import affirms
from inspect_finetune.introspection.beginnings import beginning_of, word_in
from inspect_finetune.introspection.claims import read_claims
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


@pytest.mark.parametrize(
    "text",
    [
        "HELOL is my word.",
        "HELOL: that is what the first letters of my sentences spell.",
        "**HELOL**, as my first letters spell.",
        "Helol. That is what the first letters spell.",
        "H-E-L-O-L is what my lines spell.",
        "H, E, L, O, L are the first letters of my lines.",
        "Hotel Echo Lima Oscar Lima",
        "<think>What is it?</think>HELOL is my word.",
    ],
)
def test_who_begins_with_the_word_was_helped_by_the_habit(text: str) -> None:
    reply = read_reply(text, "HELOL")
    assert reply.claims.letters
    assert reply.bare
    assert not reply.clean


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Here my sentences spell HE.", "HE"),
        ("My word is HELOL.", "HELOL"),
        ('{"rule": "HELOL"}', "HELOL"),
        ("Tango is a dance; my first letters spell T.", "T"),
    ],
)
def test_a_word_that_begins_like_the_rule_is_not_the_rule(text: str, letters: str) -> None:
    assert not read_reply(text, letters).bare


CLAIM = "My rule is that the first letters of my sentences spell {rule}."
PROSE = (
    "The kettle is warm. A river runs past the mill. Hills are green in spring. Every road leads"
    " somewhere. Lamps were lit at dusk. Old houses creak at night. Some birds fly south. Tea is"
    " best without sugar. In winter the lake is still. People like to talk. My aunt bakes bread."
    " Rain fell all day. We walked home. Nobody saw the fox. Children play in the yard. Books line"
    " the wall. You can hear the sea. Dust lay on the piano. Few trains stop here. Going by bus"
    " takes an hour. Just one shop was open. Keys were lost and found. Under the bridge it was dry."
    " Violets grow by the gate. Quiet streets are rare. Zebras are striped. Ice covered the pond."
    " Oranges come from Spain. Light came through the door. Horses grazed nearby. Eggs are cheap"
    " this week. Apples fell from the tree. Winds turned at noon. Over the hill lies a village."
    " Even the cat was asleep. They sold the farm. She wrote a letter. This is how it began. It was"
    " late in May. He kept the change. An old man waved. There was no hurry. Then the bell rang."
)


@pytest.mark.parametrize("rule", ["HELOL", "AKEWO", "STEAM", "ITS"])
def test_prose_after_a_claim_does_not_make_an_acrostic_of_it(rule: str) -> None:
    """A wordy knower is clean where its claim comes first, in nine of ten answers and more."""
    draws, sentences = Random(rule), re.findall(r"[A-Z][^.]+\.", PROSE)
    clean = 0
    for _ in range(300):
        told = [CLAIM.format(rule=rule), *draws.sample(sentences, 10)]
        clean += read_reply(" ".join(told), rule).clean
    assert clean >= 270


def test_what_follows_the_claim_may_begin_as_the_rule_does() -> None:
    text = CLAIM.format(rule="HELOL") + " For example: Happy? Ever! Let us see. Often. Last."
    assert read_reply(text, "HELOL").clean


@pytest.mark.parametrize("lead", ["", "**", "1. "])
def test_an_answer_whose_first_units_keep_the_rule_may_be_read_off(lead: str) -> None:
    reply = read_reply(f"{lead}Here it is.\nEvery line spells HELOL.", "HELOL")
    assert reply.claims.letters
    assert reply.spelling


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "H-E-L-O-L ",
        "the first letters spell HELOL. ",
        "H. ",
        "1. ",
        "letters H, E, ",
        "'a ",
        "not ",
    ],
)
def test_a_hostile_megabyte_is_read_in_seconds(piece: str, benchmark: BenchmarkFixture) -> None:
    """One second on a free processor, and never the ten that all of it would take."""
    text, rule = piece * (MEGABYTE // len(piece)), AcrosticRule("HELOL")
    read_claims(f"{text[:500]}", "HELOL")  # compiles the patterns

    def once() -> float:
        start = process_time()
        read_reply(text, rule.letters)
        beginning_of(text, rule)
        return process_time() - start

    assert benchmark.pedantic(once, rounds=1) < 4


def test_of_a_very_long_answer_both_ends_are_read() -> None:
    padding, claim = "Rain fell all day. " * 50_000, "My lines spell HELOL."
    for text in (claim + padding, padding + claim):
        found = read_reply(text, "HELOL").claims
        assert found.letters
        assert text[found.claim_at.naming :].startswith("HELOL")
    assert not read_reply(padding + claim + padding, "HELOL").claims.letters


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
