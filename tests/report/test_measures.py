"""What the page says beside the error: the task's own figures, in plain words."""

from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.report.contents import Contents, read_contents
from inspect_finetune.report.facts import facts_grid, facts_of
from inspect_finetune.report.measures import measures_of
from inspect_finetune.report.outcomes import outcome_grids, outcomes_of
from inspect_finetune.report.page import page
from inspect_finetune.report.rates import rate_of
from inspect_finetune.report.wording import both_intervals
from tests.report.answers import answer, answers, frame
from tests.report.made import standard, wide


@pytest.fixture(scope="module", params=[standard, wide], ids=["standard", "wide"])
def there(request: pytest.FixtureRequest, tmp_path_factory) -> tuple[EvalLog, Contents]:
    log = request.param(tmp_path_factory.mktemp("made"))
    return log, read_contents([str(Path(log.location.removeprefix("file://")))])


def test_they_are_the_metrics_of_the_log(there):
    log, found = there
    told = {name: one.value for name, one in log.results.scores[0].metrics.items()}
    measures = {one.name: one for one in found.measures}
    expected = {
        "correct_given_attempted",
        "digits",
        "agreement",
        *(f"digit={i}" for i in range(1, 6)),
    }
    if "world" in told:
        expected |= {"false_recall", "spill", "world"}
        expected |= {f"false_recall set={name}" for name in ("near", "far", "nonsense")}
    assert set(measures) == expected
    for name, one in measures.items():
        figures = [told[name], told[f"{name} lower"], told[f"{name} upper"]]
        # of answers that give a value, those at temperature 0 that are repeats are counted exactly
        exact = 0.01 if name == "correct_given_attempted" else 1e-9
        assert [one.share, one.lower, one.upper] == pytest.approx(figures, abs=exact), name


def test_they_stand_on_the_page_and_in_the_sheet(there):
    _, found = there
    text = page(found, [], {})
    for one in found.measures:
        assert f"| {one.words} |" in text
    sheet = found.sheets()["measures"]
    assert [row[1] for row in sheet.rows] == [one.name for one in found.measures]
    assert ("false_recall" in text) is False


def test_what_no_answer_tells_is_left_out():
    (only,) = measures_of(frame(*answers(3, expected="Oslo")))
    assert (only.name, only.share) == ("correct_given_attempted", 1)
    assert measures_of(frame(answer(outcome="abstained", expected="Oslo"))) == []


def test_declining_is_right_of_the_never_taught_and_a_taught_value_has_one_name():
    some = frame(
        *answers(3, wrong=[0]),
        *(answer(set=name, outcome=outcome, object=f"{name} {outcome}")
          for name in ("near", "far") for outcome in ("abstained", "spilled", "fabricated")),
        answer(set="world", level="world", outcome="correct"),
        answer(set="world", level="world", outcome="swapped"),
    )  # fmt: skip
    grids = {grid.title: grid for grid in outcome_grids(outcomes_of(some))}
    assert list(grids) == ["How answers fail", "What is said of what was never taught",
                           "What is said of the world"]  # fmt: skip
    untaught, world = list(grids.values())[1:]
    assert untaught.columns == ("set and level", "answers", "declined: right",
                                "a taught object's value", "made-up value")  # fmt: skip
    assert [row[0] for row in untaught.rows] == ["near: direct", "far: direct"]
    assert world.columns == ("level", "answers", "right", "a taught object's value")
    assert [row[0] for row in world.rows] == ["world"]


def test_nothing_is_said_of_no_facts():
    grid = facts_grid(facts_of(frame(*answers(3, wrong=range(3)))))
    assert grid.note == ""
    assert facts_grid(facts_of(frame(*answers(3, wrong=[0])))).note == (
        "The other 2 of 3 facts never fail."
    )


def rate(objects: int, each: int, temperature: float, differ: bool = False):
    """Every third object fails; its answers are the same text, or not."""
    rows = [
        answer(object=str(i), sample=str(i), repeat=str(k), temperature=temperature,
               response=f"{k * differ}", question=f"{i}?",
               outcome="correct" if i % 3 else "invented")
        for i in range(objects)
        for k in range(each)
    ]  # fmt: skip
    return rate_of(frame(*rows), "wrong")


def test_the_reason_is_the_one_that_there_is():
    same = both_intervals(rate(60, 5, 0.0))
    assert "240 of them are an earlier one again, byte for byte at temperature 0" in same
    assert "right or wrong together" not in same
    alike = both_intervals(rate(60, 5, 1.0))
    assert "right or wrong together" in alike
    assert "byte for byte" not in alike
    rows = [answer(object=str(i), sample=str(k), temperature=0.0, question=f"{k // 2}",
                   outcome="correct" if i % 3 else "invented")
            for i in range(30) for k in range(8)]  # fmt: skip
    both = both_intervals(rate_of(frame(*rows), "wrong"))
    assert "byte for byte" in both
    assert "right or wrong together" in both
    none = both_intervals(rate_of(frame(*answers(20, each=9)), "wrong"))
    assert "where all answers are alike nothing shows" in none


def test_two_objects_are_too_few():
    said = both_intervals(rate(2, 10, 1.0, differ=True))
    assert "2 objects are too few to say how others do" in said
    assert "about 0" not in said
