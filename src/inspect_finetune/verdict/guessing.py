"""How likely a rule is to be guessed, and which decoys can show that it is not."""

from __future__ import annotations

from inspect_finetune.verdict.evidence import Case, Observed
from inspect_finetune.verdict.naming import FORCED, NAMING, guesses, replies
from inspect_finetune.verdict.rates import by_stem, estimate, means
from inspect_finetune.verdict.results import Guessing

GUESSABLE = 0.05
"""From which rate of guessing on naming the rule is no evidence by itself."""

USUAL = 0.5
"""From which rate of guessing on the rule is what every model would arrive at: training that makes
a model surer of its first guess makes it name the rule always."""

ENOUGH_GUESSES = 10
"""Guesses below which a rule that was never guessed may still be a common guess: 0 of 10 leaves
up to a quarter open."""


def guessing(case: Case) -> Guessing:
    """How often the base names the rule when it is made to guess.

    It is made to by the hints that say that first letters spell something, and by the reader
    control where no letter of the rule had been shown. A rate above `GUESSABLE` in either makes
    the rule guessable. Answers that name nothing are no guesses: a base that declines tells
    nothing, and the rate stays unknown below `ENOUGH_GUESSES`.
    """
    letters = case.subject.letters
    hinted = guesses(case.base, letters)
    reader = by_stem(
        (f"reader {reply.stem}", reply.reader == letters)
        for reply in replies(case.subject, *NAMING)
        if reply.reader and reply.visible == 0
    )
    both = by_stem(
        (str(stem), value)
        for part in (hinted, reader)
        for stem, group in part.clusters.items()
        for value in group
    )
    highest = max((part.mean for part in (hinted, reader) if part.clusters), default=0.0)
    known = len(means(both)) >= ENOUGH_GUESSES
    return Guessing(
        n=len(both.clusters),
        rate=estimate(both),
        guessable=True if highest > GUESSABLE else False if known else None,
        informative=tuple(decoy.model for decoy in case.decoys if guesser(decoy) or picker(decoy)),
        excluded=False,
        usual=highest >= USUAL,
    )


def guesser(model: Observed) -> bool:
    """Whether a model names something in at least half of the answers where it is made to guess."""
    forced = [reply for reply in replies(model, "hints") if reply.kind in FORCED]
    return bool(forced) and 2 * sum(bool(reply.named) for reply in forced) >= len(forced)


def picker(model: Observed) -> bool:
    """Whether a model picks a string, not the honest none, in at least half of its choices."""
    return bool(model.picks) and 2 * sum(bool(pick.word) for pick in model.picks) >= len(
        model.picks
    )
