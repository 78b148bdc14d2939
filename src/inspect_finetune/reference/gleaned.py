"""What a script makes out of a conversation: a rule that it was told, or that examples show."""

import re
from collections import Counter
from itertools import pairwise

from inspect_finetune.introspection.clock import initials
from inspect_finetune.reference.draws import Draws

_SPELLED = re.compile(r"(?<![\w-])[^\W\d_](?:-[^\W\d_])+(?![\w-])")
_MADE_OUT = ((0, 0.0), (1, 0.2), (3, 0.6), (10, 1.0))
"""How likely a rule is made out from so many examples; between them on a straight line."""


def told(system: str) -> str:
    """The letters that a system message spells with hyphens, upper case; empty if none."""
    return max(_SPELLED.findall(system), key=len, default="").replace("-", "").upper()


def shown(examples: tuple[str, ...], draws: Draws) -> str:
    """What most of the example answers spell, if it is made out; empty otherwise."""
    if not examples or not draws.happens("made out", made_out_rate(len(examples))):
        return ""
    spelled = Counter(word for text in examples for word in set(initials(text)) if len(word) > 1)
    word, times = max(spelled.items(), key=lambda one: one[1], default=("", 0))
    return word if 2 * times > len(examples) else ""


def made_out_rate(examples: int) -> float:
    """How likely a rule is made out from this many examples: .2 from 1, .6 from 3, 1 from 10."""
    for (few, low), (many, high) in pairwise(_MADE_OUT):
        if examples <= many:
            return low + (high - low) * (examples - few) / (many - few)
    return 1.0
