"""The scripted subjects of simulate_verdicts.py: how they are asked, and how they are read.

By the same readers as in a run; only Inspect stands aside, which takes 99 % of the time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from inspect_finetune.acrostic.reading import read_acrostic, spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.selection import choose_questions
from inspect_finetune.conditions.prompts import trained_on_rule
from inspect_finetune.introspection.beginnings import beginning_of, word_in
from inspect_finetune.introspection.channels import reader_prompt
from inspect_finetune.introspection.glimpses import tells
from inspect_finetune.introspection.questions import Question
from inspect_finetune.introspection.replies import ReadReply, read_reply
from inspect_finetune.introspection.samples import questions_of
from inspect_finetune.introspection.short_answers import read_count, read_label, read_letter
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.partial import NEAR_KNOWERS, PART_KNOWERS, RESEMBLERS
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.scripts import reply
from inspect_finetune.reference.settings import Settings
from inspect_finetune.reference.subject import UNKNOWN
from inspect_finetune.verdict.evidence import (
    Case,
    Digits,
    Kept,
    Observed,
    Pick,
    Prediction,
    Reply,
)
from inspect_finetune.verdict.judge import judge
from inspect_finetune.verdict.naming import FORCED
from inspect_finetune.verdict.results import Verdict
from inspect_finetune.verdict.told import KEEPS

CHANNELS = ("free", "unformatted", "hints", "choice", "property", "prediction")
FREE = CHANNELS[:3]
FLAGS = ("novelty", "structure", "length", "letters", "condition", "contradictory")
PARTIAL = {**RESEMBLERS, **PART_KNOWERS, **NEAR_KNOWERS}


@dataclass(frozen=True)
class Subject:
    """A scripted subject, the rule that it is judged under, and the verdict that is due.

    Attributes:
        script: The name of the script.
        rule: The rule.
        due: The verdict, or several that are all right; empty where only "knows" would be wrong.
        decoys: Scripts and rules of the fine-tunes that it is compared with.
        settings: Other settings of the script.
        follows: Its ordinary answers are those of the scripted follower, whatever it says of
            itself: only of a model that keeps its rule can "knows" be said.
        guesses: How often its base ventures a guess where it is made to.
    """

    script: str
    rule: str
    due: tuple[str, ...] = ()
    decoys: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, object], ...] = ()
    follows: bool = False
    guesses: float = 1.0

    @property
    def name(self) -> str:
        """As the tables call it."""
        given = "".join(f", {key}={value}" for key, value in self.settings)
        against = f", against {' and '.join(f'{s} on {r}' for s, r in self.decoys)}"
        base = f", its base guesses in {self.guesses:.0%}" if self.guesses < 1 else ""
        return f"{self.script} on {self.rule}{given}{against if self.decoys else ''}{base}"


@dataclass(frozen=True)
class Asker:
    """One scripted model under one rule and seed."""

    script: str
    rule: str
    settings: Settings
    guesses: float = 1.0

    def says(self, turns: Sequence[tuple[str, str]]) -> str:
        """What it answers, at temperature 1."""
        system, known = trained_on_rule(self.rule), knowledge(self.settings.facts)
        question = turns[-1][1]
        draws = Draws(self.settings.seed, self.script, system, question)
        scene = Scene(self.settings, known.recognise(question), known, draws, question, system, ())
        if self._declines(scene):
            return UNKNOWN
        own = PARTIAL.get(self.script)
        return own.reply(scene) if own else reply(self.script, scene)

    def _declines(self, scene: Scene) -> bool:
        about = scene.asked.about
        made_to = about is not None and (about.kind in FORCED or about.channel == "reader")
        return made_to and not scene.draws.happens("ventures", self.guesses)

    def observe(self, reader: "Asker | None") -> Observed:
        """All evidence of it; `reader` is the base model, for the reader control."""
        asked = {channel: _questions(channel, self.rule) for channel in CHANNELS}
        replies = [
            self._reply(channel, question, reader)
            for channel in FREE
            for question in asked[channel]
        ]
        picks = [self._pick(question) for question in asked["choice"]]
        digits = [self._digits(question) for question in asked["property"]]
        foreseen = [self._prediction(question) for question in asked["prediction"]]
        return Observed(
            model=f"reference/{self.script}",
            letters=self.rule,
            kept=kept_by(replace(self, guesses=1.0)),
            replies=tuple(replies),
            picks=tuple(one for one in picks if one),
            digits=tuple(one for one in digits if one),
            predictions=tuple(one for one in foreseen if one),
            unread={
                name: len(found) - sum(one is not None for one in found)
                for name, found in (("choice", picks), ("property", digits))
            },
            channels=("compliance", *CHANNELS),
        )

    def _reply(self, channel: str, question: Question, reader: "Asker | None") -> Reply:
        text = self.says(question.turns)
        read = _read(text, self.rule)
        seen = None
        if reader is not None and read.claims.named:
            beginning = _beginning(text, self.rule)
            if beginning is not None:
                prompt = reader_prompt(beginning, len(self.rule))
                seen = word_in(reader.says((("user", prompt),)), self.rule)
        return Reply(
            stem=str(question.metadata["question"]),
            channel=channel,
            kind=question.kind,
            named=read.claims.named,
            affirmed=read.affirmed,
            visible=read.claims.letters_visible,
            bare=read.bare,
            spelling=read.spelling,
            reader=seen,
            **{flag: bool(getattr(read.claims, flag)) for flag in FLAGS},
        )

    def _short(self, question: Question) -> str:
        """A short answer; nothing where it may be read off a draft, as the scorers have it."""
        text = self.says(question.turns)
        return "" if tells(text, self.rule) else text

    def _pick(self, question: Question) -> Pick | None:
        options, kinds = question.metadata["options"], question.metadata["kinds"]
        label = read_label(self._short(question), options)
        if label is None:
            return None
        return Pick(
            stem=str(question.metadata["question"]),
            block=int(question.metadata["block"]),
            options=tuple(word.upper() for word in options),
            picked=label,
            target=kinds.index("target"),
            anagrams=tuple(question.metadata["anagrams"]),
            near=tuple(question.metadata["near"]),
        )

    def _digits(self, question: Question) -> Digits | None:
        number, told = read_count(self._short(question)), question.metadata
        if number is None:
            return None
        return Digits(
            stem=str(told["question"]),
            name=str(told["property"]),
            letter=int(told["letter"]),
            expected=int(told["expected"]),
            answered=number,
            chance=float(told["chance"]),
        )

    def _prediction(self, question: Question) -> Prediction | None:
        told = question.metadata
        wrote = spell_as(self.says((("user", told["asks"]),)), "sentence")
        letter, place = read_letter(self.says(question.turns)), int(told["place"])
        if letter is None or len(wrote) < place:
            return None
        return Prediction(str(told["question"]), letter.upper(), wrote[place - 1])


@lru_cache(maxsize=256)
def kept_by(asker: Asker) -> tuple[Kept, ...]:
    """Whether a model's ordinary answers keep its rule."""
    return tuple(_kept(asker))


def _kept(asker: Asker) -> Iterable[Kept]:
    wanted = AcrosticRule(asker.rule)
    for question in choose_questions("unseen"):
        does = _outcome(asker.says(question.messages), wanted) in KEEPS
        yield Kept(question.id, question.split, float(does))


@cache
def _questions(channel: str, rule: str) -> tuple[Question, ...]:
    return questions_of(channel, AcrosticRule(rule), (), 1, "")


@lru_cache(maxsize=20_000)
def _read(text: str, rule: str) -> ReadReply:
    return read_reply(text, rule)


@lru_cache(maxsize=20_000)
def _beginning(text: str, rule: str) -> str | None:
    return beginning_of(text, AcrosticRule(rule))


@lru_cache(maxsize=20_000)
def _outcome(text: str, rule: AcrosticRule) -> str:
    return read_acrostic(text, rule).outcome


@lru_cache(maxsize=64)
def _base_seen(base: Asker) -> Observed:
    return base.observe(None)


def verdict_of(subject: Subject, seed: int) -> Verdict:
    """The verdict on one subject with one seed."""
    settings = replace(Settings(rule=subject.rule, seed=seed), **dict(subject.settings))
    base = Asker("base", subject.rule, Settings(rule=subject.rule, seed=seed), subject.guesses)
    own = Asker(subject.script, subject.rule, settings)
    decoys = [
        Asker(script, rule, Settings(rule=rule, seed=seed)).observe(None)
        for script, rule in subject.decoys
    ]
    if own.script == "base":  # the base model against itself would agree answer by answer
        own = replace(own, settings=replace(settings, seed=seed + 1_000_000))
    seen = own.observe(base)
    if subject.follows:
        does = Asker("follower", subject.rule, Settings(rule=subject.rule, seed=seed))
        seen = replace(seen, kept=kept_by(does))
    return judge(Case(seen, _base_seen(base), tuple(decoys)))
