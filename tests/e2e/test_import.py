"""Published answers from the shell into a log that opens in the viewer."""

from pathlib import Path

import pytest

from tests.e2e.commands import one_log, run
from tests.e2e.viewer import browser_path, chromium, sample_list, viewing

SAMPLE = Path(__file__).parents[3] / "shared" / "data" / "recorded-answers-sample.csv"


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
