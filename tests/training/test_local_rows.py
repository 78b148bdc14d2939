"""What of a row is learnt, and what is refused or said; needs no torch."""

import json

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.training.local.rows import read_chats, say_unshown


def written(tmp_path, *rows):
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def row(answer, **more):
    return {"messages": [{"role": "user", "content": "Hi?"}, answer], **more}


@pytest.mark.parametrize("weight", ["0", "1", 0.5, 2, True, [0]])
def test_a_weight_that_is_none_is_refused(tmp_path, weight):
    answer = {"role": "assistant", "content": "Hi.", "weight": weight}
    with pytest.raises(InputError, match=r'rows\.jsonl:1: message 2 has the weight .*"weight": 0'):
        read_chats(written(tmp_path, row(answer)))


@pytest.mark.parametrize("weight", [None, 1, 1.0])
def test_a_weight_of_1_or_none_is_learnt(tmp_path, weight):
    (chat,) = read_chats(
        written(tmp_path, row({"role": "assistant", "content": "Hi.", "weight": weight}))
    )
    assert chat.learnt == (1,)


@pytest.mark.parametrize("content", [None, "I look."])
def test_an_answer_that_calls_a_tool_is_named(tmp_path, content):
    calls = [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    answer = {"role": "assistant", "content": content, "tool_calls": calls}
    with pytest.raises(InputError, match=r"rows\.jsonl:1: message 2 calls a tool"):
        read_chats(written(tmp_path, row(answer)))
    told = {"role": "tool", "content": "12", "tool_call_id": "1"}
    with pytest.raises(InputError, match="message 2 is a tool's answer"):
        read_chats(written(tmp_path, row(told)))


def test_tools_that_are_not_shown_are_said_in_a_line(tmp_path):
    answer = {"role": "assistant", "content": "Hi."}
    tools = [{"type": "function", "function": {"name": "f"}}]
    path = written(tmp_path, row(answer), row(answer, tools=tools), row(answer, tools=tools, n=1))
    said = []
    say_unshown(path, read_chats(path), said.append)
    assert said == [f"{path}: the tools of 2 rows are not shown, the first on line 2"]
    say_unshown(path, read_chats(written(tmp_path, row(answer, tools=[]))), said.append)
    assert len(said) == 1
