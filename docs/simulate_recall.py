"""Whether the intervals that `fact_recall` reports cover the rates that were set: for facts.md.

The scripted memory answers every question of a run at set rates of each outcome, its answers are
read by the same readers as in a run, and the intervals are those of the task's own metric; only
Inspect stands aside, which takes 95 % of the time. Run it from the repository:
``python docs/simulate_recall.py`` takes about two minutes on two cores. ``--check`` ends with exit
code 1 if an interval covers less often than the documentation promises.
"""

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial

from inspect_ai.scorer import SampleScore, Score

from inspect_finetune.facts.design import FactQuestion
from inspect_finetune.facts.grading import values_of
from inspect_finetune.facts.load import as_taught, load_facts
from inspect_finetune.facts.metrics import recall
from inspect_finetune.facts.names import DIGITS, FAILURES
from inspect_finetune.facts.outcomes import FactOutcome, classify_answer
from inspect_finetune.facts.questions import Plan, fact_questions
from inspect_finetune.packaged import datasets_dir
from inspect_finetune.reference.asked import Asked, knowledge
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.recall import recollection
from inspect_finetune.reference.settings import Settings

FACTS = load_facts(datasets_dir() / "objects-50.csv")
RATES = {"recall": 0.7, "swap": 0.1, "near": 0.08, "invent": 0.05, "abstain": 0.07}
NAMES = {
    "recall": "accuracy",
    "swap": "outcome=swapped",
    "near": "outcome=near",
    "invent": "outcome=invented",
    "abstain": "not_attempted",
}
"""What the task calls each rate."""
CORRELATIONS = (0.0, 0.3)
PROMISED = {0.0: 0.93, 0.3: 0.92}
"""How often intervals cover at least, by the correlation of answers about one object."""


@dataclass(frozen=True)
class Coverage:
    """How often one interval covered its rate, and how wide it was on average."""

    share: float
    width: float


@lru_cache(maxsize=1)
def questions() -> tuple[tuple[FactQuestion, Asked], ...]:
    """The default questions of `fact_recall`, as the script recognises them."""
    known = knowledge("objects-50")
    asked = fact_questions(FACTS, Plan(["direct", "paraphrase", "indirect"]))
    return tuple((question, known.recognise(question.text)) for question in asked)


@lru_cache(maxsize=50_000)
def classified(text: str, expected: str, question: str) -> FactOutcome:
    """What the reader makes of an answer; the same answer comes again and again."""
    return classify_answer(text, expected, as_taught(FACTS), question)


def scores(seed: int, correlation: float) -> Iterator[SampleScore]:
    """One simulated run: a score for each question."""
    setting = Settings(**RATES, correlation=correlation, seed=seed)
    for question, asked in questions():
        draws = Draws(seed, "memoriser", question.text)
        said = recollection("memoriser", setting, asked, knowledge("objects-50"), draws)
        outcome = classified(said, question.expected, question.text)
        value = {**values_of(outcome, "taught"), "cut": 0.0, "answers": 1}
        metadata = {"object": question.object, "level": question.level}
        yield SampleScore(score=Score(value=value), sample_metadata=metadata)


def covered(seed: int, correlation: float) -> dict[str, tuple[bool, float]]:
    """For each rate whether its interval covers it in one run, and the interval's width."""
    figures = recall(cluster="object", outcomes=FAILURES, digits=DIGITS)(
        list(scores(seed, correlation))
    )
    found = {}
    for way, rate in RATES.items():
        name = "" if way == "recall" else f"{NAMES[way]} "
        lower, upper = figures[f"{name}lower"], figures[f"{name}upper"]
        found[way] = (lower - 1e-9 <= rate <= upper + 1e-9, upper - lower)
    return found


def coverage(correlation: float, runs: int, pool: ProcessPoolExecutor) -> dict[str, Coverage]:
    """The coverage of each rate's interval over many runs."""
    found = list(pool.map(partial(covered, correlation=correlation), range(runs), chunksize=25))
    return {
        way: Coverage(
            sum(one[way][0] for one in found) / runs, sum(one[way][1] for one in found) / runs
        )
        for way in RATES
    }


def main() -> int:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--check", action="store_true", help="fail if a promise is not kept")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        by_correlation = {rho: coverage(rho, given.runs, pool) for rho in CORRELATIONS}
    heads = [f"correlation {rho}: covers | width" for rho in CORRELATIONS]
    print(f"| `-M` | set rate | reported as | {' | '.join(heads)} |")
    print(f"|---|---|---|{'---|---|' * len(CORRELATIONS)}")
    kept = True
    for way, rate in RATES.items():
        cells = []
        for rho, found in by_correlation.items():
            cells += [f"{found[way].share:.3f}", f"{found[way].width:.3f}"]
            kept &= found[way].share >= PROMISED[rho]
        print(f"| `{way}` | {rate} | `{NAMES[way]}` | {' | '.join(cells)} |")
    return 0 if kept or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
