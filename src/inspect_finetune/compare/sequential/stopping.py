"""`-T stop=decided`: a task that stops asking as soon as its comparison with a baseline is decided.

Inspect asks the class here before each sample whether it is still needed, and tells it the scores
of each that is done. See docs/sequential.md for the method and its guarantees.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from inspect_ai import Task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import SampleScore, Scorer
from inspect_ai.util import EarlyStop, registry_info

from inspect_finetune.arguments import one_of, text
from inspect_finetune.errors import InputError

if TYPE_CHECKING:
    from inspect_ai.log import EvalSpec

    from inspect_finetune.compare.runs.rows import Row
    from inspect_finetune.compare.runs.run import Run
    from inspect_finetune.compare.sequential.progress import Plan, Progress

# The rest of the room is imported where it is used: every run of a task loads this module.

DECIDED = "decided"
SEED = 0
"""What the order of the clusters is drawn from: the same for every run of the same questions."""

MANAGER = "inspect_finetune"


def stopping(task: Task, name: str, stop: str, baseline: str) -> Task:
    """Make a task stop when it is decided, if that is asked for.

    Its clusters are asked in random order, one after the other. What must not fall or rise is what
    the gate's policy says: `[tool.inspect-finetune.gate]` of the working folder's pyproject.toml,
    or the default policy.

    Args:
        task: The task, whose metadata names the cluster; it is changed.
        name: Its name.
        stop: ``decided``; or empty, which changes nothing.
        baseline: The file that ``inspect-finetune bless`` wrote; needed with `stop`, and only then.

    Returns:
        The task.

    Raises:
        InputError: If one argument lacks the other, or the baseline can't be read or is of other
            questions, another version or scorer; or if the policy asks nothing of this task.
    """
    if not stop:
        if baseline:
            what = "argument baseline without stop does nothing"
            raise InputError(what, fix="Add -T stop=decided, or leave baseline out")
        return task
    one_of("stop", stop, (DECIDED,))
    if not baseline:
        what = "argument stop=decided needs a baseline to compare with"
        fix = "Add -T baseline=FILE, a file that inspect-finetune bless wrote"
        raise InputError(what, fix=fix)
    plan = _plan(task, name, text("baseline", baseline))
    task.dataset = MemoryDataset(_ordered(task, plan.base), name=task.dataset.name)
    task.early_stopping = StopWhenDecided(plan)
    return task


class StopWhenDecided:
    """Inspect's protocol ``EarlyStopping``: skips what is left once the plan is decided.

    One object may serve several runs at once (``eval(task, model=[a, b])``): each run, a flow of
    control of its own, sees its own progress.

    Args:
        plan: What is watched.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._progress: ContextVar[Progress] = ContextVar("progress")

    async def start_task(self, task: EvalSpec, samples: list[Sample], epochs: int) -> str:
        """Note what is planned; with ``--limit`` it is less than the dataset."""
        from inspect_finetune.compare.sequential.progress import Progress

        del task  # of the protocol
        self._progress.set(Progress(self.plan, [_row(sample) for sample in samples], epochs))
        return MANAGER

    async def schedule_sample(self, id: str | int, epoch: int) -> EarlyStop | None:  # noqa: A002
        """Skip a sample if the run is decided."""
        progress = self._progress.get()
        if not progress.decided:
            return None
        progress.skipped += 1
        return EarlyStop(id=id, epoch=epoch, reason=progress.reason)

    async def complete_sample(
        self,
        id: str | int,  # noqa: A002
        epoch: int,
        scores: dict[str, SampleScore],
    ) -> None:
        """Take a sample's scores. One that ends in an error is never told of."""
        found = {name: {"value": one.score.value} for name, one in scores.items()}
        self._progress.get().complete(str(id), epoch, found)

    async def complete_task(self) -> dict[str, Any]:
        """Give the log what the decision rests on."""
        return self._progress.get().noted()


def _plan(task: Task, name: str, path: str) -> Plan:
    from inspect_finetune.compare.baselines.baseline import read_baseline
    from inspect_finetune.compare.policies.policy import read_policy, rules_for
    from inspect_finetune.compare.sequential.progress import Plan, watched
    from inspect_finetune.compare.sequential.watch import demands_of

    baseline = read_baseline(path)
    base = next((run for run in baseline.runs if run.task == name), None)
    if base is None:
        has = ", ".join(run.task for run in baseline.runs)
        fix = f"Run it and bless its log: inspect-finetune bless LOG --baseline {path}"
        raise InputError(f"the baseline has no run of {name}, only of {has}", where=path, fix=fix)
    _compare(base, _candidate(task, base), path)
    policy = read_policy(None)
    asked = watched(rules_for(policy, base, base))  # of the candidate nothing is known yet
    if not asked:
        what = f"{policy.location} asks nothing of {name} that could be decided"
        raise InputError(what, fix="Leave -T stop=decided out")
    for measure, _ in asked:
        if any(not 0 <= value <= 1 for _, value in measure.values(base)):
            what = f"{measure.name} has values outside 0 to 1, which no bet is made on"
            raise InputError(what, where=path, fix="Leave -T stop=decided out")
    family = sum(
        demands_of(rule) for run in baseline.runs for _, rule in rules_for(policy, run, run)
    )
    return Plan(base, asked, policy.alpha, family, SEED, path, baseline.checksum)


def _compare(base: Run, candidate: Run, path: str) -> None:
    """Refuse a baseline of another version, scorer or dataset."""
    from inspect_finetune.compare.runs.comparable import differences

    found = differences(base, candidate)
    if found:
        fix = "Run it with the same arguments as the baseline, or bless a run with these"
        raise InputError(f"not the run of the baseline: {'; '.join(found)}", where=path, fix=fix)


def _candidate(task: Task, base: Run) -> Run:
    """What is known of a run before it starts; its settings are taken for the base's."""
    from inspect_finetune.compare.runs.gathering import Gathered
    from inspect_finetune.compare.runs.run import Scorer as Named
    from inspect_finetune.logs.naming import entries

    gathered = Gathered((task.metadata or {}).get("cluster", ""), own=True)
    for sample in task.dataset:
        gathered.add(_row(sample))
    scorers = tuple(
        Named(registry_info(one).name.rpartition("/")[2], entries(_arguments(one)))
        for one in task.scorer or []
    )
    return replace(
        base,
        version=str(task.version),
        scorers=tuple(sorted(scorers, key=lambda one: one.name)),
        samples=gathered.samples(),
        location="",
    )


def _arguments(scorer: Scorer) -> dict[str, Any]:
    """The arguments that a scorer was made with, where Inspect notes them for the log."""
    found: dict[str, Any] = getattr(scorer, "__registry_params__", {})
    return found


def _row(sample: Sample) -> Row:
    """A sample as logs have it."""
    return sample.model_dump(include={"id", "input", "choices", "target", "metadata"})


def _ordered(task: Task, base: Run) -> list[Sample]:
    """The samples by cluster, the clusters in random order, each as it was inside."""
    from inspect_finetune.compare.sequential.progress import cluster_of

    clusters: dict[str, list[Sample]] = {}
    for sample in task.dataset:
        clusters.setdefault(cluster_of({"id": sample.id}, base), []).append(sample)
    names = sorted(clusters)
    Random(SEED).shuffle(names)
    return [sample for name in names for sample in clusters[name]]
