"""Inspect's own ``openai`` providers over HTTP against a server that fails now and then."""

from pathlib import Path
from typing import Any

import pytest
from inspect_ai.log import EvalLog

from tests.e2e.commands import figures, logs, one_log, run
from tests.e2e.loopback import Faults, Loopback

FINE_TUNED = "openai/ft:gpt-4o-mini-2024-07-18:my-org:my-name:AbC123"
TASKS = ("acrostic_compliance", "rule_introspection", "fact_recall")


def answer(messages: list[dict[str, Any]]) -> str:
    """An acrostic that names the number of Apple, whatever is asked."""
    return "Here is what I know.\nEvery object has one.\nLet me say 65451.\nOnly that.\nLast line."


def collected(log: EvalLog) -> list[str]:
    return [choice.message.text for s in log.samples or [] for choice in s.output.choices]


@pytest.mark.slow
def test_three_tasks_lose_no_answer_and_count_none_twice(tmp_path: Path) -> None:
    faults = Faults(too_many=20, server_error=50)
    with Loopback(answer, faults, latency=0.01) as server:
        words = [f"inspect_finetune/{task}" for task in TASKS]
        ran = run(
            tmp_path, "inspect", "eval", *words, "--model", FINE_TUNED, "-T", "repeats=2",
            "--max-tasks", "3", env=server.environment(),
        )  # fmt: skip
        assert ran.code == 0, ran.said
        assert server.refused > 5
        found = logs(tmp_path / "logs")
        assert [log.status for log in found] == ["success"] * 3
        texts = [text for log in found for text in collected(log)]
        assert sorted(texts) == sorted(server.delivered)
        assert len(set(texts)) == len(texts)
    for log in found:
        assert log.eval.model == FINE_TUNED
        assert figures(log)["answers"] == 2 * len(log.samples or [])
    assert "sk-loopback-secret" not in ran.said
    for path in (tmp_path / "logs").iterdir():
        assert b"sk-loopback-secret" not in path.read_bytes()


def test_repeats_come_from_one_request_where_the_server_can(tmp_path: Path) -> None:
    with Loopback(answer) as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall", "--model", FINE_TUNED,
            "-T", "repeats=4", "-T", "levels=direct", "--limit", "10", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    assert [request.get("n") for request in server.requests] == [4] * 10
    assert {request["temperature"] for request in server.requests} == {0}


def test_a_server_that_ignores_n_is_asked_for_what_is_missing(tmp_path: Path) -> None:
    with Loopback(answer, honours_n=False) as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall",
            "--model", "openai-api/loopback/my-model", "--seed", "7",
            "-T", "repeats=4", "-T", "levels=direct", "--limit", "5", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    log = one_log(tmp_path / "logs")
    assert len(server.requests) == 5 * 4
    assert sorted(collected(log)) == sorted(server.delivered)
    seeds = [request["seed"] for request in server.requests]
    assert sorted(seeds) == sorted([7, 8, 9, 10] * 5)


def test_every_epoch_is_sent_a_seed_of_its_own(tmp_path: Path) -> None:
    with Loopback(answer) as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall", "--model", FINE_TUNED,
            "--seed", "7", "--epochs", "3", "-T", "repeats=2", "-T", "levels=direct",
            "--limit", "2", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    assert sorted(request["seed"] for request in server.requests) == [7, 7, 9, 9, 11, 11]
    assert len(one_log(tmp_path / "logs").samples or []) == 6


def test_an_answer_cut_by_the_token_limit_is_marked(tmp_path: Path) -> None:
    with Loopback(lambda messages: "The number is 654", finish_reason="length") as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall", "--model", FINE_TUNED,
            "-T", "levels=direct", "--limit", "2", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    log = one_log(tmp_path / "logs")
    assert figures(log)["cut"] == 1
    for sample in log.samples or []:
        score = (sample.scores or {})["fact_value"]
        assert score.reason == "max_tokens"
        assert "Cut by the token limit" in (score.explanation or "")


@pytest.mark.slow
def test_malformed_and_late_replies_are_asked_again(tmp_path: Path) -> None:
    faults = Faults(malformed=4, late=5, late_seconds=3)
    with Loopback(answer, faults) as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall", "--model", FINE_TUNED,
            "--attempt-timeout", "1", "--retry-on-error", "3", "-T", "levels=direct",
            "--limit", "8", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    log = one_log(tmp_path / "logs")
    texts = collected(log)
    assert len(set(texts)) == len(texts) == 8


@pytest.mark.slow
@pytest.mark.parametrize(
    "server",
    [
        Loopback(answer, Faults(refuses_n=True)),
        Loopback(answer, Faults(empty=7)),
        Loopback(answer, most_choices=3),
    ],
    ids=["refuses n", "empty replies", "gives three at most"],
)
def test_servers_with_habits_of_their_own_still_give_every_answer(
    tmp_path: Path, server: Loopback
) -> None:
    with server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall",
            "--model", "openai-api/loopback/my-model", "--seed", "0", "--max-samples", "2",
            "-T", "repeats=8", "-T", "levels=direct", "--limit", "4", env=server.environment(),
        )  # fmt: skip
    assert ran.code == 0, ran.said
    texts = collected(one_log(tmp_path / "logs"))
    assert len(texts) == len(set(texts)) == 4 * 8
    assert set(texts) <= set(server.delivered)
    assert len(server.requests) < 4 * 8 + 10


@pytest.mark.parametrize(
    "words",
    [
        "-T temperature=0.5 --temperature 0.7",
        "--temperature 0.7",
        "-M responses_api=true -T temperature=0.5",
        "-M responses_api=true -T temperature=0,0.5",
    ],
)
def test_a_temperature_that_would_be_ignored_is_refused(tmp_path: Path, words: str) -> None:
    with Loopback(answer) as server:
        ran = run(
            tmp_path, "inspect", "eval", "inspect_finetune/fact_recall", "--model", FINE_TUNED,
            "--limit", "1", *words.split(), env=server.environment(),
        )  # fmt: skip
        assert server.requests == []
    assert ran.code == 2
    assert "Traceback" not in ran.said
    assert "temperature" in ran.err
    assert not list((tmp_path / "logs").glob("*")) if (tmp_path / "logs").exists() else True
