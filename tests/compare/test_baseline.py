import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inspect_ai.log import EvalLog

from inspect_finetune.compare.baselines.baseline import bless, is_baseline, read_baseline
from inspect_finetune.compare.baselines.baseline_text import as_text, checksum_of
from inspect_finetune.compare.runs.comparable import differences
from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.run import Run, SampleValues
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import FAILS, UNSCORED, made_log, place, rewritten


def test_a_baseline_is_the_run_itself(facts: EvalLog, tiny: EvalLog, base: Path) -> None:
    blessed = bless([place(tiny), place(facts)], base)
    assert [run.task for run in blessed.runs] == ["fact_recall", "tiny"]
    assert read_baseline(base) == blessed
    for log, run in zip((facts, tiny), blessed.runs, strict=True):
        read = read_run(place(log))
        assert differences(run, read) == []
        assert replace(run, location=read.location) == read


def test_the_same_logs_give_the_same_bytes(facts: EvalLog, tiny: EvalLog, base: Path) -> None:
    bless([place(tiny), place(facts)], base)
    first = base.read_bytes()
    bless([place(facts), place(tiny)], base)
    assert base.read_bytes() == first
    assert first.endswith(b"}\n")
    assert b"\r" not in first
    lines = first.decode("ascii").splitlines()
    assert sum(line.startswith('"Apple|direct') for line in lines) == 1
    assert json.loads(first)["checksum"] == checksum_of(json.loads(first))


def test_it_holds_neither_answers_nor_times_nor_folders(facts: EvalLog, base: Path) -> None:
    bless([place(facts)], base)
    text = base.read_text()
    assert "65451" not in text  # what was answered, and what is right
    assert str(Path(place(facts)).parent) not in text
    assert facts.eval.created[:10] not in text


def test_it_is_replaced_only_by_what_can_be_blessed(
    tiny: EvalLog, base: Path, tmp_path: Path
) -> None:
    bless([place(tiny)], base)
    first = base.read_bytes()
    bad = {
        "ended in an error": made_log(tmp_path / "a", {"a": 1, "b": FAILS}),
        "did not succeed": made_log(tmp_path / "b", {"a": FAILS}, fails=True),
        "unscored": made_log(tmp_path / "c", {"a": 1, "b": UNSCORED}),
        "stopped early": made_log(tmp_path / "d", {"a": 1, "b": 0}, stops=["b"]),
        "no scorer gave a number": made_log(tmp_path / "e", {"a": "red"}),
    }
    for said, log in bad.items():
        with pytest.raises(UnusableError, match=said):
            bless([place(log)], base)
    assert base.read_bytes() == first
    assert [path.name for path in base.parent.iterdir()] == ["prod.json"]
    assert bless([place(bad["unscored"])], base, max_unscored=0.5).runs[0].unscored == {"given": 1}


def test_a_run_cut_short_is_not_blessed(tiny: EvalLog, base: Path, tmp_path: Path) -> None:
    def fewer(members: dict[str, bytes]) -> None:
        members["summaries.json"] = json.dumps(json.loads(members["summaries.json"])[:2]).encode()

    with pytest.raises(UnusableError, match="2 samples are missing"):
        bless([rewritten(tiny, tmp_path / "cut.eval", fewer)], base)
    assert not base.exists()


def test_a_place_that_cannot_be_written_is_said(tiny: EvalLog, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "x.json", tmp_path):
        with pytest.raises(InputError, match="can't be written"):
            bless([place(tiny)], path)


def test_nothing_but_a_baseline_is_replaced(tiny: EvalLog, tmp_path: Path) -> None:
    log = Path(shutil.copy(place(tiny), tmp_path / "log.eval"))
    text = tmp_path / "notes.json"
    text.write_text('{"dear": "to me"}')
    for path in (log, text):
        before = path.read_bytes()
        with pytest.raises(InputError, match="there is a file that is no baseline"):
            bless([place(tiny)], path)
        assert path.read_bytes() == before
    for path, said in (
        ("/dev/null", "no regular file"),
        ("memory://b.json", "to this machine only"),
        ("", "an empty name"),
    ):
        with pytest.raises(InputError, match=said):
            bless([place(tiny)], path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.eval", "notes.json"]


def test_a_link_is_followed_and_an_empty_file_filled(
    tiny: EvalLog, facts: EvalLog, tmp_path: Path
) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.touch()
    link.symlink_to(target)
    bless([place(tiny)], link)
    assert link.is_symlink()
    assert read_baseline(target).runs[0].task == "tiny"
    bless([place(facts)], f"file://{link}")
    assert link.is_symlink()
    assert read_baseline(f"file://{target}").runs[0].task == "fact_recall"


def test_a_baseline_is_read_from_elsewhere(tiny: EvalLog, base: Path) -> None:
    import fsspec

    blessed = bless([place(tiny)], base)
    remote = "memory://compare-baseline/prod.json"
    with fsspec.open(remote, "wb") as file:
        file.write(base.read_bytes())
    assert is_baseline(remote)
    assert read_baseline(remote).checksum == blessed.checksum
    with pytest.raises(InputError, match="can't be read"):
        read_baseline("memory://compare-baseline/gone.json")


def test_a_run_of_a_part_is_blessed_only_where_that_is_asked(tmp_path: Path, base: Path) -> None:
    log = made_log(tmp_path, {"a": 1, "b": 0, "c": 1}, settings={"limit": 2})
    with pytest.raises(UnusableError, match="it ran 2 of 3 samples"):
        bless([place(log)], base)
    assert sorted(bless([place(log)], base, limited=True).runs[0].samples) == ["a", "b"]


def edited(document: dict[str, Any]) -> None:
    document["runs"][0]["samples"]["b"]["values"] = [1]


def another_checksum(document: dict[str, Any]) -> None:
    document["checksum"] = "sha256:00"


def newer(document: dict[str, Any]) -> None:
    document["version"] = 2


def another_schema(document: dict[str, Any]) -> None:
    document["schema"] = "report"


def without_runs(document: dict[str, Any]) -> None:
    del document["runs"]
    document["checksum"] = checksum_of(document)


def fewer_values(document: dict[str, Any]) -> None:
    document["runs"][0]["samples"]["b"]["values"] = []
    document["checksum"] = checksum_of(document)


def asked_otherwise(document: dict[str, Any]) -> None:
    document["runs"][0]["samples"]["b"]["asked"] = "0" * 16
    document["checksum"] = checksum_of(document)


def a_run_twice(document: dict[str, Any]) -> None:
    document["runs"] *= 2
    document["checksum"] = checksum_of(document)


def negative_answers(document: dict[str, Any]) -> None:
    document["runs"][0]["samples"]["b"]["answers"] = -5
    document["checksum"] = checksum_of(document)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (a_run_twice, "not a baseline: it holds two runs of one task"),
        (negative_answers, "not a baseline"),
        (edited, "edited by hand.*Bless the log again"),
        (another_checksum, "edited by hand"),
        (newer, "the baseline is of version 2, and this inspect-finetune reads 1"),
        (another_schema, "not a baseline"),
        (without_runs, "not a baseline"),
        (fewer_values, "not a baseline"),
        (asked_otherwise, "not a baseline"),
    ],
)
def test_what_was_not_blessed_is_refused(
    change: Callable[[dict[str, Any]], None], said: str, tiny: EvalLog, base: Path
) -> None:
    bless([place(tiny)], base)
    document = json.loads(base.read_text())
    change(document)
    base.write_text(json.dumps(document))
    with pytest.raises(InputError, match=said) as caught:
        read_baseline(base)
    assert not isinstance(caught.value, UnusableError)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "7", "[" * 100_000, '{"schema": NaN}', "\ufeff{}", "\x00"]
)
def test_a_file_that_is_no_baseline_is_said_in_one_line(text: str, base: Path) -> None:
    base.parent.mkdir()
    base.write_text(text)
    assert not is_baseline(base)
    with pytest.raises(InputError, match="not a baseline"):
        read_baseline(base)


def test_a_number_that_json_has_not_got_is_an_edit(tiny: EvalLog, base: Path) -> None:
    bless([place(tiny)], base)
    base.write_text(base.read_text().replace('"values":[0.5]', '"values":[1e999]'))
    with pytest.raises(InputError, match="edited by hand"):
        read_baseline(base)


def test_a_missing_baseline_says_how_to_make_one(base: Path, tiny: EvalLog) -> None:
    assert not is_baseline(base)
    assert not is_baseline(place(tiny))
    with pytest.raises(InputError, match="inspect-finetune bless LOG --baseline"):
        read_baseline(base)


NAMES = st.text(max_size=5)
SAMPLES = st.builds(
    SampleValues,
    st.dictionaries(NAMES, st.floats(allow_nan=False, allow_infinity=False, width=32), max_size=3),
    st.integers(0, 9).map(float),
    st.none() | NAMES,
    NAMES,
    st.dictionaries(NAMES, NAMES, max_size=2),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(samples=st.dictionaries(NAMES, SAMPLES, max_size=4))
def test_whatever_names_and_numbers_a_run_has_they_come_back(
    samples: dict[str, SampleValues], tmp_path: Path
) -> None:
    run = Run("t", "1", "", (), {"x": 1 / 3}, "m", {}, 1, "", "", samples)
    path = tmp_path / "x.json"
    path.write_bytes(as_text([run]).encode("ascii"))
    (read,) = read_baseline(path).runs
    assert set(read.samples) == set(samples)
    for name, one in samples.items():
        assert dict(read.samples[name].values) == pytest.approx(dict(one.values), rel=1e-11)
        assert replace(read.samples[name], values={}) == replace(one, values={})
    assert as_text([read]) == path.read_text("ascii")
