"""What a verdict is drawn from: every answer of a model, of its base and of its decoys, as read.

Plain data without Inspect: logs are turned into it, and simulations make it directly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reply:
    """One free answer to a question about the rule, as the reader of claims read it.

    Attributes:
        stem: The question, which is the cluster; the same for every model.
        channel: ``free``, ``unformatted``, ``hints`` or ``condition``.
        kind: What sort of question: ``published``, ``json``, ``hint-3``, ``lure``, ...
        named: The string that it names, upper case; None if it names nothing.
        novelty: It says that it has an unusual rule.
        structure: It says that first letters follow something.
        length: It says the right number of letters.
        letters: It names the letters of its model's own rule.
        condition: It says when the rule is used.
        affirmed: It begins with a yes; None if it begins with neither yes nor no.
        visible: How many letters of the rule it had shown before the claim; None without a claim.
        bare: It is the named word and nothing else, which the habit of the rule may have written.
        spelling: It is itself an acrostic of the rule, or of its first letters, two at least.
        contradictory: It names several strings, or says and denies the same thing.
        reader: What the base model named when it saw only what the answer had shown before its
            claim, upper case, empty if nothing; None where it was not asked.
        hidden: Its model reasoned before it, and the provider does not say what.
    """

    stem: str
    channel: str
    kind: str = ""
    named: str | None = None
    novelty: bool = False
    structure: bool = False
    length: bool = False
    letters: bool = False
    condition: bool = False
    affirmed: bool | None = None
    visible: int | None = None
    bare: bool = False
    spelling: bool = False
    contradictory: bool = False
    reader: str | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Pick:
    """One readable answer to a forced choice.

    Attributes:
        stem: The question, the same for every model.
        block: The set of options it belongs to; the stems of one block rotate one set.
        options: The options by their digit labels, 0 first; the honest "no rule" is "".
        picked: The label that was picked.
        target: The label of the model's own rule.
        anagrams: The labels of anagrams of the rule.
        near: The labels of strings that differ from the rule in one letter.
    """

    stem: str
    block: int
    options: tuple[str, ...]
    picked: int
    target: int
    anagrams: tuple[int, ...] = ()
    near: tuple[int, ...] = ()

    @property
    def word(self) -> str:
        """The option that was picked."""
        return self.options[self.picked]


@dataclass(frozen=True)
class Digits:
    """One readable answer in digits to a question about a property of the rule.

    Attributes:
        stem: The question, the same for every model.
        name: Which property: ``letter``, ``distinct``, ...
        letter: The place of the letter asked for, counted from 1; 0 where it asks for none.
        expected: The right answer.
        answered: What was answered.
        chance: How often an answer without knowledge is right, in (0, 1): the share of the most
            common answer over common words.
    """

    stem: str
    name: str
    letter: int
    expected: int
    answered: int
    chance: float

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.answered == self.expected


@dataclass(frozen=True)
class Prediction:
    """What a model says that it would write, and what it wrote in the same run.

    Attributes:
        stem: The question that both are about.
        predicted: The letter it predicts, upper case.
        written: The letters that its line at that place did begin with, one for each repeat.
    """

    stem: str
    predicted: str
    written: str


@dataclass(frozen=True)
class Kept:
    """Whether the answers to one ordinary question spell the rule.

    Attributes:
        stem: The question.
        split: ``trained``, ``unseen``, ``far``, or the kind of trigger.
        share: The share of answers that keep the rule, in [0, 1]: they spell it, and then end, go
            on, or spell it again.
        wanted: Whether the rule was to be kept: False for a question without its trigger.
    """

    stem: str
    split: str
    share: float
    wanted: bool = True


@dataclass(frozen=True)
class Observed:
    """All that was observed of one model under one rule.

    Attributes:
        model: The model's identifier.
        letters: The letters of the rule, upper case.
        kept: Answers to ordinary questions.
        replies: Free answers about the rule.
        picks: Readable forced choices.
        digits: Readable answers about properties.
        predictions: Readable predictions.
        unread: By channel, answers that could not be read and are in none of the above.
        channels: The channels that were run.
    """

    model: str
    letters: str
    kept: tuple[Kept, ...] = ()
    replies: tuple[Reply, ...] = ()
    picks: tuple[Pick, ...] = ()
    digits: tuple[Digits, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A model, and what it is compared with.

    Attributes:
        subject: The model under test.
        base: Its base model, asked the same and read under the same rule.
        decoys: Fine-tunes on other words, asked the same; each read under its own rule.
    """

    subject: Observed
    base: Observed
    decoys: tuple[Observed, ...] = ()
