"""Simulated pairs of runs."""

import numpy as np

from inspect_finetune.inference.pairs import Pairs


def pairs_of(old, new, repeats=1):
    """Pairs of shares in arrays of clusters x samples."""
    held = zip(np.asarray(old).tolist(), np.asarray(new).tolist(), strict=True)
    groups = {str(k): list(zip(*each, strict=True)) for k, each in enumerate(held)}
    answers = np.asarray(old).size * repeats
    return Pairs(groups, answers, answers)


def drawn(seed, rate, fall, clusters, repeats=1, runs=1, samples=3, correlation=0.3):
    """Runs of a base, and of a candidate that keeps each right answer with the same chance."""
    rng = np.random.default_rng(seed)
    rates = np.full((runs, clusters, 1), rate)
    if correlation:
        scale = (1 - correlation) / correlation
        rates = rng.beta(rate * scale, (1 - rate) * scale, (runs, clusters, 1))
    shape = (runs, clusters, samples)
    old = rng.binomial(repeats, rates, shape) / repeats
    new = rng.binomial(repeats, rates * (1 - fall / rate), shape) / repeats
    return [pairs_of(one, two, repeats) for one, two in zip(old, new, strict=True)]
