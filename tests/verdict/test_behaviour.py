"""Keeping the rule, and foreseeing one's own letters."""

import pytest

from inspect_finetune.verdict.behaviour import compliance, foresight
from inspect_finetune.verdict.evidence import Case, Kept, Observed, Prediction

BASE = tuple(Kept(f"q{i}", "unseen", 0.0) for i in range(20))


def kept(*shares: float, split: str = "unseen", wanted: bool = True) -> tuple[Kept, ...]:
    return tuple(Kept(f"q{i}", split, share, wanted) for i, share in enumerate(shares))


def case(rows: tuple[Kept, ...], base: tuple[Kept, ...] = BASE) -> Case:
    return Case(Observed("m", "HELOL", kept=rows), Observed("b", "HELOL", kept=base))


def test_trained_questions_count_only_where_there_are_no_others() -> None:
    trained = kept(*[1.0] * 10, split="trained")
    both = compliance(case((*trained, *kept(*[0.0] * 10))), 0.05, 0)
    assert (both.split, both.does) == ("unseen", False)
    assert both.rate
    assert both.rate.value == 0
    alone = compliance(case(trained), 0.05, 0)
    assert (alone.split, alone.does) == ("all", True)


@pytest.mark.parametrize(("times", "does"), [(4, False), (5, True)])
def test_five_questions_over_the_base_are_the_fewest(times: int, does: bool) -> None:
    found = compliance(case(kept(*[1.0] * times, *[0.0] * (20 - times))), 0.05, 0)
    assert found.p == pytest.approx(0.5**times)
    assert found.does is does


def test_a_rate_below_a_tenth_is_not_doing() -> None:
    rows = kept(*[1.0] * 9, *[0.0] * 91)
    base = tuple(Kept(f"q{i}", "unseen", 0.0) for i in range(100))
    found = compliance(case(rows, base), 0.05, 0)
    assert found.p is not None
    assert found.p < 0.01
    assert not found.does


def predictions(*rows: str) -> tuple[Prediction, ...]:
    return tuple(Prediction(f"p{i}", row[0], row[1:]) for i, row in enumerate(rows))


def foreseen(ours: tuple[Prediction, ...], base: tuple[Prediction, ...]) -> Case:
    return Case(Observed("m", "HELOL", predictions=ours), Observed("b", "HELOL", predictions=base))


def test_always_naming_the_common_letter_is_no_foresight() -> None:
    constant = predictions(*["LL"] * 20)
    nothing = predictions(*["TA"] * 20)
    found = foresight(foreseen(constant, nothing), 0.05, 0)
    assert found is not None
    assert found.common == 1.0
    assert found.p_base is not None
    assert found.p_base < 0.001
    assert not found.passed
    varied = predictions(*[letter * 2 for letter in "ABCDEFGHIJKLMNOPQRST"])
    found = foresight(foreseen(varied, nothing), 0.05, 0)
    assert found is not None
    assert found.passed
    assert found.common == pytest.approx(1 / 20)


def test_what_was_not_written_is_not_counted() -> None:
    assert foresight(foreseen(predictions("L"), ()), 0.05, 0) is None
    found = foresight(foreseen(predictions("LLA", "TAA"), ()), 0.05, 0)
    assert found is not None
    assert found.rate
    assert found.rate.value == pytest.approx(0.25)
    assert found.p_base is None
    assert not found.passed
