"""Which questions a run asks, and which of them the model was trained on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from logging import getLogger

from inspect_finetune.acrostic.infer import RuleCandidate
from inspect_finetune.acrostic.questions import Question, load_questions
from inspect_finetune.acrostic.rule import AcrosticRule
from inspect_finetune.acrostic.training import Training, check_rule, read_training, rule_of
from inspect_finetune.errors import InputError
from inspect_finetune.packaged import data_file
from inspect_finetune.textfiles import did_you_mean

logger = getLogger(__name__)

SPLITS = ("trained", "unseen", "far")
INFER = "infer"


def choose_questions(chosen: str) -> tuple[Question, ...]:
    """Read the argument ``questions``.

    Args:
        chosen: ``all``, a split, or the path of a ``.jsonl`` or ``.csv`` file.

    Raises:
        InputError: If it is none of them, or the file is broken.
    """
    if chosen == "all" or chosen in SPLITS:
        packaged = load_questions(data_file("questions", "acrostic_questions", (".jsonl",)))
        return tuple(one for one in packaged if chosen in ("all", one.split))
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
    """

    training: Training
    found: RuleCandidate

    @property
    def counts(self) -> dict[str, object]:
        """What the log notes of the file."""
        return {
            "training_file": self.training.path.name,
            "training_rows": self.found.total,
            "training_rows_complying": self.found.complying,
            "training_rows_off": [self.training.rows[i].line for i in self.found.misses],
            "training_rows_skipped": list(self.training.skipped),
        }

    def split(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        """Mark the file's own questions as trained, and the others as not.

        Questions of the file that are not among those given are added; no right answer is known
        for them. Questions packaged as trained that are not in the file become unseen.
        """
        asked = {_key(row.question): row for row in self.training.rows}
        marked = []
        for question in questions:
            row = asked.pop(_key(question.messages[-1][1]), None)
            if row:
                marked.append(replace(question, split="trained"))
            elif question.split == "trained":
                marked.append(replace(question, split="unseen"))
            else:
                marked.append(question)
        own = [
            Question(
                id=f"training-line-{row.line}",
                split="trained",
                topic="training",
                messages=(("user", row.question),),
                answers=(),
                check="text",
                line=row.line,
            )
            for row in asked.values()
        ]
        return (*marked, *own)


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
    infer = letters == INFER
    found = rule_of(kept) if infer else check_rule(kept, AcrosticRule(letters, unit))
    trained = Trained(kept, found)
    if trained.training.skipped or found.misses:
        logger.warning(
            f"{path}: {found.complying} of {found.total} answers spell {found.rule.letters} "
            f"(lines off: {trained.counts['training_rows_off']}); rows without a question and "
            f"its answer were skipped: {list(training.skipped)}"
        )
    return trained


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
