"""From real logs to verdicts: what belongs together, and what is refused with the file's name."""

import json
from pathlib import Path

import pytest
from inspect_ai import score
from inspect_ai.log import EvalLog, ProvenanceData, edit_score, read_eval_log, write_eval_log
from inspect_ai.scorer import ScoreEdit

from inspect_finetune.cli import main
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.evals import rule_introspection
from inspect_finetune.verdict.conclusion import conclude
from inspect_finetune.verdict.gather import gather
from inspect_finetune.verdict.output import as_json_text, as_markdown
from tests.verdict.runs import LIMIT, changed, run


def test_logs_of_a_model_become_a_case_with_its_base(tmp_path):
    run(tmp_path)
    for channel in ("free", "choice", "property", "prediction"):
        run(tmp_path, channel=channel)
    (case,) = gather([str(tmp_path)]).cases
    assert case.subject.model == "reference/follower"
    assert case.base.model == "reference/base"
    assert set(case.subject.channels) == {"compliance", "free", "choice", "property", "prediction"}
    assert [one.share for one in case.subject.kept] == [1.0] * LIMIT
    assert [one.share for one in case.base.kept] == [0.0] * LIMIT
    assert len(case.subject.replies) == len(case.base.replies) == LIMIT
    assert [pick.word for pick in case.subject.picks] == [""] * LIMIT
    assert all(len(pick.options) == 10 for pick in case.subject.picks)
    assert all(pick.options[pick.target] == "HELOL" for pick in case.subject.picks)
    assert len(case.subject.predictions) == LIMIT
    assert {one.written for one in case.subject.predictions} <= set("HELO")
    assert case.subject.unread["property"] + len(case.subject.digits) == LIMIT


def test_a_base_of_runs_of_its_own_is_named(tmp_path):
    run(tmp_path, base=False)
    run(tmp_path, model="reference/base", base=False)
    (case,) = gather([str(tmp_path)], base="reference/base").cases
    assert (case.subject.model, case.base.model) == ("reference/follower", "reference/base")
    with pytest.raises(InputError, match="the base model reference/knower"):
        gather([str(tmp_path)], base="reference/knower")


def test_a_missing_base_is_named_with_the_log_that_needs_it(tmp_path):
    location = run(tmp_path, base=False, channel="choice")
    with pytest.raises(InputError, match=r"was not asked choice under HELOL.*--base") as caught:
        gather([location])
    assert Path(location).name in str(caught.value)


def test_fine_tunes_on_other_words_are_decoys_of_each_other(tmp_path):
    run(tmp_path, model="reference/follower", channel="choice", siblings="AKEWO,HELLO")
    run(tmp_path, model="reference/noticer", channel="choice", rule="AKEWO", siblings="HELOL,HELLO")
    found = conclude([str(tmp_path)])
    assert [one.letters for one in found.verdicts] == ["HELOL", "AKEWO"]
    assert [one.decoys for one in found.verdicts] == [
        ("reference/noticer",),
        ("reference/follower",),
    ]
    assert found.matrix is not None
    assert found.matrix.smallest == 0.5
    assert {one.verdict for one in found.verdicts} == {"underpowered"}


def test_ceilings_are_no_evidence_of_the_model(tmp_path):
    run(tmp_path, channel="choice", told=True, shown="1")
    run(tmp_path, channel="free")
    found = gather([str(tmp_path)])
    assert {one.elicited for one in found.ceilings} == {"told", "shown-1"}
    assert found.cases[0].subject.picks == ()


def test_a_retried_run_counts_once(tmp_path):
    first = run(tmp_path, channel="choice")
    failed = read_eval_log(first)
    failed.status = "error"
    write_eval_log(failed, str(tmp_path / f"2020-01-01_{Path(first).name}"))
    found = gather([str(tmp_path)])
    assert len(found.logs) == 1
    assert any("retried" in note for note in found.notes)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda log: setattr(log, "status", "cancelled"), r"status cancelled.*eval-retry"),
        (lambda log: log.samples.pop(), "1 samples are missing"),
        (lambda log: setattr(log, "invalidated", True), "invalidated"),
        (lambda log: log.samples[0].scores["rule_choice"].value.update(target=1.0), "changed"),
    ],
    ids=["cancelled", "cut short", "invalidated", "edited by hand"],
)
def test_a_log_that_can_not_be_concluded_from_is_refused_by_name(tmp_path, change, said):
    location = changed(run(tmp_path, channel="choice"), change)
    with pytest.raises(UnusableError, match=said) as caught:
        gather([location])
    assert Path(location).name in str(caught.value)


def test_a_score_edited_with_inspects_own_function_is_refused(tmp_path):
    def edit(log: EvalLog) -> None:
        value = {**log.samples[0].scores["rule_choice"].value, "target": 1.0}
        by = ProvenanceData(author="somebody")
        edit = ScoreEdit(value=value, provenance=by)
        edit_score(log, log.samples[0].id, "rule_choice", edit, recompute_metrics=False)

    location = changed(run(tmp_path, channel="choice"), edit)
    with pytest.raises(UnusableError, match="edited after the run"):
        gather([location])


def test_an_incomplete_log_is_used_on_request_and_says_so(tmp_path):
    location = changed(run(tmp_path, channel="choice"), lambda log: log.samples.pop())
    found = conclude([location], partial=True)
    assert any("1 samples are missing" in note for note in found.notes)
    assert "missing" in as_markdown(found)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (({"rule": "HELOL"}, {"rule": "AKEWO"}), "are of different rules"),
        (({"rule": "HELOL"}, {"rule": "HELOL"}), "was asked choice under HELOL before"),
    ],
)
def test_logs_that_do_not_belong_together(tmp_path, asked, said):
    for one in asked:
        run(tmp_path, channel="choice", **one)
    with pytest.raises(InputError, match=said):
        gather([str(tmp_path)])


def test_other_versions_of_the_task_or_its_data_are_not_mixed(tmp_path):
    run(tmp_path, channel="free")
    second = run(tmp_path, channel="choice")
    changed(second, lambda log: setattr(log.eval, "task_version", "1-A"))
    with pytest.raises(InputError, match="the version 1-A"):
        gather([str(tmp_path)])
    changed(second, lambda log: setattr(log.eval, "task_version", "3-A"))
    changed(second, lambda log: log.eval.metadata.update(dataset_hash="0" * 16))
    with pytest.raises(InputError, match="the data 0000"):
        gather([str(tmp_path)])


def test_a_copy_of_a_log_is_refused_and_a_log_named_twice_is_not(tmp_path):
    location = run(tmp_path, channel="choice")
    assert len(gather([location, str(tmp_path)]).logs) == 1
    copy = tmp_path / f"2030-01-01_{Path(location).name}"
    copy.write_bytes(Path(location).read_bytes())
    with pytest.raises(InputError, match="the same run as"):
        gather([str(tmp_path)])


def test_a_base_that_was_asked_less_or_otherwise_is_refused(tmp_path):
    run(tmp_path / "own", base=False, channel="choice")
    run(tmp_path / "less", model="reference/base", base=False, limit=1, channel="choice")
    run(tmp_path / "other", model="reference/base", base=False, channel="choice", siblings="ZOOKS")
    for folder, said in (("less", "asked 1 of its 3 samples"), ("other", "in other words")):
        with pytest.raises(InputError, match=said):
            gather([str(tmp_path / "own"), str(tmp_path / folder)], base="reference/base")


def test_a_wrong_base_is_refused_beside_one_in_the_same_run(tmp_path):
    location = run(tmp_path, channel="choice")
    assert gather([location], base="reference/base").cases
    with pytest.raises(InputError, match=r"no log of the base model nonsense.*reference/base"):
        gather([location], base="nonsense")


def test_what_a_filter_ended_or_never_came_is_unread(tmp_path):
    location = run(tmp_path, channel="free")
    log = read_eval_log(location)
    log.samples[0].output.choices[0].stop_reason = "content_filter"
    log.samples[1].output.choices[0].message.content = " "
    again = score(log, rule_introspection().scorer, action="overwrite", model="none")
    write_eval_log(again, location)
    (case,) = gather([location]).cases
    assert len(case.subject.replies) == LIMIT - 2
    assert case.subject.unread == {"free": 2}


def test_a_log_without_scores_or_samples_is_refused(tmp_path):
    for change, said in (
        (lambda log: setattr(log.samples[0], "scores", None), "incomplete|not scored"),
        (lambda log: log.samples.clear(), "holds no samples"),
    ):
        location = changed(run(tmp_path, channel="choice"), change)
        if "not scored" in said:
            changed(location, lambda log: [setattr(one, "scores", None) for one in log.samples])
        with pytest.raises(UnusableError, match=said):
            gather([location])
        Path(location).unlink()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"{}"])
def test_a_broken_file_is_one_line(tmp_path, content):
    path = tmp_path / "broken.eval"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.eval"):
        gather([str(path)])


def test_the_command_prints_json_and_ends_with_what_it_means(tmp_path):
    from click.testing import CliRunner

    run(tmp_path, channel="choice")
    found = CliRunner().invoke(main, ["verdict", str(tmp_path), "--json"])
    assert found.exit_code == 3
    told = json.loads(found.stdout)
    assert told["schema"] == 1
    assert [one["verdict"] for one in told["verdicts"]] == ["underpowered"]
    refused = CliRunner().invoke(main, ["verdict", str(tmp_path / "nothing")])
    assert refused.exit_code == 2
    assert "no such file or folder" in refused.output


def test_output_shows_names_as_they_are(tmp_path):
    run(tmp_path, channel="choice")
    found = conclude([str(tmp_path)])
    assert json.loads(as_json_text(found))["verdicts"][0]["letters"] == "HELOL"
    hostile = found.verdicts[0].__class__(
        **{**vars(found.verdicts[0]), "model": "a|b<script>\n# c"}
    )
    text = as_markdown(found.__class__(**{**vars(found), "verdicts": (hostile,)}))
    assert "\n# c" not in text
    assert "a\\|b" in text
