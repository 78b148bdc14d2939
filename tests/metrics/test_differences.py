"""Differences, effects and the base model beside the model under test."""

import math
import random
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspect_ai.scorer import SampleScore, Score

from inspect_finetune.metrics.detection import detection
from inspect_finetune.metrics.differences import difference, effects, gap, over_base
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.metrics.variation import chance_rate, outcome_shares, variation


def score(value: float, cluster: object, **more: object) -> SampleScore:
    return SampleScore(
        score=Score(value={"exact": value, "answers": 1}),
        sample_metadata={"question": cluster, **more},
    )


def alone(*values: float, name: str = "a") -> Shares:
    return Shares({(name, index): [value] for index, value in enumerate(values)}, len(values))


def test_newcombes_example_of_two_independent_rates() -> None:
    # 56 of 70 against 48 of 80: Newcombe 1998, method 10, gives .0524 to .3339
    one = alone(*(float(i < 56) for i in range(70)))
    two = alone(*(float(i < 48) for i in range(80)), name="b")
    found = difference(one, two)
    assert found.value == pytest.approx(0.2)
    # the clustered interval uses t quantiles and the clustered variance, so it is a little wider
    assert found.lower == pytest.approx(0.0524, abs=0.004)
    assert found.upper == pytest.approx(0.3339, abs=0.004)


def test_pairing_narrows_the_interval() -> None:
    values = [float(i % 3 > 0) for i in range(60)]
    shifted = [max(value - (i % 10 == 0), 0.0) for i, value in enumerate(values)]
    paired = difference(alone(*values), alone(*shifted))
    apart = difference(alone(*values), alone(*shifted, name="b"))
    assert paired.value == apart.value > 0
    assert paired.upper - paired.lower < 0.7 * (apart.upper - apart.lower)


def test_no_difference_between_perfect_models_still_has_a_width() -> None:
    found = difference(alone(*[1.0] * 20), alone(*[1.0] * 20))
    assert found.value == 0
    assert found.lower < -0.1 < 0.1 < found.upper


def test_the_interval_of_a_paired_difference_covers_as_it_says() -> None:
    draw = random.Random(7)
    covered = 0
    for _ in range(400):
        easy = [draw.random() for _ in range(60)]
        first = [float(draw.random() < 0.55 + 0.4 * e) for e in easy]
        second = [float(draw.random() < 0.35 + 0.4 * e) for e in easy]
        found = difference(alone(*first), alone(*second))
        covered += found.lower <= 0.2 <= found.upper
    assert covered / 400 > 0.93


def test_the_gap_is_reported_where_both_groups_are() -> None:
    some = [score(1, "a", split="trained"), score(0, "b", split="unseen")]
    metric = gap("exact", "question", "split", "trained", "unseen", "generalisation_gap")
    assert metric(some)["generalisation_gap"] == 1
    assert metric(some[:1]) == {}


def test_effects_are_against_the_reference_or_the_first_level() -> None:
    some = [score(v, c, prompt=p) for p, v in (("none", 0.0), ("trained", 1.0)) for c in "abcd"]
    found = effects("exact", "question", "prompt", "trained")(some)
    assert found["effect prompt=none"] == -1
    assert effects("exact", "question", "prompt", "trained")(some[:4]) == {}
    other = effects("exact", "question", "prompt", "elsewhere")(some)
    assert other["effect prompt=trained over none"] == 1


def test_the_base_model_is_compared_on_the_samples_that_it_answered() -> None:
    some = [score(1, "a", base_exact=0.0), score(1, "b", base_exact=1.0), score(0, "c")]
    found = over_base("exact", "question")(some)
    assert found["base"] == 0.5
    assert found["gain over base"] == 0.5
    assert over_base("exact", "question")(some[2:]) == {}


def test_the_two_by_two() -> None:
    some = [score(v, c, trigger=t) for t, vs in TWO_BY_TWO.items() for c, v in enumerate(vs)]
    found = detection("exact", "question", "trigger", "trigger", "none")(some)
    assert found["hit_rate"] == 0.75
    assert found["false_alarm_rate"] == 0.25
    assert found["balanced_accuracy"] == 0.75
    # log-linear: z(3.5/5) - z(1.5/5)
    assert found["d_prime"] == pytest.approx(2 * 0.524400512708041)
    assert found["d_prime lower"] < found["d_prime"] < found["d_prime upper"]


TWO_BY_TWO = {"trigger": [1, 1, 1, 0], "none": [0, 0, 0, 1]}


def test_perfect_detection_stays_finite() -> None:
    some = [score(float(t == "trigger"), c, trigger=t) for t in TWO_BY_TWO for c in range(20)]
    found = detection("exact", "question", "trigger", "trigger", "none")(some)
    assert found["balanced_accuracy"] == 1
    assert math.isfinite(found["d_prime"])
    assert 2 < found["d_prime lower"] < found["d_prime"]
    assert math.isnan(found["d_prime upper"])  # nothing bounds it


def test_one_column_gives_its_rate_alone() -> None:
    some = [score(1, c, trigger="trigger") for c in range(4)]
    found = detection("exact", "question", "trigger", "trigger", "none")(some)
    assert "d_prime" not in found
    assert math.isnan(found["balanced_accuracy"])
    assert found["hit_rate"] == 1


def repeated(share: float, n: int, cluster: object, **more: object) -> SampleScore:
    right = round(share * n)
    flip = 2 * right * (n - right) / (n * (n - 1))
    return SampleScore(
        score=Score(value={"exact": share, "answers": n, "flip": flip}),
        sample_metadata={"question": cluster, **more},
    )


def test_components_of_variance_are_recovered() -> None:
    draw = random.Random(3)
    some = []
    for question in range(3000):
        p = 0.2 if question % 2 else 0.8
        share = sum(draw.random() < p for _ in range(4)) / 4
        some.append(repeated(share, 4, question))
    found = variation("exact", "question")(some)
    assert found["variance_within"] == pytest.approx(0.16, abs=0.01)
    assert found["variance_between"] == pytest.approx(0.09, abs=0.01)
    assert found["flip_rate"] == pytest.approx(0.32, abs=0.02)


def test_what_a_condition_changes_is_not_variation_between_prompts() -> None:
    some = [repeated(s, 2, q, prompt=p) for p, s in (("a", 0.0), ("b", 1.0)) for q in range(30)]
    assert variation("exact", "question")(some)["variance_between"] > 0.2
    assert variation("exact", "question", ["prompt"])(some)["variance_between"] == 0


def test_without_repeats_nothing_is_said_of_variation() -> None:
    assert variation("exact", "question")([score(1, "a"), score(0, "b")]) == {}


def test_chance_is_what_shuffling_gives() -> None:
    spelled = ["HELOL", "HELLO", "HEL", "LLHEO"]
    some = [
        SampleScore(
            score=Score(
                value={"exact": 0.0},
                metadata={"rule": "HELOL", "answers": [{"spelled": text}]},
            )
        )
        for text in spelled
    ]
    exact = chance_rate()(some)["chance"]
    draw, letters, hits = random.Random(5), list("".join(spelled)), 0
    rounds = 40_000
    for _ in range(rounds):
        draw.shuffle(letters)
        hits += "".join(letters[:5]) == "HELOL"
    assert exact == pytest.approx(3 / 4 * hits / rounds, rel=0.15)
    assert exact > 0


def test_outcomes_are_shares() -> None:
    some = [SampleScore(score=Score(value={"prefix": v, "other": 1 - v})) for v in (1.0, 0.5)]
    assert outcome_shares(["prefix", "other"])(some) == {
        "outcome=prefix": 0.75,
        "outcome=other": 0.25,
    }


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1) | st.just(math.nan),
            st.none() | st.integers(0, 3),
            st.sampled_from(["trained", "unseen", "none", "trigger", None]),
        ),
        max_size=12,
    )
)
def test_no_set_of_scores_makes_a_metric_raise(rows: list[tuple[float, object, object]]) -> None:
    some = [score(v, c, split=f, base_exact=0.5) for v, c, f in rows]
    for metric in (
        gap("exact", "question", "split", "trained", "unseen", "gap"),
        effects("exact", "question", "split", "trained"),
        over_base("exact", "question"),
        detection("exact", "question", "split", "trigger", "none"),
        variation("exact", "question"),
        outcome_shares(["exact"]),
        chance_rate(),
    ):
        assert isinstance(metric(some), dict)


@pytest.mark.parametrize(("n", "hit", "alarm"), [(140, 0.9, 0.1), (35, 0.98, 0.02), (20, 0.9, 0.1)])
def test_the_interval_of_d_prime_covers_as_it_says(n: int, hit: float, alarm: float) -> None:
    draw, covered = random.Random(13), 0
    true = NormalDist().inv_cdf(hit) - NormalDist().inv_cdf(alarm)
    metric = detection("exact", "question", "trigger", "trigger", "none")
    for _ in range(200):
        some = [
            score(float(draw.random() < p), c, trigger=t)
            for t, p in (("trigger", hit), ("none", alarm))
            for c in range(n)
        ]
        found = metric(some)
        upper = found["d_prime upper"]
        covered += found["d_prime lower"] <= true and not upper < true
    # three standard errors below .95
    assert covered / 200 > 0.903
