"""Which samples were lost and gained, with the answers that show it."""

from pathlib import Path
from typing import Any

from inspect_ai import Epochs, Task
from inspect_ai import eval as inspect_eval
from inspect_ai.dataset import Sample
from inspect_ai.model import ChatMessageSystem, ChatMessageUser, ModelOutput
from inspect_ai.scorer import match
from inspect_ai.solver import Generate, Solver, TaskState, solver

from inspect_finetune.compare.baselines.baseline import bless
from inspect_finetune.compare.comparison import Allowed, compare_places, flips_of
from inspect_finetune.compare.flips import Flip

Answers = dict[Any, list[str]]


@solver
def says(answers: Answers) -> Solver:
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        said = answers[state.sample_id][state.epoch - 1].split("/")
        state.output = ModelOutput.from_content("none", said[0])
        state.output.choices += [
            ModelOutput.from_content("none", one).choices[0] for one in said[1:]
        ]
        return state

    return solve


def log(folder: Path, answers: Answers, log_format: str = "eval") -> str:
    epochs = len(next(iter(answers.values())))
    asked = [ChatMessageSystem(content="Be brief."), ChatMessageUser(content="What is it?")]
    samples = [Sample(id=name, input=list(asked), target="yes") for name in answers]
    task = Task(
        name="tiny",
        dataset=samples,
        solver=says(answers),
        scorer=match(),
        epochs=Epochs(epochs, "mean"),
    )
    (done,) = inspect_eval(
        task,
        model="mockllm/model",
        log_dir=str(folder),
        log_format=log_format,
        display="none",
        log_realtime=False,
        score_display=False,
    )
    assert done.status == "success", done.error
    return done.location.removeprefix("file://")


def flips(base: str, candidate: str, most: int = 5) -> list[Flip]:
    found, pairs = compare_places(base, candidate, (), Allowed(), 0.05)
    return flips_of(pairs, found.compared, most)


def test_both_answers_stand_side_by_side(tmp_path: Path) -> None:
    base = log(tmp_path / "b", {1: ["yes"], 2: ["no"], 3: ["yes"]})
    candidate = log(tmp_path / "c", {1: ["never"], 2: ["yes"], 3: ["yes"]})
    lost, gained = flips(base, candidate)
    assert (lost.sample, lost.way, lost.base, lost.candidate) == ("1", "lost", 1.0, 0.0)
    assert (lost.question, lost.base_answer, lost.candidate_answer) == (
        "What is it?",
        "yes",
        "never",
    )
    assert (gained.sample, gained.way, gained.candidate_answer) == ("2", "gained", "yes")


def test_of_several_epochs_those_are_shown_that_show_the_change(tmp_path: Path) -> None:
    base = log(tmp_path / "b", {"a": ["no", "yes"], "b": ["no", "no"]})
    candidate = log(tmp_path / "c", {"a": ["maybe", "maybe"], "b": ["no", "yes"]})
    lost, gained = flips(base, candidate)
    assert (lost.base_answer, lost.candidate_answer, lost.base) == ("yes", "maybe", 0.5)
    assert (gained.base_answer, gained.candidate_answer) == ("no", "yes")


def test_repeats_of_one_sample_are_shown_once_each(tmp_path: Path) -> None:
    base = log(tmp_path / "b", {"a": ["yes"]})
    candidate = log(tmp_path / "c", {"a": ["p/q/p/r/s"]})
    (lost,) = flips(base, candidate)
    assert lost.candidate_answer == "p ¦ q ¦ r ¦ 1 more"


def test_only_so_many_are_read(tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(6)]
    base = log(tmp_path / "b", {name: ["yes"] for name in names})
    candidate = log(tmp_path / "c", {name: ["no"] for name in names})
    assert [one.sample for one in flips(base, candidate, 2)] == ["s0", "s1"]


def test_a_baseline_holds_no_answers(tmp_path: Path) -> None:
    bless([log(tmp_path / "b", {"a": ["yes"]})], tmp_path / "prod.json")
    (lost,) = flips(str(tmp_path / "prod.json"), log(tmp_path / "c", {"a": ["no"]}))
    assert (lost.question, lost.base_answer, lost.candidate_answer) == ("What is it?", None, "no")
