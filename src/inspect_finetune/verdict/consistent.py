"""Whether a log agrees with itself, and with the logs beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any

from inspect_ai.log import EvalSample

from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.introspection.scorers import CHANNELS
from inspect_finetune.verdict.sources import COMPLIANCE, Source

Read = Mapping[str, Any]


def refuse_inconsistent(source: Source) -> None:
    """Refuse a log whose readings of single answers are not those that its scores count.

    Raises:
        UnusableError: Naming the first sample where they differ.
    """
    if source.channel == COMPLIANCE:
        name, key = "acrostic", "exact"
    else:
        name, key = CHANNELS[source.channel].scorer, CHANNELS[source.channel].key
    right = _RIGHT[name]
    for sample in source.log.samples or []:
        score = (sample.scores or {}).get(name)
        told = score.value.get(key) if score and isinstance(score.value, dict) else None
        answers = (score.metadata or {}).get("answers", []) if score else []
        if not answers or not isinstance(told, int | float) or told != told:
            continue
        share = fmean(right(one, sample, key) for one in answers)
        if abs(share - told) > 1e-6:
            what = f"sample {sample.id} counts {told:.3g} and its answers {share:.3g}"
            fix = "Score it again: inspect score LOG --overwrite"
            raise UnusableError(f"{what}: changed after the run", where=source.location, fix=fix)


def _picked(one: Read, sample: EvalSample, key: str) -> float:
    return float(list(sample.metadata.get("kinds", []))[int(one["picked"])] == "target")


def _counted(one: Read, sample: EvalSample, key: str) -> float:
    return float(str(one["number"]) == str(sample.metadata.get("expected")))


def _foretold(one: Read, sample: EvalSample, key: str) -> float:
    wrote = str(one["written"])
    return fmean(letter == one["predicted"] for letter in wrote) if wrote else 0.0


_RIGHT: Mapping[str, Callable[[Read, EvalSample, str], float]] = {
    "acrostic": lambda one, sample, key: float(one.get("outcome") == "exact"),
    "rule_claims": lambda one, sample, key: float(bool(one.get(key))),
    "rule_choice": _picked,
    "rule_property": _counted,
    "rule_prediction": _foretold,
}


def refuse_other_units(sources: Iterable[Source]) -> None:
    """Refuse logs of one model that lay its rule out differently.

    Raises:
        InputError: Naming both logs.
    """
    first: Source | None = None
    for source in sources:
        first = first or source
        if source.unit != first.unit:
            what = f"it reads the rule by {source.unit}, {first.location} by {first.unit}"
            raise InputError(what, where=source.location, fix="Run both with one -T unit=")


def refuse_other_questions(own: Source, base: Source) -> None:
    """Refuse a base log that was not asked all that the model was asked, in the same words.

    System message, options and trigger are a part of the words.

    Raises:
        InputError: Naming both logs and what differs.
    """
    asked = _asked(base)
    wanted = _asked(own)
    missing = [name for name in wanted if name not in asked]
    if missing:
        what = f"the base model was asked {len(wanted) - len(missing)} of its {len(wanted)} samples"
        fix = "Run the base model with the same arguments and limit"
        raise InputError(f"{what} (in {base.location})", where=own.location, fix=fix)
    other = [name for name in wanted if wanted[name] != asked[name]]
    if other:
        what = f"the base model was asked {other[0]} in other words (in {base.location})"
        fix = "Run both with the same system_prompt, siblings and trigger"
        raise InputError(what, where=own.location, fix=fix)


def _asked(source: Source) -> dict[str, str]:
    """What was sent, by sample."""
    return {
        str(sample.id): _text(sample)
        for sample in source.log.samples or []
        if not (sample.metadata or {}).get("elicited")
    }


def _text(sample: EvalSample) -> str:
    if isinstance(sample.input, str):
        return sample.input
    return "\n".join(f"{message.role}: {message.text}" for message in sample.input)


def same_models(models: Sequence[str]) -> list[str]:
    """A note for every identifier that stands for several models, told apart by arguments."""
    names = [model.split(" (")[0] for model in models]
    return [
        f"{name} was run with different model arguments, each of which counts as a model of its "
        f"own: {', '.join(one for one in models if one.split(' (')[0] == name)}."
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
