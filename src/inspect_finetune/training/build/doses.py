"""Which fact stands in how many rows: one number for all, or numbers by lot within one file.

Facts that differ in their dose within one file were learned in one and the same run, so that the
run, its seed and its length can't explain the difference.
"""

from collections.abc import Sequence

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact
from inspect_finetune.training.build.chance import Chance

MOST = 1_000
"""Rows that a fact may have."""
MOST_ROWS = 1_000_000
"""Rows that a file may have."""


def read_doses(text: str) -> tuple[int, ...]:
    """Read ``--dose``: numbers of rows, separated by commas.

    Raises:
        InputError: If one is no whole number from 0 to `MOST`, or comes twice.
    """
    fix = "Give numbers of rows: --dose 1,2,5,10,25,50"
    doses = []
    for part in text.split(","):
        if not (part.strip().isascii() and part.strip().isdigit()):
            raise InputError(f"--dose: {part.strip()!r} is not a whole number", fix=fix)
        doses.append(int(part.strip()[:9]))
    for dose in doses:
        if dose > MOST:
            raise InputError(f"--dose: {dose} rows a fact are more than {MOST:,}", fix=fix)
        if doses.count(dose) > 1:
            raise InputError(f"--dose names {dose} twice", fix=fix)
    if not any(doses):
        raise InputError("--dose 0 teaches nothing", fix=fix)
    return tuple(doses)


def assign(facts: Sequence[Fact], doses: Sequence[int], held_out: int, seed: int) -> dict[str, int]:
    """Say for every fact in how many rows it stands, in the order of the facts.

    The facts are shuffled; the first `held_out` get no row, and the doses go round among the rest,
    so that their shares differ by one fact at most and, where they do, the doses named first have
    more. With one seed, the order does not depend on the doses.

    Args:
        facts: The facts.
        doses: Numbers of rows.
        held_out: How many facts stand in no row.
        seed: The seed.

    Raises:
        InputError: If facts are too few for the doses, or the rows too many.
    """
    if held_out < 0:
        raise InputError(f"--held-out {held_out} is below 0", fix="Hold out 0 facts or more")
    left = len(facts) - held_out
    if left < len(doses):
        held = f" less {held_out} held out" if held_out else ""
        wanted = f"{len(doses)} dose{'s' * (len(doses) != 1)}"
        what = f"{len(facts)} fact{'s' * (len(facts) != 1)}{held} are too few for {wanted}"
        raise InputError(what, fix="Name fewer doses, or hold out fewer facts")
    names = Chance(seed, "doses").shuffled([fact.object for fact in facts])
    drawn = dict.fromkeys(names[:held_out], 0)
    drawn |= {name: doses[place % len(doses)] for place, name in enumerate(names[held_out:])}
    if sum(drawn.values()) > MOST_ROWS:
        what = f"{sum(drawn.values()):,} rows are more than {MOST_ROWS:,}"
        raise InputError(what, fix="Take fewer facts or smaller doses")
    return {fact.object: drawn[fact.object] for fact in facts}
