import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.compare.runs.measures import choose, parse_measure
from inspect_finetune.compare.runs.run import Run, SampleValues
from inspect_finetune.errors import InputError


def run_of(samples: dict[str, tuple[dict[str, float], dict[str, str]]], headline: str = "") -> Run:
    held = {
        name: SampleValues(values, 1, None, "", groups)
        for name, (values, groups) in samples.items()
    }
    scorers = {
        measure.rpartition(".")[0] or measure: 0
        for values, _ in samples.values()
        for measure in values
    }
    return Run("tiny", "1", "", (), {}, "m", {}, 1, headline, "", held, unscored=scorers)


RUN = run_of(
    {
        "a": ({"value.correct": 1, "value.cut": 0, "other": 1}, {"level": "direct", "t": "0"}),
        "b": ({"value.correct": 0, "value.cut": 0, "other": 0}, {"level": "reverse", "t": "0.7"}),
        "c": ({"value.spill": 0, "other": 1}, {"set": "world"}),
    },
    "value.correct",
)
TWO = run_of({"a": ({"one.x": 1, "two.x": 0, "v2.0.x": 1}, {})})


def ids(pattern: str, run: Run = RUN) -> list[str]:
    (measure,) = choose(run, pattern)
    return [name for name, _ in measure.values(run)]


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("correct", "ab"),
        ("value.correct", "ab"),
        ("other", "abc"),
        ("headline", "ab"),
        ("headline[level=reverse]", "b"),
        ("other[level=direct]", "a"),
        ("other[level=direct|reverse]", "ab"),
        ("other[level!=reverse]", "ac"),  # without a level it is not reverse
        ("other[level!=reverse|direct]", "c"),
        ("other[level=direct,t=0]", "a"),
        ("other[ level = direct , t != 0.7 ]", "a"),
        ("other[t=0.0]", "a"),  # the same number
        ("other[t=.70]", "b"),
    ],
)
def test_a_pattern_names_values_of_some_samples(pattern: str, kept: str) -> None:
    assert ids(pattern) == list(kept)


def test_a_star_means_every_measure_but_bookkeeping() -> None:
    assert [one.name for one in choose(RUN, "*")] == ["other", "value.correct", "value.spill"]
    assert [one.name for one in choose(RUN, "value.*")] == ["value.correct", "value.spill"]
    assert [one.name for one in choose(RUN, "?pill")] == ["value.spill"]
    assert [one.name for one in choose(RUN, "*[level=direct]")] == [
        "other[level=direct]",
        "value.correct[level=direct]",
    ]
    assert choose(RUN, "x*") == []
    assert [one.name for one in choose(RUN, "value.cut")] == ["value.cut"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("corect", "Did you mean 'correct'|Did you mean 'value.correct'"),
        ("other[level=drect]", "Did you mean 'direct'"),
        ("other[lvel=direct]", "Did you mean 'level'"),
        ("other[level]", "names no measure"),
        ("other[level=direct", "names no measure"),
        ("other[]", "names no measure"),
        ("other[level=direct,]", "names no measure"),
        ("", "names no measure"),
    ],
)
def test_what_a_run_has_not_got_is_refused_with_what_it_has(pattern: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        choose(RUN, pattern)


def test_what_may_be_missing_is_nothing() -> None:
    assert choose(RUN, "corect", strict=False) == []
    assert choose(RUN, "other[level=drect]", strict=False) == []


def test_a_key_of_several_scorers_needs_its_scorer() -> None:
    with pytest.raises(InputError, match=r"Write one.x or two.x or v2.0.x"):
        choose(TWO, "x")
    assert [one.column for one in choose(TWO, "two.x")] == ["two.x"]


def test_names_may_hold_dots_and_brackets() -> None:
    run = run_of({"a": ({"v2.0": 1, "odd [x=y]": 0}, {})}, "odd [x=y]")
    assert choose(run, "v2.0")[0].column == "v2.0"
    assert [one.column for one in choose(run, "odd [x=y]")] == ["odd [x=y]"]
    assert [one.column for one in choose(run, "headline")] == ["odd [x=y]"]
    assert [one.column for one in choose(run, "*")] == ["odd [x=y]", "v2.0"]


@given(st.text())
def test_whatever_is_typed_is_a_measure_or_said_in_one_line(text: str) -> None:
    said = ""
    try:
        measure = parse_measure(text)
    except InputError as error:
        said = str(error)
    else:
        assert measure == parse_measure(measure.name)
    assert "\n" not in said
