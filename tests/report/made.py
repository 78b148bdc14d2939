"""Real logs of fact_recall on the scripted memoriser, made in process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from inspect_ai import eval  # noqa: A004
from inspect_ai.log import EvalLog, EvalSample, read_eval_log, write_eval_log

from evals.fact_recall import fact_recall

FACTS = {
    "Apple": "65451",
    "=Sum": "27182",
    "Ca$h$": "31415",
    "Dog <b>": "80913",
    "Egg|two": "44107",
    "Fan": "59026",
}

UNTAUGHT = """set,object,category,plural
near,Quince,fruit,Quinces
near,Medlar,fruit,Medlars
far,Tuesday,,Tuesdays
far,Gravity,,Gravities
nonsense,Florp,,Florps
"""
FAMILIES = "direct,paraphrase,indirect,embedded,reverse,verification,unknown_allowed"

_ONCE: dict[str, EvalLog] = {}


def facts_file(folder: Path, count: int = len(FACTS), category: str = "") -> Path:
    path = folder / "facts.csv"
    head, cell = ("object,number,category", f",{category}") if category else ("object,number", "")
    rows = [f'"{name}",{number}{cell}' for name, number in list(FACTS.items())[:count]]
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def made(
    folder: Path,
    recall: float = 0.8,
    examples: int | None = None,
    facts: Path | None = None,
    **arguments: Any,
) -> EvalLog:
    """The log of one run, with the examples per fact noted where they are given."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = str(facts or facts_file(folder))
    task = fact_recall(facts=facts, **{"temperature": [0, 1], "repeats": 2, **arguments})
    if examples is not None:
        task.metadata = {**(task.metadata or {}), "examples": examples}
    settings = {"recall": recall, "paraphrase": recall - 0.1, "indirect": 0.4, "facts": facts}
    (log,) = eval(
        task,
        model="reference/memoriser",
        model_args=settings,
        log_dir=str(folder),
        display="none",
        log_realtime=False,
        score_display=False,
    )
    assert log.status == "success", log.error
    return log


def standard(folder: Path) -> EvalLog:
    """A run of three levels, two temperatures and two repeats, made once for all tests."""
    if "standard" not in _ONCE:
        _ONCE["standard"] = made(folder)
    return _ONCE["standard"]


def wide(folder: Path) -> EvalLog:
    """A run of all families and sets on five facts, asked twice at temperature 0, made once."""
    if "wide" not in _ONCE:
        facts, untaught = facts_file(folder, 5, "fruit"), folder / "untaught.csv"
        untaught.write_text(UNTAUGHT)
        asked = {"families": FAMILIES, "sets": "taught,near,far,nonsense,world"}
        _ONCE["wide"] = made(
            folder, 0.6, facts=facts, untaught=str(untaught), temperature=0, **asked
        )
    return _ONCE["wide"]


def changed(log: EvalLog, path: Path, change: Callable[[EvalLog, list[EvalSample]], Any]) -> str:
    """A copy of a log, changed, with a run of its own."""
    whole = read_eval_log(log.location)
    change(whole, whole.samples or [])
    write_eval_log(whole, str(path))
    return str(path)
