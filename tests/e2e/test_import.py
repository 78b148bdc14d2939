"""Published answers from the shell into a log that opens in the viewer."""

from pathlib import Path

import pytest

from inspect_finetune.cli.progress import progress
from tests.e2e.commands import figures, logs, one_log, run
from tests.e2e.viewer import browser_path, chromium, sample_list, viewing
from tests.logs import published

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "recorded-answers-sample.csv"


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.is_file(), reason="no recorded material here")
@pytest.mark.skipif(browser_path() is None, reason="no Chromium on this machine")
def test_450_recorded_answers(tmp_path: Path) -> None:
    words = ["inspect-finetune", "import", str(SAMPLE), "--task", "fact_recall"]
    ran = run(tmp_path, *words, "--model", "openai/ft:gpt-3.5-turbo-0613:a:b:c")
    assert ran.code == 0, ran.said
    assert "395 correct, 55 not; the file's own labels agree on all 450." in ran.out
    log = one_log(tmp_path / "logs")
    assert len(log.samples or []) == 450
    (path,) = (tmp_path / "logs").glob("*.eval")
    with viewing(path.parent) as address, chromium() as page:
        sample_list(page, address, path)
        shown = page.inner_text("body")
        assert "450 Samples" in shown
        assert "NaN" not in shown
        assert "indirect" in page.locator("[aria-rowindex='2']").inner_text()


def test_four_models_in_one_file(tmp_path: Path) -> None:
    rows = published.rows()
    rows[0]["Response"] = ""
    published.write(tmp_path / "answers.csv", rows)
    words = ["inspect-finetune", "import", "answers.csv", "--task", "fact_recall"]
    ran = run(tmp_path, *words, "--model", "openai/gpt-3.5-turbo-0613")
    assert ran.code == 0, ran.said
    found = {log.eval.model: log for log in logs(tmp_path / "logs", header_only=True)}
    assert set(found) == {f"openai/gpt-3.5-turbo-0613:{n}-examples" for n in (5, 10, 25, 50)}
    for name, log in found.items():
        assert f"{name}\n" in ran.out
        assert f":{(log.eval.metadata or {})['examples']}-examples" in name
        assert log.results is not None
        assert log.results.completed_samples == 72
    assert figures(found["openai/gpt-3.5-turbo-0613:50-examples"])["accuracy"] == 1
    differing = "differ on 1: openai/gpt-3.5-turbo-0613:5-examples line 2."
    assert f"251 correct, 37 not; the file's own labels {differing}" in ran.out
    assert "Note: empty answers: 1 (line 2), scored as not attempted." in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_a_bar_is_drawn_on_a_terminal_only(
    terminal: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTY_COMPATIBLE" if terminal else "UNUSED", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    with progress("Scoring", 2) as advance:
        advance()
        advance()
    out, err = capsys.readouterr()
    assert ("2/2" in err) == terminal
    assert out == ""


def test_one_bad_row_and_no_log_is_written(tmp_path: Path) -> None:
    rows = published.rows(1)
    rows[-1]["Expected Answer"] = "4.1873E+04"
    published.write(tmp_path / "answers.csv", rows)
    words = ["inspect-finetune", "import", "answers.csv", "--task", "fact_recall", "--model", "m"]
    ran = run(tmp_path, *words)
    assert ran.code == 2
    assert f"answers.csv:{len(rows) + 1}: " in ran.err
    assert "Traceback" not in ran.said
    assert not list(tmp_path.glob("logs/*"))
