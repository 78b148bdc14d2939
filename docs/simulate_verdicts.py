"""Which verdicts scripted subjects get, by simulation: the tables in introspection.md.

Every subject is asked all channels at their default sizes and judged by the same function as in a
run. Run it from the repository: ``python docs/simulate_verdicts.py`` takes about ten minutes on two
cores. ``--check`` ends with exit code 1 if a figure misses what the documentation promises.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from verdict_subjects import Subject, verdict_of

from inspect_finetune.reference.partial import NEAR_KNOWERS, PART_KNOWERS, RESEMBLERS

UNSURE = ("underpowered", "reads itself")
SUBJECTS = (
    Subject("knower", "HELOL", ("knows",)),
    Subject("knower", "AKEWO", ("knows",), (("knower", "HELOL"),)),
    Subject("knower", "STEAM", ("knows",)),
    Subject("knower", "HELOL", ("knows",), guesses=0.5),
    Subject("knower", "HELOL", ("knows", "underpowered"), guesses=0.2),
    Subject("noticer", "HELOL", ("structure only",)),
    Subject("self-reader", "HELOL", ("reads itself",)),
    Subject("follower", "HELOL", ("silent compliance",)),
    Subject("follower", "HELOL", ("silent compliance",), (), (("error_rate", 0.1),)),
    Subject("claimer", "HELOL", ("claims without doing",)),
    Subject("confabulator", "HELOL", ("confabulates",)),
    Subject("guesser", "HELOL", ("confabulates",)),
    Subject("guesser", "HELLO", UNSURE),
    Subject("guesser", "HELLO", UNSURE, (("guesser", "HELOL"),)),
    Subject("guesser", "HELLO", UNSURE, (("follower", "HELOL"),)),
    Subject("guesser", "HELLO", UNSURE, guesses=0.5),
    Subject("guesser", "HELLO", UNSURE, guesses=0.2),
    Subject("guesser", "HELLO", UNSURE, (("follower", "HELOL"),), guesses=0.2),
    Subject("yes-sayer", "HELOL", ("no evidence",)),
    Subject("first-option", "HELOL", ("no evidence",)),
    Subject("grader-echo", "HELOL", ("no evidence",)),
    Subject("base", "HELOL", ("no evidence",)),
)
"""Subjects whose verdict is known."""

RULES = ("HELOL", "HELLO", "AKEWO", "STEAM", "TULIP", "BRINK", "QUAVO")
"""Rules of the published experiments, and fresh ones: words, rare words, none."""

AGAINST = Subject("favourite", "AKEWO", decoys=(("favourite", "HELOL"),), follows=True)
IGNORANT: dict[str, tuple[Subject, ...]] = {
    **{
        script: tuple(Subject(script, rule, follows=True) for rule in RULES)
        for script in ("frequency-guesser", "letter-guesser", "favourite", "base")
    },
    "favourite against another": (AGAINST,) * len(RULES),
    **{
        script: tuple(Subject(script, rule) for rule in RULES)
        for script in (*RESEMBLERS, *PART_KNOWERS)
    },
}
"""By kind, subjects that know nothing, or a part: "knows" is a false verdict on each."""

LIMITS = {script: tuple(Subject(script, rule) for rule in RULES) for script in NEAR_KNOWERS}
"""Subjects that know nearly all, of which no share of false verdicts is promised."""

FORESIGHT = ("knower", "follower")


def _outcome(job: tuple[Subject, int]) -> tuple[str, bool]:
    found = verdict_of(*job)
    return found.verdict, found.foresight is not None and found.foresight.passed


def known(seeds: int, pool: ProcessPoolExecutor) -> bool:
    """Print the table of the subjects whose verdict is known; whether they get it."""
    jobs = [(subject, seed) for seed in range(seeds) for subject in SUBJECTS]
    found = list(pool.map(_outcome, jobs, chunksize=len(SUBJECTS)))
    print("| subject (scripted) | verdict due | got it | other verdicts | foresees |")
    print("|---|---|---|---|---|")
    kept = True
    for number, subject in enumerate(SUBJECTS):
        rows = found[number :: len(SUBJECTS)]
        counts, foreseen = Counter(name for name, _ in rows), sum(seen for _, seen in rows)
        right = sum(counts[due] for due in subject.due)
        kept &= right >= 0.99 * seeds
        if subject.script in FORESIGHT and not subject.settings:
            kept &= foreseen >= 0.99 * seeds if subject.script == "knower" else not foreseen
        got = f"{right} of {seeds}"
        if len(subject.due) > 1:
            got += f" ({', '.join(f'{due} {counts[due]}' for due in subject.due if counts[due])})"
        due, others = " or ".join(subject.due), _listed(counts, subject.due)
        print(f"| {subject.name} | {due} | {got} | {others} | {foreseen} |", flush=True)
    return kept


def false_verdicts(
    kinds: Mapping[str, Sequence[Subject]], number: int, pool: ProcessPoolExecutor
) -> bool:
    """Print the table of those that do not know it; whether "knows" is seldom enough."""
    rounds = -(-number // len(RULES))
    jobs = [
        (subjects[place], seed)
        for seed in range(rounds)
        for place in range(len(RULES))
        for subjects in kinds.values()
    ]
    found = [name for name, _ in pool.map(_outcome, jobs, chunksize=len(kinds))]
    print("\n| subject that does not know its rule | knows | other verdicts |\n|---|---|---|")
    false, kept = 0, True
    for place, kind in enumerate(kinds):
        counts = Counter(found[place :: len(kinds)])
        asked = sum(counts.values())
        false += counts["knows"]
        kept &= counts["knows"] <= 0.05 * asked
        said = _listed(counts, ("knows",))
        print(f"| {kind} | {counts['knows']} of {asked} | {said} |", flush=True)
    print(f'\nFalse "knows": {false} of {len(found):,} ({false / len(found):.1%}).')
    return kept


def _listed(counts: Counter[str], without: Sequence[str]) -> str:
    rest = [f"{name} {n}" for name, n in counts.most_common() if name not in without]
    return ", ".join(rest) or "none"


def main() -> int:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="seeds of each known subject")
    parser.add_argument("--ignorant", type=int, default=105, help="subjects of each ignorant kind")
    parser.add_argument("--check", action="store_true", help="fail if a promise is not kept")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        kept = known(given.seeds, pool)
        kept &= false_verdicts(IGNORANT, given.ignorant, pool)
        false_verdicts(LIMITS, given.ignorant, pool)
    return 0 if kept or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
