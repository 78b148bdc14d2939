"""The word-by-model matrix of pick rates: every model is a decoy for the others' words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from math import factorial, prod

from inspect_finetune.verdict.choices import picks_of
from inspect_finetune.verdict.evidence import Observed
from inspect_finetune.verdict.exact import RESAMPLES
from inspect_finetune.verdict.results import Matrix

ALL_ORDERS = 8
"""Models up to which every assignment of words to models is tried."""


def pick_matrix(models: Sequence[Observed], base: Observed | None, seed: int = 0) -> Matrix:
    """How often every model picks every word, where it stands among its options.

    The mean of the models' own words minus the mean of all others is compared with what it would
    be under every assignment of the words to the models (exact permutation test; beyond
    `ALL_ORDERS` models a seeded sample). Only words that were offered to all models, and the
    models whose words they are, enter into it.

    Args:
        models: Fine-tuned models, each with its own word; two may have the same.
        base: Their base model, for a row beside theirs.
        seed: For the sample of assignments.
    """
    words = tuple(dict.fromkeys(model.letters for model in models))
    rates = tuple(_row(model, words) for model in models)
    asked = [row for model, row in zip(models, rates, strict=True) if model.picks]
    usable = [
        index
        for index, model in enumerate(models)
        if model.picks and all(row[words.index(model.letters)] is not None for row in asked)
    ]
    own = [words.index(models[index].letters) for index in usable]
    repeats = prod(factorial(own.count(word)) for word in set(own))
    table = [[rates[index][word] or 0.0 for word in sorted(set(own))] for index in usable]
    places = [sorted(set(own)).index(word) for word in own]
    comparable = len(set(own)) >= 2
    usable_words = tuple(word for index, word in enumerate(words) if index in own)
    return Matrix(
        words=words,
        models=tuple(model.model for model in models),
        rates=rates,
        base=_row(base, words) if base else (),
        n=tuple(len({pick.stem for pick in model.picks}) for model in models),
        difference=_difference(table, places) if comparable else None,
        p=_assignments(table, places, seed) if comparable else None,
        smallest=repeats / factorial(len(usable)) if comparable else None,
        exact=len(usable) <= ALL_ORDERS,
        own=tuple(model.letters for model in models),
        usable=usable_words,
        missing=tuple(_missing(model, words) for model in models if _missing(model, words)[1]),
    )


def _missing(model: Observed, words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The words that never stood among a model's options, with its name."""
    offered = {word for pick in model.picks for word in pick.options}
    return model.model, tuple(word for word in words if model.picks and word not in offered)


def _row(model: Observed, words: Sequence[str]) -> tuple[float | None, ...]:
    found = [picks_of(model, word) for word in words]
    return tuple(shares.mean if shares.clusters else None for shares in found)


def _difference(table: list[list[float]], places: list[int]) -> float:
    """The mean of the models' own words minus the mean of all others."""
    own = sum(row[place] for row, place in zip(table, places, strict=True))
    others = sum(map(sum, table)) - own
    return own / len(table) - others / (len(table) * (len(table[0]) - 1))


def _assignments(table: list[list[float]], places: list[int], seed: int) -> float:
    """The share of assignments of words to models with as large a sum of own words.

    The sum of all rates is the same under every assignment, so the difference grows with it.
    """
    import numpy as np

    rates, own, models = np.asarray(table), np.asarray(places), len(places)
    if models <= ALL_ORDERS:
        orders = np.asarray(list(permutations(range(models))))
    else:
        chance = np.random.default_rng(seed)
        orders = np.asarray(
            [range(models), *(chance.permutation(models) for _ in range(RESAMPLES))]
        )
    sums = rates[np.arange(models), own[orders]].sum(axis=1)
    return float(np.mean(sums >= rates[np.arange(models), own].sum() - 1e-9))
