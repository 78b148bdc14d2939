"""Which questions stand in a training file, word for word or nearly.

Nearly means by runs of five characters: most of a question's stand in one and the same training
question, or it holds nearly all of a training question's (containment, Broder 1997). Another object
in the same wording is near as well: then the wording was seen, though not with this object.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inspect_finetune.words import plain_words

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Status = Literal["exact", "near", "unseen"]

RUN = 5
"""Characters in a run."""
NEAR = 0.7
"""The share of a question's runs from which on it is nearly in a training question."""
WITHIN = 0.9
"""The share of a training question's runs from which on it is nearly in a question ..."""
LEAST = 20
"""... if it has so many runs: a shorter one stands in many texts by accident."""
_BATCH = 32


@dataclass(frozen=True)
class Seen:
    """Whether training asks a question.

    Attributes:
        status: ``exact``, ``near`` or ``unseen``.
        place: The place of such a training question; None if it is unseen.
    """

    status: Status
    place: int | None = None


def seen_status(questions: Sequence[str], trained: Iterable[str]) -> tuple[Status, ...]:
    """Say of each question whether a training file asks it.

    Letter case, punctuation and spacing do not count. The search goes through an inverted index
    (a sparse matrix product), so that questions are not compared with training rows one by one.

    Args:
        questions: The questions of a task.
        trained: What the training file asks.
    """
    found = seen_where([plain_words(one) for one in questions], map(plain_words, trained))
    return tuple(one.status for one in found)


def seen_where(questions: Sequence[str], trained: Iterable[str]) -> tuple[Seen, ...]:
    """As `seen_status`, with the place of the training question.

    Args:
        questions: The questions of a task, in plain words.
        trained: What the training file asks, in plain words.
    """
    known: dict[str, int] = {}
    for place, text in enumerate(trained):
        known.setdefault(text, place)
    places = list(known.values())
    nearly = _nearly([_runs(text) for text in questions], list(known))
    return tuple(
        Seen("exact", known[text])
        if text in known
        else Seen("unseen")
        if near is None
        else Seen("near", places[near])
        for text, near in zip(questions, nearly, strict=True)
    )


def _nearly(asked: Sequence[set[str]], known: Sequence[str]) -> list[int | None]:
    """For each question, by its runs, the place of a known one that is nearly it."""
    if not known or not asked:
        return [None] * len(asked)
    import numpy as np

    columns: dict[str, int] = {}
    for runs in asked:
        for run in runs:
            columns.setdefault(run, len(columns))
    sizes: list[int] = []
    # runs that no question has are counted, not kept: they would fill the memory
    index = _matrix(_counted(known, sizes), columns).T.tocsr()
    lengths = np.array(sizes)
    needed = np.where(lengths >= LEAST, lengths * WITHIN, np.inf)
    found: list[int | None] = []
    for start in range(0, len(asked), _BATCH):
        batch = asked[start : start + _BATCH]
        shared = (_matrix(batch, columns) @ index).tocoo()
        own = np.array([len(runs) * NEAR for runs in batch])
        near = (shared.data >= own[shared.row] - 1e-9) | (shared.data >= needed[shared.col])
        hit = dict(zip(shared.row[near].tolist(), shared.col[near].tolist(), strict=True))
        found += [hit.get(place) for place in range(len(batch))]
    return found


def _counted(texts: Iterable[str], sizes: list[int]) -> Iterator[set[str]]:
    for text in texts:
        runs = _runs(text)
        sizes.append(len(runs))
        yield runs


def _matrix(texts: Iterable[set[str]], columns: dict[str, int]) -> "csr_array":
    """One row for each text, 1 in the columns of its runs."""
    import numpy as np
    from scipy.sparse import csr_array

    starts, places = [0], list[int]()
    for runs in texts:
        places += [columns[run] for run in runs if run in columns]
        starts.append(len(places))
    return csr_array(
        (np.ones(len(places), dtype=np.int32), places, starts),
        shape=(len(starts) - 1, len(columns)),
    )


def _runs(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(max(len(text) - RUN + 1, 1))}
