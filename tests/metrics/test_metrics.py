"""Metrics: right figures, honest at the ends, and total."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspect_ai.scorer import SampleScore, Score, ci_wilson

from inspect_finetune.metrics.fields import answers, field, means
from inspect_finetune.metrics.groups import by_group
from inspect_finetune.metrics.intervals import bounds


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


def test_the_interval_is_inspects_where_that_serves() -> None:
    values, clusters = [1, 1, 0, 1, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2, 3, 3]
    theirs = ci_wilson(to_float=field("exact"), cluster="object")(scores(values, clusters))
    assert bounds(scores(values, clusters), "exact", "object") == pytest.approx(
        (theirs["lower"], theirs["upper"])
    )


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_900_correlated_answers_without_an_error_have_the_precision_of_50_objects(
    rate: float,
) -> None:
    many = bounds(scores([rate] * 900, [i % 50 for i in range(900)]), "exact", "object")
    once = bounds(scores([rate] * 50, list(range(50))), "exact", "object")
    assert many == pytest.approx(once)
    naive = ci_wilson(to_float=field("exact"), cluster="object")(
        scores([rate] * 900, [i % 50 for i in range(900)])
    )
    assert width(many) > 5 * (naive["upper"] - naive["lower"])


def test_clusters_that_agree_exactly_count_once_each() -> None:
    half = bounds(scores([0.5] * 100, [i % 10 for i in range(100)]), "exact", "object")
    assert width(half) > 0.5


def test_one_cluster_says_little() -> None:
    assert width(bounds(scores([1.0] * 500, ["Apple"] * 500), "exact", "object")) > 0.7


@given(
    st.lists(
        st.tuples(st.floats(0, 1) | st.just(math.nan), st.none() | st.integers(0, 4)), max_size=30
    )
)
def test_no_set_of_scores_makes_a_metric_raise(rows: list[tuple[float, int | None]]) -> None:
    some = scores([v for v, _ in rows], [c for _, c in rows], level=["direct"] * len(rows))
    lower, upper = bounds(some, "exact", "object")
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
