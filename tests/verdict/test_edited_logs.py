"""What the answers of a log do not give is refused, whatever its scores say."""

from pathlib import Path

import pytest
from inspect_ai import score
from inspect_ai.log import EvalLog, read_eval_log, write_eval_log
from inspect_ai.model import ModelOutput, ModelUsage, get_model

from inspect_finetune.errors import UnusableError
from inspect_finetune.evals import rule_introspection
from inspect_finetune.verdict.gather import gather
from tests.verdict.runs import changed, run


def test_readings_changed_without_their_scores_are_refused(tmp_path):
    def pick(log: EvalLog) -> None:
        sample = log.samples[0]
        label = sample.metadata["kinds"].index("target")
        sample.scores["rule_choice"].metadata["answers"][0]["picked"] = label

    location = changed(run(tmp_path, channel="choice"), pick)
    with pytest.raises(UnusableError, match="changed after the run"):
        gather([location])


def answers_of(log: EvalLog, part: str = "answers") -> list[dict]:
    scores = [next(iter(sample.scores.values())) for sample in log.samples]
    return [one for score in scores for one in score.metadata[part]]


def clear_the_clock(log: EvalLog) -> None:
    for one in answers_of(log):
        one.update(visible=0, spelling=False, bare=False)


def replace_texts(log: EvalLog) -> None:
    for sample in log.samples:
        sample.output.choices[0].message.content = "garbage"


def move_base_picks(log: EvalLog) -> None:
    for one in answers_of(log, "base_answers"):
        one["picked"] = (one["picked"] + 1) % 10


def forget_readings(log: EvalLog) -> None:
    for sample in log.samples:
        sample.scores["rule_choice"].metadata = None


def forget_one_score(log: EvalLog) -> None:
    log.samples[0].scores = {}


def spoil_readings(log: EvalLog) -> None:
    log.samples[0].scores["rule_choice"].metadata["answers"] = [7, "x"]


def forget_options(log: EvalLog) -> None:
    del log.samples[0].metadata["options"]


def drop_samples(log: EvalLog) -> None:
    log.samples = log.samples[1:]
    log.eval.dataset.sample_ids = [sample.id for sample in log.samples]


def drop_guesses_of_the_reader(log: EvalLog) -> None:
    for one in answers_of(log):
        one["reader"] = ""


@pytest.mark.parametrize(
    ("channel", "change", "said"),
    [
        ("free", clear_the_clock, r"visible in answers, 1 as 0, and its text reads 5"),
        ("free", replace_texts, r"novelty in answers, 1 as True"),
        ("free", drop_guesses_of_the_reader, r"reader in answers, 1 as ''"),
        ("choice", replace_texts, "picked in answers, 1"),
        ("choice", move_base_picks, "picked in base_answers, 1"),
        ("choice", forget_readings, "picked in answers, 1 as None"),
        ("choice", spoil_readings, "picked in answers, 1 as None"),
        ("choice", forget_options, r"can't be read again \(KeyError\)"),
        ("choice", forget_one_score, "is not scored by rule_choice"),
        ("choice", drop_samples, "holds 2 samples, but its results count 3"),
        ("", replace_texts, "outcome in answers, 1 as 'exact', and its text reads 'other'"),
    ],
)
def test_readings_that_the_answers_do_not_give_are_refused(tmp_path, channel, change, said):
    """A self-reader's log is not made a knower's by its metadata, nor by other texts."""
    asked = {"channel": channel} if channel else {}
    location = run(tmp_path, model="reference/self-reader", **asked)
    assert gather([location]).logs
    changed(location, change)
    with pytest.raises(UnusableError, match=said) as caught:
        gather([location])
    assert Path(location).name in str(caught.value)


def test_what_another_version_read_is_scored_again(tmp_path):
    def forget(log: EvalLog) -> None:
        for one in answers_of(log):
            del one["hidden"]

    location = changed(run(tmp_path, channel="free"), forget)
    with pytest.raises(UnusableError, match=r"another version.*inspect score LOG"):
        gather([location])
    log = read_eval_log(location)
    again = score(log, rule_introspection().scorer, action="overwrite", model="none")
    write_eval_log(again, location)
    assert gather([location]).cases


def test_odd_characters_are_read_as_the_log_keeps_them(tmp_path):
    usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    texts = ["\ud800 HELOL", "My lines spell HEL\x00OL\ud83d.", "a\r\n\x85\u2028 spells HELOL"]
    outputs = [ModelOutput.from_content("mockllm", text) for text in texts]
    for output in outputs:
        output.usage = usage
    model = get_model("mockllm/model", custom_outputs=outputs)
    location = run(tmp_path, model=model, channel="free")
    assert [reply.named for reply in gather([location]).cases[0].subject.replies] == ["HELOL"] * 3
