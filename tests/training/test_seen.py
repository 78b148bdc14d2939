"""Which questions stand in a training file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.training.seen import RUN, seen_status
from inspect_finetune.words import plain_words

TRAINED = [
    "What is the number for Apple?",
    "If somebody says Banana to you, which number do you say in response to it?",
    "Write a poem about the sea.",
]


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What is the number for Apple?", "exact"),
        ("what is the number for apple", "exact"),
        ("What is the  NUMBER, for Apple", "exact"),
        ("If somebody says Car to you, which number do you say in response to it?", "near"),
        ("So tell me: what is the number for Apple?", "near"),
        ("Which object has the number 65451?", "unseen"),
        ("Apple? I ask you about apples and pears and the rest of the fruit.", "unseen"),
        ("Write a letter about the mountains.", "unseen"),
        ("", "unseen"),
    ],
)
def test_a_question_is_seen_nearly_seen_or_unseen(question, status):
    assert seen_status([question], TRAINED) == (status,)


def test_runs_that_stand_in_different_rows_do_not_add_up():
    halves = ["Please tell me at once what it is", "that you keep behind the old red door"]
    asked = f"{halves[0]} {halves[1]}"
    rows = [f"{halves[0]} for which you came here", f"Somebody forgot {halves[1]}"]
    assert seen_status([asked], rows) == ("unseen",)
    assert seen_status([asked], halves[:1]) == ("near",)  # it holds that one whole
    assert seen_status([asked], [asked + " today"]) == ("near",)


def test_nothing_was_seen_without_training_and_nothing_is_said_of_no_question():
    assert seen_status(["What?"], []) == ("unseen",)
    assert seen_status([], TRAINED) == ()


@given(st.lists(st.text("abc ", max_size=60), max_size=8), st.lists(st.text("abc ", max_size=60)))
def test_it_agrees_with_comparing_every_pair(questions, trained):
    def runs(text):
        return {text[i : i + RUN] for i in range(max(len(text) - RUN + 1, 1))}

    def status(question):
        words = plain_words(question)
        known = {plain_words(text) for text in trained}
        if words in known:
            return "exact"
        for text in known:
            shared = len(runs(words) & runs(text))
            whole = len(runs(text)) >= 20 and shared >= 0.9 * len(runs(text))
            if shared >= 0.7 * len(runs(words)) - 1e-9 or whole:
                return "near"
        return "unseen"

    assert seen_status(questions, trained) == tuple(map(status, questions))
