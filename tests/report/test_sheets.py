"""CSV that no spreadsheet runs and that loses nothing."""

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.logs.formulas import guarded, unguarded
from inspect_finetune.report.sheets import LARGEST_CELL, Sheet, safe_text, write_sheet

BEGINNINGS = st.sampled_from(
    ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\x00", "\u202e"]
)
STARTS = st.sampled_from([*"=+-@", "＝", "＋", "－", "＠", "﹣", "﹢", "﹦", "﹫"])


def runs(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula, however it trims it."""
    shown = cell
    while shown and (shown[0].isspace() or unicodedata.category(shown[0]) in ("Cf", "Cc", "Zs")):
        if shown[0] in "\t\r\n":
            return True
        shown = shown[1:]
    return unicodedata.normalize("NFKC", shown[:1])[:1] in tuple("=+-@")


def written(tmp_path, *rows, most=None):
    path = tmp_path / "sheet.csv"
    write_sheet(Sheet([f"column {i}" for i in range(len(rows[0]))], rows), path, most)
    csv.field_size_limit(2**30)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))[1:], path.read_bytes()


@given(st.text())
def test_no_text_runs(text):
    assert not runs(safe_text(text))


@given(BEGINNINGS, BEGINNINGS, STARTS, st.text())
def test_no_formula_runs_however_it_is_hidden(first, second, start, rest):
    cell = safe_text(first + second + start + rest)
    assert cell[0] == "'"
    assert not runs(cell)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zs", "Cn"))))
def test_a_harmless_text_stays_as_it_is(text):
    assert safe_text(text) == (f"'{text}" if runs(text.lstrip("'")) else text)


@given(st.text(), BEGINNINGS, st.sampled_from(["", "'", "''"]))
def test_what_is_guarded_is_given_back(text, start, quotes):
    for whole in (text, quotes + start + text, f"{quotes}{start}={text}"):
        assert unguarded(guarded(whole)) == whole


@given(st.text(), st.integers(60, 400))
def test_what_is_cut_off_is_counted(text, most):
    whole, cell = safe_text(text), safe_text(text, most)
    assert len(cell) <= most
    if cell != whole:
        kept, note = cell.rsplit(" … (cut: ", 1)
        assert whole.startswith(kept)
        assert len(whole) - len(kept) == int(note.split()[0].replace(",", ""))


def test_our_own_numbers_stay_numbers(tmp_path):
    ((row,), data) = written(tmp_path, (-0.25, -3, 1 / 3, None, float("nan"), True, "-5"))
    assert row == ["-0.25", "-3", "0.333333", "", "", "TRUE", "'-5"]
    assert data.splitlines()[1].startswith(b"-0.25,-3,0.333333,")


@pytest.mark.parametrize(
    "text",
    [
        'quotes " and, commas; and\ttabs',
        "lines\nand\r\nlines",
        "x" * 1_000_000,
        "<script>|`$\\",
        '=HYPERLINK("http://evil")',
        "a;=1+1",
    ],
)
def test_hostile_texts_come_back_whole(tmp_path, text):
    rows, _ = written(tmp_path, ("before", text, "after"))
    assert rows == [["before", f"'{text}" if text.startswith("=") else text, "after"]]


def test_characters_that_break_files_are_shown_by_pictures(tmp_path):
    rows, data = written(tmp_path, ("a\x00b\x07c\x7fd\x85e\ud800f",))
    assert rows == [["a␀b␇c␡d\ufffde\ufffdf"]]
    assert b"\x00" not in data


def test_a_cell_fits_a_spreadsheet_on_request(tmp_path):
    rows, _ = written(tmp_path, ("y" * 50_000,), most=LARGEST_CELL)
    assert len(rows[0][0]) <= LARGEST_CELL
    assert rows[0][0].endswith("(cut: 17,283 more characters)")
