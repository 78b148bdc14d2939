"""What is printed, written and drawn of a comparison and of a gate; none of it can be injected."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from inspect_finetune.compare.findings import Comparison, Gated, Judged
from inspect_finetune.compare.flips import Flip
from inspect_finetune.compare.line import verdict_line
from inspect_finetune.compare.outputs.data import comparison_json, gate_json
from inspect_finetune.compare.outputs.junit import write_junit
from inspect_finetune.compare.outputs.markdown import comparison_markdown, gate_markdown
from inspect_finetune.compare.outputs.picture import comparison_picture, gate_picture, save_as
from inspect_finetune.compare.outputs.screen import (
    comparison_lines,
    gate_text,
    show_comparison,
    show_gate,
)
from inspect_finetune.compare.wording import amount, figure, key_of, names_of
from inspect_finetune.metrics.differences import Estimate
from tests.compare.made_findings import FELL, JUDGED, LENGTH, STAYED, UNKNOWN, compared, gated


def printed(show: object, found: object, width: int, flips: tuple[Flip, ...] = ()) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as held:
        show(found, flips, console)
    return held.get()


def test_sentences_say_what_rose_what_fell_and_what_could_have_been_seen() -> None:
    rose = replace(FELL, gain=Estimate(0.098, 0.049, 0.147))
    lines = comparison_lines(Comparison((compared(rose, STAYED, LENGTH, UNKNOWN),), 0.05))
    assert lines == [
        "fact_recall correct[level!=reverse|verification] rose by 9.8 points (4.9 to 14.7).",
        "fact_recall false_recall: undecided (no difference is shown), it rose by 1 point "
        "(-3.0 to 5.0); no drop would have been found with power .8 in 50 clusters.",
        "fact_recall length: undecided (no difference is shown), it rose by 4.377 (-2 to 11.2); "
        "a drop of 14.2, spread evenly, would have been found with power .8.",
        "fact_recall none: no sample has a value in both runs.",
    ]


def test_a_task_with_a_bracket_in_its_name_keeps_it() -> None:
    one = replace(FELL, task="[b]na")
    assert names_of([one], bare=True) == ["[b]na correct"]
    judged = Judged(one, "must not fall", "regression", "fell by 30 points", 0.0, None)
    assert verdict_line("regression", [judged], ()) == "REGRESSION: [b]na correct fell by 30 points"


@pytest.mark.parametrize(
    ("number", "bounded", "said"),
    [
        *((0.3, True, "30 points"), (-0.0589, True, "5.9 points"), (0.01, True, "1 point")),
        *((0.0004, True, "0 points"), (1.25, False, "1.25"), (-1234.5, False, "1234")),
    ],
)
def test_amounts(number: float, bounded: bool, said: str) -> None:
    assert amount(number, bounded) == said


def test_a_rounded_zero_has_no_minus() -> None:
    assert figure(-0.0001, True, "+") == "+0.0"
    assert figure(float("nan"), True) == "–"


def test_the_scorer_is_named_only_where_it_tells_measures_apart() -> None:
    assert key_of("s.a.b[t=0.5]") == "a.b[t=0.5]"
    assert key_of("match[t=0.5]") == "match[t=0.5]"
    one, two = replace(FELL, measure="a.correct"), replace(FELL, measure="b.correct")
    assert names_of([one, STAYED]) == ["fact_recall correct", "fact_recall false_recall"]
    assert names_of([FELL, STAYED], bare=True)[0] == "fact_recall correct"
    filtered = replace(FELL, measure="fact_value.correct[level=direct]")
    assert names_of([FELL, filtered], bare=True)[1] == "fact_recall correct[level=direct]"
    assert names_of([one, two]) == ["fact_recall a.correct", "fact_recall b.correct"]


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_no_figure_is_cut_short_on_any_screen(width: int) -> None:
    text = printed(show_gate, gated(*JUDGED), width)
    assert "…" not in text
    for cell in ("✗ correct", "[level!=reverse|verification]", "[-36.0, -24.0]", "120.1"):
        assert cell in text
    assert ("detects  " in text) == (width >= 120)
    # the note explains what is there, and nothing else
    assert ("Lost, gained" in text) == ("gained  " in text)


def test_the_verdict_is_the_last_line_and_every_measure_has_one() -> None:
    lines = gate_text(gated(*JUDGED)).rstrip().splitlines()
    assert lines[-1] == "REGRESSION: fact_recall correct fell by 30 points"
    assert "? fact_recall false_recall: who knows" in lines
    assert "Note: A note." in lines


def test_several_reasons_stand_above_the_verdict() -> None:
    refused = gated(verdict="refused", said="REFUSED: x", reasons=("no dataset", "no scorer"))
    lines = gate_text(refused).rstrip().splitlines()
    assert lines[-3:] == ["! no dataset", "! no scorer", "REFUSED: x"]


def test_json_is_canonical_and_has_no_nan() -> None:
    found = Comparison((compared(FELL, UNKNOWN),), 0.05)
    text = comparison_json(found)
    data = json.loads(text, parse_constant=pytest.fail)
    assert (data["schema"], data["version"]) == ("inspect-finetune/compare", 1)
    known, unknown = data["comparisons"][0]["measures"]
    assert known["lost"] == ["apple|direct", "pear|direct"]
    assert (known["unit"], unknown["unit"]) == ("share", "number")
    assert unknown["gain"] == {"value": None, "lower": None, "upper": None}
    assert text == json.dumps(data, indent=2, sort_keys=True)


def test_json_of_a_gate_names_verdict_code_and_limit() -> None:
    data = json.loads(gate_json(gated(*JUDGED), 1))
    assert (data["schema"], data["verdict"], data["exit_code"]) == (
        "inspect-finetune/gate",
        "regression",
        1,
    )
    assert [one["limit"] for one in data["measures"]] == [-0.05, 0.05, None]
    assert data["measures"][1]["needed"] == {"clusters": 9}


@pytest.mark.parametrize(("undecided", "tag"), [(None, "failure"), ("pass", "skipped")])
def test_junit_has_a_case_for_each_measure(tmp_path: Path, undecided: str, tag: str) -> None:
    write_junit(gated(*JUDGED), tmp_path / "gate.xml", undecided)
    root = ElementTree.parse(tmp_path / "gate.xml").getroot()
    cases = root.findall("testsuite/testcase")
    assert [[child.tag for child in case] for case in cases] == [["failure"], [tag], ["system-out"]]
    assert (root.get("tests"), root.get("errors")) == ("3", "0")
    assert root.get("failures") == ("2" if tag == "failure" else "1")


def test_junit_of_a_refused_gate_is_an_error(tmp_path: Path) -> None:
    refused = gated(verdict="refused", said="REFUSED: x", reasons=("the dataset differs",))
    write_junit(refused, tmp_path / "gate.xml")
    root = ElementTree.parse(tmp_path / "gate.xml").getroot()
    assert [one.get("message") for one in root.iter("error")] == ["the dataset differs"]
    assert root.get("errors") == "1"


EVIL = "\x1b[31m[bold]x</td><script>|`$=1+1`\r\n::error::@all https://x.y\x00\ud800\u202e"


def hostile(text: str) -> tuple[Gated, Comparison, tuple[Flip, ...]]:
    finding = replace(FELL, task=text, measure=text, lost=(text,), gained=(text,))
    judged = Judged(finding, text, "undecided", text, 0.5, None, -0.05)
    one = compared(finding, task=text, base_model=text, candidate_model=text, notes=(text,))
    gate = gated(judged, compared=(one,), reasons=(text,), said=f"UNDECIDED: {text}")
    flip = Flip(text, text, "lost", 1.0, 0.0, True, text, text, text)
    return gate, Comparison((one,), 0.05), (flip,)


@settings(max_examples=25, deadline=None)
@given(
    st.one_of(st.just(EVIL), st.text(min_size=1), st.text("[]<>|`*:#@\\\x1b\n\r\x00&", min_size=1))
)
def test_whatever_a_log_holds_is_shown_and_does_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    gate, comparison, flips = hostile(text)
    for show, found in ((show_gate, gate), (show_comparison, comparison)):
        shown = printed(show, found, 120, flips)
        assert all(c.isprintable() or c == "\n" for c in shown)
    for page in (gate_markdown(gate, flips), comparison_markdown(comparison, flips)):
        assert not re.search(r"[<>\x1b\r\x00]|://|@(?!&#8288;)", page)
        for row in (line for line in page.splitlines() if line.startswith("|")):
            assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) in (7, 9)
    for data in (gate_json(gate, 3), comparison_json(comparison)):
        assert data.isascii()
        json.loads(data)
    path = tmp_path_factory.mktemp("junit") / "gate.xml"
    write_junit(gate, path)
    assert len(ElementTree.parse(path).getroot().findall("testsuite/testcase")) == 2


def test_a_picture_of_hostile_names_is_drawn(tmp_path: Path) -> None:
    gate, comparison, _ = hostile(EVIL)
    save_as(gate_picture(gate), tmp_path / "gate.svg")
    save_as(comparison_picture(comparison), tmp_path / "compare.svg")
    for name in ("gate", "compare"):
        text = (tmp_path / f"{name}.svg").read_text()
        assert "<script>" not in text
        ElementTree.fromstring(text)
