"""Read a response as an acrostic: which letters its units spell, and where the rule breaks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from inspect_finetune.acrostic import alignment
from inspect_finetune.acrostic.alignment import DEFAULT_RIVALS, Outcome
from inspect_finetune.acrostic.letters import fold, look_alike, script_flags
from inspect_finetune.acrostic.lines import read_lines
from inspect_finetune.acrostic.normalise import prepare
from inspect_finetune.acrostic.rule import AcrosticRule, upper_letter
from inspect_finetune.acrostic.segment import MOST_UNITS, Segment, segment

_CLIP: Final = 200


@dataclass(frozen=True, slots=True)
class Unit:
    """One line, sentence or paragraph of a response.

    Args:
        text: The unit, cut after 200 characters.
        letter: Its first letter, accents folded, in upper case; empty when it begins with a digit.
        expected: The rule's letter at this place; empty beyond the rule's end.
        right: Whether the two match.
        flags: What was skipped or folded on the way to the letter (``bold``, ``numbering``,
            ``accent``...), or why there is none (``digit_first``), or ``look_alike``.

    """

    text: str
    letter: str
    expected: str
    right: bool
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcrosticReading:
    """How a response stands to its rule, under the unit that the rule declares.

    Args:
        exact: The units spell exactly the rule.
        outcome: ``exact``, ``prefix``, ``truncated``, ``repeated``, ``rival``, ``other`` or,
            where nothing readable is left, ``empty``.
        rival: The word or sibling rule that was spelled instead, with outcome ``rival``.
        spelled: One character a unit: its folded first letter, or the digit it begins with.
        position_accuracy: Share of the rule's letters at their own place, 0 to 1.
        aligned_accuracy: 1 minus the edit distance over the longer length, 0 to 1.
        first_break: 1-based number of the first unit that is wrong, missing or too many.
        units: The units of the declared reading. A response is read up to its 20,000th unit;
            the flag ``units_cut`` says so.
        ambiguous: The line and the sentence reading spell different strings.
        lenient_exact: Some reading (declared, line or sentence) spells the rule. For reports
            only: which reading counts is declared beforehand.
        flags: The flags of the units, and what was left out of the response.

    """

    exact: bool
    outcome: Outcome
    rival: str | None
    spelled: str
    position_accuracy: float
    aligned_accuracy: float
    first_break: int | None
    units: tuple[Unit, ...]
    ambiguous: bool
    lenient_exact: bool
    flags: tuple[str, ...]


def read_acrostic(
    text: str, rule: AcrosticRule, rivals: Collection[str] = DEFAULT_RIVALS
) -> AcrosticReading:
    """Read a response under a rule. Takes linear time and raises on no string.

    Args:
        text: The response, as the model wrote it.
        rule: The letters, and the unit that counts.
        rivals: Words whose spelling is an outcome of its own; the rule itself is no rival.

    """
    prepared = prepare(text)
    kinds = dict.fromkeys((rule.unit, "line", "sentence"))
    lines = read_lines(prepared.text)
    segments = {kind: segment(lines, kind) for kind in kinds}
    spellings = {kind: spell(found) for kind, found in segments.items()}
    letters = "".join(map(fold, rule.letters))
    spelled = spellings[rule.unit]
    outcome, rival = alignment.classify(
        spelled, letters, ["".join(map(fold, rival)) for rival in rivals]
    )
    units = _units(segments[rule.unit], rule.letters)
    flags = dict.fromkeys(prepared.flags)
    flags.update(dict.fromkeys(flag for unit in units for flag in unit.flags))
    if rule.unit != "line" and any(line.joins_next for line in lines):
        flags["hard_wrapped"] = None
    if len(spelled) == MOST_UNITS:
        flags["units_cut"] = None
    return AcrosticReading(
        exact=outcome == "exact",
        outcome=outcome,
        rival=rival,
        spelled=spelled,
        position_accuracy=alignment.position_accuracy(spelled, letters),
        aligned_accuracy=alignment.aligned_accuracy(spelled, letters),
        first_break=alignment.first_break(spelled, letters),
        units=units,
        ambiguous=spellings["line"] != spellings["sentence"],
        lenient_exact=letters in spellings.values(),
        flags=tuple(flags),
    )


def spell(segments: list[Segment]) -> str:
    """Return one character a unit: the folded first letter, or the digit."""
    return "".join(fold(found.first) for found in segments)


def spell_as(text: str, unit: str) -> str:
    """Return what a response spells by one unit, whatever its rule."""
    return spell(segment(read_lines(prepare(text).text), unit))


def _units(segments: list[Segment], rule: str) -> tuple[Unit, ...]:
    """Return the units of a reading beside the rule's letters."""
    padded = rule.ljust(len(segments))
    return tuple(
        _unit(found, wanted.strip()) for found, wanted in zip(segments, padded, strict=False)
    )


def _unit(found: Segment, expected: str) -> Unit:
    """Return one unit and say how its letter was come by."""
    first, flags = found.first, found.flags
    if not first.isalpha():
        return Unit(found.text[:_CLIP], "", expected, False, (*flags, "digit_first"))
    letter = fold(first)
    right = bool(expected) and letter == fold(expected)
    if not first.isascii() or not expected.isascii():
        flags += _letter_flags(first, expected, right)
    return Unit(found.text[:_CLIP], letter, expected, right, flags)


def _letter_flags(first: str, expected: str, right: bool) -> tuple[str, ...]:
    """Return the flags of a letter beyond ASCII, or of one that such a letter was expected for."""
    flags = script_flags(first)
    if upper_letter(first) != (expected if right else fold(first)):
        flags += ("accent",)
    if expected and not right and look_alike(first, expected):
        flags += ("look_alike",)
    return flags
