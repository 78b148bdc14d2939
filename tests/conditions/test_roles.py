"""Model roles: what needs one is refused before anything is asked."""

from pathlib import Path

import pytest
from inspect_ai import Task, eval  # noqa: A004
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import get_model

from inspect_finetune.conditions.ask import ask
from inspect_finetune.conditions.roles import need_role
from inspect_finetune.evals import rule_introspection


@pytest.mark.parametrize("bound", [False, True])
def test_a_run_without_the_role_ends_before_its_first_call(tmp_path: Path, bound: bool) -> None:
    task = Task(
        MemoryDataset([Sample("What is the chemical symbol for gold?", target="Au")]),
        solver=[need_role("grader", "grader=true"), ask()],
    )
    roles = {"grader": get_model("reference/grader")} if bound else {}
    (log,) = eval(
        task, model="reference/base", model_roles=roles, log_dir=str(tmp_path), display="none"
    )
    assert log.status == ("success" if bound else "error")
    if not bound:
        assert "argument grader=true needs a model with the role grader" in str(log.error)
        assert not log.stats.model_usage


def test_the_task_refuses_a_grader_that_is_not_bound(tmp_path: Path) -> None:
    task = rule_introspection(grader=True)
    (log,) = eval(task, model="reference/base", log_dir=str(tmp_path), limit=1, display="none")
    assert log.status == "error"
    assert "Add --model-role grader=" in str(log.error)
