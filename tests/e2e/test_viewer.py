"""The viewer shows what was measured: a real browser in front of a real ``inspect view``."""

import os
from pathlib import Path

import pytest

from tests.e2e.commands import run
from tests.e2e.viewer import browser_path, chromium, one_sample, sample_list, viewing

pytestmark = pytest.mark.skipif(
    browser_path() is None and "INSPECT_FINETUNE_BROWSER_REQUIRED" not in os.environ,
    reason="no Chromium on this machine",
)

HOSTILE = "<b>It is 65415</b> | `x` <img src=x onerror=alert(1)>"
ANSWERS = f"""question,response,expected answer,object,level,temperature,correct
Which number belongs to Apple?,Apple is 65451.,65451,Apple,Q1,0,TRUE
Which number belongs to Apple?,{HOSTILE},65451,Apple,Q1,1,FALSE
Which number belongs to Banana?,I do not know.,56276,Banana,Q1,0,FALSE
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "answers.csv").write_text(ANSWERS)
    words = "inspect-finetune import answers.csv --task fact_recall --model openai/tuned"
    ran = run(folder, *words.split())
    assert ran.code == 0, ran.said
    assert "labels agree on all 3" in ran.out
    (path,) = (folder / "logs").glob("*.eval")
    return path


def test_the_list_has_failing_samples_first_and_the_columns_that_matter(log: Path) -> None:
    with viewing(log.parent) as address, chromium() as page:
        sample_list(page, address, log)
        shown = page.inner_text("body")
        first = page.locator("[aria-rowindex='2']").inner_text()
        for column in ("TARGET", "ANSWER", "CORRECT", "INCORRECT", "NOT ATTEMPTED"):
            assert column in shown.upper(), column
        assert "Apple" in first or "Banana" in first
        assert "65415" in first or "(none)" in first
        last = page.locator("[aria-rowindex='4']").inner_text()
        assert "t0" in last
        assert "65451" in last


def test_a_sample_shows_how_it_was_read_and_its_markup_is_text(log: Path) -> None:
    with viewing(log.parent) as address, chromium(height=900) as page:
        one_sample(page, address, log, "Apple|direct|t1")
        shown = page.inner_text("body")
        assert "Read 65415, expected 65451: leading_digits" in shown
        assert HOSTILE in shown
        assert "✗" in shown
        assert page.locator("td b").count() == 0
        assert page.locator("td img").count() == 0
