"""Which questions stand in a training file, word for word or nearly.

Nearly means by runs of five characters: most of a question's stand in one and the same training
question, or it holds nearly all of a training question's (containment, Broder 1997). Another object
in the same wording is near as well: then the wording was seen, though not with this object.
"""

from collections.abc import Iterable, Sequence
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
_BATCH = 256


def seen_status(questions: Sequence[str], trained: Iterable[str]) -> tuple[Status, ...]:
    """Say of each question whether a training file asks it.

    Letter case, punctuation and spacing do not count. The search goes through an inverted index
    (a sparse matrix product), so that questions are not compared with training rows one by one.

    Args:
        questions: The questions of a task.
        trained: What the training file asks.
    """
    known = dict.fromkeys(map(plain_words, trained))
    plain = [plain_words(question) for question in questions]
    nearly = _nearly([_runs(text) for text in plain], [_runs(text) for text in known])
    return tuple(
        "exact" if text in known else "near" if near else "unseen"
        for text, near in zip(plain, nearly, strict=True)
    )


def _nearly(asked: Sequence[set[str]], known: Sequence[set[str]]) -> list[bool]:
    """For each question whether a known one is nearly it, by their runs."""
    if not known or not asked:
        return [False] * len(asked)
    import numpy as np

    columns: dict[str, int] = {}
    for runs in known:
        for run in runs:
            columns.setdefault(run, len(columns))
    index = _matrix(known, columns).T.tocsr()
    needed = np.array([len(runs) * WITHIN if len(runs) >= LEAST else np.inf for runs in known])
    found: list[bool] = []
    for start in range(0, len(asked), _BATCH):
        batch = asked[start : start + _BATCH]
        shared = (_matrix(batch, columns) @ index).tocoo()
        own = np.array([len(runs) * NEAR for runs in batch])
        near = (shared.data >= own[shared.row] - 1e-9) | (shared.data >= needed[shared.col])
        hit = set(shared.row[near].tolist())
        found += [place in hit for place in range(len(batch))]
    return found


def _matrix(texts: Sequence[set[str]], columns: dict[str, int]) -> "csr_array":
    """One row for each text, 1 in the columns of its runs."""
    from scipy.sparse import csr_array

    starts, places = [0], list[int]()
    for runs in texts:
        places += [columns[run] for run in runs if run in columns]
        starts.append(len(places))
    return csr_array(([1] * len(places), places, starts), shape=(len(texts), len(columns)))


def _runs(text: str) -> set[str]:
    return {text[i : i + RUN] for i in range(max(len(text) - RUN + 1, 1))}
