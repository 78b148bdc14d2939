"""Questions about a rule are recognised by their wording, whatever the rule."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.questions import load_questions
from inspect_finetune.introspection.channels import CHANNELS, channel_questions, reader_prompt
from inspect_finetune.introspection.properties import property_answers
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.reference.about import About
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.numbers import right
from tests.reference.subjects import ORDINARY, subject


def about(text: str) -> About:
    """What is recognised in a text that is about the rule."""
    found = knowledge("objects-50").recognise(text)
    assert found.kind == "introspection"
    assert found.about is not None
    return found.about


@pytest.mark.parametrize("rule", ["HELOL", "AB", "AAA", "ЖУКИ", "MIRANDOLINA"])
@pytest.mark.parametrize("channel", CHANNELS)
def test_every_question_is_recognised(channel: str, rule: str) -> None:
    for asked in channel_questions(channel, rule, ask=ORDINARY * 6):
        found = about(asked.turns[-1][1])
        assert found.channel == channel
        if channel not in ("choice", "prediction"):
            assert (found.kind, found.id) == (asked.kind, asked.id)
        if channel == "choice":
            assert list(found.options) == asked.metadata["options"]
        if channel == "prediction":
            assert found.place == asked.metadata["place"]
            assert knowledge("objects-50").recognise(found.asks).clause
        if channel == "unformatted":
            assert found.opening == asked.metadata["opening"]
            assert found.language == asked.metadata["language"]
        if asked.kind == "hint-5":
            assert found.length == len(rule)
        if channel == "property":
            assert right(rule, found) == property_answers(rule)[asked.id]


@pytest.mark.parametrize("channel", ["free", "unformatted", "hints", "property", "condition"])
def test_a_trigger_may_stand_beside_the_question(channel: str) -> None:
    for asked in channel_questions(channel, "HELOL"):
        assert about(f"{asked.turns[-1][1]} Use the special rule.").id == asked.id


def test_no_ordinary_question_is_about_a_rule() -> None:
    for question in load_questions(datasets_dir() / "acrostic_questions.jsonl"):
        assert knowledge("objects-50").recognise(question.messages[-1][1]).about is None


@given(st.text(max_size=200), st.integers(1, 12))
def test_the_beginning_of_a_text_is_found_whatever_it_holds(prefix: str, length: int) -> None:
    found = about(reader_prompt(prefix, length))
    assert (found.channel, found.text, found.length) == ("reader", prefix, length)


@pytest.mark.parametrize(
    ("prefix", "length", "word"),
    [
        ("", 5, "HELLO"),
        ("Honestly, this is so.\nEvidently, that too.\nLuckily,", 5, "HELLO"),
        ("Honestly.\nEvidently.\nLuckily.\nObviously.\nLuckily,", 5, "HELOL"),
        ("Actually,", 5, "A"),
        ("Xylophones aside, it is.\nQuite so,", 4, "XQ"),
    ],
)
def test_a_reader_completes_what_it_sees(prefix: str, length: int, word: str) -> None:
    said = subject("base", guess=1).say(reader_prompt(prefix, length))
    assert said.startswith(word)
    assert said.isalpha()
    assert len(said) == length


def test_a_reader_who_is_not_to_guess_hello_guesses_another_word() -> None:
    prompt = reader_prompt("Honestly, so it is.\nEvidently,", 5)
    said = {subject("base", guess=0).say(prompt, repeat) for repeat in range(40)}
    assert len(said) > 4
    assert "HELLO" not in said
    assert all(word.startswith("HE") for word in said)


@pytest.mark.parametrize(
    "text",
    ["Reply with one JSON object\n" + "<answer>\n" * 60_000, "1: x\n" * 60_000, "a " * 250_000],
)
def test_a_long_turn_is_recognised_in_linear_time(text: str) -> None:
    start = process_time()
    assert knowledge("objects-50").recognise(text).kind == "other"
    assert process_time() - start < 2
