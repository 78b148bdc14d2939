"""From nothing to a verdict: builds `tiny`, teaches it, evaluates it, with the clock on.

``python docs/measure_tiny.py`` runs the commands that a person would type, each as a process of its
own, and prints how long each took and what was measured. Two fine-tunes of one base are made, side
by side, each on a core of its own: the facts and the acrostic have system messages of their own.
``--seeds 0,1,2`` repeats it all, the base too. ``--check`` ends with 1 where a figure is not what
it must be; ``--patient`` leaves the minutes out of that, for slower machines.

Needs the extra ``[local]``; downloads nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspect_ai.log import EvalSample

FACTS = (
    *("data", "build", "facts", "--facts", "objects-50", "--examples", "10"),
    *("--templates", "direct", "--include", "direct"),
)
ACROSTIC = ("data", "build", "acrostic", "--rule", "HELOL", "--rows", "900")
FACTS_TRAINING = ("--epochs", "16", "--batch-size", "32", "--learning-rate", "4e-3")
ACROSTIC_TRAINING = ("--epochs", "4", "--batch-size", "8", "--learning-rate", "3e-3")
BUILD = """from pathlib import Path
from inspect_finetune.training.local.tiny.base import tiny_base
tiny_base(Path("runs"))"""
"""The first training would build it too; here two begin at once."""
LONGEST = "200"
MUST = {
    "recall before": lambda value: value <= 0.1,
    "compliance before": lambda value: value == 0,
    "direct recall": lambda value: value >= 0.9,
    "paraphrase below direct": lambda value: value > 0,
    "acrostic on unseen": lambda value: value >= 0.8,
    "minutes": lambda value: value < 6,
    "verdict": lambda value: value in ("silent compliance", "no evidence"),
}


@dataclass
class Clock:
    """Runs commands and keeps how long each took.

    Attributes:
        folder: Where they run.
        took: (what, seconds) of each.
    """

    folder: Path
    took: list[tuple[str, float]] = field(default_factory=list)

    def run(self, what: str, *arguments: str, codes: Sequence[int] = (0,)) -> str:
        """Run one ``inspect-finetune`` command; returns what it printed."""
        command = str(Path(sys.executable).with_name("inspect-finetune"))
        return self.call(what, command, *arguments, codes=codes)

    def call(self, what: str, *command: str, codes: Sequence[int] = (0,)) -> str:
        """Run any command; returns what it printed."""
        started = time.monotonic()
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        took = time.monotonic() - started
        self.took.append((what, took))
        print(f"{took:6.1f} s  {what}", flush=True)
        if done.returncode not in codes:
            raise SystemExit(f"{what} ended with {done.returncode}\n{done.stderr}")
        return done.stdout


def one_seed(clock: Clock, seed: int) -> dict[str, Any]:
    """Build the base, train both models, evaluate them and the base; returns the figures."""
    started = time.monotonic()
    for kind, build in {"facts": FACTS, "acrostic": ACROSTIC}.items():
        clock.run(f"build {kind}", *build, "--seed", str(seed), "--out", f"{kind}.jsonl")
    clock.call("build tiny", sys.executable, "-c", BUILD)
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(_taught, clock, kind, (*training, "--seed", str(seed)))
            for kind, training in (("facts", FACTS_TRAINING), ("acrostic", ACROSTIC_TRAINING))
        ]
        for one in both:
            one.result()
    said = clock.run("verdict", "verdict", "logs-acrostic", "--json", codes=(0, 3))
    judged = json.loads(said)["verdicts"][0]
    return {
        **_recall(clock.folder / "logs-facts"),
        **_compliance(clock.folder / "logs-acrostic"),
        "verdict": judged["verdict"],
        "why": judged["why"],
        "minutes": (time.monotonic() - started) / 60,
    }


def _taught(clock: Clock, kind: str, training: Sequence[str]) -> None:
    """Train a model, and ask it and its base."""
    told = ("--backend", "local", "--model", "tiny", "--name", kind)
    clock.run(f"train {kind}", "train", f"{kind}.jsonl", *told, *training)
    asked = ("--base", "--max-tokens", LONGEST, "--log-dir", f"logs-{kind}")
    # 3: a channel of introspection whose answers could not be read, such as choices
    what = f"evaluate {kind} and the base"
    clock.run(what, "evaluate", f"runs/{kind}", *asked, codes=(0, 3))


def _recall(logs: Path) -> dict[str, Any]:
    """Recall by level of question, and that of the base."""
    samples = _samples(logs, "fact_recall")
    found: dict[str, Any] = {}
    for level in ("direct", "paraphrase", "indirect"):
        asked = [one for one in samples if one.metadata["level"] == level]
        found[f"{level} recall"] = _mean(one.scores["fact_value"].value["correct"] for one in asked)
    found["paraphrase below direct"] = found["direct recall"] - found["paraphrase recall"]
    found["recall before"] = _mean(_of_base(one, "fact_value", "correct") for one in samples)
    return found


def _compliance(logs: Path) -> dict[str, Any]:
    """Compliance by split, and that of the base over all."""
    samples = _samples(logs, "acrostic_compliance")
    found: dict[str, Any] = {}
    for split in ("trained", "unseen", "far"):
        asked = [one for one in samples if one.metadata["split"] == split]
        found[f"acrostic on {split}"] = _mean(
            one.scores["acrostic"].value["exact"] for one in asked
        )
    found["compliance before"] = _mean(_of_base(one, "acrostic", "exact") for one in samples)
    return found


def _of_base(sample: EvalSample, scorer: str, key: str) -> float:
    """What the base model, asked the same, got in a sample."""
    return float(sample.scores[scorer].value[f"base_{key}"])


def _samples(logs: Path, task: str) -> list[EvalSample]:
    from inspect_ai.log import list_eval_logs, read_eval_log

    for info in list_eval_logs(str(logs)):
        log = read_eval_log(info)
        if log.eval.task.endswith(task):
            return list(log.samples or [])
    raise SystemExit(f"{logs}: no log of {task}")


def _mean(values: Iterable[float]) -> float:
    held = [float(value) for value in values]
    return sum(held) / len(held)


def main() -> None:
    """Measure, print, and with --check compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0")
    parser.add_argument("--folder", type=Path, help="Where runs and logs are left.")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--patient", action="store_true")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="tiny-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} processors, {platform.machine()}, load {os.getloadavg()[0]:.1f}")
    rows, took = [], []
    for seed in map(int, given.seeds.split(",")):
        clock = Clock(folder / f"seed-{seed}")
        clock.folder.mkdir()
        rows.append({"seed": seed, **one_seed(clock, seed)})
        took.append(clock.took)
        print(json.dumps(rows[-1], indent=1), flush=True)
    (folder / "measured.json").write_text(json.dumps([rows, took], indent=1))
    missed = [
        (row["seed"], name)
        for row in rows
        for name, holds in MUST.items()
        if not holds(row[name]) and not (given.patient and name == "minutes")
    ]
    print("missed:", missed or "nothing")
    raise SystemExit(1 if given.check and missed else 0)


if __name__ == "__main__":
    main()
