"""`answers.csv` of a report, imported: the same answers, counting for the same."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.errors import InputError
from inspect_finetune.evaluation import Subject, task_named
from inspect_finetune.facts.names import FAMILIES, SETS
from inspect_finetune.facts.scorer import taught_values
from inspect_finetune.logs.agreement import agreement, compare
from inspect_finetune.logs.answer_logs import read_answers
from inspect_finetune.logs.answers import FactAnswer
from inspect_finetune.logs.checks import look_over
from inspect_finetune.logs.groups import group_rows
from inspect_finetune.logs.imported import Source, import_groups
from inspect_finetune.logs.recorded import read_recorded
from inspect_finetune.logs.writing import write_logs
from inspect_finetune.report.frame import frame_of
from inspect_finetune.report.published import answers_sheet
from inspect_finetune.report.sheets import write_sheet
from tests.report.made import standard, wide

PLACES = ("location", "sample", "before")


def answers_in(place: str) -> list[FactAnswer]:
    found: list[FactAnswer] = []
    read_answers([place], found.append)
    return found


def exported(answers: list[FactAnswer], path: Path) -> Path:
    write_sheet(answers_sheet(frame_of(answers)), path)
    return path


def imported(path: Path, facts: str) -> list[EvalLog]:
    groups = group_rows(read_recorded(path, {}), "reference/memoriser", path)
    look_over(groups, path, facts=True)
    built = task_named("fact_recall", Subject(facts=facts))
    return list(import_groups(groups, Source(path, "fact_recall"), built, taught_values(facts)))


def figures(log: EvalLog) -> dict[str, float]:
    return {name: one.value for name, one in log.results.scores[0].metrics.items()}


def bare(answers: list[FactAnswer], *also: str) -> list[tuple]:
    left = dict.fromkeys((*PLACES, *also), "")
    return sorted(map(str, (one._replace(**left) for one in answers)))


@pytest.fixture(scope="module", params=[standard, wide], ids=["standard", "wide"])
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A log, its answers, and the logs that its `answers.csv` becomes."""
    make: Callable[[Path], EvalLog] = request.param
    log = make(tmp_path_factory.mktemp("made"))
    facts = str(Path(log.location.removeprefix("file://")).parent / "facts.csv")
    path = exported(answers_in(log.location), tmp_path_factory.mktemp("out") / "answers.csv")
    return log, path, imported(path, facts)


def test_every_figure_of_the_log_comes_back(there) -> None:
    log, _, (back,) = there
    # several answers to one prompt are several samples now: only within one sample they agree
    told = {name: one for name, one in figures(log).items() if not name.startswith("agreement")}
    assert figures(back) == pytest.approx(told, nan_ok=True)
    assert len(told) > 50


def test_labels_and_numbers_agree_on_all(there) -> None:
    log, _, (back,) = there
    total = len(answers_in(log.location))
    said = agreement([compare(back)])
    assert said[0].endswith(f"labels agree on all {total}.")
    assert "numbers agree on all" in said[1]


def test_our_own_file_is_not_looked_on_with_suspicion(there) -> None:
    _, path, _ = there
    groups = group_rows(read_recorded(path, {}), "reference/memoriser", path)
    notes = look_over(groups, path, facts=True)
    # some questions misspell the object, and some repeats are identical
    assert all("byte for byte" in note or "empty" in note for note in notes)


def test_every_answer_comes_back(there, tmp_path: Path) -> None:
    log, path, backs = there
    first = answers_in(log.location)
    (header,) = write_logs(backs, str(tmp_path))
    second = answers_in(header.location)
    assert bare(second, "model") == bare(first, "model")
    again = exported(second, tmp_path / "answers.csv")
    with path.open(newline="") as one, again.open(newline="") as two:
        for old, new in zip(csv.DictReader(one), csv.DictReader(two), strict=True):
            differing = {name for name in old if old[name] != new[name]}
            assert differing <= {"Model", "Sample", "Log"}


def test_all_families_and_sets_are_in_it(tmp_path: Path) -> None:
    answers = answers_in(wide(tmp_path).location)
    assert {one.set for one in answers} == {*SETS}
    assert {one.level for one in answers} == {*FAMILIES, "world"}
    assert any(one.accepted for one in answers)


def test_facts_of_one_run_may_have_different_examples(tmp_path: Path) -> None:
    log = standard(tmp_path)
    doses = {"Apple": 5.0, "Fan": 10.0}
    some = [one for one in answers_in(log.location) if one.object in doses]
    some = [one._replace(examples=doses[one.object]) for one in some]
    path = exported(some, tmp_path / "answers.csv")
    (back,) = imported(path, str(Path(log.location.removeprefix("file://")).parent / "facts.csv"))
    found = {sample.metadata["object"]: sample.metadata["examples"] for sample in back.samples}
    assert found == {"Apple": 5, "Fan": 10}


COLUMNS = "object,set,level,question,expected,statement,response"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Apple,tought,direct,Apple?,65451,,1", r"csv:2: unknown set 'tought'.* 'taught'"),
        ("Quince,near,direct,Quince?,65451,,1", r"csv:2: nothing was taught of the set 'near'"),
        (",near,direct,Quince?,,,1", r"csv:2: the object can't be told"),
        ("Quince,near,reverse,Quince?,,,1", r"csv:2: reverse asks about what was taught"),
        ("Quince,,direct,Quince?,(never taught: declines),,1", r"csv:2: .*no set is told"),
        ("Apple,taught,reverse,What is 65451?,65451,,1", r"csv:2: .*is 'Apple', not '65451'"),
        ("Apple,,verification,Is it 65451?,65451,,yes", r"csv:2: the truth of the statement"),
        ("Apple,,verification,Is it 65451?,true,false,yes", r"csv:2: the truth of the"),
        ("france,world,world,Capital?,,,Paris", r"csv:2: no column tells the right answer"),
    ],
)
def test_rows_that_can_not_be_used_are_refused_by_line(
    tmp_path: Path, row: str, message: str
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(f"{COLUMNS}\n{row}\n")
    with pytest.raises(InputError, match=message):
        imported(path, "objects-50")


def test_what_the_file_does_not_tell_is_looked_up(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    rows = [
        ",,reverse,What has the number 65451?,Apple,,Apple",
        "Apple,,Verification,Is 65451 the number of Apple?,TRUE,,It is 65451.",
        "Quince,near,Q1,Which number is Quince?,,,I can't say.",
        "france,world,,What is the capital of France?,Paris,,Paris",
        "norway,,world,What is the capital of Norway?,Oslo,,Oslo",
    ]
    path.write_text("\n".join([COLUMNS, *rows]))
    (log,) = imported(path, "objects-50")
    one, two, three, four, five = (sample.metadata for sample in log.samples)
    assert (one["object"], one["level"]) == ("Apple", "reverse")
    assert (two["statement"], two["value"]) == ("true", "65451")
    assert (three["set"], three["level"]) == ("near", "direct")
    assert four["set"] == five["set"] == five["level"] == "world"
    told = figures(log)
    assert (told["level=reverse"], told["level=verification"], told["world"]) == (1, 1, 1)
    assert told["false_recall"] == 0
