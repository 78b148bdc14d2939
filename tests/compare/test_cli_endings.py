"""How verbs end where something goes wrong: in one line, never with a verdict's exit code."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from inspect_finetune.cli import main
from inspect_finetune.cli.endings import Verbs
from inspect_finetune.cli.progress import progress, waiting
from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.compare.outputs.files import Files, write_comparison
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import made_log
from tests.compare.test_outputs import FELL, Comparison, compared

IDS = [f"s{number:02}" for number in range(30)]
VERBS = {
    "gate": ("inspect_finetune.compare.gate.gate_logs", ["x.eval", "--baseline", "b.json"]),
    "compare": ("inspect_finetune.compare.comparison.compare_places", ["x.eval", "y.eval"]),
    "bless": ("inspect_finetune.compare.baselines.baseline.bless", ["x.eval", "--baseline", "b"]),
    "burn-in": ("inspect_finetune.compare.burn_in.logs.burn_in_logs", ["--logs", "x.eval"]),
}


def raising(error: BaseException, *words: str) -> Result:
    """What becomes of an exception in a verb."""

    @click.group(cls=Verbs)
    @click.option("--traceback", is_flag=True)
    def group(traceback: bool) -> None:
        pass

    @group.command()
    def verb() -> None:
        raise error

    return CliRunner().invoke(group, [*words, "verb"])


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            RuntimeError("a\nb\x1b[31m"),
            3,
            "internal error (RuntimeError: a b [31m); this is a fault",
        ),
        (KeyError("x"), 3, "internal error (KeyError: 'x')"),
        (MemoryError(), 3, "not enough memory"),
        (OSError(28, "No space left on device", "x.svg"), 3, "No space left on device: 'x.svg'"),
        (BrokenPipeError(32, "of a connection"), 3, "of a connection"),
        (KeyboardInterrupt(), 130, "Aborted!"),
        (InputError("a mistake", fix="Mend it"), 2, "Error: a mistake. Mend it."),
        (UnusableError("half a log"), 3, "Error: half a log."),
        (click.UsageError("no such thing"), 2, "no such thing"),
    ],
)
def test_an_exception_is_one_line_and_never_exit_code_1(
    error: BaseException, code: int, said: str
) -> None:
    result = raising(error)
    assert result.exit_code == code
    assert result.stdout == ""
    assert said in result.stderr.splitlines()[-1]
    assert len(result.stderr.strip().splitlines()) == 1 or isinstance(error, click.UsageError)
    assert "Traceback" not in result.stderr


def test_exits_of_a_verb_stay() -> None:
    assert raising(SystemExit(1)).exit_code == 1
    assert raising(click.exceptions.Exit(7)).exit_code == 7


def test_a_fault_is_not_longer_than_a_line_and_shows_where_it_is_when_asked() -> None:
    assert len(raising(RuntimeError("x" * 100_000)).stderr) < 1_000
    told = raising(RuntimeError("x"), "--traceback")
    assert told.exit_code == 3
    assert "Traceback" in told.stderr
    assert "in verb" in told.stderr
    assert told.stderr.splitlines()[-1].startswith("Error: internal error (RuntimeError: x)")


@pytest.mark.parametrize("verb", VERBS)
def test_a_fault_in_any_verb_is_exit_code_3(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in the middle")

    at, words = VERBS[verb]
    monkeypatch.setattr(at, fault)
    result = CliRunner().invoke(main, [verb, *words])
    assert result.exit_code == 3, result.output
    assert "internal error (ZeroDivisionError: in the middle)" in result.stderr
    assert len(result.output.splitlines()) == 1
    monkeypatch.setenv("INSPECT_FINETUNE_TRACEBACK", "1")
    assert "Traceback" in CliRunner().invoke(main, [verb, *words]).stderr


FORKS = """
import os, sys

from click.testing import CliRunner
from inspect_finetune.cli import main

CliRunner().invoke(main, "gate worse --baseline prod.json".split())  # imports once what all need

def fresh(name):
    return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

def stand_in(kind):
    if kind == "full":
        return os.open("/dev/full", os.O_WRONLY)
    if kind in ("left", "both"):
        reader, writer = os.pipe()
        os.close(reader)
        return writer
    return fresh(f"{kind}.txt")

for case in sys.stdin.read().splitlines():
    kind, *words = case.split()
    err = fresh("err.txt")
    if os.fork() == 0:
        os.dup2(stand_in(kind), 1)
        os.dup2(1 if kind == "both" else err, 2)
        sys.stdout = open(1, "w", encoding=kind if kind in ("ascii", "cp1252") else "utf-8")
        try:
            main(words)
        except SystemExit as end:
            code = end.code or 0
        try:  # as the interpreter does at its end, which takes long for a process like this one
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            code = 120
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.wait()[1])
    print(code, *open("err.txt").read().splitlines(), sep="|", flush=True)
"""
"""Real processes with real outputs, one for each line of its input; only the imports are shared."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A baseline, a log that passes and one that doesn't."""
    folder = tmp_path_factory.mktemp("endings")
    for name, right in (("same", 28), ("worse", 8)):
        made_log(folder / name, {one: float(i < right) for i, one in enumerate(IDS)})
    bless([str(folder / "same")], folder / "prod.json")
    policy = "[tasks.tiny]\ngiven = {must_not_fall = true, margin = 0.3}\n"
    (folder / "gate.toml").write_text(policy)
    return folder


GATE = "--baseline prod.json --policy gate.toml"
FULL = "Error: the output can't be written: No space left on device."
CASES = {
    f"cp1252 gate same {GATE}": "0",
    f"ascii gate worse {GATE}": "1",
    f"left gate same {GATE} --junit left.xml": "0",
    f"left gate worse {GATE} --json": "1",
    "left compare same worse": "0",
    "left bless same --baseline other.json": "0",
    f"full gate same {GATE} --json": f"3|{FULL}",
    f"both gate same {GATE}": "0",
    f"both gate none.eval {GATE}": "2",
}
"""What standard output is, the command, and its exit code with what it says on standard error."""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_whatever_becomes_of_the_output_the_exit_code_is_the_verdict(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKS],
        input="\n".join(CASES),
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    said = dict(zip(CASES, done.stdout.splitlines(), strict=True))
    assert said == CASES
    assert (folder / "left.xml").is_file()
    old = (folder / "cp1252.txt").read_text(encoding="cp1252")
    assert old.splitlines()[-1].startswith("PASS: tiny given is as asked")
    assert "\n+ tiny given: " in old
    older = (folder / "ascii.txt").read_text(encoding="ascii")
    assert "\nx tiny given: " in older
    assert older.splitlines()[-1].startswith("REGRESSION: tiny given fell by 66.7 points")


def test_what_is_written_to_a_full_disk_is_one_line() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    with pytest.raises(UnusableError, match="/dev/full: the file can't be written: No space left"):
        write_comparison(Comparison((compared(FELL),), 0.05), (), Files(markdown=full))


def test_progress_is_shown_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> tuple[str, str]:
        with waiting("Reading"):
            pass
        with progress("Gating", 2) as step:
            step()
        return capsys.readouterr()

    assert work() == ("", "")
    monkeypatch.setenv("FORCE_COLOR", "1")  # makes rich take it for a terminal
    out, err = work()
    assert out == ""
    assert "Reading" in err
    assert "1/2" in err
