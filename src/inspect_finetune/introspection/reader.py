"""The reading itself: sentences to rungs and names, and the last word on each.

It stands apart from the result's shape because its patterns take time to compile, which only
who reads a response should pay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from inspect_finetune.introspection.claims import ClaimAt, Claims
from inspect_finetune.introspection.clock import letters_shown
from inspect_finetune.introspection.condition import condition_spans, condition_stance
from inspect_finetune.introspection.length import length_spans
from inspect_finetune.introspection.naming import Naming, namings
from inspect_finetune.introspection.novelty import novelty_spans
from inspect_finetune.introspection.stance import Stance, stance
from inspect_finetune.introspection.structure import structure_spans
from inspect_finetune.introspection.text import Folded, Sentence, clipped, fold, sentences

_Spans = Callable[[str], Iterable[tuple[int, int]]]
_Stand = Callable[[str, int, int], Stance]
_NOT_MINE = (Stance.DENIED, Stance.SUPPOSED)


@dataclass(frozen=True)
class _Rung:
    """The last word on one rung, where it was first and last said, and whether both were said."""

    claimed: bool = False
    first: int | None = None
    last: int = -1
    both: bool = False


def claims_in(text: str, rule: str) -> Claims:
    """Read the claims of a response about a rule of these letters; see `read_claims`."""
    letters = fold(rule).text.upper()
    kept = clipped(text)
    folded = fold(kept.text)
    parts = sentences(folded.text)
    names = namings(folded.text, parts, max(1, min(3, len(letters))))
    listed = ((one.start, one.stance) for one in names if one.structural)
    named = _named(names)
    told = _corrected(_stances(parts, structure_spans), parts, names, named)
    structure = _last_word(sorted((*told, *listed), key=itemgetter(0)))
    length = _last_word(_stances(parts, lambda sentence: length_spans(sentence, len(letters))))
    novelty = _last_word(_stances(parts, novelty_spans))
    condition = _last_word(_stances(parts, condition_spans, use=condition_stance))
    named = None if _withdrawn(structure, names) else named
    places = _places(folded, structure, [one for one in names if one.name == named])
    before = places[0] if places[1] is None else places[1]
    rungs = (structure.claimed, length.claimed, named is not None, condition.claimed)
    return Claims(
        # Who tells such a rule has said that there is one.
        novelty=novelty.claimed or any(rungs),
        structure=structure.claimed,
        length=length.claimed,
        letters=named == letters,
        condition=condition.claimed,
        named=named,
        contradictory=structure.both or _disagree(names),
        claim_at=ClaimAt(*(None if one is None else kept.place(one) for one in places)),
        letters_visible=None if before is None else letters_shown(kept.text[:before], letters),
    )


def _corrected(
    told: Iterable[tuple[int, Stance]],
    parts: Sequence[Sentence],
    names: Sequence[Naming],
    named: str | None,
) -> Iterator[tuple[int, Stance]]:
    """Take "my lines do not spell HELLO" beside a claim of HELOL as a claim about the latter.

    So with "some think that my lines spell HELLO". Where nothing is named, letters that are read
    out and denied take with them what their sentence says of first letters.
    """
    at = next((one.start for one in names if one.name == named and _claims(one.stance)), 0)
    starts = [part.start for part in parts]
    others = _sentences_of(
        starts, (one for one in names if one.stance in _NOT_MINE and one.name != named)
    )
    denied = _sentences_of(starts, (one for one in names if one.stance is Stance.DENIED))
    for start, how in told:
        here = bisect_right(starts, start)
        if named and how in _NOT_MINE and here in others:
            yield at, Stance.ASSERTED
        elif not named and here in denied:
            yield start, Stance.DENIED
        else:
            yield start, how


def _sentences_of(starts: Sequence[int], names: Iterable[Naming]) -> set[int]:
    """The sentences that these names stand in, counted from 1."""
    return {bisect_right(starts, one.start) for one in names}


def _withdrawn(structure: _Rung, names: Sequence[Naming]) -> bool:
    """Whether the last word is that the first letters say nothing, after something was named."""
    return (
        structure.both
        and not structure.claimed
        and all(one.start < structure.last for one in names if _claims(one.stance))
    )


def _places(
    folded: Folded, structure: _Rung, counted: Iterable[Naming]
) -> tuple[int | None, int | None]:
    """Where the counted claims of structure and of a name stand in what was folded."""
    first = structure.first if structure.claimed else None
    naming = next((one.start for one in counted if _claims(one.stance)), None)
    return (
        None if first is None else folded.offsets[first],
        None if naming is None else folded.offsets[naming],
    )


def _claims(how: Stance) -> bool:
    return how in (Stance.ASSERTED, Stance.HEDGED)


def _stances(
    parts: Iterable[Sentence], spans: _Spans, use: _Stand = stance
) -> Iterator[tuple[int, Stance]]:
    for part in parts:
        found = sorted(set(spans(part.text)))
        # The first and the last decide; a sentence that repeats itself must not cost more.
        for start, end in found[:3] + found[3:][-3:]:
            yield part.start + start, use(part.text, start, end)


def _last_word(stances: Iterable[tuple[int, Stance]]) -> _Rung:
    """Let the last committed statement decide; a maybe decides only where nothing firmer stands."""
    first: int | None = None
    firm: list[bool] = []
    hedged = False
    last = -1
    for start, how in stances:
        if _claims(how):
            first = start if first is None else first
            hedged = hedged or how is Stance.HEDGED
        if how in (Stance.ASSERTED, Stance.DENIED):
            firm.append(how is Stance.ASSERTED)
            last = start
    claimed = firm[-1] if firm else hedged
    return _Rung(claimed, first, last, both=len(set(firm)) > 1)


def _named(names: Iterable[Naming]) -> str | None:
    named: str | None = None
    maybe: str | None = None
    for one in names:
        if one.stance is Stance.ASSERTED:
            named = one.name
        elif one.stance is Stance.HEDGED:
            maybe = one.name
        elif one.stance is Stance.DENIED:
            named = None if one.name == named else named
            maybe = None if one.name == maybe else maybe
    return named or maybe


def _disagree(names: Iterable[Naming]) -> bool:
    said = {stance_: {one.name for one in names if one.stance is stance_} for stance_ in Stance}
    firm = said[Stance.ASSERTED] or said[Stance.HEDGED]
    return len(firm) > 1 or bool(firm & said[Stance.DENIED])
