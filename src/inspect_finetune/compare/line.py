"""The one line that a gate ends with."""

import re
from collections.abc import Sequence
from typing import Literal

from inspect_finetune.compare.findings import Judged, Verdict
from inspect_finetune.compare.wording import count, names_of

Overall = Literal["pass", "regression", "undecided", "refused"]
_REST = re.compile(r" \(95 %|, p [=<]|[:;] ")
"""Where the short part of a line on a measure ends."""


def worst(verdicts: Sequence[Verdict]) -> Literal["pass", "regression", "undecided"]:
    """The verdict on several measures: one regression is one, then one undecided."""
    if "regression" in verdicts:
        return "regression"
    return "undecided" if "undecided" in verdicts else "pass"


def verdict_line(verdict: Overall, judged: Sequence[Judged], reasons: Sequence[str]) -> str:
    """The verdict in capitals and why: ``REGRESSION: fact_recall correct fell by 30 points``.

    Args:
        verdict: The verdict.
        judged: Every measure that was judged.
        reasons: Why it was refused.
    """
    said = _refused(reasons) if verdict == "refused" else _said(verdict, judged)
    return f"{verdict.upper()}: {said}"


def _refused(reasons: Sequence[str]) -> str:
    rest = len(reasons) - 1
    return f"{reasons[0]} (and {count(rest, 'other reason')})" if rest else reasons[0]


def _said(verdict: Overall, judged: Sequence[Judged]) -> str:
    names = names_of([one.finding for one in judged], bare=True)
    own = [(one, name) for one, name in zip(judged, names, strict=True) if one.verdict == verdict]
    if not own:
        return f"nothing is asked of {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}"
    first, name = own[0]
    more = f", and {count(len(own) - 1, 'more measure')}" if len(own) > 1 else ""
    if verdict == "pass":
        named = f"{name} is as asked" if not more else f"{len(own)} measures are as asked"
        tracked = sum(one.verdict == "tracked" for one in judged)
        return named + (f" ({tracked} tracked)" if tracked else "")
    short = f"{name} {_REST.split(first.said)[0]}"
    if verdict == "undecided":
        return f"{short}: not enough to say ({first.rule}){more}"
    return f"{short}{'' if _moved(first) else f' ({first.rule})'}{more}"


def _moved(one: Judged) -> bool:
    """Whether the line speaks of a change; a level says nothing without what was asked."""
    return not one.said.startswith("is ")
