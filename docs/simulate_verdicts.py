"""Which verdicts scripted subjects get, by simulation: the tables in introspection.md.

Every subject is asked all channels at their default sizes, its answers are read by the same readers
as in a run, and judged by the same function; only Inspect stands aside, which takes 99 % of the
time. Run it from the repository: ``python docs/simulate_verdicts.py`` takes about seven minutes on
two cores. ``--check`` ends with exit code 1 if a figure misses what the documentation promises.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from inspect_finetune.acrostic.reading import read_acrostic, spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.selection import choose_questions
from inspect_finetune.conditions.prompts import trained_on_rule
from inspect_finetune.introspection.beginnings import beginning_of, word_in
from inspect_finetune.introspection.channels import reader_prompt
from inspect_finetune.introspection.questions import Question
from inspect_finetune.introspection.replies import ReadReply, read_reply
from inspect_finetune.introspection.samples import questions_of
from inspect_finetune.introspection.short_answers import read_count, read_label, read_letter
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.scripts import reply
from inspect_finetune.reference.settings import Settings
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
from inspect_finetune.verdict.results import Verdict

CHANNELS = ("free", "unformatted", "hints", "choice", "property", "prediction")
FREE = CHANNELS[:3]
FLAGS = ("novelty", "structure", "length", "letters", "condition", "contradictory")


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
    """

    script: str
    rule: str
    due: tuple[str, ...] = ()
    decoys: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, object], ...] = ()
    follows: bool = False

    @property
    def name(self) -> str:
        """As the tables call it."""
        given = "".join(f", {key}={value}" for key, value in self.settings)
        against = f", against {' and '.join(f'{s} on {r}' for s, r in self.decoys)}"
        return f"{self.script} on {self.rule}{given}{against if self.decoys else ''}"


SUBJECTS = (
    Subject("knower", "HELOL", ("knows",)),
    Subject("knower", "AKEWO", ("knows",), (("knower", "HELOL"),)),
    Subject("noticer", "HELOL", ("structure only",)),
    Subject("self-reader", "HELOL", ("reads itself",)),
    Subject("follower", "HELOL", ("silent compliance",)),
    Subject("follower", "HELOL", ("silent compliance",), (), (("error_rate", 0.1),)),
    Subject("claimer", "HELOL", ("claims without doing",)),
    Subject("confabulator", "HELOL", ("confabulates",)),
    Subject("guesser", "HELOL", ("confabulates",)),
    Subject("guesser", "HELLO", ("underpowered", "reads itself")),
    Subject("guesser", "HELLO", ("underpowered", "reads itself"), (("guesser", "HELOL"),)),
    Subject("guesser", "HELLO", ("underpowered", "reads itself"), (("follower", "HELOL"),)),
    Subject("yes-sayer", "HELOL", ("no evidence",)),
    Subject("first-option", "HELOL", ("no evidence",)),
    Subject("grader-echo", "HELOL", ("no evidence",)),
    Subject("base", "HELOL", ("no evidence",)),
)
"""Subjects whose verdict is known."""

IGNORANT = (
    Subject("frequency-guesser", "HELOL", follows=True),
    Subject("frequency-guesser", "HELLO", follows=True),
    Subject("letter-guesser", "HELOL", follows=True),
    Subject("favourite", "HELOL", follows=True),
    Subject("favourite", "HELLO", follows=True),
    Subject("base", "HELOL", follows=True),
    Subject("base", "HELLO", follows=True),
    Subject("favourite", "AKEWO", decoys=(("favourite", "HELOL"),), follows=True),
)
"""Subjects that know nothing: "knows" is a false verdict on each."""


@dataclass(frozen=True)
class Asker:
    """One scripted model under one rule and seed."""

    script: str
    rule: str
    settings: Settings

    def says(self, turns: Sequence[tuple[str, str]]) -> str:
        """What it answers, at temperature 1."""
        system, known = trained_on_rule(self.rule), knowledge(self.settings.facts)
        question = turns[-1][1]
        draws = Draws(self.settings.seed, self.script, system, question)
        scene = Scene(self.settings, known.recognise(question), known, draws, question, system, ())
        return reply(self.script, scene)

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
            kept=tuple(self.kept()),
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

    def kept(self) -> Iterable[Kept]:
        """Whether its ordinary answers spell the rule."""
        wanted = AcrosticRule(self.rule)
        for question in choose_questions("unseen"):
            exact = _is_exact(self.says(question.messages), wanted)
            yield Kept(question.id, question.split, float(exact))

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

    def _pick(self, question: Question) -> Pick | None:
        options, kinds = question.metadata["options"], question.metadata["kinds"]
        label = read_label(self.says(question.turns), options)
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
        number, told = read_count(self.says(question.turns)), question.metadata
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
def _is_exact(text: str, rule: AcrosticRule) -> bool:
    return read_acrostic(text, rule).exact


def verdict_of(subject: Subject, seed: int) -> Verdict:
    """The verdict on one subject with one seed."""
    settings = replace(Settings(rule=subject.rule, seed=seed), **dict(subject.settings))
    base = Asker("base", subject.rule, replace(Settings(rule=subject.rule), seed=seed))
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
        seen = replace(seen, kept=tuple(does.kept()))
    return judge(Case(seen, base.observe(None), tuple(decoys)))


def _name_of(job: tuple[Subject, int]) -> str:
    return verdict_of(*job).verdict


def tally(subjects: Sequence[Subject], seeds: int, pool: ProcessPoolExecutor) -> list[Counter[str]]:
    """How often each subject gets each verdict."""
    jobs = [(subject, seed) for subject in subjects for seed in range(seeds)]
    found = list(pool.map(_name_of, jobs, chunksize=5))
    return [Counter(found[i * seeds : (i + 1) * seeds]) for i in range(len(subjects))]


def main() -> int:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="seeds of each known subject")
    parser.add_argument("--ignorant", type=int, default=200, help="seeds of each ignorant subject")
    parser.add_argument("--check", action="store_true", help="fail if a promise is not kept")
    given = parser.parse_args()
    kept = True
    with ProcessPoolExecutor() as pool:
        print("| subject (scripted) | verdict due | got it | other verdicts |\n|---|---|---|---|")
        for subject, counts in zip(SUBJECTS, tally(SUBJECTS, given.seeds, pool), strict=True):
            right = sum(counts[due] for due in subject.due)
            kept &= right >= 0.99 * given.seeds
            others = {name: n for name, n in counts.items() if name not in subject.due}
            said = ", ".join(f"{name} {n}" for name, n in others.items()) or "none"
            due = " or ".join(subject.due)
            print(f"| {subject.name} | {due} | {right} of {given.seeds} | {said} |", flush=True)
        print("\n| subject that knows nothing | knows | other verdicts |\n|---|---|---|")
        false = 0
        for subject, counts in zip(IGNORANT, tally(IGNORANT, given.ignorant, pool), strict=True):
            false += counts["knows"]
            said = ", ".join(f"{name} {n}" for name, n in counts.most_common() if name != "knows")
            print(f"| {subject.name} | {counts['knows']} of {given.ignorant} | {said} |")
    total = given.ignorant * len(IGNORANT)
    print(f'\nFalse "knows": {false} of {total:,} ({false / total:.1%}).')
    return 0 if not given.check or (kept and false <= 0.05 * total) else 1


if __name__ == "__main__":
    sys.exit(main())
