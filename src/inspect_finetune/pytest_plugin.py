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
    ) -> Gated:
        __tracebackhide__ = True
        from inspect_finetune.compare.comparison import Allowed
        from inspect_finetune.compare.gate import exit_code, gate_logs
        from inspect_finetune.compare.outputs.screen import gate_text
        from inspect_finetune.errors import InputError

        if undecided not in ("fail", "pass"):
            pytest.fail(f"undecided={undecided!r}: it is 'fail' or 'pass'", pytrace=False)
        places = [logs] if isinstance(logs, str | PathLike) else list(logs)
        allowed = Allowed(max_unscored=max_unscored, intersection=intersection)
        try:
            found, _ = gate_logs(
                [str(place) for place in places],
                str(baseline),
                None if policy is None else str(policy),
                allowed,
            )
        except InputError as error:
            pytest.fail(str(error), pytrace=False)
        if exit_code(found.verdict, undecided):
            pytest.fail(f"\n{gate_text(found)}", pytrace=False)
        return found

    return gate
