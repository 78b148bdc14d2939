"""The verbs compare and gate: exit codes, one line for a mistake, and what they write."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from inspect_finetune.cli import main
from inspect_finetune.compare.baselines.baseline import bless
from tests.compare.made_runs import made_log, place, rewritten, with_rows

IDS = [f"s{number:02}" for number in range(30)]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A released log, one like it, one that is worse; and a baseline of the first."""
    folder = tmp_path_factory.mktemp("logs")
    found = {
        name: place(made_log(folder / name, {one: float(i < right) for i, one in enumerate(IDS)}))
        for name, right in (("old", 28), ("same", 28), ("worse", 10))
    }
    bless([found["old"]], folder / "prod.json")
    return {**found, "baseline": str(folder / "prod.json")}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("COLUMNS", "120")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def gate(logs: dict[str, str], name: str, *words: object) -> Result:
    return run("gate", logs[name], "--baseline", logs["baseline"], *words)


@pytest.mark.parametrize(
    ("name", "words", "code", "begins"),
    [
        ("worse", (), 1, "REGRESSION: tiny given fell by 60 points"),
        ("worse", ("--undecided", "pass"), 1, "REGRESSION"),
        ("same", (), 3, "UNDECIDED: tiny given did not change: not enough to say"),
        ("same", ("--undecided", "pass"), 0, "UNDECIDED"),
        ("same", ("--undecided", "fail"), 1, "UNDECIDED"),
    ],
)
def test_the_last_line_is_the_verdict_and_the_code_follows(
    logs: dict[str, str], name: str, words: tuple[str, ...], code: int, begins: str
) -> None:
    result = gate(logs, name, *words)
    assert result.exit_code == code
    assert result.stdout.splitlines()[-1].startswith(begins)


def test_everything_is_written_at_once(
    logs: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    words = ("--markdown", "gate.md", "--junit", "gate.xml", "--picture", "gate.svg", "--json")
    result = gate(logs, "worse", *words)
    data = json.loads(result.stdout)
    assert (data["verdict"], data["exit_code"], result.exit_code) == ("regression", 1, 1)
    assert result.stderr == data["said"] + "\n"
    page = Path("gate.md").read_text()
    assert page.startswith("## REGRESSION: tiny given fell by 60 points\n")
    assert summary.read_text() == f"before\n{page}\n"
    assert "What is" not in page
    assert ElementTree.parse("gate.xml").getroot().get("failures") == "1"
    assert "<svg" in Path("gate.svg").read_text()


def test_answers_are_shown_only_when_asked_for(logs: dict[str, str]) -> None:
    assert "What is s10" not in gate(logs, "worse").stdout
    shown = gate(logs, "worse", "--show-answers", "--markdown", "gate.md")
    assert "What is s10" in shown.stdout
    assert "A baseline holds no answers" in shown.stdout
    assert "What is s10" in Path("gate.md").read_text()


def test_compare_informs(logs: dict[str, str]) -> None:
    result = run("compare", logs["old"], logs["worse"], "--markdown", "c.md", "--picture", "c.png")
    assert result.exit_code == 0
    assert "tiny given fell by 60 points" in result.stdout
    assert Path("c.md").read_text().startswith("## ")
    assert Path("c.png").stat().st_size > 5_000
    data = json.loads(run("compare", logs["old"], logs["worse"], "--json", "--show", "2").stdout)
    assert [flip["sample"] for flip in data["flips"]] == ["s10", "s11"]
    assert len(data["comparisons"][0]["measures"][0]["lost"]) == 18


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--picture", "x.gif"), "'.gif' is no kind of picture"),
        (("--picture", "no/x.svg"), "can't be written"),
        (("--junit", "no/x.xml"), "can't be written"),
        (("--markdown", "no/x.md"), "can't be written"),
        (("--max-unscored", "nan"), "nan is no number"),
        (("--max-unscored", "2"), "not in the range"),
        (("--undecided", "maybe"), "'maybe'"),
        (("--policy", "none.toml"), "no file|not found"),
        *((("--baseline", empty), "it is empty") for empty in ("", " ")),
        *(((name, ""), "it is empty") for name in ("--policy", "--junit", "--markdown")),
    ],
)
def test_a_mistake_in_the_command_is_said_before_anything_is_read(
    logs: dict[str, str], words: tuple[str, str], said: str
) -> None:
    result = gate(logs, "same", *words)
    assert result.exit_code == 2
    assert any(one in result.stderr for one in said.split("|")), result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("gate", "", "--baseline", "b.json"),
        ("gate", "x.eval", " ", "--baseline", "b.json"),
        ("compare", "", "x.eval"),
        ("compare", "x.eval", ""),
        ("burn-in", "--logs", ""),
        ("burn-in", "--logs", "x.eval", "--policy", ""),
    ],
)
def test_an_empty_name_is_a_mistake_and_not_the_working_folder(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "it is empty: is a variable not set?" in result.stderr


def cut(logs: dict[str, str]) -> str:
    data = Path(logs["same"]).read_bytes()
    Path("cut.eval").write_bytes(data[: len(data) // 2])
    return "cut.eval"


def empty(logs: dict[str, str]) -> str:
    Path("empty.eval").write_bytes(b"")
    return "empty.eval"


def noise(logs: dict[str, str]) -> str:
    Path("noise.json").write_text('{"status": "success"}')
    return "noise.json"


def no_logs(logs: dict[str, str]) -> str:
    Path("nothing").mkdir()
    return "nothing"


def two_logs(logs: dict[str, str]) -> str:
    return str(Path(logs["same"]).parent.parent)


def unscored(logs: dict[str, str]) -> str:
    def change(rows: list[dict]) -> None:  # type: ignore[type-arg]
        rows[0]["scores"]["given"]["value"] = float("nan")

    from inspect_ai.log import read_eval_log

    return with_rows(read_eval_log(logs["same"]), Path("nan.eval"), change)


def broken_samples(logs: dict[str, str]) -> str:
    from inspect_ai.log import read_eval_log

    def change(members: dict[str, bytes]) -> None:
        members["summaries.json"] = b"[{"

    return rewritten(read_eval_log(logs["same"]), Path("broken.eval"), change)


Made = Callable[[dict[str, str]], str]


@pytest.mark.parametrize(
    ("made", "code", "said"),
    [
        (cut, 2, "not a readable Inspect log"),
        (empty, 2, "not a readable Inspect log"),
        (noise, 2, "not a readable Inspect log"),
        (no_logs, 2, "holds no log"),
        (lambda logs: "none.eval", 2, "no such file"),
        (two_logs, 2, "two logs of tiny"),
        (unscored, 3, "left 1 of 30 samples unscored"),
        (broken_samples, 3, "can't be read"),
    ],
)
def test_a_bad_log_is_one_line_and_never_a_pass(
    logs: dict[str, str], made: Made, code: int, said: str
) -> None:
    bad = made(logs)
    for words in (("gate", bad, "--baseline", logs["baseline"]), ("compare", logs["old"], bad)):
        result = run(*words)
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == code
        assert said in result.output
        assert len(result.output.splitlines()) == 1, result.output
    result = run("gate", bad, "--baseline", logs["baseline"], "--json", "--junit", "gate.xml")
    if code == 3:
        assert json.loads(result.stdout)["verdict"] == "refused"
        assert ElementTree.parse("gate.xml").getroot().get("errors") == "1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"version": 1', '"version": 2', "version 2"),
        ('"values":[1]', '"values":[0]', "edited by hand"),
        ('"schema": "inspect-finetune/baseline"', '"schema": "other"', "not a baseline"),
        ("{", "", "not a baseline"),
    ],
)
def test_a_bad_baseline_is_one_line_and_never_a_pass(
    logs: dict[str, str], old: str, new: str, said: str
) -> None:
    text = Path(logs["baseline"]).read_text()
    assert old in text
    Path("bad.json").write_text(text.replace(old, new, 1))
    result = run("gate", logs["same"], "--baseline", "bad.json", "--undecided", "pass")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ('[tasks.tiny]\ngiven = "must_not_fal"\n', "must_not_fall"),
        ("[tasks.tiny]\ngiven = {must_not_fall = true, magin = 0.1}\n", "margin"),
        ('[tasks.tiny]\ngivn = "must_not_fall"\n', "given"),
        ("alpha = 2\n", "alpha"),
        ("[tasks\n", "toml"),
    ],
)
def test_a_bad_policy_is_one_line_that_says_what_was_meant(
    logs: dict[str, str], policy: str, said: str
) -> None:
    Path("gate.toml").write_text(policy)
    result = gate(logs, "same", "--policy", "gate.toml")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("version", "name", "code", "said"),
    [
        ("0.3.100", "old.eval", 1, "inspect_ai is"),
        ("99.0.0", "new.eval", 3, "99.0.0"),
        (None, "other.json", 3, "inspect log convert"),
    ],
)
def test_a_log_of_another_inspect_or_format_never_passes_unseen(
    logs: dict[str, str], version: str | None, name: str, code: int, said: str
) -> None:
    from inspect_ai.log import read_eval_log, write_eval_log

    log = read_eval_log(logs["worse"])
    if version:
        log.eval.packages = {"inspect_ai": version}
    write_eval_log(log, name)
    result = run("gate", name, "--baseline", logs["baseline"])
    assert result.exit_code == code, result.output
    assert said in result.output
