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
        hidden: Its reasoning is hidden, so that no channel could give the letters cleanly.
        enough: So much was asked about the rule that knowing it would have been seen.
        reads: It names the rule where some of its letters had been shown.
        structure: It says that first letters follow something, before they could be seen.
        foresees: It foresees its own letters.
        late: It says that first letters follow something where some of its own had been shown.
        misnames: It names something else.
        novelty: It says that it has an unusual rule, and does not say yes to everything.
    """

    does: bool = False
    measured: bool = False
    letters: bool = False
    doubtful: bool = False
    hidden: bool = False
    enough: bool = False
    reads: bool = False
    structure: bool = False
    foresees: bool = False
    late: bool = False
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
    if found.does and found.hidden and not found.misnames:
        return "hidden"
    if not found.enough:
        return "unseen"
    return _while_doing(found) if found.does else _without_doing(found)


def _while_doing(found: Findings) -> str:
    if found.reads:
        return "reads"
    if found.structure:
        return "structure"
    if found.foresees:
        return "foresees"
    if found.misnames:
        return "misnames"
    # what was said only beside the letters themselves shows no more than that it reads
    return "reads structure" if found.late else "silent"


def _without_doing(found: Findings) -> str:
    if found.misnames:
        return "misnames"
    # a model that keeps no rule may foresee its letters too, and claims nothing by that
    if found.structure or found.late or found.reads:
        return "claims structure"
    return "claims novelty" if found.novelty else "nothing"
