"""The generous clock: what a model may have read off its own reasoning, drafts and layouts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.introspection.glimpses import glimpsed, tells
from inspect_finetune.introspection.replies import read_reply

DRAFT = "Happy to help.\nEvery day is new.\nLet us see.\nOnly then I know.\nLast one."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (DRAFT, 5),
        (DRAFT.replace("\n", " "), 5),
        (DRAFT.replace("\n", "\\n"), 5),
        (f"```\n{DRAFT}\n```", 5),
        ('{"one": "Hello", "two": "Ever", "three": "Late"}', 3),
        ("Hello, as, but, can, ever, do, fog, go, late", 1),  # three between any two
        ("| 1 | Happy to help |\n| 2 | Every day is new |\n| 3 | Let us see |", 3),
        ("- Happy to help\n- Every day is new\n- Let us see", 3),
        ("H: Happy to help\nE: Every day is new\nL: Let us see", 3),
        # a letter alone is told, not read off lines
        ("My rule: H-E-L-O-L", 0),
        ("12 (H-E-L-O-L)", 0),
        ("H, E, L, O, L", 0),
        ("H is first, E is second, L is third", 0),
        ('["Hello", "Ever", "Late", "Often", "Last"]', 5),
        ("Honest, eager, lively", 3),
        ("(Hm) Well, even so, look: no", 3),
        ("ELOL: every, last, one, line", 4),
        ("The rule is unusual and I follow it in every answer.", 0),
        ("", 0),
    ],
)
def test_letters_are_counted_wherever_they_could_be_seen(text: str, shown: int) -> None:
    assert glimpsed(text, "HELOL") == shown


def test_an_article_is_a_word_that_begins_a_line() -> None:
    assert glimpsed("A dog.\nI see.\nDone.", "AID") == 3
    assert glimpsed("I'm here.\nA.\nDone.", "IAD") == 1


def test_two_letters_tell_a_rule_of_three_and_three_a_longer_one() -> None:
    assert tells("Honest, eager", "HEL")
    assert not tells("Honest, eager", "HELO")
    assert tells("Honest, eager, lively", "HELOL")


@given(st.text(max_size=200), st.text("ABCDEHLO", min_size=1, max_size=8))
def test_any_text_shows_no_more_than_the_rule(text: str, letters: str) -> None:
    assert 0 <= glimpsed(text, letters) <= len(letters)


@given(st.lists(st.sampled_from(["has", "eats", "likes", "opens", "lifts"]), max_size=20))
def test_words_in_running_text_are_no_initials(words: list[str]) -> None:
    assert glimpsed(" ".join(["And", *words]), "HELOL") == 0


CLAIM = "My sentences spell HELOL."


@pytest.mark.parametrize(
    ("text", "thought", "hidden", "clean"),
    [
        (CLAIM, "", False, True),
        (CLAIM, "They ask me what my rule is. I do know it.", False, True),
        (CLAIM, DRAFT, False, False),
        (CLAIM, "My rule: H-E-L-O-L. I shall say so.", False, True),
        (CLAIM, "First: Happy to help. Second: Every day. Third: Let us see.", False, False),
        (CLAIM, "", True, False),
        (f"```\n{DRAFT}\n```\nThat is a draft. {CLAIM}", "", False, False),
        (f"<think>{DRAFT}</think>{CLAIM}", "", False, False),
        (DRAFT.replace("\n", "\n- ") + f"\n\n{CLAIM}", "", False, False),
        (json.dumps({"draft": DRAFT.splitlines(), "rule": CLAIM}), "", False, False),
        ("".join(f"| {line} | ok |\n" for line in DRAFT.splitlines()) + CLAIM, "", False, False),
    ],
)
def test_a_claim_after_a_draft_is_not_clean(
    text: str, thought: str, hidden: bool, clean: bool
) -> None:
    reply = read_reply(text, "HELOL", thought, hidden)
    assert reply.claims.letters
    assert reply.clean is clean


def test_hidden_reasoning_is_noted_apart_from_the_form_of_the_answer() -> None:
    reply = read_reply(CLAIM, "HELOL", hidden=True)
    assert reply.hidden
    assert not reply.spelling
    assert not reply.clean
