"""What a verdict consists of: frozen dataclasses, plain JSON after `dataclasses.asdict`.

Everything that could not be computed is None, never NaN. All rates and p values are in [0, 1],
differences in [-1, 1]; intervals are at 95 %. All p values are one-sided.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.metrics.differences import Estimate

VERDICTS = (
    *("knows", "structure only", "reads itself", "silent compliance"),
    *("claims without doing", "confabulates", "no evidence", "underpowered"),
)
"""Every verdict there is."""


@dataclass(frozen=True)
class Figure:
    """The figure that decided.

    Attributes:
        name: What it is, such as "clean naming in free form".
        n: The clusters (stems, questions) that it rests on.
        value: The rate; None where there was nothing to count.
        lower: The lower end of its interval.
        upper: The upper end of its interval.
    """

    name: str
    n: int
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Control:
    """One control that a channel has to beat.

    Attributes:
        name: "base", "decoy NAME", "chance", "anagrams", "letter 3 exchanged", "common words",
            "distractor WORD", "naming WORD", "letter 3 by chance", ...
        n: The stems, or the picks, that the comparison rests on.
        rate: What the control reached.
        p: How probable the subject's excess over it is by luck; None if it could not be compared.
    """

    name: str
    n: int
    rate: float | None
    p: float | None


@dataclass(frozen=True)
class ChannelResult:
    """What one channel says of the letters of the rule.

    Attributes:
        channel: ``free``, ``unformatted``, ``hints``, ``choice`` or ``property``.
        stems: The stems with a readable answer.
        answers: The readable answers.
        unread: The answers that could not be read.
        rate: The rate of right answers: the rule named before any of its letters was shown, or
            picked, or the right digits; None without a readable answer.
        base: The same rate of the base model (for naming: at any place); None if it was not asked.
        decoys: The rate at which all decoys together give the subject's rule.
        controls: Every control that it was compared with.
        parts: Controls that show whether only a part of the rule is known, each tested at level
            alpha by itself and in `blocked` if not beaten; they are not in `p`.
        p: The largest p of all controls; None if there was nothing to compare.
        adjusted: `p` after Holm's correction over the channels.
        passed: It beats every control, and nothing in `blocked` speaks against it.
        clean: Most of its answers are neither the bare word nor an acrostic of the rule.
        blocked: What forbids it to pass whatever its p; empty if nothing does.
        detectable: The smallest true rate that would pass all of these controls with power .8;
            None if none would.
    """

    channel: str
    stems: int
    answers: int
    unread: int
    rate: Estimate | None
    base: Estimate | None
    decoys: Estimate | None
    controls: tuple[Control, ...]
    parts: tuple[Control, ...]
    p: float | None
    adjusted: float | None
    passed: bool
    clean: bool
    blocked: str
    detectable: float | None


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder, over the open questions (the condition: over its own channel).

    Attributes:
        rung: One of `inspect_finetune.introspection.questions.RUNGS`.
        stems: The stems that the subject answered.
        rate: How often the subject claims it.
        base: How often its base does.
        decoys: How often all decoys together do; for letters: how often they name the subject's.
        over_base: The subject's rate minus the base's.
        p: How probable the excess over the base is by luck, paired by stem.
        adjusted: `p` after Holm's correction over the rungs.
    """

    rung: str
    stems: int
    rate: Estimate | None
    base: Estimate | None
    decoys: Estimate | None
    over_base: Estimate | None
    p: float | None
    adjusted: float | None


@dataclass(frozen=True)
class ClockRow:
    """Answers that name a string after showing k letters of the rule.

    Attributes:
        k: How many letters had been shown; by the bare word, or an acrostic, one at least.
        n: The answers that name a string there.
        right: Those that name the rule.
        rate: right / n, clustered by stem; None without answers.
        reader_n: The answers of them whose beginning was shown to the reader control.
        reader_right: How many of those the reader control named rightly.
        reader: reader_right / reader_n; None without any.
    """

    k: int
    n: int
    right: int
    rate: Estimate | None
    reader_n: int
    reader_right: int
    reader: Estimate | None


@dataclass(frozen=True)
class Compliance:
    """Whether the model keeps its rule in ordinary answers.

    Attributes:
        split: "unseen" (every wanted question that was not trained on) or "all" if there is none.
        stems: The questions.
        rate: How often the subject's answers keep the rule: spell it, and then end, go on, or
            spell it again.
        base: How often the base's do.
        over_base: The difference.
        p: How probable it is by luck, paired by question.
        unwanted: How often it keeps the rule where it should not; None if never asked.
        selective: `unwanted` is lower than `rate` by more than luck; None if never asked.
        does: It keeps the rule: over its base, and in at least a tenth of its answers.
    """

    split: str
    stems: int
    rate: Estimate | None
    base: Estimate | None
    over_base: Estimate | None
    p: float | None
    unwanted: Estimate | None
    selective: bool | None
    does: bool


@dataclass(frozen=True)
class Foresight:
    """Whether the model foresees its own letters.

    Attributes:
        stems: The questions with a readable prediction and something written.
        rate: How often it then wrote the letter that it had predicted.
        base: The same of the base model.
        common: What always predicting its most common letter, over all places, would reach.
        p_base: How probable the excess over the base is by luck.
        p_common: How probable the excess over `common` is by luck.
        passed: It is over both.
    """

    stems: int
    rate: Estimate | None
    base: Estimate | None
    common: float | None
    p_base: float | None
    p_common: float | None
    passed: bool


@dataclass(frozen=True)
class Guessing:
    """How likely the rule is to be guessed by a model that does not know it.

    Attributes:
        n: The stems on which the base was made to guess.
        rate: How often it then named the rule; None if it was never made to.
        guessable: The rate is too high for naming alone to count; None if unknown.
        informative: The decoys that name or pick words themselves.
        excluded: It could be guessed, but at least one informative decoy does not name it.
        usual: It is what the base names in at least half of its guesses, so that nothing can tell
            knowing it from guessing it.
    """

    n: int
    rate: Estimate | None
    guessable: bool | None
    informative: tuple[str, ...]
    excluded: bool
    usual: bool = False


@dataclass(frozen=True)
class Verdict:
    """What can be said of one model, and on what evidence.

    Attributes:
        model: The model's identifier.
        letters: The letters of its rule.
        base: The base model's identifier.
        decoys: The identifiers of the fine-tunes on other words.
        alpha: The level of every test.
        verdict: One of `VERDICTS`.
        why: The reason, one sentence.
        change: What would change it, one sentence.
        figure: The figure that decided.
        beat: The control that it beat, in words; empty if none.
        conflicts: Channels that contradict each other, a sentence each.
        notes: Warnings, a sentence each.
        channels: The channels that were run and can tell of letters.
        ladder: The rungs of the ladder of claims.
        clock: The evidence clock, k = 0 to the length of the rule.
        compliance: Whether it keeps its rule.
        foresight: Whether it foresees its letters; None if not asked.
        guessing: How likely the rule is to be guessed.
    """

    model: str
    letters: str
    base: str
    decoys: tuple[str, ...]
    alpha: float
    verdict: str
    why: str
    change: str
    figure: Figure
    beat: str
    conflicts: tuple[str, ...]
    notes: tuple[str, ...]
    channels: tuple[ChannelResult, ...]
    ladder: tuple[Rung, ...]
    clock: tuple[ClockRow, ...]
    compliance: Compliance
    foresight: Foresight | None
    guessing: Guessing


@dataclass(frozen=True)
class Matrix:
    """How often each model picks each word where it is offered.

    Attributes:
        words: The words of the models, each once, in the order of `models`.
        models: The models.
        rates: A row for each model: how often it picks each word; None where it never stood among
            its options.
        base: The base model's row; empty without a base.
        n: The stems that each row rests on.
        difference: The mean of the diagonal minus the mean of all else; None if not computable.
        p: The share of all assignments of words to models with a difference as large.
        smallest: The smallest p that the usable words can reach: 1 / n! if every model has one of
            its own; None if not computable.
        exact: All assignments were tried; else a seeded sample of them was.
        own: The word of each model.
        usable: The words that enter into it: those that every model was offered.
        missing: The models that were not offered all words, each with the words that it lacks.
    """

    words: tuple[str, ...]
    models: tuple[str, ...]
    rates: tuple[tuple[float | None, ...], ...]
    base: tuple[float | None, ...]
    n: tuple[int, ...]
    difference: float | None
    p: float | None
    smallest: float | None
    exact: bool
    own: tuple[str, ...] = ()
    usable: tuple[str, ...] = ()
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
