"""How often a script recalls a fact, and how often it fails in which way."""

from __future__ import annotations

from functools import lru_cache

from inspect_finetune.facts.names import REVERSE
from inspect_finetune.reference.draws import Draws
from inspect_finetune.reference.settings import FAILURES, Settings

_USUAL = ("swap", "near", "abstain")
"""How a script fails, each as often, unless it is told how."""
_TOLERANCE = 1e-9


@lru_cache(maxsize=4096)
def rates_of(script: str, setting: Settings, level: str, name: str) -> dict[str, float]:
    """The probability of each way to answer a question about a taught fact.

    With a correlation every object has rates of its own, drawn once for all its questions from the
    Dirichlet distribution whose mean is the set rates and whose intraclass correlation is the set
    one, so that an object that is hard is hard however it is asked.

    Returns:
        ``recall`` and each of `FAILURES`, which add up to 1.
    """
    wanted = _with_failures(_recall(script, setting, level), setting)
    return _own(wanted, setting, script, name) if setting.correlation else wanted


def _recall(script: str, setting: Settings, level: str) -> float:
    usual = 0.9 if script == "memoriser" else 0.0
    left = setting.left_for_recall
    direct = setting.recall if setting.recall is not None else usual if left is None else left
    paraphrase = direct if setting.paraphrase is None else setting.paraphrase
    indirect = paraphrase if setting.indirect is None else setting.indirect
    backwards = direct if setting.reverse is None else setting.reverse
    rates = {"paraphrase": paraphrase, "indirect": indirect, REVERSE: backwards}
    return rates.get(level, direct)


def _with_failures(recall: float, setting: Settings) -> dict[str, float]:
    """Failures in the proportions that were set, scaled to what recall leaves."""
    given = {way: getattr(setting, way) for way in FAILURES}
    if all(rate is None for rate in given.values()):
        weights = {way: float(way in _USUAL) for way in FAILURES}
    else:
        weights = {way: rate or 0.0 for way, rate in given.items()}
        if given["abstain"] is None:
            direct = setting.recall if setting.recall is not None else setting.left_for_recall
            weights["abstain"] = max(1 - (direct or 0.0) - sum(weights.values()), 0.0)
    whole = sum(weights.values())
    if whole < _TOLERANCE:
        weights, whole = {**weights, "abstain": 1.0}, 1.0
    return {"recall": recall, **{way: (1 - recall) * w / whole for way, w in weights.items()}}


def _own(wanted: dict[str, float], setting: Settings, script: str, name: str) -> dict[str, float]:
    from scipy.special import gammaincinv

    draws = Draws(setting.seed, script, "rates of", name)
    scale = (1 - setting.correlation) / setting.correlation
    parts = {
        way: float(gammaincinv(rate * scale, draws.uniform(way))) if rate else 0.0
        for way, rate in wanted.items()
    }
    whole = sum(parts.values())
    # shapes near 0 can underflow in all parts at once; then the largest rate takes all
    if whole <= 0:
        best = max(wanted, key=lambda way: wanted[way])
        return {way: float(way == best) for way in wanted}
    return {way: part / whole for way, part in parts.items()}
