"""Logs of a model that did not change, for a burn-in: several of each task, or one to split."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TypeVar

from inspect_ai.log import EvalLog

from inspect_finetune.compare.burn_in.gates import MOST, BurnIn, Step, burn_in_halves, burn_in_runs
from inspect_finetune.compare.burn_in.splitting import divisible
from inspect_finetune.compare.policies.policy import idle
from inspect_finetune.compare.policies.rules import Policy
from inspect_finetune.compare.runs.comparable import differences
from inspect_finetune.compare.runs.matching import find_headers
from inspect_finetune.compare.runs.naming import task_of
from inspect_finetune.compare.runs.reading import run_of
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.compare.runs.whole import refuse
from inspect_finetune.errors import InputError, UnusableError

T = TypeVar("T")


def burn_in_logs(
    places: Sequence[str],
    policy: Policy,
    cluster: str,
    splits: int,
    bar: Callable[[str, int], AbstractContextManager[Step]],
) -> BurnIn:
    """Try a gate on logs of one model: several of each task, or one that can be split.

    Args:
        places: Logs, or folders of them.
        policy: The policy of the gate.
        cluster: The metadata key of the cluster; empty for the one that each log names.
        splits: How often single logs are split.
        bar: Shows how far the work is.

    Raises:
        InputError: If there is no log, or they are of several models, or unequally many of a task,
            or the policy names none of the tasks.
        UnusableError: If a run is not whole, or a single one can't be split.
    """
    by_task: dict[str, list[EvalLog]] = {}
    for header in find_headers(places):
        by_task.setdefault(task_of(header.eval)[0], []).append(header)
    counts = {len(headers) for headers in by_task.values()}
    if len(counts) > 1:
        told = ", ".join(f"{len(headers)} of {task}" for task, headers in by_task.items())
        raise InputError(f"not as many logs of each task: {told}", fix="Name as many of each")
    if counts == {1}:
        with bar("Reading", len(by_task)) as step:
            runs = [_after(step, divisible(one[0], cluster)) for one in by_task.values()]
        notes = _checked([one.run for one in runs], policy)
        with bar("Splitting", splits) as step:
            return replace(burn_in_halves(runs, policy, splits, step), notes=notes)
    rows = [*zip(*by_task.values(), strict=True)]
    with bar("Reading", len(rows) * len(by_task)) as step:
        groups = [[_after(step, run_of(one, cluster)) for one in row] for row in rows]
    notes = _checked([run for group in groups for run in group], policy)
    with bar("Gating", min(len(groups) * (len(groups) - 1), MOST)) as step:
        return replace(burn_in_runs(groups, policy, step), notes=notes)


def _after(step: Step, done: T) -> T:
    step()
    return done


def _checked(runs: Sequence[Run], policy: Policy) -> tuple[str, ...]:
    """Whole runs, alike but for chance, of one model; says what of the policy fits none."""
    for run in runs:
        refuse(run)
    models = sorted({run.model for run in runs})
    if len(models) > 1:
        what = f"the logs are of several models ({', '.join(models)})"
        raise InputError(what, fix="A burn-in is of one model that did not change")
    firsts: dict[str, Run] = {}
    for run in runs:
        differ = differences(firsts.setdefault(run.task, run), run)
        if differ:
            raise UnusableError(f"{run.task}: {differ[0]}", where=run.location)
        if _answers(run) != _answers(firsts[run.task]):
            what = (
                f"{run.task}: {_answers(run):g} answers, {_answers(firsts[run.task]):g} elsewhere"
            )
            raise UnusableError(what, where=run.location, fix="Name runs with the same repeats")
    return tuple(idle(policy, runs))


def _answers(run: Run) -> float:
    return sum(one.answers for one in run.samples.values())
