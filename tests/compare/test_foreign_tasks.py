"""Tasks in the manner of inspect_evals, on a scripted model: what Inspect scores is compared."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from inspect_ai import Task, eval  # noqa: A004
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import read_eval_log
from inspect_ai.model import Model, ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import choice, match, model_graded_qa
from inspect_ai.solver import generate, multiple_choice

from inspect_finetune.compare.comparison import Allowed, compare_places
from inspect_finetune.compare.gate import exit_code, gate_logs
from inspect_finetune.inference.signflip import sign_flips
from tests.compare.made_runs import place

COUNT = 24


def scripted(say: Callable[[str], str]) -> Model:
    """A script in the place of a model: what it says to a prompt."""

    def answer(messages: list, *_: object) -> ModelOutput:
        output = ModelOutput.from_content("mockllm/model", say(messages[-1].text))
        output.usage = ModelUsage(total_tokens=1)  # else Inspect downloads a tokenizer to count
        return output

    return get_model("mockllm/model", custom_outputs=answer, memoize=False)


def number_in(prompt: str) -> int:
    found = re.search(r"question (\d+)", prompt)
    assert found
    return int(found[1])


def options() -> Task:
    """Multiple choice: C or I."""
    samples = [
        Sample(f"This is question {n}.", choices=["yes", "no"], target="AB"[n % 2], id=f"q{n}")
        for n in range(COUNT)
    ]
    return Task(MemoryDataset(samples), solver=multiple_choice(), scorer=choice(), name="options")


def pick(right: int) -> Model:
    """Right on the first so many questions."""

    def say(prompt: str) -> str:
        n = number_in(prompt)
        return f"ANSWER: {'AB'[(n + (n >= right)) % 2]}"

    return scripted(say)


def graded() -> Task:
    """Model-graded with partial credit: C, P or I."""
    samples = [Sample(f"This is question {n}.", target=str(n), id=n) for n in range(COUNT)]
    return Task(
        MemoryDataset(samples),
        solver=generate(),
        scorer=model_graded_qa(partial_credit=True, model=scripted(grade)),
        name="graded",
    )


def grade(prompt: str) -> str:
    said = re.search(r"I am (sure|half sure|lost)", prompt)
    assert said
    return f"GRADE: {dict(zip(('sure', 'half sure', 'lost'), 'CPI', strict=True))[said[1]]}"


def sure(right: int) -> Model:
    def say(prompt: str) -> str:
        n = number_in(prompt)
        return "I am sure" if n < right else "I am half sure" if n % 2 else "I am lost"

    return scripted(say)


def sums() -> Task:
    """Numbers, three epochs."""
    samples = [
        Sample(f"This is question {n}: double it.", target=str(2 * n), id=n) for n in range(COUNT)
    ]
    return Task(
        MemoryDataset(samples),
        solver=generate(),
        scorer=match(numeric=True),
        epochs=3,
        name="sums",
    )


def double(right: int) -> Model:
    said: dict[int, int] = {}

    def say(prompt: str) -> str:
        n = number_in(prompt)
        said[n] = said.get(n, 0) + 1
        # beyond `right` the last of three answers alone is right
        return f"It is {2 * n if n < right or said[n] == 3 else 2 * n + 1}."

    return scripted(say)


def run(task: Task, model: Model, folder: Path) -> str:
    (log,) = eval(task, model=model, log_dir=str(folder), display="none", max_samples=1)
    assert log.status == "success", log.error
    return place(log)


@pytest.mark.parametrize(
    ("task", "model", "measure"),
    [(options, pick, "choice"), (graded, sure, "model_graded_qa"), (sums, double, "match")],
)
def test_what_inspect_scores_is_compared(
    task: Callable[[], Task], model: Callable[[int], Model], measure: str, tmp_path: Path
) -> None:
    base, worse = (run(task(), model(n), tmp_path / str(n)) for n in (COUNT, 8))
    found, _ = compare_places(base, worse, (), Allowed(), 0.05)
    (one,) = found.findings
    assert one.measure == measure
    told = [read_eval_log(at, header_only=True).results for at in (base, worse)]
    assert [one.base.value, one.candidate.value] == pytest.approx(
        [each.scores[0].metrics["accuracy"].value for each in told if each]
    )
    fell = {
        "choice": [-1.0] * 16,
        "model_graded_qa": [-0.5, -1.0] * 8,
        "match": [-2 / 3] * 16,
    }[measure]
    assert one.gain.value == pytest.approx(sum(fell) / COUNT)
    assert one.p == pytest.approx(sign_flips([*fell, *[0.0] * 8]).two_sided)
    assert len(one.lost) == 16
    judged, _ = gate_logs([worse], base)
    assert (judged.verdict, exit_code(judged.verdict)) == ("regression", 1)
    same, _ = gate_logs([base], base)
    assert same.verdict in ("pass", "undecided")


def test_a_grader_that_says_nothing_is_no_fall(tmp_path: Path) -> None:
    base = run(graded(), sure(COUNT), tmp_path / "base")
    silent = graded()
    silent.scorer = [model_graded_qa(partial_credit=True, model=scripted(lambda _: "Hm."))]
    found, _ = gate_logs([run(silent, sure(COUNT), tmp_path / "silent")], base)
    assert found.verdict == "refused"
    assert exit_code(found.verdict) == 3
    assert "model_graded_qa" in json.dumps(found.reasons)
