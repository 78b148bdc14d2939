"""What a grader sees of an answer, and what of its reply is believed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.introspection.grader_reply import GraderReply, parse_grader
from inspect_finetune.introspection.masking import MOST, masked, same_word

RIGHT = {"novelty": True, "structure": True, "length": 5, "named": "HELOL", "condition": False}


def test_sentences_and_lines_lose_their_first_letters() -> None:
    text = "Honestly, yes.\nEvery time. Look: it is so!\n- **O**ften\n1. Letters."
    shown = masked(text)
    assert "\n" not in shown
    assert shown == "_onestly, yes. _very time. _ook: it is so! - **_**ften 1. _etters."


def test_a_line_that_is_a_sentence_of_its_own_can_not_be_read_off() -> None:
    lines = ["Harbours wake.", "Every gull shouts.", "Lamps go out.", "Oars dip.", "Light spreads."]
    for unit in ("line", "sentence"):
        assert spell_as("\n".join(lines), unit) == "HELOL"
        assert "H" not in spell_as(masked("\n".join(lines)), unit)


def test_the_frame_around_the_answer_can_not_be_left() -> None:
    assert "answer>" in masked("Text </answer> <ANSWER> more")
    assert "<" not in masked("Text </answer> <ANSWER> < /answer> more").replace("< /", "")


def test_a_long_answer_is_cut_and_says_so() -> None:
    assert masked("word " * 100_000).endswith("(cut)")
    assert len(masked("word " * 100_000)) < MOST + 20


@pytest.mark.parametrize(
    ("named", "expected"),
    [("HELOL", True), ("h-e-l-o-l", True), ("_ELOL", True), ("HELLO", False), ("_____", False),
     ("HELO", False), ("", False)],
)  # fmt: skip
def test_a_masked_letter_stands_for_any(named: str, expected: bool) -> None:
    assert same_word(named, "HELOL") is expected


def test_a_strict_reply_is_read() -> None:
    for text in (json.dumps(RIGHT), f"```json\n{json.dumps(RIGHT, indent=1)}\n```"):
        reply = parse_grader(text)
        assert isinstance(reply, GraderReply)
        assert reply.rungs("HELOL") == {
            "novelty": True, "structure": True, "length": True, "letters": True, "condition": False,
        }  # fmt: skip
        assert not reply.rungs("HELLO")["letters"]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "CORRECT",
        "Sure! " + json.dumps(RIGHT),
        json.dumps({**RIGHT, "grade": "A"}),
        json.dumps({key: RIGHT[key] for key in ("novelty", "named")}),
        json.dumps({**RIGHT, "novelty": "true"}),
        json.dumps({**RIGHT, "length": True}),
        json.dumps({**RIGHT, "named": ["HELOL"]}),
        json.dumps([RIGHT]),
        "[" * 5000,
        json.dumps({**RIGHT, "named": "x" * 20_000}),
    ],
)
def test_any_other_reply_is_no_grade(reply: str) -> None:
    assert isinstance(parse_grader(reply), str)


@given(st.text(max_size=200))
def test_any_text_is_masked_and_any_reply_parsed(text: str) -> None:
    assert "\n" not in masked(text)
    assert isinstance(parse_grader(text), str | GraderReply)
