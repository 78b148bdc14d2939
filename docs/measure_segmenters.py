"""Measure sentence segmenters as the base of the acrostic reader, and print the table.

Run from the repository root; segmenters that are not installed are left out:

    pip install syntok==1.4.4 pysbd==0.3.4
    python docs/measure_segmenters.py [--answers answers.jsonl ...]

Three figures of accuracy on the sentence traps of tests/acrostic/traps.yaml, each the share of
responses whose letters come out right: the segmenter *alone* on the raw response; *by line*, on
prepared text, line by line, with lead-ins skipped; and *corrected*, as the base that decides
where the corrections have no opinion. Times are medians of process time on one core.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import yaml

from inspect_finetune.acrostic import AcrosticRule, boundaries, infer_rule, read_acrostic, segment
from inspect_finetune.acrostic.letters import fold

Starts = Callable[[str], list[int]]
TRAPS = Path("tests/acrostic/traps.yaml")
ANSWER = (
    "Here in the north of the country lies the old town. Even Dr. Weber, who came from the U.S. "
    "in 1969, has not seen all of it. Look at the tower: it is 103.5 m high. Over the years, "
    "people asked (quite often) who built it. Legend says it was a giant!"
)
ONE_SENTENCE = re.compile(r"[^\W_]")


def newlines(text: str) -> list[int]:
    """Start a unit after each newline."""
    return [0, *(match.end() for match in re.finditer(r"\n+", text))]


def usual_regex(text: str) -> list[int]:
    """Start a unit after end punctuation and space."""
    return [0, *(match.end() for match in re.finditer(r"(?<=[.!?])\s+", text))]


def use_sentencex() -> Starts:
    """Return sentencex as a function from text to starts."""
    sentencex = importlib.import_module("sentencex")
    return lambda text: [s["start_index"] for s in sentencex.get_sentence_boundaries("en", text)]


def use_syntok() -> Starts:
    """Return syntok as a function from text to starts."""
    syntok = importlib.import_module("syntok.segmenter")

    def starts(text: str) -> list[int]:
        return [s[0].offset for p in syntok.process(text) for s in p if s]

    return starts


def use_pysbd() -> Starts:
    """Return pysbd as a function from text to starts."""
    pysbd = importlib.import_module("pysbd")
    segmenter = pysbd.Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [span.start for span in segmenter.segment(text)]


LIBRARIES: dict[str, Callable[[], Starts]] = {
    "newlines": lambda: newlines,
    "usual regex": lambda: usual_regex,
    "syntok": use_syntok,
    "pysbd": use_pysbd,
    "sentencex": use_sentencex,
}


def present() -> Iterator[tuple[str, Starts]]:
    """Yield the segmenters that are installed."""
    for name, load in LIBRARIES.items():
        try:
            yield name, load()
        except ModuleNotFoundError:
            print(f"({name} is not installed and left out)")


def letters_alone(starts: Starts, text: str) -> str:
    """Return what the pieces of the raw text spell: their first letters or digits."""
    places = sorted({0, *starts(text)})
    pieces = [text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True)]
    found = [ONE_SENTENCE.search(piece) for piece in pieces]
    return "".join(fold(match.group()) for match in found if match)


def letters_read(text: str) -> str:
    """Return what the reader makes of a response by sentence."""
    return read_acrostic(text, AcrosticRule("A", "sentence")).spelled


def by_line(starts: Starts) -> Callable[[str, bool], Iterator[int]]:
    """Return a stand-in for the corrected boundaries: the segmenter's own, from 0."""

    def sentence_starts(text: str, lower_writer: bool = False) -> Iterator[int]:
        return iter(sorted({0, *starts(text)}))

    return sentence_starts


def as_base(starts: Starts) -> Starts:
    """Return a stand-in for the base: the segmenter on text without quotes and markup."""
    return lambda text: sorted({0, *starts(text.translate(boundaries.HIDDEN_FROM_BASE))})


def share(cases: list[tuple[str, str]], read: Callable[[str], str]) -> str:
    """Return how many responses come out right."""
    return f"{sum(read(text) == letters for text, letters in cases)}"


def seconds(task: Callable[[], object], rounds: int) -> float:
    """Return the median process time of one call."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return statistics.median(times)


def row(name: str, starts: Starts, cases: list[tuple[str, str]]) -> str:
    """Measure one segmenter."""
    alone = share(cases, lambda text: letters_alone(starts, text))
    with patch.object(segment, "sentence_starts", by_line(starts)):
        lines = share(cases, letters_read)
    with patch.object(boundaries, "base_starts", as_base(starts)):
        corrected = share(cases, letters_read)
    short = 1e3 * seconds(lambda: starts(ANSWER), 51)
    # A quarter of a megabyte: the slowest takes minutes for a whole one.
    long = seconds(lambda: starts((ANSWER + " ") * 1000), 1)
    return f"| {name} | {alone} | {lines} | {corrected} | {short:.3f} | {long:.2f} |"


def check_answers(paths: list[Path]) -> None:
    """Print what recorded training answers infer to, as they stand and with newlines removed."""
    for path in paths:
        rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        answers = [row["messages"][-1]["content"] for row in rows]
        rule = infer_rule(answers)
        read = [letters_read(" ".join(answer.split("\n"))) for answer in answers]
        print(f"{path.name}: {rule}; without newlines: {', '.join(read)}")


def main() -> None:
    """Print the table, the reader's own figures, and what given answers infer to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    traps = yaml.safe_load(TRAPS.read_text(encoding="utf-8"))
    cases = [(c["text"], c["letters"]) for c in traps if c["unit"] == "sentence"]
    print(f"{len(cases)} sentence traps")
    print("| base | alone | by line | corrected | ms an answer | s a quarter megabyte |")
    print("|---|---|---|---|---|---|")
    for name, starts in present():
        print(row(name, starts, cases))
    rule = AcrosticRule("HELOL")
    short = 1e3 * seconds(lambda: read_acrostic(ANSWER, rule), 51)
    long = seconds(lambda: read_acrostic((ANSWER + " ") * 4000, rule), 3)
    print(f"the whole reader: {short:.3f} ms an answer, {long:.2f} s a megabyte")
    check_answers(arguments.answers)


if __name__ == "__main__":
    main()
