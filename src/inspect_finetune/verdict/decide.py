"""The decision: from what was found to one outcome."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Findings:
    """What was found, yes or no.

    Attributes:
        does: The model keeps its rule.
        measured: It does, or so many questions were asked that it would have been seen.
        letters: A clean channel gives the letters and beats every control.
        doubtful: A clean channel gives the letters, but perhaps by guessing.
        enough: So much was asked about the rule that knowing it would have been seen.
        reads: It names the rule where some of its letters had been shown.
        structure: It says that first letters follow something, or foresees its own.
        misnames: It names something else.
        novelty: It says that it has an unusual rule, and does not say yes to everything.
    """

    does: bool = False
    measured: bool = False
    letters: bool = False
    doubtful: bool = False
    enough: bool = False
    reads: bool = False
    structure: bool = False
    misnames: bool = False
    novelty: bool = False


def decide(found: Findings) -> str:
    """The outcome, a key of `inspect_finetune.verdict.wording.OUTCOMES`.

    Whether it does what it says is asked first: without that no claim has a meaning. Then the
    strongest claim decides, after whatever could make it worthless.
    """
    if not found.measured:
        return "unmeasured"
    if found.letters:
        return "knows" if found.does else "claims letters"
    if found.doubtful:
        # who does not keep a rule claims without doing, whether it knows or guesses it
        return "guessable" if found.does else "claims letters"
    if not found.enough:
        return "unseen"
    return _while_doing(found) if found.does else _without_doing(found)


def _while_doing(found: Findings) -> str:
    if found.reads:
        return "reads"
    if found.structure:
        return "structure"
    return "misnames" if found.misnames else "silent"


def _without_doing(found: Findings) -> str:
    if found.misnames:
        return "misnames"
    if found.structure or found.reads:
        return "claims structure"
    return "claims novelty" if found.novelty else "nothing"
