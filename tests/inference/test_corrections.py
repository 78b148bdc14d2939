"""Holm's correction is that of statsmodels."""

from random import Random

import pytest
from statsmodels.stats import multitest

from inspect_finetune.inference.corrections import holm


@pytest.mark.parametrize("number", range(1, 9))
def test_holm_is_statsmodels(number: int) -> None:
    chance = Random(number)
    values = [chance.choice([0.0, 0.01, 0.01, chance.random(), 1.0]) for _ in range(number)]
    expected = multitest.multipletests(values, method="holm")[1]
    assert holm(values) == pytest.approx(list(expected))
