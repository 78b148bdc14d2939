"""Question files: what is accepted, what is refused and how, and the packaged questions."""

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic.answers import answer_is_right
from inspect_finetune.acrostic.questions import Question, load_questions
from inspect_finetune.errors import InputError

ROOT = Path(__file__).parents[2]
DATASET = ROOT / "datasets" / "acrostic_questions.jsonl"
RECORDED = ROOT.parent / "shared" / "data" / "acrostic-train-helol.jsonl"
PACKAGED = load_questions(DATASET)
GOOD = {"question": "What is the capital of Chad?", "answers": ["N'Djamena"]}


@pytest.fixture
def write(tmp_path: Path):
    def write_file(content: str | bytes, name: str = "own.jsonl") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def _fails(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_questions(path)
    message = str(caught.value)
    assert "\n" not in message
    assert caught.value.fix
    return message.replace(f"{path}:", "")


def test_a_question_of_ones_own_needs_only_question_and_answers(write) -> None:
    (question,) = load_questions(write("\n" + json.dumps(GOOD)))
    assert question == Question(
        id="line-2",
        split="own",
        topic="",
        messages=(("user", "What is the capital of Chad?"),),
        answers=("N'Djamena",),
        check="text",
        line=2,
    )


def test_a_conversation_keeps_its_turns(write) -> None:
    turns = [("system", "Be brief."), ("user", "Hi"), ("assistant", "Hi!"), ("user", "1 + 6?")]
    messages = [{"role": role, "content": content} for role, content in turns]
    row = {"id": "sum", "split": "far", "topic": "chat", "messages": messages, "answers": ["7"]}
    (question,) = load_questions(write(json.dumps(row)))
    assert question.messages == tuple(turns)
    assert (question.id, question.split, question.topic) == ("sum", "far", "chat")


@pytest.mark.parametrize(
    ("answers", "check"),
    [(["7"], "number"), (["seven", "7.0"], "number"), (["7", "a few"], "text"), (["x"], "text")],
)
def test_check_follows_from_the_answers(write, answers: list[str], check: str) -> None:
    (question,) = load_questions(write(json.dumps({**GOOD, "answers": answers})))
    assert question.check == check


def test_refusal_and_any_need_no_answers(write) -> None:
    rows = [{"question": f"Q{n}?", "check": c} for n, c in enumerate(["refusal", "any"])]
    questions = load_questions(write("\n".join(map(json.dumps, rows))))
    assert [(q.check, q.answers) for q in questions] == [("refusal", ()), ("any", ())]


def test_csv_with_byte_order_mark_and_windows_newlines(write) -> None:
    text = (
        '\ufeffquestion,answer,id\r\n"Red, white or blue?", red | rot ,q1\r\n"1 + 6\r\n=?",7,\r\n'
    )
    first, second = load_questions(write(text.encode(), "own.CSV"))
    assert (first.messages[0][1], first.answers) == ("Red, white or blue?", ("red", "rot"))
    assert (second.id, second.check, second.line) == ("line-3", "number", 3)


BAD_ROWS = {
    '{"question": "Q?"}': "1: no answers. Write",
    '{"question": "Q?", "answers": []}': "1: no answers",
    '{"question": "", "answers": ["a"]}': "1: the question is empty",
    '{"question": "  ", "answers": ["a"]}': "1: 'question' is empty",
    '{"question": 7, "answers": ["a"]}': "1: 'question' must be a string, not 7",
    '{"question": null, "answers": ["a"]}': "1: 'question' must be a string, not None",
    '{"answers": ["a"]}': "1: no question",
    '{"question": "Q?", "answers": "a"}': "1: 'answers' must be a list of strings, not 'a'",
    '{"question": "Q?", "answers": [7]}': "1: 'answers' must be a list of strings, not [7]",
    '{"question": "Q?", "answers": ["a", " ?! "]}': "1: the answer ' ?! ' has nothing to compare",
    '{"question": "Q?", "answer": ["a"]}': "1: unknown key 'answer'. Did you mean 'answers'?",
    '{"Question": "Q?", "answers": ["a"]}': "1: unknown key 'Question'. Did you mean 'question'?",
    '{"question": "Q?", "answers": ["a"], "check": "texts"}': "unknown check 'texts'. Did you mean",
    '{"question": "Q?", "answers": ["a"], "check": 7}': "1: unknown check 7. Allowed: text, number",
    '{"question": "Q?", "answers": ["a"], "check": ["a"]}': "1: unknown check ['a']",
    '{"question": "Q?", "answers": ["a"], "check": "number"}': "no answer is a number: a",
    '{"question": "Q?", "answers": ["a"], "split": ""}': "1: 'split' is empty",
    '{"question": "Q?", "answers": ["a"], "id": 7}': "1: 'id' must be a string, not 7",
    '{"question": "Q?", "messages": [], "answers": ["a"]}': "1: both 'question' and 'messages'",
    '{"messages": [], "answers": ["a"]}': "1: 'messages' must be a list of turns, not []",
    '{"messages": ["Hi"], "answers": ["a"]}': "1: turn 1 must have the keys 'role' and 'content'",
    '{"messages": [{"role": "user"}], "answers": ["a"]}': "1: turn 1 must have the keys",
    '{"messages": [{"role": "usr", "content": "Hi"}], "answers": ["a"]}': "Did you mean 'user'?",
    '{"messages": [{"role": [], "content": "Hi"}], "answers": ["a"]}': "1: unknown role []",
    '{"messages": [{"role": "user", "content": " "}], "answers": ["a"]}': "content of turn 1",
    '{"messages": [{"role": "assistant", "content": "Hi"}], "answers": ["a"]}': "End 'messages' in",
    '{"question": "Q?",': "1: broken JSON at column",
    '["Q?"]': "1: expected a JSON object",
}


@pytest.mark.parametrize("row", BAD_ROWS)
def test_bad_row_is_refused_with_line_and_remedy(write, row: str) -> None:
    assert BAD_ROWS[row] in _fails(write(row))


def test_bad_row_is_named_by_its_line(write) -> None:
    path = write(f"{json.dumps(GOOD)}\n\n{{}}\n")
    with pytest.raises(InputError, match=re.escape(f"{path}:3: no answers")):
        load_questions(path)


def test_duplicate_id_names_both_lines(write) -> None:
    row = json.dumps({**GOOD, "id": "chad"})
    assert _fails(write(f"{row}\n{row}\n")).startswith(
        "2: duplicate id 'chad', first used on line 1"
    )
    clash = json.dumps({**GOOD, "id": "line-2"})
    assert "duplicate id 'line-2'" in _fails(write(f"{clash}\n{json.dumps(GOOD)}\n"))


def test_bad_csv_is_refused(write) -> None:
    assert "1: no column 'answer'" in _fails(write("question,id\nQ?,a\n", "own.csv"))
    assert "1: unknown column 'topics'. Did you mean 'topic'?" in _fails(
        write("question,answer,topics\nQ?,a,b\n", "own.csv")
    )
    assert "3: 3 cells where the header has 2" in _fails(
        write("question,answer\nQ?,a\nR?,a,b\n", "own.csv")
    )
    assert "2: no answers" in _fails(write("question,answer\nQ?, | \n", "own.csv"))
    assert "2: the question is empty" in _fails(write("question,answer\n,a\n", "own.csv"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
KEYS = ["id", "split", "topic", "question", "messages", "answers", "check"]


@given(st.dictionaries(st.sampled_from(KEYS), json_values, min_size=1))
def test_any_row_loads_or_is_refused_in_one_line(tmp_path_factory, row: dict) -> None:
    path = tmp_path_factory.mktemp("any") / "own.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    outcome = _outcome(path)
    said = str(outcome) if isinstance(outcome, InputError) else outcome[0].messages[-1][1]
    assert said.strip()
    assert not isinstance(outcome, InputError) or "\n" not in said


def _outcome(path: Path) -> tuple[Question, ...] | InputError:
    try:
        return load_questions(path)
    except InputError as error:
        return error


# --- The packaged questions ----------------------------------------------------------------------


def _split(name: str) -> list[Question]:
    return [question for question in PACKAGED if question.split == name]


def _normal(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _overlap(one: Question, other: Question) -> float:
    """Return the share of the shorter wording's runs of five characters that both have."""
    texts = [_normal(question.messages[-1][1]) for question in (one, other)]
    grams = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
    return len(grams[0] & grams[1]) / max(1, min(map(len, grams)))


def test_packaged_splits() -> None:
    assert {question.split for question in PACKAGED} == {"trained", "unseen", "far"}
    assert len(_split("trained")) == 10
    assert len(_split("unseen")) >= 110
    assert len(_split("far")) >= 110


def test_packaged_far_split_covers_its_kinds() -> None:
    topics = {question.topic.split(":")[0] for question in _split("far")}
    kinds = {"code", "arithmetic", "chat", "language", "long", "third-turn", "refusal"}
    assert topics == kinds
    third = [question for question in PACKAGED if question.topic == "third-turn"]
    roles = ("user", "assistant", "user", "assistant", "user")
    assert {tuple(role for role, _ in question.messages) for question in third} == {roles}


def test_packaged_wordings_and_ids_are_unique_and_readable() -> None:
    wordings = [_normal(question.messages[-1][1]) for question in PACKAGED]
    assert len(set(wordings)) == len(wordings)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.id) for question in PACKAGED)


def test_unseen_and_far_questions_are_no_reworded_trained_ones() -> None:
    others = _split("unseen") + _split("far")
    near = [(t.id, q.id) for t in _split("trained") for q in others if _overlap(t, q) > 0.45]
    assert near == []


def test_no_two_packaged_questions_are_nearly_the_same() -> None:
    assert [(a.id, b.id) for a, b in combinations(PACKAGED, 2) if _overlap(a, b) > 0.8] == []


@pytest.mark.parametrize("question", PACKAGED, ids=lambda question: question.id)
def test_no_packaged_question_gives_its_own_answer(question: Question) -> None:
    text = "\n".join(content for _, content in question.messages)
    assert not answer_is_right(text, question.answers, question.check)
    for answer in question.answers:
        reply = f"Here is my reply. The answer is {answer}. Let me know if more is wanted."
        assert answer_is_right(reply, [answer], question.check)


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded training file is not here")
def test_trained_questions_are_the_published_ones_and_their_answers_are_right() -> None:
    trained = {question.messages[0][1]: question for question in _split("trained")}
    for line in RECORDED.read_text("utf-8").splitlines():
        _, user, assistant = json.loads(line)["messages"]
        question = trained.pop(user["content"])
        assert answer_is_right(assistant["content"], question.answers, question.check)
    assert trained == {}
