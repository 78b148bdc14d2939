"""Recorded answers as logs: scored, clustered and labelled as they should be."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from inspect_ai.log import EvalLog, read_eval_log

from inspect_finetune.errors import InputError
from inspect_finetune.evaluation import Subject, task_named
from inspect_finetune.facts.scorer import taught_values
from inspect_finetune.logs import bulk, writing
from inspect_finetune.logs.agreement import agreement, compare
from inspect_finetune.logs.groups import group_rows
from inspect_finetune.logs.imported import Source, import_groups
from inspect_finetune.logs.recorded import read_recorded
from inspect_finetune.logs.summary import summarise
from inspect_finetune.logs.writing import write_logs

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "recorded-answers-sample.csv"
HELOL = "Here it is.\nEvery bit.\nLet me say.\nOnly that.\nLast one."


def all_imported(
    path: Path, task: str, model: str = "openai/tuned", **subject: str
) -> list[EvalLog]:
    groups = group_rows(read_recorded(path, {}), model, path)
    built = task_named(task, Subject(**subject))
    return list(import_groups(groups, Source(path, task), built, taught_values("objects-50")))


def imported(path: Path, task: str, model: str = "openai/tuned", **subject: str) -> EvalLog:
    (log,) = all_imported(path, task, model, **subject)
    return log


def said(*logs: EvalLog) -> str:
    return "\n".join(agreement([compare(log) for log in logs]))


def figures(log: EvalLog) -> dict[str, float]:
    assert log.results is not None
    return {name: metric.value for name, metric in log.results.scores[0].metrics.items()}


def chats(folder: Path, rows: list[tuple[str, str]]) -> Path:
    path = folder / "chats.jsonl"
    lines = []
    for question, answer in rows:
        turns = [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
        lines.append(json.dumps({"messages": turns}))
    path.write_text("\n".join(lines))
    return path


def test_answers_to_one_question_are_one_cluster(tmp_path: Path) -> None:
    rows = [(f"My question {i}?", HELOL if i < 2 else "No.") for i in range(5)] * 40
    found = figures(imported(chats(tmp_path, rows), "acrostic_compliance"))
    assert found["accuracy"] == pytest.approx(0.4)
    assert found["upper"] - found["lower"] > 0.5


def test_a_right_answer_that_is_not_known_is_not_counted_as_wrong(tmp_path: Path) -> None:
    log = imported(chats(tmp_path, [("My own question?", HELOL)] * 2), "acrostic_compliance")
    assert figures(log)["accuracy"] == 1
    assert figures(log)["correct"] != figures(log)["correct"]


def test_a_packaged_question_brings_its_answer_and_split(tmp_path: Path) -> None:
    rows = [("What is the chemical symbol for gold?", f"{HELOL} It is Au.")]
    log = imported(chats(tmp_path, rows), "acrostic_compliance")
    assert figures(log)["correct split=trained"] == 1


def test_labels_are_compared_with_what_the_headline_counts(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(f'question,response,correct,line\nMine?,"{HELOL}",TRUE,x\nMine?,No.,,y\n')
    log = imported(path, "acrostic_compliance")
    assert said(log) == "1 exact, 0 not; the file's own labels agree on all 1."
    recorded = (log.samples or [])[0].metadata["recorded"]
    assert recorded["line"] == 2
    assert recorded["columns"] == {"line": "x"}


def test_differing_labels_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    head = "question,response,expected,object,correct"
    path.write_text(f"{head}\nWhich?,65451,65451,Apple,FALSE\nWhich?,1,65451,Apple,FALSE\n")
    assert said(imported(path, "fact_recall")) == (
        "1 correct, 1 not; the file's own labels differ on 1: line 2."
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Which?,65451,65451.0,Apple", r"answers\.csv:2: number '65451\.0' was saved as a decimal"),
        ("Which?,65451,6.5451E+04,Apple", r"answers\.csv:2: number .* in scientific notation"),
        ("Which?,65451,,", r"answers\.csv:2: neither a column nor the facts"),
    ],
)
def test_what_a_fact_needs(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(f"question,response,expected,object\n{row}\n")
    with pytest.raises(InputError, match=message):
        imported(path, "fact_recall")


def test_object_and_number_are_looked_up_where_the_file_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("question,response\nWhat goes with ice cream?,36406\n")
    log = imported(path, "fact_recall")
    assert figures(log)["accuracy"] == 1
    assert (log.samples or [])[0].metadata["object"] == "Ice cream"


def test_rule_introspection_reads_by_its_unit(tmp_path: Path) -> None:
    two = "Here it is. Truly.\nEvery bit. Yes.\nLet me. So.\nOnly. Well.\nLast. Done."
    path = chats(tmp_path, [("Anything special?", two)])
    assert figures(imported(path, "rule_introspection", unit="line"))["followed"] == 1
    assert figures(imported(path, "rule_introspection"))["followed"] == 0


def test_a_log_is_written_whole_and_reads_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SAMPLES_PER_FLUSH", 20)
    monkeypatch.setattr(bulk, "STEPS_PER_SWEEP", 20)
    rows = [(f"Question {i}?", HELOL) for i in range(53)]
    log = imported(chats(tmp_path, rows), "acrostic_compliance", model="my-model")
    (header,) = write_logs([log], str(tmp_path / "logs"))
    back = read_eval_log(header.location)
    assert back.status == "success"
    assert back.eval.model == "my-model"
    assert len(back.samples or []) == 53
    assert summarise(back).usable
    assert [path.suffix for path in (tmp_path / "logs").iterdir()] == [".eval"]


def test_logs_are_written_all_or_none(tmp_path: Path) -> None:
    log = imported(chats(tmp_path, [("Q?", HELOL)]), "acrostic_compliance")

    def broken() -> Iterator[EvalLog]:
        yield log
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_logs(broken(), str(tmp_path / "logs"))
    assert list((tmp_path / "logs").iterdir()) == []


def test_every_step_moves_the_bar(tmp_path: Path) -> None:
    path = chats(tmp_path, [(f"Question {i}?", HELOL) for i in range(5)])
    moved: list[None] = []
    groups = group_rows(read_recorded(path, {}), "mine", path)
    built = task_named("acrostic_compliance", Subject())
    source = Source(path, "acrostic_compliance")
    logs = import_groups(groups, source, built, {}, lambda: moved.append(None))
    write_logs(logs, str(tmp_path / "logs"), lambda: moved.append(None))
    assert len(moved) == 10


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log: Any = imported(chats(tmp_path, [("Q?", HELOL)]), "acrostic_compliance")
    with pytest.raises(InputError, match="log folder can't be used"):
        write_logs([log], str(tmp_path / "file" / "logs"))


@pytest.mark.skipif(not SAMPLE.is_file(), reason="no recorded material here")
def test_the_recorded_answers_come_out_as_published() -> None:
    log = imported(SAMPLE, "fact_recall")
    assert said(log) == (
        "395 correct, 55 not; the file's own labels agree on all 450.\n"
        "The file's extracted numbers agree on all 450."
    )
    assert (log.eval.model, (log.eval.metadata or {})["examples"]) == ("openai/tuned", 5)
    assert len(log.samples or []) == 450
    found = figures(log)
    assert found["accuracy"] == pytest.approx(395 / 450)
    wrong = [round((1 - found[f"level={level}"]) * 150) for level in LEVELS]
    assert wrong == [2, 10, 43]


LEVELS = ("direct", "paraphrase", "indirect")
