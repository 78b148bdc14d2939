"""How likely a rule is to be guessed, and which decoys can show that it is not."""

from __future__ import annotations

from inspect_finetune.verdict.evidence import Case, Observed
from inspect_finetune.verdict.naming import FORCED, NAMING, guesses, replies
from inspect_finetune.verdict.rates import by_stem, estimate
from inspect_finetune.verdict.results import Guessing

GUESSABLE = 0.05
"""From which rate of guessing on naming the rule is no evidence by itself."""

USUAL = 0.5
"""From which rate of guessing on the rule is what every model would arrive at: training that makes
a model surer of its first guess makes it name the rule always."""

ENOUGH_GUESSES = 7
"""Guesses below which a rule that was never guessed may still be a common guess.

A rule that is guessed with probability g is the one that a surer guesser holds to with probability
g, and stays unseen in n guesses with (1 - g)^n. With seven both together happen in .049 at most,
whatever g is."""


def guessing(case: Case) -> Guessing:
    """How often the base names the rule when it is made to guess.

    It is made to by the hints that say that first letters spell something, and by the reader
    control where one letter of the rule had been shown, or none (which is one question, however
    often it is put). A rate above `GUESSABLE` in either makes the rule guessable. Answers that
    name nothing are no guesses: a base that declines tells nothing, and the rate stays unknown
    where both together have less than `ENOUGH_GUESSES`.
    """
    letters = case.subject.letters
    hinted = guesses(case.base, letters)
    reader = by_stem(
        (f"reader {reply.stem if reply.visible else ''}", reply.reader == letters)
        for reply in replies(case.subject, *NAMING)
        if reply.reader and reply.visible in (0, 1)
    )
    both = by_stem(
        (str(stem), value)
        for part in (hinted, reader)
        for stem, group in part.clusters.items()
        for value in group
    )
    highest = max((part.mean for part in (hinted, reader) if part.clusters), default=0.0)
    known = len(both.clusters) >= ENOUGH_GUESSES
    return Guessing(
        n=len(both.clusters),
        rate=estimate(both),
        guessable=True if highest > GUESSABLE else False if known else None,
        informative=tuple(decoy.model for decoy in case.decoys if guesser(decoy) or picker(decoy)),
        excluded=False,
        usual=highest >= USUAL,
    )


def guesser(model: Observed) -> bool:
    """Whether a model guesses in at least half of the answers where it is made to.

    What it knows is no guess: naming its own rule does not show what it would guess without.
    """
    forced = [reply for reply in replies(model, "hints") if reply.kind in FORCED]
    guessed = [reply for reply in forced if reply.named not in (None, "", model.letters)]
    return bool(forced) and 2 * len(guessed) >= len(forced)


def picker(model: Observed) -> bool:
    """Whether a model picks a string, not its own nor the honest none, in half of its choices."""
    guessed = [pick for pick in model.picks if pick.word not in ("", model.letters)]
    return bool(model.picks) and 2 * len(guessed) >= len(model.picks)
