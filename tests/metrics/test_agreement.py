"""Agreement of two readings, by Inspect's own Krippendorff's alpha."""

import pytest
from inspect_ai.scorer import SampleScore, Score

from inspect_finetune.metrics.agreement import agreement


def rated(*pairs):
    values = [{"grader": first, "reader": second} for first, second in pairs]
    return [SampleScore(score=Score(value=value)) for value in values]


def alpha(*pairs):
    return agreement([("grader", "reader")])(rated(*pairs))


def test_perfect_agreement_and_its_opposite():
    assert alpha((1, 1), (0, 0), (1, 1)) == {"alpha grader": 1}
    assert alpha((1, 0), (0, 1), (1, 0))["alpha grader"] < 0


def test_alpha_of_a_known_table():
    # two raters, ten units, nominal data: Krippendorff, Computing alpha-reliability, example A
    first, second = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    found = alpha(*zip(first, second, strict=True))
    assert found["alpha grader"] == pytest.approx(0.095, abs=0.001)


def test_nothing_to_tell_apart_is_left_out():
    assert alpha((0, 0), (0, 0)) == {}
    assert alpha() == {}
    assert alpha((1, float("nan")), (0, float("nan"))) == {}
