from collections.abc import Mapping

from inspect_finetune.compare.runs.gaps import gaps
from inspect_finetune.compare.runs.measures import choose, parse_measure
from inspect_finetune.compare.runs.pairing import pair, shares_of
from inspect_finetune.compare.runs.run import Run, SampleValues

Given = Mapping[str, tuple[float | None, str | None]]


def run_of(samples: Given, key: str = "topic", answers: float = 2, **groups: str) -> Run:
    held = {
        name: SampleValues({} if value is None else {"s": value}, answers, cluster, "", groups)
        for name, (value, cluster) in samples.items()
    }
    return Run("t", "1", "", (), {}, "m", {}, 1, "s", key, held, unscored={"s": 0})


S = parse_measure("s")


def test_samples_pair_by_id_within_the_clusters_of_the_base() -> None:
    base = run_of({"a": (1, "x"), "b": (0, "x"), "c": (0.5, None), "gone": (1, "x")})
    new = run_of({"c": (0.75, "y"), "b": (0, "y"), "a": (0, "y"), "new": (1, "y")}, answers=3)
    found = pair(base, new, S)
    assert found.pairs.clusters == {"in: x": [(1, 0), (0, 0)], "alone: c": [(0.5, 0.75)]}
    assert (found.pairs.base_answers, found.pairs.candidate_answers) == (6, 9)
    assert found.changes == (("a", 1, 0), ("c", 0.5, 0.75))
    assert found.unscored == 0


def test_where_the_base_has_no_clusters_the_candidates_count() -> None:
    base = run_of({"a": (1, None), "b": (0, None)}, key="")
    assert list(pair(base, run_of({"a": (1, "x"), "b": (0, "x")}), S).pairs.clusters) == ["in: x"]


def test_a_sample_of_no_cluster_joins_none_that_bears_its_name() -> None:
    run = run_of({"a": (1, None), "b": (0, "a"), "alone: a": (0, None)})
    assert len(pair(run, run, S).pairs.clusters) == 3
    assert len(shares_of(run, S).clusters) == 3


def test_a_value_that_only_the_base_has_is_counted_as_unscored() -> None:
    base = run_of({"a": (1, "x"), "b": (0, "x"), "c": (None, "x")})
    found = pair(base, run_of({"a": (None, "x"), "b": (0, "x"), "c": (1, "x")}), S)
    assert (found.pairs.samples, found.unscored, found.base_unscored) == (1, 1, 1)
    told = [gap.said("t", "s") for gap in gaps(base, base, "s", found)]
    assert told == [
        "t: s has no value in 1 of 3 samples of the base",
        "t: s has no value in 1 of 3 samples of the candidate",
    ]


def test_conditions_read_the_base_and_what_it_lacks_of_the_candidate() -> None:
    base = run_of({"a": (1, "x")}, level="direct")
    new = run_of({"a": (1, "x")}, level="reverse", seen="no")
    (direct,) = choose(base, "s[level=direct]")
    assert pair(base, new, direct).pairs.samples == 1
    assert pair(base, new, parse_measure("s[seen=no]")).pairs.samples == 1
    assert pair(base, new, parse_measure("s[seen=yes]")).pairs.samples == 0


def test_rounding_is_no_change() -> None:
    run = run_of({"a": (1 / 3, "x")})
    assert pair(run, run_of({"a": (0.333333333333, "x")}), S).changes == ()
