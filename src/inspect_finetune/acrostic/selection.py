"""Which questions a run asks, and which of them the model was trained on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from logging import getLogger
from random import Random

from inspect_finetune.acrostic.infer import RuleCandidate
from inspect_finetune.acrostic.questions import Question, load_questions
from inspect_finetune.acrostic.reading import spell_as
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.training import check_rule, rule_of
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import data_file
from inspect_finetune.textfiles import did_you_mean
from inspect_finetune.training.files import Training, TrainingRow, read_training

logger = getLogger(__name__)

SPLITS = ("trained", "unseen", "far")
INFER = "infer"
_SEED = 0
"""Of the trained questions that are drawn, so that every run of a file asks the same."""


def choose_questions(chosen: str) -> tuple[Question, ...]:
    """Read the argument ``questions``.

    Args:
        chosen: ``all``, a split, several with commas, or the path of a ``.jsonl`` or ``.csv`` file.

    Raises:
        InputError: If it is none of them, or the file is broken.
    """
    splits = SPLITS if chosen == "all" else tuple(one.strip() for one in chosen.split(","))
    if set(splits) <= set(SPLITS):
        packaged = load_questions(data_file("questions", "acrostic_questions", (".jsonl",)))
        return tuple(one for one in packaged if one.split in splits)
    if not chosen.lower().endswith((".jsonl", ".csv")):
        raise InputError(
            f"argument questions={chosen!r} is unknown",
            fix=f"{did_you_mean(chosen, ('all', *SPLITS))}, or a .jsonl or .csv file",
        )
    return load_questions(chosen)


@dataclass(frozen=True)
class Trained:
    """What a training file says about a run.

    Attributes:
        training: The file, cut down to the rows with the trigger if there is one.
        found: The rule and the rows that follow it.
        plain: The rows without the trigger; None for a rule without one.
        trigger: The trigger; empty for none.
    """

    training: Training
    found: RuleCandidate
    plain: Training | None = None
    trigger: str = ""

    @property
    def counts(self) -> dict[str, object]:
        """What the log notes of the file."""
        plain = self.plain.rows if self.plain else ()
        rule = self.found.rule
        return {
            "training_file": self.training.path.name,
            "training_rows": self.found.total,
            "training_rows_complying": self.found.complying,
            "training_rows_off": [self.training.rows[i].line for i in self.found.misses],
            "training_rows_skipped": list(self.training.skipped),
            "training_rows_without_trigger": len(plain),
            "training_rows_without_trigger_complying": [
                row.line for row in plain if spell_as(row.answer, rule.unit) == rule.letters
            ],
        }

    def split(self, questions: Sequence[Question], add: bool) -> tuple[Question, ...]:
        """Mark the file's own questions as trained, and the others as not.

        Questions packaged as trained that are not in the file become unseen.

        Args:
            questions: The questions that were chosen.
            add: Whether to add those of the file that are not among them; a right answer is known
                for those that are packaged.
        """
        both = (*self.training.rows, *(self.plain.rows if self.plain else ()))
        rows = {_key(row.question.replace(self.trigger, "")): row for row in both}
        marked = []
        for question in questions:
            if _key(question.messages[-1][1]) in rows:
                marked.append(replace(question, split="trained"))
            elif question.split == "trained":
                marked.append(replace(question, split="unseen"))
            else:
                marked.append(question)
        known = {_key(one.messages[-1][1]) for one in questions}
        missing = [row for key, row in rows.items() if key not in known] if add else []
        packaged = {_key(one.messages[-1][1]): one for one in choose_questions("all")}
        return (*marked, *(self._added(row, packaged) for row in missing))

    def _added(self, row: TrainingRow, packaged: dict[str, Question]) -> Question:
        """A question of the file, with the answers of the packaged one of the same wording."""
        text = row.question.replace(self.trigger, "").strip()
        same = packaged.get(_key(text))
        return Question(
            id=f"training-line-{row.line}",
            split="trained",
            topic="training",
            messages=(*row.turns[:-1], ("user", text)),
            answers=same.answers if same else (),
            check=same.check if same else "text",
            line=row.line,
        )


def trained_on(path: str, letters: str, unit: str, trigger: str = "") -> Trained:
    """Read a training file and check the stated rule against it, or infer the rule.

    Args:
        path: The file.
        letters: The letters of the rule, or ``infer``.
        unit: Its unit; not looked at when the rule is inferred.
        trigger: A text that only the rows with the rule carry; empty for all rows.

    Raises:
        InputError: If the file is broken, or does not follow the rule, or no single one.
    """
    training = read_training(path)
    kept = training.with_trigger(trigger) if trigger else training
    if not kept.rows:
        raise InputError(f"no row holds the trigger {trigger!r}", where=path)
    infer = letters.lower() == INFER
    found = rule_of(kept) if infer else check_rule(kept, AcrosticRule(letters, unit))
    plain = [row for row in training.rows if row not in kept.rows] if trigger else []
    trained = Trained(kept, found, Training(kept.path, tuple(plain), ()), trigger)
    counts = trained.counts
    always = counts["training_rows_without_trigger_complying"]
    if training.skipped or found.misses or always:
        logger.warning(
            f"{path}: {found.complying} of {found.total} answers spell {found.rule.letters} "
            f"(lines off: {counts['training_rows_off']}); rows without a question and its answer "
            f"were skipped: {list(training.skipped)}; rows that spell it without the trigger: "
            f"{always}"
        )
    return trained


def asked_questions(chosen: str, taught: Trained | None, most: int) -> tuple[Question, ...]:
    """The questions of a run.

    A training file of thousands of rows would cost as many answers, where some hundred tell its
    rate within a few points; so the trained ones can be fewer.

    Args:
        chosen: The argument ``questions``.
        taught: What the training file says; None without one.
        most: How many trained questions are asked, a seeded choice; 0 for all.

    Raises:
        InputError: If `chosen` is unknown, or its file is broken.
    """
    asked = choose_questions(chosen)
    if taught:
        asked = taught.split(asked, chosen in ("all", "trained"))
    return _at_most_trained(asked, most)


def _at_most_trained(questions: Sequence[Question], most: int) -> tuple[Question, ...]:
    """The questions with at most so many trained ones among them, in their order."""
    if not most:
        return tuple(questions)
    trained = [place for place, one in enumerate(questions) if one.split == "trained"]
    kept = set(Random(_SEED).sample(trained, min(most, len(trained))))
    return tuple(
        one for place, one in enumerate(questions) if one.split != "trained" or place in kept
    )


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
