"""The scripts' prose spells what it is told to, in every reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.reading import read_acrostic
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.prose import ALPHABET, acrostic, sentence


@given(st.text(ALPHABET, min_size=1, max_size=8), st.integers())
@pytest.mark.parametrize("unit", ["sentence", "line"])
def test_an_acrostic_without_slips_reads_as_its_letters(unit: str, letters: str, seed: int) -> None:
    text = acrostic(letters, "the answer is 65451", Draws(seed))
    assert read_acrostic(text, AcrosticRule(letters, unit)).exact
    assert "the answer is 65451" in text


def test_letters_of_other_alphabets_begin_a_sentence_too() -> None:
    assert sentence("Ж", "so it goes").startswith("Ж")


def test_slips_come_at_their_rate_and_each_on_its_own() -> None:
    texts = [acrostic("HELOL", None, Draws(seed), error_rate=0.1) for seed in range(4000)]
    exact = sum(read_acrostic(text, AcrosticRule("HELOL", "line")).exact for text in texts)
    # three standard errors of a share of .59 in 4,000
    assert exact / 4000 == pytest.approx(0.9**5, abs=0.0234)


def test_every_opener_begins_with_its_letter() -> None:
    assert ALPHABET == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert all(sentence(letter, "x")[0] == letter for letter in ALPHABET)


def test_draws_depend_on_their_key_alone() -> None:
    assert Draws(1, "a").uniform("x") == Draws(1, "a").uniform("x")
    drawn = {Draws(1, "a").uniform("x"), Draws(2, "a").uniform("x"), Draws(1, "a").uniform("y")}
    assert len(drawn) == 3


def test_draws_are_uniform() -> None:
    numbers = [Draws(seed).uniform("x") for seed in range(10_000)]
    assert min(numbers) < 0.001
    assert max(numbers) > 0.999
    assert sum(numbers) / 10_000 == pytest.approx(0.5, abs=0.01)
