"""From logs to verdicts, in one call."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspect_finetune.verdict.gather import gather
from inspect_finetune.verdict.judge import judge
from inspect_finetune.verdict.matrix import pick_matrix
from inspect_finetune.verdict.results import Matrix, Verdict
from inspect_finetune.verdict.told import Ceiling


@dataclass(frozen=True)
class Conclusion:
    """What a set of logs says.

    Attributes:
        verdicts: One for each fine-tuned model.
        matrix: How often each model picks each word; None unless two models were offered choices.
        ceilings: What models said of a rule that stood in their prompt.
        notes: What was left out or is incomplete.
        logs: The files that were read.
    """

    verdicts: tuple[Verdict, ...]
    matrix: Matrix | None
    ceilings: tuple[Ceiling, ...]
    notes: tuple[str, ...]
    logs: tuple[str, ...]


def conclude(
    places: Sequence[str], base: str = "", alpha: float = 0.05, partial: bool = False
) -> Conclusion:
    """Read logs and judge every fine-tuned model in them.

    Args:
        places: Logs, or folders of them.
        base: The base model, where it was not asked in the same runs.
        alpha: The level of every test, in (0, 0.5].
        partial: Whether to go on with incomplete logs, with a note.

    Raises:
        InputError: If the logs do not belong together, or can't be concluded from.
    """
    found = gather(places, base, partial)
    verdicts = tuple(judge(case, alpha) for case in found.cases)
    chosen = [case for case in found.cases if case.subject.picks]
    matrix = (
        pick_matrix([case.subject for case in chosen], chosen[0].base) if len(chosen) > 1 else None
    )
    return Conclusion(verdicts, matrix, found.ceilings, found.notes, found.logs)
