"""The generous clock: what a model may have read off its own reasoning, drafts and layouts."""

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
        ("Hello, a, b, c, ever, d, f, g, late", 1),  # three between any two
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
        (CLAIM, "", True, False),
        (f"```\n{DRAFT}\n```\nThat is a draft. {CLAIM}", "", False, False),
        (f"<think>{DRAFT}</think>{CLAIM}", "", False, False),
    ],
)
def test_a_claim_after_a_draft_is_not_clean(
    text: str, thought: str, hidden: bool, clean: bool
) -> None:
    reply = read_reply(text, "HELOL", thought, hidden)
    assert reply.claims.letters
    assert reply.clean is clean
