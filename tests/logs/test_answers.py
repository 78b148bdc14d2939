"""Answers out of logs: as Inspect's own reader gives them, none lost, none believed wrongly."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log
from inspect_ai.model import ContentReasoning, ContentText
from inspect_ai.scorer import Score, ScoreEdit

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.facts.names import SETS
from inspect_finetune.logs.answer_logs import ReadLog, read_answers
from inspect_finetune.logs.answers import FactAnswer
from inspect_finetune.logs.raw import text_of
from tests.report.made import changed, standard, wide


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> EvalLog:
    return standard(tmp_path_factory.mktemp("answers"))


def answers_in(*places: str) -> tuple[list[FactAnswer], list[ReadLog], list[str]]:
    found: list[FactAnswer] = []
    logs, notes = read_answers(places, found.append)
    return found, logs, notes


def test_every_answer_is_what_inspect_reads(log):
    found, (held,), notes = answers_in(log.location)
    samples = {(str(one.id), one.epoch): one for one in read_eval_log(log.location).samples or []}
    assert len(found) == sum(len(one.output.choices) for one in samples.values()) == 6 * 3 * 4
    for answer in found:
        sample = samples[answer.sample, answer.epoch]
        index = int(answer.repeat) - 1
        read = sample.scores["fact_value"].metadata["answers"][index]
        assert answer.response == sample.output.choices[index].message.text
        assert answer.question == sample.input[-1].text
        assert answer.expected == sample.target[0]
        assert (answer.object, answer.level) == (
            sample.metadata["object"],
            sample.metadata["level"],
        )
        assert answer.temperature == sample.metadata["temperature"]
        assert (answer.outcome, answer.number or None) == (read["outcome"], read["number"])
    assert (held.samples, held.absent, notes) == (len(samples), "", [])
    assert "recall=0.8" in held.model


def test_other_forms_of_a_log_hold_the_same_answers(log, tmp_path):
    there = answers_in(log.location)[0]
    write_eval_log(read_eval_log(log.location), str(tmp_path / "log.json"))
    found = answers_in(str(tmp_path / "log.json"))[0]
    bare = {one._replace(location="") for one in there}
    assert {one._replace(location="") for one in found} == bare


def test_a_log_at_a_url_is_read_too(log):
    import fsspec

    with fsspec.open("memory://logs/run.eval", "wb") as file:
        file.write(Path(log.location.removeprefix("file://")).read_bytes())
    assert len(answers_in("memory://logs/run.eval")[0]) == 72


def test_a_sample_that_was_logged_again_counts_once_and_as_it_is_last(log, tmp_path):
    copy = tmp_path / "again.eval"
    copy.write_bytes(Path(log.location.removeprefix("file://")).read_bytes())
    with ZipFile(copy, "a") as archive:
        name = next(name for name in archive.namelist() if name.startswith("samples/"))
        raw = json.loads(archive.read(name))
        raw["output"]["choices"][0]["message"]["content"] = "said again"
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr(name, json.dumps(raw))
    found = answers_in(str(copy))[0]
    assert len(found) == 72
    assert [one.sample for one in found if one.response == "said again"] == [raw["id"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("plain", "plain"),
        ("attachment://abc", "a long text"),
        ("attachment://unknown", "attachment://unknown"),
        ([{"type": "text", "text": "attachment://abc"}], "a long text"),
        ([{"type": "reasoning", "reasoning": "17"}, {"type": "text", "text": "42"}], "42"),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "a\nb"),
        (None, ""),
    ],
)
def test_the_text_of_a_message(content, said):
    assert text_of(content, {"abc": "a long text"}) == said


def test_reasoning_is_not_the_answer(log, tmp_path):
    def reason(_, samples):
        message = samples[0].output.choices[0].message
        message.content = [ContentReasoning(reasoning="is it 1?"), ContentText(text="65451")]

    found = answers_in(changed(log, tmp_path / "reasoned.eval", reason))[0]
    assert [one.response for one in found if "is it 1" in one.response] == []
    assert "65451" in {one.response for one in found}


def test_samples_without_answers_are_counted(log, tmp_path):
    def spoil(_, samples):
        from inspect_ai._util.error import EvalError

        samples[0].error = EvalError(message="boom", traceback="", traceback_ansi="")
        samples[1].scores["fact_value"] = Score.unscored(reason="no_response")
        del samples[2:5]

    place = changed(log, tmp_path / "partial.eval", spoil)
    # what is missing changes the mean: the results go, as those of a run that was cut short do
    whole = read_eval_log(place)
    whole.results = None
    write_eval_log(whole, place)
    found, (held,), _ = answers_in(place)
    assert (held.failed, held.unscored, held.missing) == (1, 1, 3)
    assert len(found) == 72 - 2 * 5
    assert held.absent == (
        "of 36 samples 1 ended in an error, 1 have no answer that was scored, 3 are missing"
    )


def fail(log, _):
    log.status = "error"


def edit(_, samples):
    score = samples[0].scores["fact_value"]
    score.history.append(ScoreEdit(value=score.value))


def unscore(_, samples):
    for sample in samples:
        sample.scores = None


def empty(log, _):
    log.samples = []


def flatter(_, samples):
    for sample in samples:
        sample.scores["fact_value"].value["correct"] = 1.0


def shorten(_, samples):
    samples[0].scores["fact_value"].metadata["answers"].pop()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (fail, "did not succeed"),
        (edit, "edited after the run"),
        (unscore, "not scored"),
        (empty, "holds no samples"),
        (flatter, "changed after the run"),
        (shorten, "2 answers and 1 readings"),
    ],
)
def test_a_log_that_can_not_be_built_upon_is_refused_by_name(log, tmp_path, change, said):
    place = changed(log, tmp_path / "bad.eval", change)
    with pytest.raises(UnusableError, match=said) as caught:
        answers_in(place)
    assert "bad.eval" in str(caught.value)


def test_a_broken_member_is_one_line(log, tmp_path):
    broken = tmp_path / "broken.eval"
    with ZipFile(Path(log.location.removeprefix("file://"))) as source, ZipFile(broken, "w") as out:
        for name in source.namelist():
            out.writestr(name, b"{" if name.startswith("samples/") else source.read(name))
    with pytest.raises(UnusableError, match=r"broken\.eval.*can't be read"):
        answers_in(str(broken))


def test_the_same_run_twice_is_refused_and_other_tasks_are_noted(log, tmp_path):
    path = Path(log.location.removeprefix("file://"))
    (tmp_path / "copy.eval").write_bytes(path.read_bytes())
    with pytest.raises(InputError, match="the same run as"):
        answers_in(str(path), str(tmp_path / "copy.eval"))

    def rename(whole, _):
        whole.eval.task, whole.eval.task_id = "gsm8k", "other"

    changed(log, tmp_path / "copy.eval", rename)
    found, _, notes = answers_in(str(path), str(tmp_path))
    assert len(found) == 72
    assert notes == ["Logs of other tasks were not read: gsm8k."]
    with pytest.raises(InputError, match="no log of fact_recall"):
        answers_in(str(tmp_path))


def test_of_a_retried_run_the_last_counts(log, tmp_path):
    def earlier(whole, samples):
        whole.status, whole.eval.created = "error", "2020-01-01T00:00:00+00:00"
        del samples[10:]

    place = changed(log, tmp_path / "failed.eval", earlier)
    found, logs, notes = answers_in(place, log.location)
    assert (len(found), len(logs)) == (72, 1)
    assert "failed.eval" in notes[0]


def test_families_beside_recall_do_not_upset_the_check_of_results(tmp_path):
    found = answers_in(wide(tmp_path).location)[0]
    assert {one.set for one in found} == {*SETS}
    assert {one.statement for one in found if one.level == "verification"} == {"true", "false"}
