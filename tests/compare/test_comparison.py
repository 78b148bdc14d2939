"""Two runs into findings: what is paired, corrected, refused and noted."""

from pathlib import Path

import pytest
from statsmodels.stats.multitest import multipletests

from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.compare.comparison import Allowed, compare_places
from inspect_finetune.compare.findings import Finding
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import UNSCORED, Values, made_log, place

IDS = [f"s{number:02}" for number in range(24)]


def compared(base: str, candidate: str, *patterns: str, **allowed: object) -> list[Finding]:
    found, _ = compare_places(base, candidate, patterns, Allowed(**allowed), 0.05)
    return list(found.findings)


def test_lost_and_gained_are_sorted_by_how_much(tmp_path: Path) -> None:
    old: Values = {"a": 1.0, "b": 1.0, "c": 0.0, "d": 0.0, "e": 0.5}
    new: Values = {"a": 0.5, "b": 0.0, "c": 0.25, "d": 1.0, "e": 0.5}
    base, candidate = (place(made_log(tmp_path / name, v)) for name, v in (("b", old), ("c", new)))
    (one,) = compared(base, candidate)
    assert (one.lost, one.gained) == (("b", "a"), ("d", "c"))
    assert (one.base.value, one.candidate.value) == (0.5, 0.45)
    assert one.gain.value == pytest.approx(-0.05)
    assert (one.samples, one.clusters, one.bounded) == (5, 5, True)


def test_measures_are_corrected_together_as_statsmodels_does(tmp_path: Path) -> None:
    def values(shift: int) -> Values:
        return {
            name: {"x": float(i % 3 > 0), "y": float((i + shift) % 24 < 12), "z": float(i < shift)}
            for i, name in enumerate(IDS)
        }

    base, candidate = (place(made_log(tmp_path / str(s), values(s))) for s in (2, 9))
    found = compared(base, candidate, "*")
    assert [one.measure for one in found] == ["given.x", "given.y", "given.z"]
    expected = multipletests([one.p for one in found], method="holm")[1]
    assert [one.p_corrected for one in found] == pytest.approx(list(expected), abs=1e-12)
    assert found[2].test == "McNemar, exact"
    assert found[2].p == pytest.approx(2 * 0.5**7)


def test_repeats_are_averaged_and_clusters_found_by_the_named_key(tmp_path: Path) -> None:
    noted = {name: {"topic": f"t{i // 4}"} for i, name in enumerate(IDS)}
    base = place(made_log(tmp_path / "b", {name: [1, 0] for name in IDS}, epochs=2, noted=noted))
    candidate = place(
        made_log(tmp_path / "c", {name: [1, 1] for name in IDS}, epochs=2, noted=noted)
    )
    (alone,) = compared(base, candidate)
    (together,) = compared(base, candidate, cluster="topic")
    assert (alone.clusters, together.clusters, together.samples) == (24, 6, 24)
    assert together.gain.value == 0.5
    assert together.p == pytest.approx(2 * 0.5**6)
    with pytest.raises(InputError, match="Did you mean 'topic'"):
        compared(base, candidate, cluster="topics")


def test_what_is_no_share_has_an_interval_of_its_own(tmp_path: Path) -> None:
    base = place(made_log(tmp_path / "b", {name: 10.0 + i for i, name in enumerate(IDS)}))
    candidate = place(made_log(tmp_path / "c", {name: 12.0 + i for i, name in enumerate(IDS)}))
    (one,) = compared(base, candidate)
    assert not one.bounded
    assert one.base.lower < 21.5 == one.base.value < one.base.upper
    ends = (one.gain.lower, one.gain.value, one.gain.upper)
    assert ends == pytest.approx((2, 2, 2))


def test_a_baseline_gives_what_its_log_gives(tmp_path: Path) -> None:
    base = place(made_log(tmp_path / "b", {name: i % 2 for i, name in enumerate(IDS)}))
    candidate = place(made_log(tmp_path / "c", {name: i % 3 > 0 for i, name in enumerate(IDS)}))
    bless([base], tmp_path / "prod.json")
    assert compared(str(tmp_path / "prod.json"), candidate) == compared(base, candidate)


def test_what_differs_is_refused_with_the_flag_that_lets_it_pass(tmp_path: Path) -> None:
    base = place(made_log(tmp_path / "b", dict.fromkeys("abc", 1), version=1))
    candidate = place(made_log(tmp_path / "c", dict.fromkeys("bcd", 0), version=2))
    with pytest.raises(UnusableError) as raised:
        compared(base, candidate)
    for said in ("version is 1", "in the base alone: a", "alone: d", "--intersection"):
        assert said in str(raised.value)
    found, _ = compare_places(base, candidate, (), Allowed(intersection=True), 0.05)
    (one,) = found.compared
    assert (one.findings[0].samples, one.findings[0].lost) == (2, ("b", "c"))
    assert any("version is 1" in note for note in one.notes)


def test_runs_that_share_nothing_are_refused_even_so(tmp_path: Path) -> None:
    base = place(made_log(tmp_path / "b", {"a": 1}))
    candidate = place(made_log(tmp_path / "c", {"d": 0}))
    with pytest.raises(UnusableError, match="no sample was asked alike"):
        compared(base, candidate, intersection=True)


def test_unscored_samples_are_refused_beyond_what_is_let_pass(tmp_path: Path) -> None:
    base = place(made_log(tmp_path / "b", dict.fromkeys("abcd", 1)))
    candidate = place(made_log(tmp_path / "c", {**dict.fromkeys("abc", 1), "d": UNSCORED}))
    with pytest.raises(UnusableError, match=r"candidate \(.*1 of 4 samples unscored"):
        compared(base, candidate)
    found, _ = compare_places(base, candidate, (), Allowed(max_unscored=0.25), 0.05)
    assert (found.findings[0].samples, found.findings[0].unscored) == (3, 1)
    assert found.compared[0].notes == ("tiny: given left 1 samples of the candidate unscored",)


def test_folders_are_compared_task_by_task(tmp_path: Path) -> None:
    for folder, tasks in (("b", ("one", "two")), ("c", ("two", "three", "four"))):
        for task in tasks:
            made_log(tmp_path / folder, {"a": 1, "b": 0}, task=task)
    found, _ = compare_places(str(tmp_path / "b"), str(tmp_path / "c"), (), Allowed(), 0.05)
    (one,) = found.compared
    assert one.task == "two"
    assert one.notes == ("Only one side has four, one, three: not compared",)


def test_a_measure_that_no_run_has_is_named(tmp_path: Path) -> None:
    log = place(made_log(tmp_path, {"a": {"correct": 1}}))
    with pytest.raises(InputError, match=r"Did you mean 'given\.correct'"):
        compared(log, log, "corect")
    with pytest.raises(InputError, match=r"no measure is like 'x\*'"):
        compared(log, log, "x*")
