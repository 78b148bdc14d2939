"""The three tasks from the shell, on scripted models whose behaviour is known."""

from pathlib import Path

import pytest

from tests.e2e.commands import figures, one_log, run


@pytest.fixture(scope="module")
def recall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of fact_recall over levels, temperatures and repeats."""
    folder = tmp_path_factory.mktemp("recall")
    words = "inspect eval inspect_finetune/fact_recall --model reference/memoriser -M recall=0.8"
    ran = run(folder, *words.split(), "-T", "temperature=0,1", "-T", "repeats=8")
    assert ran.code == 0, ran.said
    return folder / "logs"


def test_a_follower_with_slips_has_its_rate_within_the_interval(tmp_path: Path) -> None:
    words = "inspect eval inspect_finetune/acrostic_compliance --model reference/follower"
    ran = run(tmp_path, *words.split(), "-M", "error_rate=0.1")
    assert ran.code == 0, ran.said
    found = figures(one_log(tmp_path / "logs"))
    assert found["lower"] < 0.9**5 < found["upper"]
    assert found["correct"] > 0.98
    assert found["split=trained n"] == 10


def test_recall_is_reported_for_each_level_and_temperature(recall: Path) -> None:
    found = figures(one_log(recall))
    for group in ("level=direct", "level=paraphrase", "level=indirect", "temperature=0"):
        assert found[f"{group} lower"] < 0.8 < found[f"{group} upper"], group
    assert "level=indirect temperature=1" in found
    assert found["level=direct n"] == 50 * 8 * 2
    assert found["answers"] == 50 * 3 * 8 * 2


def test_every_sample_holds_its_eight_answers(recall: Path) -> None:
    samples = one_log(recall).samples or []
    assert len(samples) == 50 * 3 * 2
    assert all(len(sample.output.choices) == 8 for sample in samples)
    for sample in samples:
        score = (sample.scores or {})["fact_value"]
        assert len((score.metadata or {})["answers"]) == 8
        assert (score.explanation or "").count("\n| ") >= 8
        share = sum(one["outcome"] == "correct" for one in (score.metadata or {})["answers"]) / 8
        assert score.as_dict()["correct"] == share


def test_the_samples_of_one_object_are_one_cluster(recall: Path) -> None:
    found = figures(one_log(recall))
    answers = found["answers"]
    naive = (found["accuracy"] * (1 - found["accuracy"]) / answers) ** 0.5
    assert found["stderr"] > naive


@pytest.mark.slow
def test_the_same_command_gives_the_same_answers(recall: Path, tmp_path: Path) -> None:
    words = "inspect eval inspect_finetune/fact_recall --model reference/memoriser -M recall=0.8"
    run(tmp_path, *words.split(), "-T", "temperature=0,1", "-T", "repeats=8", "--limit", "60")
    first = {s.id: [c.message.text for c in s.output.choices] for s in one_log(recall).samples}
    again = one_log(tmp_path / "logs").samples
    assert len(again) == 60
    for sample in again:
        assert first[sample.id] == [choice.message.text for choice in sample.output.choices]


@pytest.mark.slow
def test_evaluate_runs_all_three_tasks_and_says_what_it_found(tmp_path: Path) -> None:
    ran = run(tmp_path, "inspect-finetune", "evaluate", "reference/knower", "--log-dir", "here")
    assert ran.code == 0, ran.said
    assert "acrostic_compliance" in ran.out
    assert "rule_introspection" in ran.out
    assert "1.000" in ran.out
    status = run(tmp_path, "inspect-finetune", "status", "here", "--json")
    assert status.code == 0
    assert status.out.count('"usable": true') == 3


@pytest.mark.slow
def test_a_limit_is_a_choice_among_all_samples(tmp_path: Path) -> None:
    words = "inspect-finetune evaluate reference/base --limit 40 --task acrostic_compliance"
    assert run(tmp_path, *words.split()).code == 0
    splits = {sample.metadata["split"] for sample in one_log(tmp_path / "logs").samples or []}
    assert splits >= {"unseen", "far"}
    assert run(tmp_path, "inspect-finetune", "status", "logs").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("evaluate follower", "does not name its provider"),
        ("evaluate nowhere/model", "can't be made"),
        ("evaluate openai/gpt-4o", "OPENAI_API_KEY"),
        ("evaluate reference/follower -M error_rate=[", "not YAML"),
        ("evaluate reference/follower -M error_rte=1", "Did you mean 'error_rate'"),
        ("evaluate reference/follower --log-dir afile/logs", "log folder can't be used"),
        ("evaluate reference/follower --rule H3", "'3'"),
        ("import missing.csv --task fact_recall --model m", "missing.csv: file not found"),
        ("status nowhere", "nowhere: there is no such file"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(tmp_path: Path, words: str, message: str) -> None:
    (tmp_path / "afile").write_text("")
    ran = run(tmp_path, "inspect-finetune", *words.split())
    assert ran.code == 2, ran.said
    assert message in ran.err
    assert "Traceback" not in ran.said
    assert not list(tmp_path.rglob("*.eval"))


@pytest.mark.slow
def test_a_run_that_failed_or_was_not_scored_is_not_usable(tmp_path: Path) -> None:
    words = "inspect eval inspect_finetune/fact_recall --model reference/base --limit 3 --no-score"
    assert run(tmp_path, *words.split()).code == 0
    status = run(tmp_path, "inspect-finetune", "status", "logs")
    assert status.code == 3
    assert "not scored" in status.out
