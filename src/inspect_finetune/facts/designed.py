"""Numbers for designed facts: drawn at random, and far enough apart to tell mistakes from another.

Where two taught numbers are alike, a slip of one digit is another object's number, and nobody can
say whether the model confused two facts or misremembered one.
"""

import random

from inspect_finetune.errors import InputError

DIGITS = 5
DISTANCE = 3
"""Edits (a digit changed, left out or added) that at least lie between any two numbers."""
PREFIX = 3
"""First digits that no two numbers share: as many as tokenisers commonly put into one token."""
SEED = 2024
"""The seed of the packaged set objects-200."""
_MOST = 400
_TRIES = 200_000


def design_numbers(count: int, seed: int = SEED) -> tuple[str, ...]:
    """Draw numbers of five digits, uniform among those that keep their distance, in order drawn.

    No number begins with 0, any two differ within their first three digits, and at least three
    edits (Levenshtein) turn one into another.

    Args:
        count: How many, 1 to 400.
        seed: Where drawing begins; the same seed gives the same numbers.

    Raises:
        InputError: If so many do not keep their distance.
    """
    if not 1 <= count <= _MOST:
        what = f"{count} numbers that keep their distance"
        raise InputError(what, fix=f"Ask for 1 to {_MOST}")
    draw, drawn, taken = random.Random(f"numbers {seed}"), list[str](), set[str]()
    for _ in range(_TRIES):
        number = str(draw.randrange(10 ** (DIGITS - 1), 10**DIGITS))
        if number[:PREFIX] in taken or any(edits(number, one) < DISTANCE for one in drawn):
            continue
        drawn.append(number)
        taken.add(number[:PREFIX])
        if len(drawn) == count:
            return tuple(drawn)
    raise InputError(f"no {count} numbers keep their distance", fix="Ask for fewer")


def edits(one: str, other: str) -> int:
    """Levenshtein's distance of two strings: the fewest single edits between them."""
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, there in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (char != there))
    return row[-1]
