"""Whether a log agrees with itself, and with the logs beside it."""

from collections.abc import Coroutine, Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, cast

from inspect_ai.log import EvalSample
from inspect_ai.model import ModelName
from inspect_ai.scorer import Score, Scorer, Target
from inspect_ai.solver import TaskState

from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.scorer import acrostic
from inspect_finetune.errors import InputError, UnusableError
from inspect_finetune.introspection.scorers import CHANNELS, channel_scorers
from inspect_finetune.verdict.sources import COMPLIANCE, Source

AGAIN = "Score it again: inspect score LOG --action overwrite --overwrite"

_OF_COMPLIANCE = ("outcome", "spelled", "blocked", "empty")
"""What evidence is made of in the readings of compliance; of the channels' it is made of all."""

Difference = tuple[str, object, object]
"""Where two readings differ, what the log notes, and what its text says."""


def refuse_inconsistent(source: Source, missing: int = 0) -> None:
    """Refuse a log whose scores are not what its scorer makes of its answers.

    Every answer, the model's and the base model's, is read again from its text, which is all that
    a scorer does: readers know no model. What can't be told is a text that was changed together
    with its reading.

    Args:
        source: The log.
        missing: How many of its samples are known to be missing.

    Raises:
        UnusableError: Naming the first sample, and what differs there.
    """
    _refuse_other_samples(source, missing)
    name, key, scorer = _scorer_of(source)
    for sample in source.log.samples or []:
        if sample.error is not None:
            continue
        noted = (sample.scores or {}).get(name)
        if noted is None:
            what = f"sample {sample.id} is not scored by {name}"
            raise UnusableError(what, where=source.location, fix=AGAIN)
        try:
            fresh = _scored(scorer, sample)
        except Exception as error:  # whatever a sample that lacks something makes a scorer raise
            what = f"sample {sample.id} can't be read again ({type(error).__name__})"
            fix = "Take the log as the run left it"
            raise UnusableError(what, where=source.location, fix=fix) from None
        found = next(_differences(source, key, noted, fresh), None)
        if found is not None:
            field, told, read = found
            what = (
                f"sample {sample.id} notes {field} as {_short(told)}, and its text reads"
                f" {_short(read)}: changed after the run, or read by another version"
            )
            raise UnusableError(what, where=source.location, fix=AGAIN)


def _refuse_other_samples(source: Source, missing: int) -> None:
    """Refuse a log that does not hold the samples that it says it asked."""
    log, samples = source.log, source.log.samples or []
    asked, config = log.eval.dataset, log.eval.config
    planned = [str(name) for name in asked.sample_ids or []]
    found = [(str(sample.id), sample.epoch) for sample in samples]
    whole = config.limit is None and config.sample_id is None
    counts = {
        "its results count": log.results.total_samples if log.results else None,
        "its header names": len(planned) * (config.epochs or 1) if planned else None,
        "its data set has": (asked.samples or 0) * (config.epochs or 1) if whole else None,
    }
    held = len(set(found)) + missing
    wrong = [f"{who} {count}" for who, count in counts.items() if count not in (None, held)]
    strange = [name for name, _ in found if planned and name not in planned]
    if wrong or strange or len(set(found)) < len(found):
        more = f"sample {strange[0]} was never asked" if strange else ", ".join(wrong)
        what = f"it holds {len(found)} samples, but {more or 'some of them twice'}"
        fix = "Take the log as the run left it"
        raise UnusableError(f"{what}: changed after the run", where=source.location, fix=fix)


def _scorer_of(source: Source) -> tuple[str, str, Scorer]:
    """The scorer behind a log's evidence: its name, the key of its headline, and itself."""
    if source.channel == COMPLIANCE:
        return "acrostic", "exact", acrostic(rule=source.letters, unit=source.unit)
    way, rule = CHANNELS[source.channel], AcrosticRule(source.letters, source.unit)
    scorer, *_ = channel_scorers(source.channel, rule, source.trigger, grader=False)
    return way.scorer, way.key, scorer


def _scored(scorer: Scorer, sample: EvalSample) -> Score:
    """Score a sample of a log as `inspect score` does."""
    state = TaskState(
        model=ModelName("none/none"),
        sample_id=sample.id,
        epoch=sample.epoch,
        input=sample.input,
        messages=sample.messages,
        output=sample.output,
        metadata=sample.metadata,
        store=sample.store,
    )
    running = cast(Coroutine[Any, Any, Score], scorer(state, Target(sample.target)))
    try:
        running.send(None)
    except StopIteration as done:
        return cast(Score, done.value)
    raise RuntimeError("a reader has nothing to wait for")


def _differences(source: Source, key: str, noted: Score, fresh: Score) -> Iterator[Difference]:
    of_compliance = source.channel == COMPLIANCE
    told, read = noted.metadata or {}, fresh.metadata or {}
    for part in ("answers", "base_answers"):
        nothing: dict[str, Any] = {}
        pairs = zip_longest(_listed(told, part), _listed(read, part), fillvalue=nothing)
        for number, (one, other) in enumerate(pairs, 1):
            fields = _OF_COMPLIANCE if of_compliance else tuple(dict.fromkeys((*other, *one)))
            named = [(f"{field} in {part}, {number}", field) for field in fields]
            yield from _unlike(named, one, other)
    if not of_compliance:
        yield from _unlike([(name, name) for name in read if "answers" not in name], told, read)
    yield from _unlike([(name, name) for name in (key, f"base_{key}")], noted.value, fresh.value)


def _listed(noted: dict[str, Any], part: str) -> list[dict[str, Any]]:
    """The readings of a score's metadata; whatever else stands there is none."""
    listed = noted.get(part)
    return [
        one if isinstance(one, dict) else {} for one in (listed if isinstance(listed, list) else [])
    ]


def _unlike(named: Iterable[tuple[str, str]], one: object, other: object) -> Iterator[Difference]:
    for name, field in named:
        told, read = (some.get(field) if isinstance(some, dict) else None for some in (one, other))
        if not _same(told, read):
            yield name, told, read


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other or abs(one - other) < 1e-6 or (one != one and other != other)
    return one == other


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}..."


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
