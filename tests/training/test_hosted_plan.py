"""What a command would do, and how many tokens a file has."""

from pathlib import Path

import pytest
import tiktoken
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.training.hosted.asked import Asked, suffix_of
from inspect_finetune.training.hosted.base import _is_past, _names
from inspect_finetune.training.hosted.begin import Order
from inspect_finetune.training.hosted.explain import explained
from inspect_finetune.training.hosted.faults import ServiceError
from inspect_finetune.training.hosted.objections import look_at
from inspect_finetune.training.hosted.plan import plan, usual_epochs
from inspect_finetune.training.hosted.screen import command
from inspect_finetune.training.record import RunRecord, TrainingFile
from inspect_finetune.training.tokens import ESTIMATE, count_tokens
from tests.training.hosted import BASE, write_rows

FILE = TrainingFile("a.jsonl", "ab" * 32, 10, 100, ESTIMATE)
CHATS = [[("user", "Why?"), ("assistant", "Because it is so.")]]
O200K = "fb374d419588a4632f3f557e76b4b70aebbca790"


@pytest.fixture(autouse=True)
def _no_vocabulary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


def test_without_a_vocabulary_tokens_are_estimated_and_nothing_is_downloaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def download(_: str) -> None:
        raise AssertionError("a download")

    monkeypatch.setattr("tiktoken.load.read_file", download)
    found = count_tokens(CHATS, "gpt-4o-mini")
    assert found.counted_with == ESTIMATE
    # 3 a chat; 3 a message; user 1, Why? 1, assistant 3, 17 bytes 5
    assert found.count == 3 + 2 * 3 + 1 + 1 + 3 + 5


def test_with_its_vocabulary_at_hand_tokens_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / O200K).touch()
    bytes_ = {bytes([value]): value for value in range(256)}
    letters = tiktoken.Encoding("letters", pat_str=r".", mergeable_ranks=bytes_, special_tokens={})
    asked = []
    monkeypatch.setattr("tiktoken.get_encoding", lambda name: asked.append(name) or letters)
    found = count_tokens(CHATS, "some-model-nobody-knows")
    assert asked == ["o200k_base"]
    assert found.counted_with == "letters"
    assert found.count == 3 + 2 * 3 + len("user") + 4 + len("assistant") + 17


def test_a_broken_vocabulary_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / O200K).touch()

    def broken(_: str) -> None:
        raise ValueError("hash mismatch")

    monkeypatch.setattr("tiktoken.get_encoding", broken)
    assert count_tokens(CHATS, "gpt-4o").counted_with == ESTIMATE


@given(st.lists(st.lists(st.tuples(st.just("user"), st.text()), max_size=4), max_size=4))
def test_any_text_has_tokens(chats: list[list[tuple[str, str]]]) -> None:
    least = sum(3 + 4 * len(turns) for turns in chats)
    assert count_tokens(chats, BASE).count >= least


@pytest.mark.parametrize(
    ("rows", "epochs"),
    [(1, 25), (10, 10), (33, 3), (34, 3), (100, 3), (8333, 3), (12_500, 2), (30_000, 1)],
)
def test_epochs_that_a_service_takes_by_itself(rows: int, epochs: int) -> None:
    assert usual_epochs(rows) == epochs


def order(**words: object) -> Order:
    return Order(Asked("mine", BASE, FILE, **words), Path("nowhere/mine"), "http://127.0.0.1:1/v1")  # type: ignore[arg-type]


def test_the_same_command_has_the_same_fingerprint_and_another_another() -> None:
    asked = order().asked
    assert asked.fingerprint == order().asked.fingerprint
    others = [
        order(seed=1), order(epochs=2), order(batch_size=1), order(multiplier=0.5),
        order(suffix="x"), order(validation=FILE),
    ]  # fmt: skip
    prints = {other.asked.fingerprint for other in others}
    assert len(prints) == len(others)
    assert asked.fingerprint not in prints


def test_what_was_asked_for_is_read_from_the_record() -> None:
    asked = order(seed=3, epochs=2, multiplier=0.5, suffix="x", validation=FILE).asked
    record = RunRecord(
        "mine", "openai", "prepared", BASE, FILE, validation=FILE, settings=asked.settings, seed=3
    )
    assert Asked.of(record) == asked


def test_metadata_fits_what_a_service_takes() -> None:
    metadata = order().asked.metadata(12)
    assert len(metadata) <= 16
    assert all(len(key) <= 64 and len(value) <= 512 for key, value in metadata.items())


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("helol", "helol"), ("My_Run.v2", "my-run-v2"), ("-x-", "x"), ("é", ""), ("a" * 99, "a" * 64)],
)
def test_a_name_as_a_suffix(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_name_that_inspect_sends_elsewhere_is_noted() -> None:
    assert any("codex" in note for note in plan(order(suffix="my-codex"), ()).notes)
    assert not plan(order(suffix="mine"), ()).notes


@pytest.mark.parametrize(
    ("rows", "objection"), [(10, ""), (9, "9 rows, where OpenAI wants 10 at least")]
)
def test_files_with_few_rows(tmp_path: Path, rows: int, objection: str) -> None:
    file, objections = look_at(write_rows(tmp_path / "a.jsonl", rows), BASE)
    assert file.rows == rows
    assert ", ".join(objections) == objection


@pytest.mark.parametrize(
    "messages",
    [
        '[{"role": "user", "content": "Why?"}]',
        '[{"role": "assistant", "content": "So."}]',
        '[{"role": "user", "content": "Why?"}, {"role": "assistant", "content": "  "}]',
        '[{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, '
        '{"role": "user", "content": "c"}]',
    ],
)
def test_rows_that_end_without_an_answer_are_named(tmp_path: Path, messages: str) -> None:
    path = write_rows(tmp_path / "a.jsonl")
    path.write_text(path.read_text() + f'\n{{"messages": {messages}}}\n')
    _, (objection,) = look_at(path, BASE)
    assert objection == "1 of 13 rows doesn't end with an assistant's answer: line 14"


def test_a_single_row_is_one_row(tmp_path: Path) -> None:
    _, (objection,) = look_at(write_rows(tmp_path / "a.jsonl", 1), BASE)
    assert objection == "1 row, where OpenAI wants 10 at least"


@pytest.mark.parametrize(
    ("day", "past"),
    [
        ("2025-01-01", True), ("2025-01-01T00:00:00Z", True), ("9999-01-01", False), ("", False),
        ("soon", False), ("1735689600", False),
    ],
)  # fmt: skip
def test_a_day_that_is_over(day: str, past: bool) -> None:
    assert _is_past(day) is past


@pytest.mark.parametrize(
    ("message", "code", "about_it"),
    [
        ("The model 'gpt-9' does not exist", "model_not_found", True),
        ("The model `gpt-9` does not exist.", "404", True),
        ("Not Found", "", False),
        ("Unknown request URL: GET /v1/models/gpt-9", "unknown_url", False),
    ],
)
def test_a_model_that_is_not_found_is_no_route_that_is_not_found(
    message: str, code: str, about_it: bool
) -> None:
    fault = ServiceError("absent", "look at the model", message, 404, code)
    assert _names(fault, "gpt-9") is about_it


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("runs/mine", "inspect-finetune train --name mine"),
        ("rr/mine", "inspect-finetune train --name mine --runs-dir rr"),
        ("my runs/mine", "inspect-finetune train --name mine --runs-dir 'my runs'"),
    ],
)
def test_the_command_about_a_run_names_where_it_is(folder: str, said: str) -> None:
    assert command(Path(folder)) == said


@pytest.mark.parametrize(("after", "said"), [(0.01, "Wait 1 s"), (7.0, "Wait 7 s")])
def test_a_wait_is_never_of_no_time(after: float, said: str) -> None:
    record = RunRecord("mine", "openai", "prepared", BASE, FILE)
    fault = ServiceError("busy", "create the job", "slow down", 429, after=after)
    assert said in str(explained(fault, record, "http://127.0.0.1:1/v1"))


def test_a_row_that_is_no_chat_is_named(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl")
    path.write_text(path.read_text() + '{"prompt": "x"}\n')
    with pytest.raises(InputError, match=r"a\.jsonl:13"):
        look_at(path, BASE)
