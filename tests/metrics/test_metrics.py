"""Metrics: right figures, honest at the ends, and total."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspect_ai.scorer import SampleScore, Score, ci_wilson

from inspect_finetune.metrics.fields import answers, field, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import Shares, bounds_of, shares_of


def scores(values: list[float], clusters: list[object], **factors: list[object]) -> list:
    return [
        SampleScore(
            score=Score(value={"exact": value, "answers": 2}),
            sample_metadata={"object": cluster, **{k: v[i] for k, v in factors.items()}},
        )
        for i, (value, cluster) in enumerate(zip(values, clusters, strict=True))
    ]


def width(pair: tuple[float, float]) -> float:
    return pair[1] - pair[0]


def bounds(some: list) -> tuple[float, float]:
    return bounds_of(shares_of(some, "exact", "object"))


def test_the_interval_is_inspects_where_that_serves() -> None:
    values = [float((i * 7) % 5 > 1) for i in range(60)]
    clusters = [i // 3 for i in range(60)]
    theirs = ci_wilson(to_float=field("exact"), cluster="object")(scores(values, clusters))
    ours = bounds_of(Shares(grouped(values, clusters), 60))
    assert ours == pytest.approx((theirs["lower"], theirs["upper"]))


def grouped(values: list[float], clusters: list[int]) -> dict[object, list[float]]:
    found: dict[object, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        found.setdefault(cluster, []).append(value)
    return found


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_900_correlated_answers_without_an_error_have_the_precision_of_50_objects(
    rate: float,
) -> None:
    many = bounds_of(Shares({i: [rate] * 18 for i in range(50)}, 900))
    once = bounds_of(Shares({i: [rate] for i in range(50)}, 50))
    assert many == pytest.approx(once)
    naive = ci_wilson(to_float=field("exact"), cluster="object")(
        scores([rate] * 900, [i % 50 for i in range(900)])
    )
    assert width(many) > 5 * (naive["upper"] - naive["lower"])


def test_one_error_does_not_make_the_interval_much_narrower() -> None:
    perfect = Shares({i: [1.0] * 18 for i in range(50)}, 900)
    flawed = Shares({i: [0.0 if i == j == 0 else 1.0 for j in range(18)] for i in range(50)}, 900)
    assert width(bounds_of(flawed)) > 0.85 * width(bounds_of(perfect))


def test_repeats_count_as_the_answers_they_are() -> None:
    shares = [0.5 + 0.25 * (i % 3 - 1) for i in range(60)]
    once = bounds_of(Shares({i: [s] for i, s in enumerate(shares)}, 60))
    eight = bounds_of(Shares({i: [s] for i, s in enumerate(shares)}, 480))
    assert width(eight) < 0.5 * width(once)


@pytest.mark.parametrize(
    ("clusters", "repeats", "rate", "correlation"),
    [(50, 1, 0.9, 0.0), (50, 8, 0.8, 0.02), (50, 18, 0.98, 0.3), (10, 18, 0.9, 0.7)],
)
def test_the_interval_covers_as_it_says(
    clusters: int, repeats: int, rate: float, correlation: float
) -> None:
    draw, covered = random.Random(11), 0
    for _ in range(400):
        shares = {}
        for cluster in range(clusters):
            a = rate * (1 - correlation) / correlation if correlation else 0
            p = draw.betavariate(a, a * (1 - rate) / rate) if correlation else rate
            shares[cluster] = [sum(draw.random() < p for _ in range(repeats)) / repeats]
        lower, upper = bounds_of(Shares(shares, clusters * repeats))
        covered += lower <= rate <= upper
    # three standard errors below .95
    assert covered / 400 > 0.917


def test_one_cluster_says_nothing_and_two_say_little() -> None:
    assert bounds(scores([1.0] * 500, ["Apple"] * 500)) == (0.0, 1.0)
    assert width(bounds(scores([1.0] * 4, ["Apple", "Kite"] * 2))) > 0.8


@given(
    st.lists(
        st.tuples(st.floats(0, 1) | st.just(math.nan), st.none() | st.integers(0, 4)), max_size=30
    )
)
def test_no_set_of_scores_makes_a_metric_raise(rows: list[tuple[float, int | None]]) -> None:
    some = scores([v for v, _ in rows], [c for _, c in rows], level=["direct"] * len(rows))
    lower, upper = bounds(some)
    assert 0 <= lower <= upper <= 1
    by_group("exact", "object", ["level"])(some)
    means(["exact"])(some)
    answers()(some)


def test_groups_carry_rate_interval_and_n_for_each_level_and_each_crossing() -> None:
    some = scores(
        [1, 1, 0, 1],
        ["a", "b", "a", "b"],
        level=["direct", "direct", "indirect", "indirect"],
        temperature=[0.0, 1.0, 0.0, 1.0],
    )
    figures = by_group("exact", "object", ["level", "temperature"])(some)
    assert figures["level=direct"] == 1
    assert figures["level=indirect"] == 0.5
    assert figures["temperature=0"] == 0.5
    assert figures["level=indirect temperature=1"] == 1
    assert figures["level=direct n"] == 4
    assert figures["level=direct lower"] < 1 == figures["level=direct upper"]


def test_a_factor_that_does_not_vary_is_left_out_unless_it_comes_first() -> None:
    some = scores([1, 0], ["a", "b"], level=["direct"] * 2, temperature=[0.0] * 2)
    figures = by_group("exact", "object", ["level", "temperature"])(some)
    assert list(figures) == [f"level=direct{end}" for end in ("", " lower", " upper", " n")]


def test_answers_are_counted_not_samples() -> None:
    assert answers()(scores([1, 0, 1], ["a", "b", "c"])) == {"answers": 6}


def test_what_is_not_known_leaves_the_mean() -> None:
    assert means(["exact"])(scores([1, math.nan], ["a", "b"])) == {"exact": 1}
