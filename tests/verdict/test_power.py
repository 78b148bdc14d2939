"""The smallest detectable rates, against published sizes and by simulation."""

from random import Random

import pytest

from inspect_finetune.introspection.options import option_sets
from inspect_finetune.verdict.exact import mid_p, paired
from inspect_finetune.verdict.judge import judge
from inspect_finetune.verdict.power import detectable_over_base, detectable_over_chance
from inspect_finetune.verdict.power_choice import Block, detectable_choice
from inspect_finetune.verdict.power_property import detectable_property
from tests.verdict.subjects import Subject, against_base


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


def test_mid_p_is_between_the_exact_ones() -> None:
    assert mid_p(4, 8, 0.5) == pytest.approx(0.5)
    assert mid_p(8, 8, 0.5) == pytest.approx(0.5**9)
    assert mid_p(0, 0, 0.5) == 1.0


def test_the_rate_of_a_choice_is_the_one_that_passes_in_four_of_five() -> None:
    rule = "HELOL"
    design = tuple(
        Block(10, rule, tuple(sorted(one.word for one in options if one.word != rule)))
        for options in option_sets(rule)
    )
    rate = detectable_choice(design, 0.1, 0.05, 0.01)
    assert rate is not None

    def picks(options: tuple[str, ...], luck: Random) -> str | None:
        return luck.choice(options) if luck.random() > (rate or 0.0) - 0.01 else rule

    passed = 0
    for seed in range(60):
        found = judge(against_base(Subject(0.95, picks=picks), rule, seed))
        passed += next(one for one in found.channels if one.channel == "choice").passed
    assert 0.65 <= passed / 60 <= 0.97


def test_too_few_questions_see_nothing() -> None:
    assert detectable_choice((), 0.0, 0.05, 0.01) is None
    assert detectable_choice((Block(3, "AB", ("AC", "")),), 0.0, 0.05, 0.01) is None
    assert detectable_property(((1, 0.2, True), (1, 0.2, True)), 0.0, 0.05, 0.05) is None
    eight = detectable_property(((8, 0.15, True),) * 5, 0.0, 0.05, 0.01)
    assert eight is not None
    assert 0.6 <= eight <= 0.75
