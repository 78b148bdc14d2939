"""The pytest plug-in: fixture ``inspect_gate``. Loaded by every pytest run, so nothing heavy."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Literal, Protocol

import pytest

if TYPE_CHECKING:
    from inspect_finetune.compare.findings import Gated

Place = str | PathLike[str]


class Gate(Protocol):
    """What the fixture gives: the gate as a call that fails the test."""

    def __call__(
        self,
        logs: Place | Sequence[Place],
        baseline: Place,
        policy: Place | None = None,
        undecided: Literal["fail", "pass"] = "fail",
        max_unscored: float = 0.0,
        intersection: bool = False,
        cluster: str = "",
    ) -> Gated:
        """Judge logs against a baseline, and fail the test unless the verdict is pass.

        Args:
            logs: A log, a folder of logs, or several.
            baseline: What ``inspect-finetune bless`` wrote, or a log.
            policy: A TOML file; None for ``[tool.inspect-finetune.gate]`` of pyproject.toml, if
                there is one, and the default policy.
            undecided: What an undecided gate does to the test.
            max_unscored: The largest share of unscored samples that is let pass, in [0, 1].
            intersection: Whether to compare what the runs share where they differ.
            cluster: The metadata key of related samples; empty for the one that each log names.

        Returns:
            The verdict with all that was found, where the test goes on.
        """


@pytest.fixture(scope="session")
def inspect_gate() -> Gate:
    """The release gate of inspect-finetune: ``inspect_gate("logs", baseline="prod.json")``."""

    def gate(
        logs: Place | Sequence[Place],
        baseline: Place,
        policy: Place | None = None,
        undecided: Literal["fail", "pass"] = "fail",
        max_unscored: float = 0.0,
        intersection: bool = False,
        cluster: str = "",
    ) -> Gated:
        __tracebackhide__ = True
        from inspect_finetune.compare.comparison import Allowed
        from inspect_finetune.compare.gate import exit_code, gate_logs
        from inspect_finetune.compare.outputs.screen import gate_text
        from inspect_finetune.compare.wording import plain
        from inspect_finetune.errors import InputError

        mistake = ""
        try:
            _check(undecided, max_unscored)
            found, _ = gate_logs(
                _places(logs),
                _place("baseline", baseline),
                None if policy is None else _place("policy", policy),
                Allowed(max_unscored, intersection, cluster),
            )
        except InputError as error:
            mistake = str(error)
        if mistake:  # not in the except clause, where pytest would say it twice
            pytest.fail(mistake, pytrace=False)
        if exit_code(found.verdict, undecided):
            # the verdict first: the summary of a run shows one line of each failure
            pytest.fail(f"{plain(found.said, 2000)}\n\n{gate_text(found)}", pytrace=False)
        return found

    return gate


def _check(undecided: str, max_unscored: float) -> None:
    from inspect_finetune.errors import InputError

    if undecided not in ("fail", "pass"):
        raise InputError(f"undecided={undecided!r}: it is 'fail' or 'pass'")
    if not 0 <= max_unscored <= 1:
        raise InputError(f"max_unscored={max_unscored!r}: it is a share, from 0 to 1")


def _places(logs: Place | Sequence[Place]) -> list[str]:
    from inspect_finetune.errors import InputError

    places = [logs] if isinstance(logs, str | PathLike) else list(logs)
    if not places:
        raise InputError("logs is empty", fix="Name a log or a folder of logs")
    return [_place("logs", one) for one in places]


def _place(name: str, given: Place) -> str:
    """A path or URL; empty it would mean the working folder."""
    from inspect_finetune.errors import InputError

    place = str(given)
    if not place.strip():
        raise InputError(f"{name} is empty", fix="Name a file or a folder")
    return place
