"""Keeps the small part of what an example left, to be read without running it.

``python examples/keep.py out recorded`` copies what was printed (but for where that was), tables
and pictures, and the logs without their events and reductions, which no reader of this
package needs. An earlier folder is replaced.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

KEPT = (
    *("[0-9]-*.txt", "report.txt", "by-lot-report.txt", "time.txt"),
    *("verdict.md", "by-lot.build.json"),
    *("runs/helol/loss.svg", "runs/by-lot/loss.svg", "runs/helol/run.json", "runs/by-lot/run.json"),
    *("report*/errors.csv", "report*/known.csv", "report*/measures.csv"),
    *("report*/dose-curve.svg", "report*/error-by-level.svg"),
)


def keep(out: Path, kept: Path) -> None:
    """Copy what is kept.

    Args:
        out: What the script wrote.
        kept: Where to.
    """
    from inspect_ai.log import list_eval_logs, read_eval_log, write_eval_log

    shutil.rmtree(kept, ignore_errors=True)
    for path in sorted(one for pattern in KEPT for one in out.glob(pattern)):
        place = kept / path.relative_to(out)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace(f"{out.resolve()}/", "")
        place.write_text(text, encoding="utf-8")
    for folder in out.glob("logs*"):
        for info in list_eval_logs(str(folder)):
            log = read_eval_log(info)
            log.reductions = None
            for sample in log.samples or []:
                sample.events, sample.attachments = [], {}
            name = Path(info.name).name
            (kept / folder.name).mkdir(exist_ok=True)
            write_eval_log(log, str(kept / folder.name / name))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Type python examples/keep.py OUT KEPT")
    keep(Path(sys.argv[1]), Path(sys.argv[2]))
