"""The rules of a policy file, checked word for word: a mistyped one would ask nothing."""

from collections.abc import Mapping
from math import isfinite

from inspect_finetune.compare.policies.rules import Must, Rule
from inspect_finetune.compare.runs.measures import parse_measure
from inspect_finetune.errors import InputError
from inspect_finetune.textfiles import did_you_mean

MUSTS: Mapping[str, Must] = {
    "must_not_fall": "not_fall",
    "must_rise": "rise",
    "must_not_rise": "not_rise",
    "must_fall": "fall",
    "track": "track",
}
_BOUNDS = ("margin", "at_least", "at_most")

Asked = tuple[tuple[str, tuple[tuple[str, Rule], ...]], ...]
"""(pattern of task names, (pattern of measures, rule) ...) ..., in the order of the file."""


def tasks_of(held: object, margin: float, where: str) -> Asked:
    """What the table ``tasks`` asks.

    Args:
        held: The table as TOML gives it.
        margin: The margin of rules that name none.
        where: The file, for messages.

    Raises:
        InputError: If a rule is unknown, contradicts itself or is no rule.
    """
    found = []
    for task, measures in table(held, where, "tasks").items():
        rules = table(measures, where, f"tasks.{task}")
        place = f"{where}, tasks.{task}"
        asked = [(name, _named(name, one, margin, place)) for name, one in rules.items()]
        found.append((task, tuple(asked)))
    return tuple(found)


def table(value: object, where: str, name: str) -> Mapping[str, object]:
    """A table of the file.

    Raises:
        InputError: If it is something else.
    """
    if not isinstance(value, Mapping):
        raise InputError(
            f"{name} is no table", where=where, fix=f"Write [{name}] above its entries"
        )
    return value


def _named(measure: str, value: object, margin: float, where: str) -> Rule:
    try:
        parse_measure(measure)
    except InputError as error:
        raise InputError(error.what, where=where, fix=error.fix) from None
    return rule_of(value, margin, f"{where}.{measure}")


def rule_of(value: object, margin: float, where: str) -> Rule:
    """A rule: one word such as ``must_not_fall``, or a table of words and bounds.

    Raises:
        InputError: If it is neither.
    """
    if isinstance(value, str):
        return Rule(MUSTS[_known(value, MUSTS, where)], margin, given=False)
    if not isinstance(value, Mapping):
        fix = "Write must_not_fall, or { must_not_fall = true, margin = 0.03 }"
        raise InputError(f"{value!r} is no rule", where=where, fix=fix)
    for name in value:
        _known(name, [*MUSTS, *_BOUNDS], where)
    bounds = {name: number(value[name], where, name) for name in _BOUNDS if name in value}
    return _rule(_must(value, where), bounds, margin, where)


def _must(value: Mapping[str, object], where: str) -> Must:
    """What is asked; bounds alone ask nothing beside themselves, a margin alone that it keeps."""
    said = [name for name in MUSTS if name in value]
    for name in said:
        if value[name] is False:
            what, fix = f"{name} is false, which asks nothing", 'Leave it out, or write "track"'
            raise InputError(what, where=where, fix=fix)
        if value[name] is not True:
            raise InputError(f"{name} is {value[name]!r}", where=where, fix=f"Write {name} = true")
    if len(said) > 1:
        raise InputError(f"{' and '.join(said)} at once", where=where, fix="Write one of them")
    if said:
        return MUSTS[said[0]]
    return "not_fall" if "margin" in value or not value else "track"


def _rule(must: Must, bounds: Mapping[str, float], margin: float, where: str) -> Rule:
    low, high = bounds.get("at_least"), bounds.get("at_most")
    if bounds.get("margin", 0.0) < 0:
        fix = "Write how much may be lost, such as 0.05"
        raise InputError(f"margin is {bounds['margin']:g}, below 0", where=where, fix=fix)
    if low is not None and high is not None and low > high:
        raise InputError(f"at_least is {low:g} and at_most {high:g}", where=where)
    return Rule(must, bounds.get("margin", margin), low, high, given="margin" in bounds)


def number(value: object, where: str, name: str) -> float:
    """A number of the file.

    Raises:
        InputError: If it is none: true and false, NaN and infinities are none either.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            found = float(value)
        except OverflowError:
            found = float("inf")
        if isfinite(found):
            return found
    raise InputError(f"{name} is {value!r}, not a number", where=where, fix=f"Write {name} = 0.05")


def _known(name: str, allowed: Mapping[str, Must] | list[str], where: str) -> str:
    if name not in allowed:
        fix = did_you_mean(name, allowed)
        raise InputError(f"'{name}' is no rule", where=where, fix=fix)
    return name
