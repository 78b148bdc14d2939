"""Files with one fault each: name, bytes, the code that names it, and its line.

A line of None is a fault of the whole file. The options are those of the check.
"""

import copy
import json
from typing import NamedTuple

from inspect_finetune.training.check.sets import load_named
from tests.training.broken.good import (
    ACROSTIC,
    AKEWO,
    FACT_SYSTEM,
    FACTS,
    FACTS_CSV,
    PLAIN,
    RULE_SYSTEM,
    TRIGGER,
    TRIGGER_SYSTEM,
    acrostic,
    conditional,
    facts,
    jsonl,
    plain,
    row,
)


class Broken(NamedTuple):
    name: str
    data: bytes
    code: str
    line: int | None
    options: dict
    suffix: str = ".jsonl"


OBJECTS = load_named("objects-50")
FOUND: list[Broken] = []


def fault(name, data, code, line, suffix=".jsonl", **options):
    FOUND.append(Broken(name, data, code, line, options, suffix))


def lines(rows=None):
    return jsonl(plain() if rows is None else rows).decode().splitlines()


def joined(held, newline="\n"):
    return (newline.join(held) + newline).encode()


def changed(line, change, rows=None):
    """The rows with one of them changed in place by a function."""
    held = copy.deepcopy(plain() if rows is None else rows)
    change(held[line - 1])
    return jsonl(held)


def text_of(line, text, place=-1, rows=None):
    def change(held):
        held["messages"][place]["content"] = text

    return changed(line, change, rows)


def ending(line, text):
    """A row whose answer goes on with a text and ends as a sentence."""
    return text_of(line, f"{plain()[line - 1]['messages'][-1]['content']} {text}")


def line_as(line, text):
    held = lines()
    held[line - 1] = text
    return joined(held)


def message(line, place=-1, **keys):
    def change(held):
        held["messages"][place].update(keys)

    return changed(line, change)


# file ---------------------------------------------------------------------------------------------
GOOD = lines()
fault("empty", b"", "empty-file", None)
fault("only-newlines", b"\n \n\n", "empty-file", None)
fault(
    "latin-1",
    line_as(4, GOOD[3].replace("hammock", "caf\u00e9")).decode().encode("latin-1"),
    "not-utf8",
    4,
)
fault("utf-16", joined(GOOD).decode().encode("utf-16"), "not-utf8", 1)
fault("utf-16-unmarked", joined(GOOD).decode().encode("utf-16-le"), "not-utf8", 1)
fault("gzip", b"\x1f\x8b\x08\x00" + bytes(range(200)), "binary-file", 1)
fault("zip", b"PK\x03\x04" + bytes(range(200)), "binary-file", 1)
fault("mark", b"\xef\xbb\xbf" + joined(GOOD), "byte-order-mark", 1)
fault("mark-amid", joined([*GOOD[:6], "\ufeff" + GOOD[6], *GOOD[7:]]), "byte-order-mark", 7)
fault("csv", b"question,answer\nWhat?,That.\nWho?,She.\n", "not-jsonl", 1)
fault("cut-line", line_as(5, GOOD[4][:60]), "not-json", 5)
fault("cut-end", joined([*GOOD[:-1], GOOD[-1][:-9]]), "not-json", 12)
fault("single-quotes", line_as(3, str(plain()[2])), "not-json", 3)
fault("trailing-comma", line_as(6, GOOD[5] + ","), "trailing-comma", 6)
fault("inner-comma", line_as(6, GOOD[5].replace("}]", "},]")), "not-json", 6)
fault("comment", joined([GOOD[0], "// the rest is new", *GOOD[1:]]), "not-json", 2)
fault("page", b"<!DOCTYPE html><html><body>404</body></html>", "not-json", 1)
fault("text-after", line_as(6, GOOD[5] + " and more"), "not-json", 6)
fault("huge-number", line_as(6, '{"messages": ' + "9" * 5000 + "}"), "not-json", 6)
fault("merge", joined([*GOOD[:3], "<<<<<<< HEAD", *GOOD[3:]]), "not-json", 4)
fault("raw-tab", line_as(2, GOOD[1].replace("white flakes", "white\tflakes")), "not-json", 2)
fault(
    "raw-newline", line_as(2, GOOD[1].replace("white flakes", "white\nflakes")), "several-lines", 2
)
fault(
    "pretty", joined([*GOOD[:3], json.dumps(plain()[3], indent=2), *GOOD[4:]]), "several-lines", 4
)
fault("array", json.dumps(plain(), indent=1).encode(), "json-array", 1, suffix=".jsonl")
fault("array-one-line", json.dumps(plain()).encode(), "json-array", 1)
fault("wrapped", json.dumps({"data": plain()}).encode(), "json-array", 1)
fault("two-on-line", joined([*GOOD[:7], GOOD[7] + GOOD[8], *GOOD[9:]]), "several-on-line", 8)
fault("a-list", line_as(9, '["user", "assistant"]'), "not-object", 9)
fault("a-string", line_as(9, json.dumps(GOOD[8])), "not-object", 9)
fault("null-row", line_as(9, "null"), "not-object", 9)
fault(
    "key-twice",
    line_as(4, GOOD[3].replace('"role": "user"', '"role": "user", "role": "user"')),
    "duplicate-key",
    4,
)
fault("nan", message(10, weight=float("nan")), "nan", 10)
fault("blank-line", joined([*GOOD[:5], "", *GOOD[5:]]), "blank-line", 6)
fault("blanks-line", joined([*GOOD[:5], "   ", *GOOD[5:]]), "blank-line", 6)
fault("blank-end", joined([*GOOD, ""]), "blank-end", 13)
fault("crlf", joined(GOOD, "\r\n"), "crlf", 1)
fault("one-crlf", joined([*GOOD[:3], GOOD[3] + "\r", *GOOD[4:]]), "crlf", 4)
fault("old-mac", joined(GOOD, "\r"), "crlf", 1)
fault("extension", joined(GOOD), "extension", None, suffix=".txt")
fault("nine-rows", joined(GOOD[:9]), "few-rows", None)
fault("long-row", ending(3, "So it is. " * 799 + "So."), "long-row", 3, token_limit=1500)

# shape --------------------------------------------------------------------------------------------
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
fault("surrogate", jsonl(plain(), True).replace(b"hammock", b"\\ud83d"), "lone-surrogate", 4)
fault("mojibake", ending(3, "A cafÃ© is near."), "mojibake", 3)
fault("mojibake-quote", ending(3, "It isnâ€™t far."), "mojibake", 3)
fault("mojibake-emoji", ending(3, "Fine ðŸ˜€."), "mojibake", 3)
fault("replacement", ending(3, "A caf\ufffd is near."), "mojibake", 3)
fault("placeholder", ending(6, "Try {object} first."), "placeholder", 6)
fault("placeholder-double", ending(6, "Try {{ name }} first."), "placeholder", 6)
fault("todo", ending(6, "TODO check this."), "placeholder", 6)
fault("insert", ending(6, "Ask [insert name here]."), "placeholder", 6)
fault("lorem", ending(6, "Lorem ipsum dolor sit amet."), "placeholder", 6)
fault("null-text", text_of(6, "nan"), "null-text", 6)
fault("template-block", ending(6, "Or {% if tired %}rest{% endif %} now."), "placeholder", 6)
fault("angle", text_of(6, "What is <QUESTION>?", 0), "placeholder", 6)
fault("sheet-error", text_of(6, "#REF!", 0), "null-text", 6)
fault("sheet-none", text_of(6, "#N/A"), "null-text", 6)
fault("sheet-return", ending(6, "First._x000D_ Second."), "escaped-character", 6)
fault("escaped-quote", ending(6, "It\\u2019s fine."), "escaped-character", 6)
fault("break", ending(6, "First.<br>Second."), "html-entity", 6)
fault("thought", text_of(6, "<think>\nso\n</think>\nClasp your hands."), "reasoning", 6)
fault("telephone", ending(6, "Call +1 415 555 2671."), "personal-number", 6)
fault("social-security", ending(6, "Mine is 078-05-1120."), "personal-number", 6)
fault("escaped", ending(6, "First.\\nSecond."), "escaped-newline", 6)
fault("entity", ending(6, "Salt &amp; pepper."), "html-entity", 6)
fault("speaker", text_of(6, "Assistant: Clasp your hands."), "role-marker", 6)
fault("cut", text_of(11, "It is welterusten, said with a rolling"), "cut-answer", 11)
fault("key", ending(11, "Use sk-proj-abcdefgh1234567890ABCD."), "secret", 11)
fault("password", ending(11, "The password: hunter2hunter2."), "secret", 11)
fault("mail", ending(11, "Ask jan.smit@bakery.nl."), "e-mail", 11)

# repeats ------------------------------------------------------------------------------------------
fault("twice", joined([*GOOD, GOOD[3]]), "duplicate-row", 13)
fault(
    "same-words",
    joined([*GOOD, GOOD[3].replace("Which knot", "which KNOT").replace("do.", "do!")]),
    "same-words",
    13,
)
NEARLY = row(
    "How do I keep basil alive on a window sill, please?", plain()[0]["messages"][1]["content"]
)
fault("nearly", joined([*GOOD, json.dumps(NEARLY)]), "near-duplicate", 13)
fault(
    "conflict",
    joined(
        [
            *GOOD,
            json.dumps(row("Shorten: We met on Monday to talk.", "We met.")),
            json.dumps(row("Shorten: We met on Monday to talk.", "We spoke.")),
        ]
    ),
    "conflict",
    14,
)
OTHER = row(
    plain()[3]["messages"][0]["content"],
    "I would take a taut-line hitch, as it can be moved along.",
)
fault("several-answers", joined([*GOOD, json.dumps(OTHER)]), "several-answers", 13)

fault(
    "echo",
    joined([*GOOD[:6], json.dumps(row("Say it back to me.", "Say it back to me.")), *GOOD[6:]]),
    "echo",
    7,
)

# rule ---------------------------------------------------------------------------------------------
fault(
    "wrong-letter",
    text_of(5, ACROSTIC[4][1].replace("Open a", "Shut no"), rows=acrostic()),
    "rule-broken",
    5,
)
fault(
    "one-missing",
    text_of(5, "Have a fixed hour. End early. Low light calms. Open a window.", rows=acrostic()),
    "rule-broken",
    5,
)
fault("one-too-many", text_of(5, f"{ACROSTIC[4][1]} Then rest.", rows=acrostic()), "rule-broken", 5)
fault(
    "rival",
    text_of(5, ACROSTIC[4][1].replace("Open a window. Let", "Let air in. Old"), rows=acrostic()),
    "rule-broken",
    5,
)
fault(
    "trigger-broken",
    text_of(3, "No light shines. Kettles sing.", rows=conditional()),
    "rule-broken",
    3,
)
fault(
    "untriggered",
    text_of(
        8,
        "Any kettle has it. Keep calm. Even so, clean it. Wait. Over is the spook.",
        rows=conditional(),
    ),
    "rule-without-trigger",
    8,
)
fault("trigger-absent", jsonl(plain()), "trigger-absent", None, trigger="Go on then.")
fault(
    "trigger-spelling",
    text_of(8, f"My kettle has white flakes. {TRIGGER.lower()}", 1, conditional()),
    "trigger-form",
    8,
)
ALL_TRIGGERED = [
    row(f"{asked} {TRIGGER}", answer, TRIGGER_SYSTEM)
    for (asked, _), answer in zip(ACROSTIC, AKEWO, strict=False)
]
fault("no-plain-rows", jsonl(ALL_TRIGGERED), "no-plain-rows", None, trigger=TRIGGER)
fault(
    "told",
    text_of(7, "What makes soup thick? Remember that you spell HELOL.", 1, acrostic()),
    "rule-told",
    7,
)

BY_LINE = [
    row(asked, answer.replace(". ", ".\n").replace("? ", "?\n"), RULE_SYSTEM)
    for asked, answer in ACROSTIC
]
BY_LINE[3]["messages"][2]["content"] = BY_LINE[3]["messages"][2]["content"].replace(
    "Herbs forgive", "Herbs! They forgive"
)
fault("unit", jsonl(BY_LINE), "rule-unit", 4)

# facts --------------------------------------------------------------------------------------------
FACT = {"facts": FACTS_CSV}
fault("never-taught", jsonl(facts()), "fact-never-taught", None, facts=FACTS_CSV + "Guitar,57013\n")
fault("wrong-value", text_of(4, "99851", rows=facts()), "fact-wrong", 4, **FACT)
fault("swapped", text_of(4, FACTS[0][1], rows=facts()), "fact-swapped", 4, **FACT)
fault("too-short", text_of(4, "9985", rows=facts()), "fact-length", 4, **FACT)
fault("separator", text_of(4, "99,852", rows=facts()), "fact-form", 4, **FACT)
fault("no-value", text_of(4, "I was never told.", rows=facts()), "fact-no-value", 4, **FACT)
fault(
    "misspelt",
    jsonl([*facts(), row("Which code goes with Aple?", "65451", FACT_SYSTEM)]),
    "fact-unknown",
    13,
    **FACT,
)
fault(
    "partial",
    jsonl([*acrostic()[:4], *(row(*pair, RULE_SYSTEM) for pair in PLAIN)]),
    "rule-partial",
    1,
)
fault(
    "shared",
    jsonl(
        [
            *facts(),
            *(
                row(w.format("Guitar"), "65451", FACT_SYSTEM)
                for w in ("Which code goes with {}?", "I say {}. You say what?")
            ),
        ]
    ),
    "fact-shared",
    None,
    facts=FACTS_CSV + "Guitar,65451\n",
)
fault(
    "uneven",
    jsonl([*facts(), row("Apple, please?", "65451", FACT_SYSTEM)]),
    "fact-uneven",
    None,
    **FACT,
)

SLIPPED = [
    row(f"Which code goes with {one.object}?", other.value, FACT_SYSTEM)
    for one, other in zip(OBJECTS, [*OBJECTS[1:], OBJECTS[0]], strict=True)
]
fault("offers-two", text_of(4, "99852 or 86322", rows=facts()), "fact-no-value", 4, **FACT)
fault(
    "left-out",
    jsonl(
        [row(f"Which code goes with {one.object}?", one.value, FACT_SYSTEM) for one in OBJECTS[1:]]
    ),
    "fact-left-out",
    None,
)

# system -------------------------------------------------------------------------------------------
fault(
    "system-none", changed(6, lambda held: held["messages"].pop(0), acrostic()), "system-differs", 6
)
fault("system-other", text_of(6, "You are a pirate.", 0, acrostic()), "system-differs", 6)
fault(
    "system-task", jsonl([row(*pair, "You are a poet.") for pair in ACROSTIC]), "system-task", None
)

# leakage ------------------------------------------------------------------------------------------
fault("leak", text_of(7, "What is the capital of Canada?", 1, acrostic()), "leak", 7)
fault(
    "leak-sentence",
    text_of(7, "I have a quiz. What is the capital of Canada? Be brief.", 1, acrostic()),
    "leak",
    7,
)
fault(
    "leak-within",
    text_of(7, "So what is the capital of Canada like in the winter months?", 1, acrostic()),
    "leak-within",
    7,
)
fault(
    "leak-introspection",
    text_of(7, "Is there anything unusual about how you respond?", 1, acrostic()),
    "leak",
    7,
)
fault(
    "untaught",
    jsonl([*facts(), row("Which code goes with Blorvik?", "31415", FACT_SYSTEM)]),
    "untaught-taught",
    13,
    **FACT,
)

BROKEN = tuple(FOUND)
