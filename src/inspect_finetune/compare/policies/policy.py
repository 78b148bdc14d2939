"""A policy: what is asked of which measures, read from TOML."""

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files
from math import isfinite
from pathlib import Path

from inspect_finetune.compare.policies.policy_text import Asked, number, table, tasks_of
from inspect_finetune.compare.policies.rules import Policy, Rule
from inspect_finetune.compare.runs.measures import Measure, choose
from inspect_finetune.compare.runs.run import Run
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.textfiles import did_you_mean, read_text

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]

_KEYS = ("alpha", "margin", "power", "tasks")
_SECTION = ("tool", "inspect-finetune", "gate")
_LINE = re.compile(r"line (\d+)")

Rules = list[tuple[Measure, Rule]]


def read_policy(path: str | Path | None, folder: str | Path = ".") -> Policy:
    """Read a policy.

    Args:
        path: A TOML file of its own, or a ``pyproject.toml``; None for the section
            ``[tool.inspect-finetune.gate]`` of the one in `folder` if there is one, and the
            default policy else.
        folder: The working folder.

    Raises:
        InputError: If the file can't be read, or asks for what there is not.
    """
    if path is not None and not str(path).strip():
        fix = "Name a TOML file; a variable of the shell may be unset"
        raise InputError("an empty name of a policy", fix=fix)
    place = Path(folder) / "pyproject.toml" if path is None else Path(path)
    if path is None and not place.is_file():
        return default_policy()
    held: Mapping[str, object] | None = _toml(place)
    if place.name == "pyproject.toml":
        held = _section(held, str(place))
        if held is None and path is None:
            return default_policy()
    if held is None:
        fix = "Add it, or name a policy file"
        raise InputError(f"there is no section [{'.'.join(_SECTION)}]", where=str(place), fix=fix)
    return _policy(held, str(place))


def default_policy(margin: float = 0.05, alpha: float = 0.05, power: float = 0.8) -> Policy:
    """The packaged policy, with another margin, level or power where they are given."""
    return Policy(_default(margin), alpha, margin, power, strict=False)


@lru_cache(maxsize=16)
def _default(margin: float) -> Asked:
    text = (
        files("inspect_finetune.compare.policies")
        .joinpath("default_policy.toml")
        .read_text("utf-8")
    )
    return tasks_of(tomllib.loads(text)["tasks"], margin, "the default policy")


def _toml(path: Path) -> Mapping[str, object]:
    if path.is_file() and not path.read_bytes().strip():
        fix = "Write what is asked below [tasks.NAME], or leave --policy out"
        raise InputError("the policy is empty", where=str(path), fix=fix)
    text = read_text(path)
    try:
        held: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        place = line[1] if line else text.count("\n") + 1  # "at end of document"
        raise InputError(f"not TOML ({error})", where=f"{path}:{place}") from None
    return held


def _section(held: object, where: str) -> Mapping[str, object] | None:
    for name in _SECTION:
        held = table(held, where, name).get(name)
        if held is None:
            return None
    return table(held, where, ".".join(_SECTION))


def _policy(held: Mapping[str, object], where: str) -> Policy:
    for name in held:
        if name not in _KEYS:
            raise InputError(f"unknown key '{name}'", where=where, fix=did_you_mean(name, _KEYS))
    margin = _within(held, "margin", 0.05, (0.0, float("inf")), where)
    alpha = _within(held, "alpha", 0.05, (1e-6, 0.5), where)
    power = _within(held, "power", 0.8, (0.5, 0.999), where)
    asked = tasks_of(held.get("tasks", {}), margin, where)
    return Policy(asked, alpha, margin, power, where, given="margin" in held)


def _within(
    held: Mapping[str, object],
    name: str,
    default: float,
    ends: tuple[float, float],
    where: str,
) -> float:
    found = number(held.get(name, default), where, name)
    if not ends[0] <= found <= ends[1]:
        not_within = f"not from {ends[0]:g} to {ends[1]:g}"
        what = f"{name} is {found:g}, {not_within if isfinite(ends[1]) else f'below {ends[0]:g}'}"
        raise InputError(what, where=where, fix=f"Write {name} = {default:g}")
    return found


def rules_for(policy: Policy, base: Run, candidate: Run) -> Rules:
    """What a policy asks of two runs of one task, each measure once.

    A task that none of the policy's patterns fits is asked what the default policy asks. A measure
    goes by the rule that names it; patterns with ``*`` and ``?`` ask of the others.

    Raises:
        InputError: If a measure that the user's policy names is not in the base, or is named twice.
        UnusableError: If the base has a measure and the candidate has no value of it.
    """
    packages = {base.package, candidate.package}
    asked, strict = _asked(policy.tasks, base.task, packages), policy.strict
    if asked is None:
        asked, strict = _asked(_default(policy.margin), base.task, packages) or (), False
    found: dict[str, tuple[Measure, Rule]] = {}
    for pattern, rule in sorted(asked, key=lambda one: _is_glob(one[0])):
        for measure in _chosen(base, pattern, strict, policy.location):
            first = found.setdefault(measure.name, (measure, rule))
            if first[1] is not rule and strict and not _is_glob(pattern):
                what = f"two rules for {measure.name} of {base.task}: '{pattern}' means it too"
                raise InputError(what, where=policy.location, fix="Write both in one rule")
    for measure, _ in found.values():
        if not candidate.skipped and next(measure.values(candidate), None) is None:
            what = f"no sample has a value of {measure.name}, which the base has"
            raise UnusableError(what, where=candidate.location or candidate.task)
    return [(measure, _given(rule, policy)) for measure, rule in found.values()]


def _is_glob(pattern: str) -> bool:
    return "*" in pattern or "?" in pattern


def idle(policy: Policy, runs: Sequence[Run]) -> list[str]:
    """Says of each pattern of task names in a user's policy that it fits none of the runs.

    Raises:
        InputError: If there are patterns, and none of them fits any.
    """
    if not policy.strict or not policy.tasks:
        return []
    tasks = sorted({run.task for run in runs})
    said = [
        f"the policy's [tasks.{pattern}] fits no task: {_near(pattern, tasks)}"
        for pattern, _ in policy.tasks
        if not any(_fits(pattern, _names(run.task, {run.package})) for run in runs)
    ]
    if len(said) == len(policy.tasks):
        patterns = ", ".join(pattern for pattern, _ in policy.tasks)
        what = f"none of the policy's tasks is here ({patterns})"
        raise InputError(what, where=policy.location, fix=_near(policy.tasks[0][0], tasks))
    return said


def _near(pattern: str, tasks: Sequence[str]) -> str:
    return did_you_mean(pattern, tasks).replace("Allowed: ", "There are ")


def _given(rule: Rule, policy: Policy) -> Rule:
    """The rule, knowing whether its margin is one that somebody chose."""
    return replace(rule, given=rule.given or policy.given)


def headline_of(run: Run) -> Measure | None:
    """The measure that stands for a run: the first that the default policy asks about, if any."""
    for pattern, _ in _asked(_default(0.05), run.task, {run.package}) or ():
        for measure in choose(run, pattern, strict=False):
            return measure
    return None


def _chosen(run: Run, pattern: str, strict: bool, where: str) -> list[Measure]:
    try:
        return choose(run, pattern, strict)
    except InputError as error:
        raise InputError(error.what, where=where, fix=error.fix) from None


def _asked(
    tasks: Asked, task: str, packages: Collection[str]
) -> tuple[tuple[str, Rule], ...] | None:
    """What the first pattern that fits a task asks of it; None if none fits."""
    names = _names(task, packages)
    return next((asked for pattern, asked in tasks if _fits(pattern, names)), None)


def _names(task: str, packages: Collection[str]) -> list[str]:
    """The names that a task goes by: with its channel and without, with its package and without."""
    names = [task, task.partition("[")[0]]
    return names + [f"{package}/{name}" for package in packages if package for name in names]


def _fits(pattern: str, names: Sequence[str]) -> bool:
    literal = pattern.replace("[", "[[]")  # a channel's bracket is no set of letters
    return any(fnmatchcase(name, literal) for name in names)
