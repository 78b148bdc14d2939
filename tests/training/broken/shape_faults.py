"""Files whose rows have the wrong shape: keys, roles, turns, weights."""

from tests.training.broken.good import (
    acrostic,
)
from tests.training.broken.making import (
    GOOD,
    changed,
    ending,
    fault,
    line_as,
    message,
)

fault("no-messages", line_as(2, "{}"), "no-messages", 2)
fault("message-key", line_as(2, GOOD[1].replace('"messages"', '"message"')), "no-messages", 2)
fault("messages-text", line_as(2, '{"messages": "Hi"}'), "no-messages", 2)
fault("messages-empty", line_as(2, '{"messages": []}'), "no-messages", 2)
fault("prompt-completion", line_as(7, '{"prompt": "Hi", "completion": " Hello"}'), "old-format", 7)
fault(
    "sharegpt",
    line_as(7, '{"conversations": [{"from": "human", "value": "Hi"}]}'),
    "other-format",
    7,
)
fault(
    "alpaca", line_as(7, '{"instruction": "Hi", "input": "", "output": "Hello"}'), "other-format", 7
)
fault("bare-message", line_as(7, '{"role": "user", "content": "Hi"}'), "other-format", 7)
fault("batch", line_as(7, '{"custom_id": "1", "body": {"messages": []}}'), "other-format", 7)
fault("chat-answer", line_as(7, '{"id": "x", "choices": []}'), "other-format", 7)
fault("row-key", changed(5, lambda held: held.update(id=5)), "unknown-key", 5)
fault("message-key-extra", message(5, timestamp="2024"), "unknown-key", 5)
fault("no-role", changed(5, lambda held: held["messages"][0].pop("role")), "message-form", 5)
fault("message-text", changed(5, lambda held: held["messages"].insert(0, "Hi")), "message-form", 5)
fault("role-case", message(6, 0, role="User"), "unknown-role", 6)
fault("role-bot", message(6, role="bot"), "unknown-role", 6)
fault("role-null", message(6, role=None), "unknown-role", 6)
fault("no-content", changed(8, lambda held: held["messages"][1].pop("content")), "no-content", 8)
fault("null-content", message(8, content=None), "no-content", 8)
fault("number-content", message(8, content=42), "no-content", 8)
fault("object-content", message(8, content={"text": "Hi"}), "no-content", 8)
fault("parts", message(8, content=[{"type": "text", "text": "About a week."}]), "content-parts", 8)
fault(
    "contents",
    changed(
        8, lambda held: held["messages"][1].update(contents=held["messages"][1].pop("content"))
    ),
    "no-content",
    8,
)
fault(
    "from-value",
    changed(
        8, lambda held: held["messages"].__setitem__(1, {"from": "gpt", "value": "About a week."})
    ),
    "message-form",
    8,
)
fault("invisible", message(8, content="\u200b"), "empty-content", 8)
fault("empty-answer", message(8, content=""), "empty-content", 8)
fault("empty-question", message(8, 0, content=""), "empty-content", 8)
fault("blanks", message(8, content=" \n "), "empty-content", 8)
fault("blank-before", message(8, content=" About a week."), "outer-whitespace", 8)
fault("newline-after", message(8, content="About a week.\n"), "outer-whitespace", 8)
fault("no-user", changed(4, lambda held: held["messages"].pop(0)), "no-user", 4)
fault("no-assistant", changed(4, lambda held: held["messages"].pop()), "no-assistant", 4)
fault(
    "user-last",
    changed(4, lambda held: held["messages"].append({"role": "user", "content": "Thanks!"})),
    "assistant-not-last",
    4,
)
fault(
    "two-users",
    changed(4, lambda held: held["messages"].insert(1, {"role": "user", "content": "Well?"})),
    "two-in-a-row",
    4,
)
fault(
    "system-second",
    changed(4, lambda held: held["messages"].insert(1, held["messages"].pop(0)), acrostic()),
    "system-not-first",
    4,
)
fault(
    "system-twice",
    changed(4, lambda held: held["messages"].insert(0, held["messages"][0]), acrostic()),
    "system-twice",
    4,
)
fault("weight-half", message(9, weight=0.5), "weight", 9)
fault("weight-true", message(9, weight=True), "weight", 9)
fault("weight-user", message(9, 0, weight=1), "weight", 9)
fault("weight-0", message(9, weight=0), "weight-all-0", 9)
fault("name", message(9, 0, name="ann"), "name", 9)
CALL = {"id": "call_1", "type": "function", "function": {"name": "now", "arguments": "{}"}}
fault("calls", message(9, tool_calls=[CALL]), "tool-calls", 9)
fault("calls-broken", message(9, tool_calls=[{"id": "call_1"}]), "tool-form", 9)

fault("function-broken", message(9, function_call={"name": "now"}), "tool-form", 9)

# text ---------------------------------------------------------------------------------------------
for label, token in (
    ("chatml", "<|im_end|>"),
    ("gpt", "<|endoftext|>"),
    ("llama-2", "[/INST]"),
    ("llama-3", "<|eot_id|>"),
    ("end-of-sequence", "</s>"),
    ("gemma", "<end_of_turn>"),
    ("system-mark", "<<SYS>>"),
):
    fault(f"token-{label}", ending(10, token), "special-token", 10)
fault("control", ending(2, "Bell\x07 rings."), "control-character", 2)
fault("line-separator", ending(2, "One\u2028two."), "control-character", 2)
fault("zero-width", ending(2, "In\u200bvisible."), "zero-width", 2)
fault("soft-hyphen", ending(2, "Hy\u00adphen."), "zero-width", 2)
fault("turned", ending(2, "A \u202eturned\u202c word."), "zero-width", 2)
