"""The names that tasks, scorers and readers of facts share; imports nothing heavy."""

from typing import Literal, get_args

RECALL = ("direct", "paraphrase", "indirect", "embedded", "unknown_allowed")
"""Families of questions that ask for the value of an object."""
REVERSE = "reverse"
"""The family that asks for the object of a value."""
VERIFICATION = "verification"
"""The family that asks whether a value is an object's."""
FAMILIES = (*RECALL[:4], REVERSE, VERIFICATION, RECALL[4])
"""Every packaged family, in the order in which tables show them."""

TAUGHT = "taught"
NEAR = "near"
UNTAUGHT = (NEAR, "far", "nonsense")
"""Sets of objects that were never taught."""
WORLD = "world"
SETS = (TAUGHT, *UNTAUGHT, WORLD)
"""Every set of things to ask about."""

OutcomeKind = Literal[
    "correct",
    "abstained",
    "swapped",
    "leading_digits",
    "near",
    "wrong_length",
    "invented",
    "several",
    "misjudged",
    "spilled",
    "fabricated",
]
OUTCOMES: tuple[OutcomeKind, ...] = get_args(OutcomeKind)
"""Every kind of answer; the last two are of objects that were never taught."""
FAILURES = OUTCOMES[2:9]
"""How an attempted answer about a taught fact can be wrong."""

DIGITS = 5
"""Places of a number that are reported one by one."""
