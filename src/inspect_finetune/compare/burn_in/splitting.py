"""One run with repeats as two runs with half of them: the same model against itself.

Epochs are dealt out at random, half to either side. Where a sample was drawn several answers in one
epoch, the score holds shares of them: of k right answers in n, a random half holds a number from
the hypergeometric distribution, which is drawn. Every measure is drawn on its own, so that the
measures of one half do not add up; each measure's own distribution is that of a real half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inspect_ai.log import EvalLog

from inspect_finetune.compare.runs.gathering import together
from inspect_finetune.compare.runs.reading import run_and_epochs
from inspect_finetune.compare.runs.run import Run, SampleValues
from inspect_finetune.errors import UnusableError

if TYPE_CHECKING:
    from numpy.random import Generator

Values = dict[str, float]
_WHOLE = 1e-6


@dataclass(frozen=True)
class Divisible:
    """A run of which every sample has two answers or more.

    Attributes:
        run: The run.
        epochs: For every sample what each epoch was given.
        repeats: The smallest number of answers that a sample has.
    """

    run: Run
    epochs: Mapping[str, Sequence[SampleValues]]
    repeats: int

    def halves(self, random: Generator) -> tuple[Run, Run]:
        """Two runs with half of the answers each, dealt out at random."""
        dealt = {name: _dealt(epochs, random) for name, epochs in self.epochs.items()}
        one, two = ({name: pair[side] for name, pair in dealt.items()} for side in (0, 1))
        return replace(self.run, samples=one), replace(self.run, samples=two)


def divisible(header: EvalLog, cluster: str = "") -> Divisible:
    """Read a run that can be split.

    Args:
        header: The log's header.
        cluster: The metadata key of the cluster; empty for the one that the log names.

    Raises:
        InputError: As `inspect_finetune.compare.runs.reading.read_run`.
        UnusableError: If a sample has one answer only, or the log can't be read.
    """
    run, epochs = run_and_epochs(header, cluster, apart=True)
    counts = [sum(_answers(one) for one in several) for several in epochs.values()]
    if not counts or min(counts) < 2:
        what = "a sample has one answer only, so the run can't be split in halves"
        fix = "Run it with -T repeats=8 or --epochs 8, or name several logs of one model"
        raise UnusableError(what, where=run.location, fix=fix)
    return Divisible(run, epochs, min(counts))


def _answers(epoch: SampleValues) -> int:
    """How many answers can be dealt out; byte-identical ones at temperature 0 count once."""
    return max(int(epoch.answers), 1)


def _dealt(epochs: Sequence[SampleValues], random: Generator) -> tuple[SampleValues, SampleValues]:
    if len(epochs) == 1:
        return _shared_out(epochs[0], random)
    order = [epochs[place] for place in random.permutation(len(epochs))]
    middle = len(order) // 2
    return together(order[:middle]), together(order[middle:])


def _shared_out(sample: SampleValues, random: Generator) -> tuple[SampleValues, SampleValues]:
    """The answers of one epoch in two halves; of an odd number the second is larger by one."""
    number = _answers(sample)
    first = number // 2
    halves: tuple[Values, Values] = {}, {}
    for name, share in sample.values.items():
        count = share * number
        if abs(count - round(count)) > _WHOLE or not 0 <= round(count) <= number:
            continue  # no share of answers: how it would split is not known
        ones = int(random.hypergeometric(round(count), number - round(count), first))
        halves[0][name] = ones / first
        halves[1][name] = (round(count) - ones) / (number - first)
    sizes = (first, number - first)
    one, two = (replace(sample, values=v, answers=n) for v, n in zip(halves, sizes, strict=True))
    return one, two
