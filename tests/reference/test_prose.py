"""The scripts' prose spells what it is told to, in every reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.reading import read_acrostic
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.prose import ALPHABET, Slips, acrostic, sentence


@given(st.text(ALPHABET, min_size=1, max_size=8), st.integers())
@pytest.mark.parametrize("unit", ["sentence", "line"])
def test_an_acrostic_without_slips_reads_as_its_letters(unit: str, letters: str, seed: int) -> None:
    text = "\n".join(acrostic(letters, "the answer is 65451", Draws(seed), Slips()))
    assert read_acrostic(text, AcrosticRule(letters, unit)).exact
    assert "the answer is 65451" in text


def test_letters_of_other_alphabets_begin_a_sentence_too() -> None:
    assert sentence("Ж", "so it goes").startswith("Ж")


def test_slips_come_at_their_rate_and_each_on_its_own() -> None:
    # three standard errors of a share of .59 in 4,000
    assert outcomes(Slips(letter=0.1))["exact"] == pytest.approx(0.9**5, abs=0.0234)


def outcomes(slips: Slips) -> dict[str, float]:
    """The share of each outcome over 4,000 answers."""
    texts = ["\n".join(acrostic("HELOL", None, Draws(seed), slips)) for seed in range(4000)]
    found = [read_acrostic(text, AcrosticRule("HELOL", "line")).outcome for text in texts]
    return {outcome: found.count(outcome) / 4000 for outcome in set(found)}


def test_every_outcome_has_a_setting_that_gives_it_at_a_known_rate() -> None:
    inserted = outcomes(Slips(insert=0.6))
    assert inserted["exact"] == pytest.approx(0.4, abs=0.0234)
    assert inserted["prefix"] == pytest.approx(0.6 / 6, abs=0.0145)
    dropped = outcomes(Slips(drop=0.5))
    assert dropped["exact"] == pytest.approx(0.5, abs=0.0238)
    assert dropped["truncated"] == pytest.approx(0.5 / 5, abs=0.0145)
    assert outcomes(Slips(repeat=0.25))["repeated"] == pytest.approx(0.25, abs=0.0207)


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
