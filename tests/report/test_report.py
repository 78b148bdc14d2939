"""Whole reports on real logs: true to the log, complete, and safe to show."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from inspect_ai.log import read_eval_log

from inspect_finetune.cli.report import report as command
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.report import build
from inspect_finetune.report.build import write_report
from inspect_finetune.report.published import PUBLISHED
from tests.report.made import FACTS, changed

TABLES = ("answers", "errors", "facts", "known", "measures", "mistakes", "outcomes", "swaps")


@pytest.fixture(scope="module")
def out(place, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reported") / "report"
    write_report([place], folder)
    return folder


@pytest.fixture
def unsaved(monkeypatch):
    """With pictures that are drawn, but whose files are empty: saving takes longest."""
    monkeypatch.setattr(build, "save", lambda one, to: (to / f"{one.name}.png").touch())


@pytest.fixture
def undrawn(monkeypatch):
    """Without pictures, which take most of the time."""
    monkeypatch.setattr(build, "_draw", lambda *_: ([], {}))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_figures_are_those_of_the_log(place, out):
    log = read_eval_log(place, header_only=True)
    told = {name: one.value for name, one in log.results.scores[0].metrics.items()}
    (head,) = json.loads((out / "report.json").read_text())["headline"]
    assert head["error"] == pytest.approx(told["incorrect"])
    assert head["declined"] / head["answers"] == pytest.approx(told["not_attempted"])
    assert head["answers"] == 72
    for row in rows(out / "outcomes.csv"):
        if row["outcome"] == "correct":
            name = f"level={row['level']}"
            found = [float(row[key]) for key in ("share", "lower", "upper")]
            expected = [told[name], told[f"{name} lower"], told[f"{name} upper"]]
            assert found == pytest.approx(expected, abs=1e-5)
    known = {row["known"]: float(row["share"]) for row in rows(out / "known.csv")}
    assert known["robustly"] == pytest.approx(told["all_templates_correct"])
    assert known["at all"] == pytest.approx(told["any_correct"])


def test_every_answer_is_in_the_published_columns(place, out):
    found = rows(out / "answers.csv")
    assert tuple(found[0])[:8] == PUBLISHED
    samples = read_eval_log(place).samples
    texts = [choice.message.text for one in samples for choice in one.output.choices]
    assert sorted(row["Response"] for row in found) == sorted(texts)
    assert {row["No"] for row in found} == {"Q1", "Q2", "Q3"}
    assert {row["Temperature"] for row in found} == {"0", "1"}
    assert {row["Correct"] for row in found} == {"TRUE", "FALSE"}
    for row in found:
        assert row["Expected Answer"] == FACTS[row["Object"].removeprefix("'")]
        assert (row["Correct"] == "TRUE") == (row["Extracted Number"] == row["Expected Answer"])
        assert row["Model"].endswith("(scripted)")


def test_counts_agree_over_the_tables(out):
    answers = rows(out / "answers.csv")
    wrong = sum(row["Outcome"] not in ("correct", "abstained") for row in answers)
    assert wrong == sum(int(row["count"]) for row in rows(out / "mistakes.csv"))
    assert wrong == sum(int(row["wrong"]) for row in rows(out / "facts.csv"))
    for by in ("model", "model x level", "model x temperature", "model x level x temperature"):
        assert wrong == sum(int(r["wrong"]) for r in rows(out / "errors.csv") if r["by"] == by)
    swapped = sum(row["Outcome"] == "swapped" for row in answers)
    assert swapped == sum(int(row["count"]) for row in rows(out / "swaps.csv"))


def test_the_page_shows_every_picture_and_names_nothing_as_markup(out):
    page = (out / "report.md").read_text(encoding="utf-8")
    for path in out.glob("*.png"):
        assert f"]({path.name})" in page
        assert path.with_suffix(".svg").is_file()
    for name in ("error-by-level", "outcomes", "heatmap"):
        assert (out / f"{name}.png").is_file()
    for table in TABLES:
        assert f"[{table}.csv]({table}.csv)" in page
    assert "<b>" not in page
    assert "Dog &lt;b>" in page
    table_rows = [line for line in page.splitlines() if line.startswith("| Egg")]
    head = "| object | taught | known | right answers | most often said instead |"
    assert head in page
    assert all("Egg\\|two" in line for line in table_rows)


def test_hostile_answers_break_nothing(place, tmp_path, unsaved):
    evil = "</td><script>alert(1)</script>\n|x|\x00=cmd|' /C calc'!A0\r\n" + "A" * 1_000_000

    def poison(_, samples):
        for sample in samples[:3]:
            sample.output.choices[0].message.content = f"=1+1 {evil}"
            sample.metadata["object"] = "=2+2|`<img>`\n# title"
            sample.target = ["@SUM(1)"]

    bad = changed(read_eval_log(place), tmp_path / "evil.eval", poison)
    write_report([bad], tmp_path / "out", most=32_767)
    csv.field_size_limit(2**30)
    for table in TABLES:
        for row in rows(tmp_path / "out" / f"{table}.csv"):
            assert None not in row
            assert not any(str(cell).startswith(("=", "@", "+")) for cell in row.values())
            assert all(len(cell) <= 32_767 for cell in row.values())
    page = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    assert "\n# title" not in page


def test_a_text_of_a_megabyte_stays_whole(place, tmp_path, undrawn):
    def talk(_, samples):
        samples[0].output.choices[0].message.content = "B" * 1_000_000

    long = changed(read_eval_log(place), tmp_path / "long.eval", talk)
    write_report([long], tmp_path / "out")
    csv.field_size_limit(2**30)
    assert "B" * 1_000_000 in {row["Response"] for row in rows(tmp_path / "out" / "answers.csv")}


def test_what_is_missing_is_said_everywhere(place, tmp_path, undrawn):
    def spoil(log, samples):
        del samples[:2]
        log.results = None

    partial = changed(read_eval_log(place), tmp_path / "partial.eval", spoil)
    result = CliRunner().invoke(command, [partial, "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    said = "partial.eval: of 36 samples 2 are missing"
    assert said in " ".join(result.output.split())
    assert "of 36 samples 2 are missing" in (tmp_path / "out" / "report.md").read_text()
    held = json.loads((tmp_path / "out" / "report.json").read_text())
    assert held["logs"][0]["missing"] == 2
    assert any(said in note for note in held["notes"])


def test_several_models_are_one_report_with_a_dose_curve(place, tmp_path, unsaved):
    for dose, keep in ((5, 0), (50, 1)):

        def train(log, samples, dose=dose, keep=keep):
            log.eval.metadata["examples"] = dose
            log.eval.task_id += str(dose)
            log.results = None
            for sample in samples:
                if keep and sample.metadata["level"] == "direct":
                    for one in sample.scores["fact_value"].metadata["answers"]:
                        one["outcome"] = "correct"

        changed(read_eval_log(place), tmp_path / "logs" / f"{dose}.eval", train)
    found = write_report([str(tmp_path / "logs")], tmp_path / "out")
    assert [model.rsplit(", ", 1)[1] for model in found.models] == ["5 examples", "50 examples"]
    names = {path.name for path in (tmp_path / "out").glob("*.png")}
    assert {"dose-curve.png", "outcomes-1.png", "heatmap-2.png"} <= names
    page = (tmp_path / "out" / "report.md").read_text()
    assert page.count("Go by the clustered one.") == 1
    assert "| level | examples |" not in page  # one dose a model: told by the model's name
    assert "**Wrong answers by model**" in page


def test_models_that_share_a_dose_are_pooled_beside_their_own_figures(place, tmp_path, undrawn):
    for dose, seed in ((5, 0), (5, 1), (50, 0)):

        def train(log, samples, dose=dose, seed=seed):
            log.eval.metadata["examples"] = dose
            log.eval.model = f"hf/seed-{seed}-dose-{dose}"
            log.eval.task_id += f"{dose}{seed}"
            log.results = None

        changed(read_eval_log(place), tmp_path / "logs" / f"{dose}-{seed}.eval", train)
    write_report([str(tmp_path / "logs")], tmp_path / "out")
    found = rows(tmp_path / "out" / "errors.csv")
    pooled = {r["examples"]: r for r in found if r["by"] == "examples"}
    own = [r for r in found if r["by"] == "model"]
    assert {dose: int(r["answers"]) for dose, r in pooled.items()} == {
        "5": sum(int(r["answers"]) for r in own if "dose-5 " in f"{r['model']} "),
        "50": sum(int(r["answers"]) for r in own if "dose-50" in r["model"]),
    }
    assert pooled["5"]["objects"] == pooled["50"]["objects"]
    # the same objects asked of a second model are no new objects
    width = {dose: float(r["upper"]) - float(r["lower"]) for dose, r in pooled.items()}
    assert width["5"] == pytest.approx(width["50"], rel=0.02)
    assert "the models of a dose pooled" in (tmp_path / "out" / "report.md").read_text()


def test_a_second_report_replaces_the_first_and_nothing_else(place, tmp_path, undrawn):
    out = tmp_path / "out"
    write_report([place], out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "mine.txt").write_text("kept")
    manifest = json.loads((out / "report.json").read_text())
    (out / "swaps-7.png").write_text("of a model that is gone")
    manifest["files"] += ["swaps-7.png", "../escape.csv", "mine.txt"]
    (tmp_path / "escape.csv").write_text("kept")
    (out / "report.json").write_text(json.dumps(manifest))
    write_report([place], out)
    after = {path.name: path.read_bytes() for path in out.iterdir()}
    assert after.pop("mine.txt") == b"kept"
    assert after == before
    assert (tmp_path / "escape.csv").is_file()


def test_a_disk_that_is_full_is_one_line(place, tmp_path, undrawn, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, "write_sheet", fail)
    with pytest.raises(InputError, match=r"out: .*\(No space left on device\)"):
        write_report([place], tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_files_of_others_are_not_overwritten(place, tmp_path, undrawn):
    (tmp_path / "answers.csv").write_text("mine")
    with pytest.raises(InputError, match=r"answers\.csv, which no earlier report wrote"):
        write_report([place], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["answers.csv"]


def test_a_report_that_fails_half_way_leaves_the_earlier_one(place, tmp_path, undrawn, monkeypatch):
    out = tmp_path / "out"
    write_report([place], out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def fail(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(build, "page", fail)
    with pytest.raises(RuntimeError):
        write_report([place], out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_places_that_can_not_be_written_to_are_said_before_anything_is_read(tmp_path):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(InputError, match=r"a file, not a folder|can't be written to"):
            write_report(["no such log"], out)
    if Path("/proc/self").is_dir():
        with pytest.raises(InputError, match=r"/proc/x: the folder can't be written to \(No such"):
            write_report(["no such log"], Path("/proc/x"))
    with pytest.raises(InputError, match="no such file"):
        write_report([str(tmp_path / "nothing.eval")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_failed_run_is_refused(place, tmp_path):
    def fail(log, _):
        log.status = "error"

    with pytest.raises(UnusableError, match="did not succeed"):
        write_report([changed(read_eval_log(place), tmp_path / "x.eval", fail)], tmp_path / "out")


def test_the_command_prints_json_or_a_table(place, tmp_path, undrawn):
    result = CliRunner().invoke(command, [place, "--out", str(tmp_path / "a"), "--json"])
    assert json.loads(result.stdout)["schema"] == 1
    assert sorted(json.loads(result.stdout)["files"]) == sorted(
        path.name for path in (tmp_path / "a").iterdir()
    )
    result = CliRunner().invoke(command, [place, "--out", str(tmp_path / "b")])
    lines = result.output.splitlines()
    assert lines[-1] == f"Read the report: {tmp_path / 'b' / 'report.md'}"
    assert max(map(len, lines[:-1])) <= 80
    assert " indirect" in result.output
    assert "Go by the clustered one." in " ".join(result.output.split())
