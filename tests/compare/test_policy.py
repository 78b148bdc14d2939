from collections.abc import Mapping
from pathlib import Path

import pytest
from inspect_ai.log import EvalLog

from inspect_finetune.compare.policies.policy import (
    default_policy,
    headline_of,
    idle,
    read_policy,
    rules_for,
)
from inspect_finetune.compare.policies.rules import Rule
from inspect_finetune.compare.runs.reading import read_run
from inspect_finetune.compare.runs.run import Run, SampleValues
from inspect_finetune.errors import InputError, UnusableError
from tests.compare.made_runs import place


def run_of(task: str, *measures: str, headline: str = "", package: str = "", **groups: str) -> Run:
    held = {"a": SampleValues(dict.fromkeys(measures, 1.0), 1, None, "", groups)}
    scorers = {measure.partition(".")[0]: 0 for measure in measures}
    return Run(
        *(task, "1", "", (), {}, "m", {}, 1, headline, "", held), unscored=scorers, package=package
    )


def policy_of(folder: Path, text: str) -> Path:
    path = folder / "gate.toml"
    path.write_text(text)
    return path


def asked(path: Path | None, run: Run, folder: str = "/nowhere") -> Mapping[str, Rule]:
    return {one.name: rule for one, rule in rules_for(read_policy(path, folder), run, run)}


def test_the_default_asks_of_our_tasks_what_they_were_trained_for(facts: EvalLog) -> None:
    assert asked(None, read_run(place(facts))) == {
        "fact_value.correct[level!=reverse|verification]": Rule("not_fall", 0.05)
    }
    names = ("fact_value.correct", "fact_value.false_recall", "fact_value.spill")
    wide = run_of("fact_recall", *names, "fact_value.world", level="direct")
    assert {name.partition("[")[0]: rule.must for name, rule in asked(None, wide).items()} == {
        "fact_value.correct": "not_fall",
        "fact_value.false_recall": "not_rise",
        "fact_value.spill": "not_rise",
        "fact_value.world": "not_fall",
    }
    acrostic = run_of("conditional_acrostic", "acrostic.exact", "acrostic.cut", trigger="none")
    assert asked(None, acrostic) == {"acrostic.exact[trigger=none]": Rule("not_rise", 0.05)}


def test_introspection_is_tracked_in_every_channel() -> None:
    run = run_of("rule_introspection[choice]", "choice.right", headline="choice.right")
    assert asked(None, run) == {"choice.right": Rule("track", 0.05)}


def test_of_other_tasks_the_headline_must_not_fall_and_the_rest_is_tracked() -> None:
    run = run_of("gsm8k", "judge", "match", "match.answers", headline="match")
    assert {name: rule.must for name, rule in asked(None, run).items()} == {
        "match": "not_fall",
        "judge": "track",
    }
    first = headline_of(run)
    assert first is not None
    assert first.name == "match"


OWN = """
alpha = 0.1
margin = 0.02
[tasks.fact_recall]
"*" = "track"
correct = { must_not_fall = true, margin = 0.03, at_least = 0.9 }
spill = "must_not_rise"
world = { at_most = 0.5 }
[tasks."inspect_evals/*"]
headline = "must_rise"
"""
WIDE = ("v.correct", "v.spill", "v.world", "v.other")


def test_rules_are_read_and_what_is_named_goes_before_a_star(tmp_path: Path) -> None:
    path = policy_of(tmp_path, OWN)
    policy = read_policy(path)
    assert (policy.alpha, policy.margin, policy.power, policy.strict) == (0.1, 0.02, 0.8, True)
    assert asked(path, run_of("fact_recall", *WIDE)) == {
        "v.correct": Rule("not_fall", 0.03, 0.9),
        "v.spill": Rule("not_rise", 0.02),
        "v.world": Rule("track", 0.02, None, 0.5),
        "v.other": Rule("track", 0.02),
    }


def test_tasks_are_found_by_package_and_others_get_the_default_with_this_margin(
    tmp_path: Path,
) -> None:
    path = policy_of(tmp_path, OWN)
    packaged = run_of("gsm8k", "match", headline="match", package="inspect_evals")
    assert asked(path, packaged) == {"match": Rule("rise", 0.02)}
    bare = run_of("gsm8k", "match", headline="match")
    assert asked(path, bare) == {"match": Rule("not_fall", 0.02)}


def test_a_channel_is_named_with_its_brackets_or_without(tmp_path: Path) -> None:
    run = run_of("rule_introspection[choice]", "c.right")
    for name in ("rule_introspection[choice]", "rule_introspection", "rule_*"):
        path = policy_of(tmp_path, f'[tasks."{name}"]\nright = "must_fall"')
        assert asked(path, run)["c.right"].must == "fall"
    path = policy_of(tmp_path, '[tasks."rule_introspection[free]"]\nright = "must_fall"')
    assert asked(path, run).get("c.right", Rule()).must != "fall"


def test_a_measure_that_is_named_and_missing_is_an_error_of_the_policy(tmp_path: Path) -> None:
    path = policy_of(tmp_path, '[tasks."*"]\ncorect = "must_rise"')
    with pytest.raises(InputError, match=r"gate\.toml.*no measure 'corect'.*Did you mean"):
        asked(path, run_of("t", "correct"))


def test_a_measure_that_only_the_base_has_never_passes() -> None:
    base, candidate = run_of("t", "s", headline="s"), run_of("t", headline="s")
    with pytest.raises(UnusableError, match="no sample has a value of s, which the base has"):
        rules_for(default_policy(), base, candidate)


def test_the_section_of_pyproject_counts_where_no_file_is_named(tmp_path: Path) -> None:
    assert read_policy(None, tmp_path).location == "the default policy"
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'x'\n")
    assert read_policy(None, tmp_path).location == "the default policy"
    with pytest.raises(InputError, match=r"no section \[tool.inspect-finetune.gate\]"):
        read_policy(project)
    project.write_text("[tool.inspect-finetune.gate]\nalpha = 0.01\n")
    assert read_policy(None, tmp_path).alpha == 0.01
    assert read_policy(project).location == str(project)


BAD = [
    ("alpha = 1\nmargin = ", "gate.toml:2: not TOML"),
    ("margin = 0.1\nalpha = 0.05\nalpha = 0.1", r"gate.toml:(2|3): not TOML"),
    ("alhpa = 0.05", "unknown key 'alhpa'. Did you mean 'alpha'"),
    ("alpha = 0", "alpha is 0, not from"),
    ("alpha = 0.9", "alpha is 0.9, not from"),
    ("alpha = nan", "alpha is nan, not a number"),
    ("alpha = true", "alpha is True, not a number"),
    ("alpha = '5 %'", "alpha is '5 %', not a number"),
    ("margin = -0.1", "margin is -0.1, below 0. Write margin = 0.05"),
    ("power = 1", "power is 1, not from"),
    ("tasks = 3", "tasks is no table"),
    ("[tasks]\nx = 3", "tasks.x is no table"),
    ("[tasks.x]\ns = 3", "3 is no rule"),
    ("[tasks.x]\ns = 'must_not_fal'", "Did you mean 'must_not_fall'"),
    ("[tasks.x]\ns = { mustnt_fall = true }", "'mustnt_fall' is no rule"),
    ("[tasks.x]\ns = { must_rise = 1 }", "must_rise is 1. Write must_rise = true"),
    ("[tasks.x]\ns = { must_not_fall = false }", "must_not_fall is false, which asks nothing"),
    ("[tasks.x]\ns = { must_rise = false, at_least = 0.9 }", "must_rise is false"),
    ("", "the policy is empty. Write what is asked"),
    (" \n", "the policy is empty"),
    ("[tasks.x]\ns = { must_rise = true, must_fall = true }", "must_rise and must_fall at once"),
    ("[tasks.x]\ns = { margin = -0.1 }", "margin is -0.1, below 0"),
    ("[tasks.x]\ns = { margin = 'five' }", "margin is 'five', not a number"),
    ("[tasks.x]\ns = { at_least = inf }", "at_least is inf, not a number"),
    ("[tasks.x]\ns = { at_least = 0.9, at_most = 0.1 }", "at_least is 0.9 and at_most 0.1"),
    ("[tasks.x]\n's[level' = 'track'", "names no measure"),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_policy_that_asks_for_nonsense_is_said_in_one_line(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_policy(policy_of(tmp_path, text))
    assert "gate.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


TWICE = [
    ("s = 'must_not_fall'\nheadline = { at_least = 0.9 }", "'headline' means it too"),
    ("s = 'must_not_fall'\n'*' = 'track'", ""),
    ("'*' = 'track'\n's?' = 'must_rise'", ""),
    ("s = 'must_not_fall'\n's[level=1]' = 'must_rise'", ""),
]


@pytest.mark.parametrize(("text", "said"), TWICE)
def test_no_second_rule_for_one_measure_is_dropped(text: str, said: str, tmp_path: Path) -> None:
    path = policy_of(tmp_path, f"[tasks.t]\n{text}")
    run = run_of("t", "s", headline="s", level="1")
    if not said:
        assert asked(path, run)
        return
    with pytest.raises(InputError, match=f"two rules for s of t: {said}.*in one rule"):
        asked(path, run)


def test_patterns_of_tasks_that_fit_none_are_said(tmp_path: Path) -> None:
    runs = [run_of("toy", "s"), run_of("gsm8k", "s", package="inspect_evals")]
    path = policy_of(tmp_path, "[tasks.tooy]\ns = 'must_rise'\n[tasks.'inspect_evals/*']\n")
    (said,) = idle(read_policy(path), runs)
    assert said.startswith("the policy's [tasks.tooy] fits no task: Did you mean 'toy'?")
    with pytest.raises(InputError, match=r"gate.toml: none of the policy's tasks is here.*'toy'"):
        idle(read_policy(path), runs[:1])
    assert idle(read_policy(policy_of(tmp_path, "margin = 0.1")), runs) == []
    assert idle(default_policy(), runs) == []


def test_an_empty_name_is_no_policy() -> None:
    with pytest.raises(InputError, match="an empty name of a policy"):
        read_policy("")


def test_a_missing_policy_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="file not found"):
        read_policy(tmp_path / "gate.toml")
