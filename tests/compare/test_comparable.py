from dataclasses import replace
from typing import Any

import pytest

from inspect_finetune.compare.runs.comparable import differences, shared
from inspect_finetune.compare.runs.run import Run, SampleValues, Scorer


def sample(asked: str = "q") -> SampleValues:
    return SampleValues({"s": 1}, 1, None, asked, {})


RUN = Run(
    task="facts",
    version="2-A",
    dataset="objects",
    scorers=(Scorer("value", {"facts": "objects-50"}),),
    settings={"max_tokens": 50},
    model="m",
    packages={"inspect_ai": "0.3.285"},
    epochs=1,
    headline="s",
    cluster_key="",
    samples={name: sample() for name in "abcd"},
)


def test_model_epochs_packages_and_the_letter_of_the_version_may_differ() -> None:
    other = replace(
        RUN, version="2-C", model="other", epochs=5, packages={}, location="x", dataset="renamed"
    )
    assert differences(RUN, other) == []


CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"task": "acrostic"}, "the task is facts in the base and acrostic in the candidate"),
    ({"version": "3-A"}, "the task's version is 2-A in the base and 3-A in the candidate"),
    ({"scorers": ()}, "the scorers are value in the base and none in the candidate"),
    (
        {"scorers": (Scorer("value", {"facts": "objects-200"}),)},
        "scorer value's argument facts is objects-50 in the base and objects-200 in the candidate",
    ),
    (
        {"settings": {"max_tokens": 50, "temperature": 0.7}},
        "the setting temperature is not set in the base and 0.7 in the candidate",
    ),
    ({"settings": {}}, "the setting max_tokens is 50 in the base and not set in the candidate"),
    (
        {"samples": {name: sample() for name in "abc"}},
        "1 of 4 samples are in the base alone: d",
    ),
    (
        {"samples": {name: sample() for name in "abcdefgh"}},
        "4 of 8 samples are in the candidate alone: e, f, g, ...",
    ),
    (
        {"samples": {**RUN.samples, "b": sample("another")}},
        "1 of 4 samples were asked otherwise (another input, choice or target): b",
    ),
]


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_each_difference_is_said_by_itself(change: dict[str, Any], said: str) -> None:
    assert differences(RUN, replace(RUN, **change)) == [said]


def test_all_differences_are_said_at_once() -> None:
    assert len(differences(RUN, replace(RUN, version="9", scorers=(), settings={}))) == 3


def test_what_was_stopped_on_purpose_is_no_difference() -> None:
    fewer = {"samples": {"a": sample()}, "skipped": 3, "left_out": frozenset("bcd")}
    assert differences(RUN, replace(RUN, **fewer)) == []
    assert differences(replace(RUN, **fewer), RUN) == []


def test_what_a_stopped_run_was_never_to_ask_is_a_difference() -> None:
    limited = replace(RUN, samples={"a": sample()}, skipped=1, left_out=frozenset("b"))
    assert differences(RUN, limited) == ["2 of 4 samples are in the base alone: c, d"]


def test_of_nested_settings_the_one_that_differs_is_named() -> None:
    held = {"model": {"name": "judge", "config": {"temperature": 0}}}
    other = {"model": {"name": "judge", "config": {"temperature": 1}}}
    sides = (replace(RUN, scorers=(Scorer("value", one),)) for one in (held, other))
    assert differences(*sides) == [
        "scorer value's argument model.config.temperature is 0 in the base and 1 in the candidate"
    ]


def test_long_settings_are_shown_from_where_they_differ() -> None:
    texts = [f"{'x' * 150}{end}{'y' * 150}" for end in ("one", "two")]
    (said,) = differences(*(replace(RUN, settings={"prompt": text}) for text in texts))
    assert "xone" in said
    assert "xtwo" in said
    assert len(said) < 220


def test_the_intersection_is_what_both_asked_alike() -> None:
    other = replace(RUN, samples={"a": sample(), "b": sample("another"), "x": sample()})
    base, candidate = shared(RUN, other)
    assert list(base.samples) == list(candidate.samples) == ["a"]
    assert differences(base, candidate) == []
