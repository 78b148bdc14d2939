"""What is drawn of a comparison and of a gate."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from inspect_finetune.compare.findings import Comparison, Finding, Judged
from inspect_finetune.compare.outputs.picture import comparison_picture, gate_picture, save_as
from inspect_finetune.metrics.differences import Estimate
from inspect_finetune.report.pictures.lettering import WIDTH, width
from tests.compare.made_findings import FELL, JUDGED, LENGTH, STAYED, compared, gated


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_pictures_are_the_same_bytes_each_time(tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        save_as(gate_picture(gated(*JUDGED)), tmp_path / f"{name}.{ending}")
    first = (tmp_path / f"a.{ending}").read_bytes()
    assert first == (tmp_path / f"b.{ending}").read_bytes()
    assert len(first) > 5_000


def test_a_picture_tells_verdicts_apart_without_colour() -> None:
    picture = gate_picture(gated(*JUDGED))
    shapes = [line.get_marker() for axes in picture.figure.axes for line in axes.lines]
    assert [shape for shape in shapes if shape != "None"] == ["X", "D", "s"]
    dashed = [line for axes in picture.figure.axes for line in axes.lines if line.is_dashed()]
    assert [line.get_xdata()[0] for line in dashed] == [-5, 5]


def test_a_refused_gate_is_drawn_as_its_reason(tmp_path: Path) -> None:
    refused = gated(verdict="refused", said="REFUSED: the dataset differs", compared=())
    picture = gate_picture(refused)
    save_as(picture, tmp_path / "gate.svg")
    assert (picture.title, picture.figure.axes) == ("REFUSED: the dataset differs", [])


@pytest.mark.parametrize(
    "gain",
    [
        *(Estimate(0, -math.inf, math.inf), Estimate(0, math.nan, math.nan)),
        *(Estimate(1, 0, math.inf), Estimate(1e300, -1e300, 1e301), Estimate(1e308, 0, 1.7e308)),
    ],
)
def test_an_interval_without_ends_is_drawn_as_far_as_the_axis_goes(gain: Estimate) -> None:
    number = Judged(replace(LENGTH, gain=gain), "tracked", "tracked", "x", None, None)
    picture = gate_picture(gated(number))
    assert len(picture.figure.axes) == (abs(gain.value) <= 1e300)
    for axes in picture.figure.axes:
        low, high = axes.get_xlim()
        assert low < 0 < high
        drawn = [end for end in axes.lines[0].get_xdata() if not math.isnan(end)]
        assert all(low <= end <= high for end in drawn)


def test_no_word_of_a_title_is_wider_than_the_picture() -> None:
    said = f"REFUSED: candidate (/tmp/{'folder/' * 40}x.eval): left 3 of 4 unscored"
    picture = gate_picture(gated(verdict="refused", said=said, compared=()))
    lines = [text.get_text() for text in picture.figure.texts]
    assert max(width(line, 14, bold=True) for line in lines) <= WIDTH
    assert any("x.eval)" in line for line in lines)
    assert any("unscored" in line for line in lines)


def test_a_title_says_what_is_seen() -> None:
    def title(*findings: Finding) -> str:
        return comparison_picture(Comparison((compared(*findings),), 0.05)).title

    assert title(FELL, STAYED).endswith("fell by 30 points (24.0 to 36.0)")
    assert title(STAYED, LENGTH) == "No difference shown in 2 measures"
    assert title(FELL, replace(FELL, measure="b.x"), STAYED) == "Of 3 measures 2 fell"
    assert title() == "No difference shown in 0 measures"
