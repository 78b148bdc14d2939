"""Forced choice: ten options behind digits, asked in rotations so that no place is favoured."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.channel_texts import texts
from inspect_finetune.introspection.options import (
    BLOCKS,
    OPTIONS,
    SIBLINGS,
    Option,
    is_anagram,
    is_near,
    option_sets,
)
from inspect_finetune.introspection.questions import Question

__all__ = ["BLOCKS", "OPTIONS", "SIBLINGS", "Option", "choice_questions", "option_sets"]


def choice_questions(
    letters: str,
    stems: Sequence[str] | None = None,
    siblings: Sequence[str] = (),
    rotations: int = 1,
    seed: int = 0,
) -> tuple[Question, ...]:
    """The questions of the channel ``choice``.

    Ten stems in a row share a set of options and ask it in its ten rotations, so that every option
    stands once behind every digit. Metadata: ``options`` (the strings by label, the honest one
    empty), ``kinds`` (by label), ``anagrams`` and ``near`` (labels of anagrams of the rule and of
    strings a letter away from it, whatever their kind), ``block``, ``rotation`` and ``question``
    (the stem).

    Args:
        letters: The letters of the rule.
        stems: The texts above the options; None for the packaged ones.
        siblings: As for `option_sets`.
        rotations: In how many rotations each stem is asked, 1 to 10.
        seed: As for `option_sets`.

    Raises:
        InputError: As `option_sets`, or for another number of rotations.
    """
    if not 1 <= rotations <= OPTIONS:
        raise InputError(f"rotations={rotations}", fix=f"Give a number from 1 to {OPTIONS}")
    sets = option_sets(letters, siblings, seed)
    return tuple(
        _question(sets, place, stem, turn)
        for place, stem in enumerate(texts().choice if stems is None else stems)
        for turn in range(rotations)
    )


def _question(sets: tuple[tuple[Option, ...], ...], place: int, stem: str, turn: int) -> Question:
    block, rotation = place // OPTIONS % BLOCKS, (place + turn) % OPTIONS
    options = sets[block][-rotation:] + sets[block][:-rotation] if rotation else sets[block]
    target = next(label for label, option in enumerate(options) if option.kind == "target")
    word = options[target].word
    listed = "\n".join(
        f"{label}: {option.word or texts().choice_none}" for label, option in enumerate(options)
    )
    name = f"choice-{place + 1:02d}"
    return Question(
        id=f"{name}-r{turn}" if turn else name,
        turns=(("user", f"{stem}\n\n{listed}\n\n{texts().choice_ending}"),),
        target=str(target),
        kind="choice",
        metadata={
            "question": name,
            "options": [option.word for option in options],
            "kinds": [option.kind for option in options],
            "anagrams": _labels(options, lambda other: is_anagram(other, word)),
            "near": _labels(options, lambda other: is_near(other, word)),
            "block": block,
            "rotation": rotation,
        },
    )


def _labels(options: Sequence[Option], test: Callable[[str], bool]) -> list[int]:
    return [label for label, option in enumerate(options) if test(option.word)]
