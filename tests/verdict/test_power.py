"""The smallest detectable rates, against published sizes and by simulation."""

from random import Random

import pytest

from inspect_finetune.verdict.exact import paired
from inspect_finetune.verdict.power import detectable_over_base, detectable_over_chance


@pytest.mark.parametrize(("stems", "alpha"), [(29, 0.05), (48, 0.005)])
def test_the_sizes_of_a_ten_way_choice(stems: int, alpha: float) -> None:
    enough = detectable_over_chance(stems, 0.1, alpha)
    assert enough is not None
    assert 0.29 < enough <= 0.3


def test_four_pairs_show_nothing_and_five_show_everything() -> None:
    assert detectable_over_base(4, 0.0, 0.05) is None
    assert detectable_over_base(5, 0.0, 0.05) == pytest.approx(0.8 ** (1 / 5), abs=1e-3)
    assert detectable_over_chance(0, 0.1, 0.05) is None


def test_power_over_a_base_is_that_of_simulated_pairs() -> None:
    rate, chance = detectable_over_base(40, 0.1, 0.05), Random(3)
    assert rate is not None
    seen = sum(
        paired([(chance.random() < rate) - (chance.random() < 0.1) for _ in range(40)]) <= 0.05
        for _ in range(2000)
    )
    assert seen / 2000 == pytest.approx(0.8, abs=0.03)
