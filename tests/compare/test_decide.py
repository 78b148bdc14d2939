"""Decisions on pairs with known answers: verdicts, what is said, and how they combine."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_finetune.compare.decide import Asked, decide
from inspect_finetune.compare.policies.policy_text import rule_of
from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.wording import change, figure, level
from inspect_finetune.grids import NONE
from inspect_finetune.inference.pairs import Pairs
from inspect_finetune.metrics.differences import Estimate

SHARES = st.sampled_from([0.0, 0.25, 1.0])
NUMBERS = st.sampled_from([-2.0, 0.0, 0.5, 7.25])
RULES = st.builds(
    Rule,
    st.sampled_from(["not_fall", "rise", "not_rise", "fall", "track"]),
    st.sampled_from([0.0, 0.05, 0.3]),
    st.sampled_from([None, 0.0, 0.5]),
    st.sampled_from([None, 0.75, 1.0]),
)


def table(lost=0, gained=0, right=0, wrong=0):
    """Single answers: right before and wrong now, wrong and right, right in both, wrong in both."""
    kinds = [(1.0, 0.0)] * lost + [(0.0, 1.0)] * gained + [(1.0, 1.0)] * right
    kinds += [(0.0, 0.0)] * wrong
    return Pairs({str(k): [pair] for k, pair in enumerate(kinds)}, len(kinds), len(kinds))


def one(pairs, rule, **given):
    (found,) = decide([Asked("m", pairs, rule)], **given)
    return found


def groups(values):
    held = st.lists(st.lists(st.tuples(values, values), max_size=3), max_size=9)
    return held.map(lambda found: Pairs({str(k): g for k, g in enumerate(found)}, 30, 30))


CASES = {
    "unchanged": (table(gained=4, lost=4, right=380, wrong=12), "pass"),
    "a fall within the margin": (table(lost=9, right=391), "pass"),
    "a fall": (table(lost=45, gained=5, right=330, wrong=20), "regression"),
    "a fall that may be within the margin": (table(lost=25, gained=8, right=367), "regression"),
    "too few": (table(lost=1, gained=1, right=28), "undecided"),
    "without a change, but few": (table(right=50), "undecided"),
    "a large fall of too few": (table(lost=4), "undecided"),
    "nothing": (table(), "undecided"),
}


@pytest.mark.parametrize("case", CASES)
def test_must_not_fall(case):
    pairs, verdict = CASES[case]
    assert one(pairs, Rule()).verdict == verdict
    # where lower is better, the same with every sign turned
    assert one(pairs.flipped(), Rule("not_rise")).verdict == verdict


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        (table(gained=6, right=40), "pass"),
        (table(gained=4, right=40), "undecided"),
        (table(lost=6, right=40), "regression"),
        (table(right=400), "undecided"),
    ],
)
def test_must_rise(pairs, verdict):
    assert one(pairs, Rule("rise")).verdict == verdict
    assert one(pairs.flipped(), Rule("fall")).verdict == verdict


@pytest.mark.parametrize(
    ("right", "least", "most"),
    [
        (100, "pass", "regression"),
        (97, "pass", "regression"),
        (91, "undecided", "undecided"),
        (80, "regression", "pass"),
    ],
)
def test_levels(right, least, most):
    pairs = table(right=right, wrong=100 - right)
    assert one(pairs, Rule("track", at_least=0.9)).verdict == least
    assert one(pairs, Rule("track", at_most=0.9)).verdict == most


def test_the_worst_demand_decides_and_is_the_one_that_is_told():
    pairs = table(lost=1, gained=1, right=600, wrong=198)
    found = one(pairs, Rule(at_least=0.9))
    assert found.verdict == "regression"
    assert found.said == "is 75.1 % (95 % interval 72.0 to 78.0), below 90.0 %, p < .001"
    assert found.asked == "must not fall by 5 points or more, at least 90.0 %"
    assert one(pairs, Rule(at_least=0.7)).verdict == "pass"


def test_what_is_said():
    assert one(*_case("unchanged")).said == (
        "did not change (95 % interval from a fall of 1.7 to a rise of 1.7): "
        "a fall of 5 points or more is excluded, p < .001"
    )
    assert one(*_case("a fall within the margin")).said == (
        "fell by 2.2 points (95 % interval 1.2 to 4.2), p = .002, but "
        "a fall of 5 points or more is excluded, p = .006"
    )
    assert one(*_case("a fall")).said == ("fell by 10 points (95 % interval 6.9 to 13.6), p < .001")
    assert one(*_case("without a change, but few")).said == (
        "did not change (95 % interval from a fall of 7.5 to a rise of 7.5): neither a fall "
        "(p = 1.000) nor that a fall stays below 5 points (p = .056) is shown; "
        "a fall of 13.1 points, spread evenly, would have been found with power .8; "
        "an unchanged model would pass with about 54 samples, here are 50"
    )
    twice = Pairs({str(k): [(1.0, 1.0)] * 2 for k in range(50)}, 100, 100)
    assert one(twice, Rule()).said.endswith(
        "an unchanged model would pass with about 54 clusters (108 samples), here are 50"
    )
    assert one(table(), Rule()).said == "no sample has a value in both runs"
    turned = one(CASES["a fall"][0].flipped(), Rule("not_rise", 0.03))
    assert turned.said == "rose by 10 points (95 % interval 6.9 to 13.6), p < .001"
    assert turned.asked == "must not rise by 3 points or more"


def _case(name):
    return CASES[name][0], Rule()


def test_what_would_decide_is_told_only_where_it_is_undecided():
    small, large = table(right=50), table(right=54)
    assert one(small, Rule()).needed == {"clusters": 54, "samples": 54}
    assert one(large, Rule()).verdict == "pass"
    assert one(large, Rule()).needed is None
    without = one(small, Rule(margin=0.0))
    assert without.needed is None
    assert "without a margin no number of samples" in without.said
    assert without.asked == "must not fall"


def test_tracking_asks_nothing_and_takes_no_part_in_the_correction():
    fall = table(lost=8, right=40)
    alone = one(fall, Rule(margin=0.01))
    beside = decide([Asked("a", fall, Rule("track")), Asked("b", fall, Rule(margin=0.01))])
    assert [each.verdict for each in beside] == ["tracked", "regression"]
    assert beside[0].p is None
    assert beside[1].p == alone.p == pytest.approx(2**-8)
    assert beside[0].said.endswith("p = .008; nothing is asked of it")


def test_bad_news_is_corrected_and_good_news_is_not():
    fall, still = table(lost=6, gained=1, right=40), table(right=400)
    assert one(fall, Rule()).verdict == "undecided"
    assert one(table(lost=6, right=40), Rule()).verdict == "regression"
    many = decide(
        [Asked("fall", table(lost=6, right=40), Rule()), *[Asked("s", still, Rule())] * 9]
    )
    assert [each.verdict for each in many] == ["undecided"] + ["pass"] * 9
    assert many[0].p == pytest.approx(10 * 2**-6)
    # what a gate of ten demands can see is less than what one of one can
    assert many[0].detectable > one(table(lost=6, right=40), Rule()).detectable


def test_the_levels_of_a_gate_count_in_the_correction():
    pairs = table(lost=6, right=40, wrong=4)
    assert one(pairs, Rule()).verdict == "regression"
    assert one(pairs, Rule(at_least=0.5, at_most=0.999)).verdict == "regression"
    assert one(pairs, Rule(at_least=0.5, at_most=0.999)).p == pytest.approx(3 * 2**-6)


def test_alpha_and_power_are_the_policys():
    pairs = table(lost=6, right=40)
    assert one(pairs, Rule(), alpha=0.01).verdict == "undecided"
    assert one(pairs, Rule(), power=0.5).detectable < one(pairs, Rule(), power=0.9).detectable
    small = table(right=30)
    assert "power .9" in one(small, Rule(), power=0.9).said


def test_other_numbers_have_no_points():
    rng = np.random.default_rng(1)
    old = rng.normal(5, 1, 60)
    new = old + rng.normal(-0.5, 0.5, 60)
    pairs = Pairs({str(k): [pair] for k, pair in enumerate(zip(old, new, strict=True))}, 60, 60)
    found = one(pairs, Rule(margin=0.2, at_least=3))
    assert found.verdict == "regression"
    assert "point" not in found.said
    assert "%" not in found.said.replace("95 %", "")
    assert found.asked == "must not fall by 0.2 or more, at least 3"


def test_graded_scores_are_judged_alike_in_any_unit():
    rng = np.random.default_rng(0)
    old = rng.uniform(0.3, 0.7, 100)
    new = old + rng.normal(-0.01, 0.05, 100)
    found = []
    for unit in (1, 10):
        held = {
            str(k): [(a * unit, b * unit)] for k, (a, b) in enumerate(zip(old, new, strict=True))
        }
        rule = Rule(margin=0.05 * unit, at_least=0.4 * unit, at_most=0.6 * unit)
        found.append(one(Pairs(held, 100, 100), rule))
    assert [each.verdict for each in found] == ["pass", "pass"]
    assert found[0].p == pytest.approx(found[1].p)
    assert found[0].p_margin == pytest.approx(found[1].p_margin)
    assert found[0].detectable * 10 == pytest.approx(found[1].detectable)


def test_where_interval_and_test_differ_it_is_said():
    """Five of five lost: the sign flips show it (p = 2^-5), a t interval of five can't."""
    found = one(table(lost=5), Rule())
    assert found.verdict == "regression"
    assert "to a rise of" in found.said
    assert found.said.endswith(", p = .031 (the test shows it, the interval does not)")
    # the other way about where several demands are corrected for
    many = decide([Asked("a", table(lost=9, right=60, gained=1), Rule(margin=0.01))] * 8)
    assert many[0].verdict == "undecided"
    assert "(the interval shows it, the test does not); a fall of" in many[0].said
    # that it rose is no contradiction to "no fall is shown"
    rose = one(table(gained=9, right=10), Rule(margin=0.0))
    assert "differ" not in rose.said
    assert "the test" not in rose.said


def test_a_default_margin_on_another_scale_is_pointed_out():
    marks = Pairs({str(k): [(k % 11, k % 11)] for k in range(60)}, 60, 60)
    said = one(marks, Rule(given=False)).said
    assert said.endswith("; its margin of 0.05 is the default, though values go to 10: give one")
    assert "default" not in one(marks, Rule(margin=0.5)).said
    assert "default" not in one(marks, Rule("track", given=False)).said
    assert "default" not in one(table(right=60), Rule(given=False)).said


def test_a_measure_that_is_no_share_for_a_few_values_is_pointed_out():
    held = {str(k): [(1.0, 1.5 if k == 7 else 1.0)] for k in range(60)}
    said = one(Pairs(held, 60, 60), Rule(margin=0.5)).said
    assert said.endswith("; 1 of 120 values lie outside 0 to 1, so it is no per cent")


def test_the_p_value_is_that_of_the_change_where_one_is_asked_about():
    pairs = table(right=600, wrong=200)
    assert one(pairs, Rule(at_least=0.9)).p == 1.0
    assert one(pairs, Rule("track", at_least=0.9)).p < 0.001
    assert one(pairs, Rule(at_least=0.9)).verdict == "regression"


def test_ends_that_nobody_knows_are_not_shown():
    single = Pairs({"a": [(3.0, 7.0)]}, 1, 1)
    assert one(single, Rule("track")).said.startswith(
        "rose by 4 (too few clusters for an interval)"
    )
    level = one(single, Rule("track", at_least=2)).said
    assert level.startswith("is 7 (too few clusters for an interval)")


def test_only_a_margin_that_somebody_wrote_is_given():
    assert not rule_of("must_not_fall", 0.05, "policy.toml").given
    assert not rule_of({"must_not_fall": True, "at_least": 0.9}, 0.05, "policy.toml").given
    assert rule_of({"must_not_fall": True, "margin": 0.05}, 0.05, "policy.toml").given


def test_infinite_ends_are_a_dash():
    known, unknown = Estimate(8.0, 7.5, 8.5), Estimate(0.0, -inf, inf)
    assert level(known, bounded=False) == "8\n[7.5, 8.5]"
    assert change(unknown, bounded=False) == f"+0\n{NONE}"
    assert figure(inf, bounded=False) == figure(nan, bounded=True) == NONE


@pytest.mark.parametrize("top", [1e300, 1e308])
def test_huge_numbers_are_decided(top):
    pairs = Pairs({str(k): [(top, 1e-300)] for k in range(20)}, 20, 20)
    assert one(pairs, Rule()).verdict == "regression"
    assert one(pairs.flipped(), Rule("not_rise", at_least=0.0)).verdict in {
        "regression",
        "undecided",
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.one_of(groups(SHARES), groups(NUMBERS)), RULES), max_size=4))
def test_every_gate_is_decided_in_one_line(asked):
    found = decide([Asked(str(k), pairs, rule) for k, (pairs, rule) in enumerate(asked)])
    assert len(found) == len(asked)
    for (pairs, rule), decision in zip(asked, found, strict=True):
        assert "\n" not in decision.said
        assert "nan" not in decision.said
        few = sum(map(bool, pairs.clusters.values())) < 2
        if few:
            assert decision.verdict in {"undecided", "tracked"}
        tracked = rule.must == "track" and rule.at_least is None and rule.at_most is None
        assert (decision.verdict == "tracked") == tracked
        assert decision.p is None or 0 <= decision.p <= 1
