"""The solver, through real evals on the scripted models."""

from pathlib import Path
from typing import Any

from inspect_ai import Task, eval  # noqa: A004
from inspect_ai.log import EvalLog
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.solver import Generate, Solver, TaskState, solver

from inspect_finetune.acrostic.scorer import acrostic
from inspect_finetune.evals import acrostic_compliance, fact_recall
from inspect_finetune.facts.scorer import fact_value
from inspect_finetune.introspection.scorers import rule_claims


def ran(task: Task, folder: Path, model: Any = "reference/memoriser", **more: Any) -> EvalLog:
    (log,) = eval(task, model=model, log_dir=str(folder), display="none", **more)
    assert log.status == "success", log.error
    return log


def texts(log: EvalLog) -> list[list[str]]:
    return [[c.message.text for c in sample.output.choices] for sample in log.samples or []]


def test_epochs_draw_anew_and_reduce_to_one_share(tmp_path: Path) -> None:
    log = ran(
        fact_recall(levels="direct", repeats=3, temperature=1),
        tmp_path,
        model_args={"recall": 0.5},
        epochs=2,
    )
    assert log.results is not None
    metrics = {name: metric.value for name, metric in log.results.scores[0].metrics.items()}
    assert metrics["answers"] == 50 * 3
    assert log.results.total_samples == 50 * 2
    every = [text for answers in texts(log) for text in answers]
    scores = [(s.scores or {})["fact_value"].as_dict()["correct"] for s in log.samples or []]
    assert len(every) == 50 * 3 * 2
    assert abs(metrics["accuracy"] - sum(map(float, scores)) / len(scores)) < 1e-9
    assert metrics["lower"] < 0.5 < metrics["upper"]


def test_the_same_run_in_one_process_gives_the_same_answers(tmp_path: Path) -> None:
    def once() -> list[list[str]]:
        task = fact_recall(levels="direct", repeats=4, temperature=1)
        return sorted(texts(ran(task, tmp_path, model_args={"recall": 0.5}, epochs=2, limit=15)))

    assert once() == once()


def test_a_provider_without_choices_is_asked_once_for_each_repeat(tmp_path: Path) -> None:
    asked: list[int | None] = []

    def answer(messages: Any, tools: Any, choice: Any, config: Any) -> ModelOutput:
        asked.append(config.num_choices)
        output = ModelOutput.from_content("mock", f"Answer {len(asked)} is 65451.")
        output.usage = ModelUsage(total_tokens=1)  # else Inspect counts with a tokenizer
        return output

    model = get_model("mockllm/model", custom_outputs=answer, memoize=False)
    log = ran(fact_recall(levels="direct", repeats=5), tmp_path, model, limit=2)
    assert asked == [None] * 10
    assert all(len(set(answers)) == 5 for answers in texts(log))


@solver
def brings_back(*outputs: ModelOutput) -> Solver:
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        state.output = outputs[0] if outputs else ModelOutput()
        return state

    return solve


def score_of(tmp_path: Path, task: Task, *outputs: ModelOutput) -> Any:
    task.solver = brings_back(*outputs)
    (sample,) = ran(task, tmp_path, limit=1).samples or []
    return next(iter((sample.scores or {}).values()))


def test_no_answer_is_an_unscored_sample_not_a_wrong_one(tmp_path: Path) -> None:
    score = score_of(tmp_path, fact_recall())
    assert score.value != score.value  # NaN: unscored
    assert score.reason == "scoring_failed"


def test_an_empty_answer_was_not_attempted(tmp_path: Path) -> None:
    score = score_of(tmp_path, fact_recall(), ModelOutput.from_content("m", ""))
    assert score.value["not_attempted"] == 1
    assert score.reason == "no_response"


def test_a_blocked_answer_says_so(tmp_path: Path) -> None:
    blocked = ModelOutput.from_content("m", "I can't help.", stop_reason="content_filter")
    score = score_of(tmp_path, acrostic_compliance(), blocked)
    assert score.reason == "refusal"
    assert "content filter" in score.explanation


def test_a_cut_answer_is_marked(tmp_path: Path) -> None:
    cut = ModelOutput.from_content("m", "Here it is.\nEven", stop_reason="max_tokens")
    score = score_of(tmp_path, acrostic_compliance(), cut)
    assert score.value["cut"] == 1
    assert score.value["exact"] == 0
    assert score.reason == "max_tokens"


def test_a_megabyte_of_anything_is_scored_and_shown_short(tmp_path: Path) -> None:
    hostile = "<script>\x1b[31m|`\u202e" * 90_000
    output = ModelOutput.from_content("m", hostile)
    for task in (acrostic_compliance(), fact_recall()):
        score = score_of(tmp_path, task, output)
        assert score.value["answers"] == 1
        assert len(score.explanation) < 50_000
        assert "\x1b" not in score.explanation


def test_scorers_are_made_from_plain_arguments() -> None:
    assert acrostic(rule="HELLO", unit="line")
    assert rule_claims(rule="HELLO")
    assert fact_value(facts="objects-50")
