"""What each sample of a log says, as evidence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inspect_ai.log import EvalSample

from inspect_finetune.introspection.scorers import CHANNELS
from inspect_finetune.metrics.differences import Estimate, rate
from inspect_finetune.metrics.intervals import Shares
from inspect_finetune.verdict.evidence import (
    Digits,
    Kept,
    Observed,
    Pick,
    Prediction,
    Reply,
)
from inspect_finetune.verdict.sources import COMPLIANCE, Source

KEEPS = ("exact", "prefix", "repeated")
"""Outcomes of an answer that keeps the rule: the whole of it is there, whatever follows."""

Read = Mapping[str, Any]
"""What the scorer noted of one answer."""


@dataclass(frozen=True)
class Ceiling:
    """What a model says of a rule that stands in its prompt.

    Attributes:
        model: The model, usually the base.
        letters: The rule.
        channel: How it was asked.
        elicited: ``told``, or ``shown-3`` for three rows that follow the rule.
        n: The questions.
        rate: The rate of right answers.
    """

    model: str
    letters: str
    channel: str
    elicited: str
    n: int
    rate: Estimate


def observe(sources: Sequence[Source]) -> Observed:
    """All evidence of the logs of one model under one rule; plainly asked samples only."""
    found: dict[str, list[Any]] = {}
    unread: dict[str, int] = {}
    for source in sources:
        for sample in source.log.samples or []:
            if (sample.metadata or {}).get("elicited") or sample.error is not None:
                continue
            kind = "kept" if source.channel == COMPLIANCE else _KINDS[source.channel]
            found.setdefault(kind, []).extend(_READERS[kind](sample, source))
            missed = _unread(sample, source)
            unread[source.channel] = unread.get(source.channel, 0) + missed
    first = sources[0]
    return Observed(
        model=first.base if first.as_base else first.model,
        letters=first.letters,
        kept=tuple(found.get("kept", ())),
        replies=tuple(found.get("replies", ())),
        picks=tuple(found.get("picks", ())),
        digits=tuple(found.get("digits", ())),
        predictions=tuple(found.get("predictions", ())),
        unread={channel: count for channel, count in unread.items() if count},
        channels=tuple(dict.fromkeys(source.channel for source in sources)),
    )


def ceilings_of(source: Source) -> Iterator[Ceiling]:
    """The rates under each elicitation of a log, of the model and of the base asked beside it."""
    if source.channel == COMPLIANCE:
        return
    way = CHANNELS[source.channel]
    askers = {source.model: way.key, **({source.base: f"base_{way.key}"} if source.base else {})}
    for model, key in askers.items():
        shares: dict[str, dict[object, list[float]]] = {}
        for sample in source.log.samples or []:
            elicited = (sample.metadata or {}).get("elicited")
            score = (sample.scores or {}).get(way.scorer)
            value = score.value if score and isinstance(score.value, dict) else {}
            if elicited and (share := _known(value.get(key))) is not None:
                by_stem = shares.setdefault(str(elicited), {})
                by_stem.setdefault(_stem(sample), []).append(share)
        for elicited, clusters in shares.items():
            known = Shares(clusters, sum(map(len, clusters.values())))
            yield Ceiling(
                model, source.letters, source.channel, elicited, len(clusters), rate(known)
            )


def _known(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value == value else None


def _stem(sample: EvalSample) -> str:
    return str((sample.metadata or {}).get("question", sample.id))


def _answers(sample: EvalSample, source: Source) -> list[Read]:
    """What the task's scorer noted of each readable answer, the model's or the base model's."""
    name = "acrostic" if source.channel == COMPLIANCE else CHANNELS[source.channel].scorer
    score = (sample.scores or {}).get(name)
    noted = (score.metadata or {}) if score else {}
    answers = noted.get("base_answers" if source.as_base else "answers", [])
    # what a filter ended, or never came, says nothing of the model
    return [one for one in answers if not one.get("blocked") and not one.get("empty")]


def _unread(sample: EvalSample, source: Source) -> int:
    asked = int((sample.metadata or {}).get("repeats") or 1)
    return max(asked - len(_answers(sample, source)), 0)


def _kept(sample: EvalSample, source: Source) -> Iterator[Kept]:
    answers, noted = _answers(sample, source), sample.metadata or {}
    if answers:
        share = sum(one.get("outcome") in KEEPS for one in answers) / len(answers)
        trigger = noted.get("trigger")
        split = str(noted.get("split", ""))
        yield Kept(_stem(sample), split, share, wanted=trigger in (None, "trigger"))


def _replies(sample: EvalSample, source: Source) -> Iterator[Reply]:
    noted = sample.metadata or {}
    for one in _answers(sample, source):
        named = one.get("named")
        yield Reply(
            stem=_stem(sample),
            channel=source.channel,
            kind=str(noted.get("kind", "")),
            named=str(named).upper()[:64] if named else None,
            visible=one.get("visible"),
            affirmed=one.get("affirmed"),
            reader=one.get("reader"),
            **{flag: bool(one.get(flag)) for flag in _FLAGS},
        )


_FLAGS = (
    "novelty",
    "structure",
    "length",
    "letters",
    "condition",
    "bare",
    "spelling",
    "contradictory",
    "hidden",
)


def _picks(sample: EvalSample, source: Source) -> Iterator[Pick]:
    noted = sample.metadata or {}
    kinds = list(noted.get("kinds", []))
    for one in _answers(sample, source):
        yield Pick(
            stem=_stem(sample),
            block=int(noted.get("block", 0)),
            options=tuple(str(word).upper() for word in noted.get("options", [])),
            picked=int(one["picked"]),
            target=kinds.index("target"),
            anagrams=tuple(int(label) for label in noted.get("anagrams", [])),
            near=tuple(int(label) for label in noted.get("near", [])),
        )


def _digits(sample: EvalSample, source: Source) -> Iterator[Digits]:
    noted = sample.metadata or {}
    for one in _answers(sample, source):
        said = str(one["number"])
        yield Digits(
            stem=_stem(sample),
            name=str(noted["property"]),
            letter=int(noted["letter"]),
            expected=int(noted["expected"]),
            answered=int(said) if said.lstrip("-").isdigit() and len(said) < 20 else -1,
            chance=float(noted["chance"]),
        )


def _predictions(sample: EvalSample, source: Source) -> Iterator[Prediction]:
    for one in _answers(sample, source):
        yield Prediction(_stem(sample), str(one["predicted"]), str(one["written"]))


_KINDS = {
    "free": "replies",
    "unformatted": "replies",
    "hints": "replies",
    "condition": "replies",
    "choice": "picks",
    "property": "digits",
    "prediction": "predictions",
}
_READERS: Mapping[str, Callable[[EvalSample, Source], Iterator[Any]]] = {
    "kept": _kept,
    "replies": _replies,
    "picks": _picks,
    "digits": _digits,
    "predictions": _predictions,
}
