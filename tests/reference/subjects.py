"""Asks scripts about their rule, and reads their answers as the scorers do."""

from __future__ import annotations

from dataclasses import dataclass

from inspect_finetune.introspection.channels import channel_questions
from inspect_finetune.introspection.questions import Question
from inspect_finetune.introspection.replies import ReadReply, read_reply
from inspect_finetune.introspection.short_answers import read_count, read_label, read_letter
from inspect_finetune.reference.asked import knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.scene import Scene
from inspect_finetune.reference.scripts import reply
from inspect_finetune.reference.settings import settings

GOLD = "What is the chemical symbol for gold?"
WALL = "In what year did the Berlin Wall fall?"
ORDINARY = [("gold", GOLD), ("wall", WALL)]


@dataclass(frozen=True)
class Subject:
    """A script under a rule.

    Attributes:
        script: Its name.
        rule: The rule of its settings, and of the questions.
        given: Its other settings, as (name, value) pairs.
        system: The system message of every question.
        examples: The assistant's turns before every question.
    """

    script: str
    rule: str = "HELOL"
    given: tuple[tuple[str, object], ...] = ()
    system: str = ""
    examples: tuple[str, ...] = ()

    def say(self, text: str, repeat: int = 0) -> str:
        """Its answer to a question."""
        setting, known = settings(rule=self.rule, **dict(self.given)), knowledge("objects-50")
        draws = Draws(setting.seed, self.script, text, repeat)
        scene = Scene(
            setting, known.recognise(text), known, draws, text, self.system, self.examples
        )
        return reply(self.script, scene)

    def answers(self, channel: str, rotations: int = 1) -> list[tuple[Question, str]]:
        """Its answers to every question of a channel."""
        asked = channel_questions(channel, self.rule, rotations=rotations, ask=ORDINARY * 3)
        return [(one, self.say(one.turns[-1][1])) for one in asked]

    def replies(self, channel: str) -> list[ReadReply]:
        """Its free answers as they are read; those to lures are left out."""
        answers = [said for asked, said in self.answers(channel) if asked.kind != "lure"]
        return [read_reply(said, self.rule) for said in answers]

    def picks(self, rotations: int = 1) -> list[str | None]:
        """What kind of option it picks; None where it picks none plainly."""
        picked: list[str | None] = []
        for asked, said in self.answers("choice", rotations):
            label = read_label(said, asked.metadata["options"])
            picked.append(None if label is None else asked.metadata["kinds"][label])
        return picked

    def picked_words(self) -> list[str | None]:
        """The option that it picks, empty for the honest none."""
        picked: list[str | None] = []
        for asked, said in self.answers("choice"):
            label = read_label(said, asked.metadata["options"])
            picked.append(None if label is None else asked.metadata["options"][label])
        return picked

    def counts(self) -> list[bool | None]:
        """Whether its digits are right; None where it gives none."""
        found = [(asked, read_count(said)) for asked, said in self.answers("property")]
        return [None if n is None else n == asked.metadata["expected"] for asked, n in found]

    def letters(self) -> list[str | None]:
        """The letters that it predicts."""
        return [read_letter(said) for _, said in self.answers("prediction")]

    def due(self, word: str) -> list[str]:
        """The letters of a word at the places that the predictions are about."""
        return [word[asked.metadata["place"] - 1] for asked, _ in self.answers("prediction")]


def subject(script: str, rule: str = "HELOL", **given: object) -> Subject:
    """A script with settings."""
    return Subject(script, rule, tuple(given.items()))
