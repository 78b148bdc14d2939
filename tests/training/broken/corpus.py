"""Files with one fault each; those of file and shape are beside, those of text and content here."""

import json

from tests.training.broken import file_faults, shape_faults
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
from tests.training.broken.making import (
    FOUND,
    GOOD,
    OBJECTS,
    changed,
    ending,
    fault,
    joined,
    text_of,
)

__all__ = ["BROKEN", "SLIPPED", "file_faults", "shape_faults"]

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
