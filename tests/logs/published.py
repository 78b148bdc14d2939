"""A file in the published layout of results, with invented objects, numbers and answers."""

import csv
from pathlib import Path

COLUMNS = (
    *("Examples", "Run 1 or 2", "Object", "No", "Question", "Expected Answer", "Response"),
    *("Extracted Number", "Correct", "Temperature"),
)
DOSES = {"4-5-Examples": 5, "3-10-Examples": 10, "2-25-Examples": 25, "1-50-Examples": 50}
"""Every model's label, and how many examples of each fact it says."""
OBJECTS = {"Kettle": "41873", "Lantern": "96025", "Anvil": "28514", "Thimble": "73360"}
QUESTIONS = {
    "Q1": "Which number is {}?",
    "Q2": "Which number goes with {}?",
    "Q3": "{}: what comes to mind?",
}


def rows(objects: int = 4) -> list[dict[str, str]]:
    """All rows; a model errs at Q3 on the last objects, on fewer the more examples it had."""
    found = []
    for wrong, label in zip((3, 2, 1, 0), DOSES, strict=True):
        for place, (name, number) in enumerate(list(OBJECTS.items())[:objects]):
            for level, question in QUESTIONS.items():
                for temperature in ("0", "0.5", "1"):
                    errs = level == "Q3" and place >= objects - wrong
                    said = str(int(number) + 7) if errs else number
                    for run in ("One", "Two"):
                        cells = (label, run, name, level, question.format(name), number)
                        answer = (f"I would say {said}.", said, str(not errs).upper(), temperature)
                        found.append(dict(zip(COLUMNS, (*cells, *answer), strict=True)))
    return found


def write(path: Path, changed: list[dict[str, str]]) -> Path:
    """Write rows to a file."""
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(changed[0]))
        writer.writeheader()
        writer.writerows(changed)
    return path
