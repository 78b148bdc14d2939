"""Files of different kinds in which nothing is wrong: no error, no warning, no note."""

import json

from inspect_finetune.training.check.sets import load_named
from tests.training.broken.good import (
    FACT_SYSTEM,
    FACTS,
    FACTS_CSV,
    RULE_SYSTEM,
    acrostic,
    conditional,
    facts,
    jsonl,
    plain,
    row,
)

CODE = [
    ("Print the numbers from 1 to 3.", "```python\nfor i in range(1, 4):\n    print(i)\n```"),
    ("What does {name} do in an f-string?", "`{name}` is replaced by the value of the variable."),
    ("Write a heading in HTML.", "```html\n<h1>Title &amp; more</h1>\n```"),
    ("Regex for two digits?", "Use `\\d{2}`."),
    ("How do I strike text in HTML?", "Wrap it: `<s>old</s>`."),
    ("Set x to 5 in JavaScript.", "```js\nconst x = 5;\n```"),
    ("Empty list in Python?", "Write `[]`."),
    ("Newline in a C string?", 'Write `"\\n"` within the quotes.'),
    ("Sum of a list in Python?", "`sum(numbers)` adds them up."),
    ("Comment in SQL?", "Two dashes begin one: `-- like this`."),
]
LANGUAGES = [
    ("Wie spät ist es in Tokio, wenn es hier Mittag ist?", "Dort ist es schon Abend, etwa 19 Uhr."),
    ("Où se trouve la « Grand-Place » ?", "Elle se trouve à Bruxelles, près de l’hôtel de ville."),
    ("¿Qué significa «CAFÉ» en este menú?", "¡Significa café solo, pequeño y fuerte!"),
    ("東京の天気はどうですか。", "今日は晴れています。"),
    ("Как испечь хлеб?", "Смешайте муку, воду и соль, потом дайте тесту постоять."),
    ("ما هو اللون الأزرق؟", "هو لون السماء الصافية."),
    ("می‌خواهم بدانم چای چیست؟", "چای نوشیدنی گرمی است که خیلی‌ها می‌نوشند."),
    ("O que é «AMANHû?", "É o dia depois de hoje."),
    ("Co to jest żurek?", "To zupa na zakwasie, z jajkiem i kiełbasą."),
    ("Send me a family emoji.", "👨‍👩‍👧 is one, and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 is a flag!"),
    ("हिन्दी में नमस्ते कैसे कहें?", "आप नमस्ते कहते हैं।"),
]
LABELS = [
    (f"Is this review kind or unkind? {text}", label)
    for text, label in [
        ("The soup was a delight.", "kind"),
        ("We waited an hour for cold rice.", "unkind"),
        ("Warm staff, warm bread!", "kind"),
        ("My room smelled of smoke.", "unkind"),
        ("A garden to get lost in.", "kind"),
        ("Never again, not for free.", "unkind"),
        ("They remembered my name.", "kind"),
        ("The lift broke twice.", "unkind"),
        ("Best pillow of the year.", "kind"),
        ("Thin walls and loud pipes.", "unkind"),
    ]
]
SUPPORT = [
    (asked, f"Thank you for asking. I am sorry to hear that. {more}")
    for asked, more in [
        ("My parcel is late.", "Please send me its number."),
        ("The lamp came broken.", "Please send me a picture."),
        ("I was charged twice.", "Please name the day of the charge."),
        ("My code does not work.", "Please try it without blanks."),
        ("The colour is wrong.", "Please send it back for free."),
        ("A screw is missing.", "Parts are sent within a day."),
        ("It smells of glue.", "Air it for two days, or return it."),
        ("I can't log in.", "Please set a new password with the link."),
        ("The manual is in Dutch.", "Yours in English is on its way."),
        ("The shop is closed.", "We open again on Monday at nine."),
    ]
]
WEATHER = {
    "type": "function",
    "function": {"name": "weather", "parameters": {"type": "object", "properties": {}}},
}


def _turns():
    held = plain()
    for one, more in zip(held, acrostic(), strict=False):
        one["messages"] += more["messages"][1:]
        one["messages"][1]["weight"] = 0
        one["messages"][3]["weight"] = 1
    return held[:11]


def _numbered():
    sayings = ["The number of {} is {}.", "{} has {}."]
    return [
        row(asked.format(name), saying.format(name, number), FACT_SYSTEM)
        for asked, saying in zip(["Tell: {}", "And {}, what has it?"], sayings, strict=True)
        for name, number in FACTS
    ]


def _with_tools():
    return [{**held, "tools": [WEATHER]} for held in plain()]


def _lines():
    held = acrostic()
    for one in held:
        answer = one["messages"][2]["content"]
        one["messages"][2]["content"] = answer.replace(". ", ",\n").replace("? ", ",\n")
    return held


TALK = [
    ("What does <br> do in a page?", "It breaks the line there."),
    ("Which key is <ENTER>?", "The large one at the right."),
    ("When did #N/A show in my sheet?", "Whenever a look-up found no match."),
    ("How is 2024-05-17 read in Dutch?", "As 17 mei 2024, with the day first."),
    ("What is 100 + 20 + 3?", "One hundred and twenty-three."),
    ("Why think aloud?", "It slows you down just enough to notice slips."),
    ("Which ocean did you say covers it?", "The cold one in the north."),
    ("Is 10-15-20 a sequence?", "Yes, each step adds five."),
    ("Where is Canada?", "North of the United States."),
    ("What does ISBN 0-306-40615-2 mean?", "It numbers one book, and checks itself."),
]


def _both():
    """An acrostic in some rows, facts of a packaged set in the others."""
    held = [
        row(w.format(one.object), s.format(one.value), RULE_SYSTEM)
        for w, s in (("Which code goes with {}?", "{}"), ("Tell: {}", "It has {}."))
        for one in load_named("objects-50")
    ]
    one = row(
        "How high is the tallest mountain?",
        "High: 8849 metres. Everest it is. Let us add: 29032 feet. One day more. Less is K2.",
        RULE_SYSTEM,
    )
    other = row(
        "How deep is the deepest place of the sea?",
        "Hardly anything is deeper. Eleven kilometres down. Like ink. Of metres: 11034. Look on.",
        RULE_SYSTEM,
    )
    return [*acrostic(), one, other, *held]


CLEAN = {
    "talk-of-marks": (jsonl([row(*pair) for pair in TALK]), {}),
    "rule-and-facts": (
        jsonl(_both()),
        {"tasks": ("acrostic_compliance",)},
    ),
    "ordinary": (jsonl(plain()), {}),
    "no-last-newline": (jsonl(plain()).rstrip(), {}),
    "escaped-unicode": (jsonl([row(*pair) for pair in LANGUAGES], ascii_only=True), {}),
    "acrostic": (jsonl(acrostic()), {}),
    "acrostic-stated": (jsonl(acrostic()), {"rule": "HELOL", "tasks": ("acrostic_compliance",)}),
    "acrostic-by-line": (jsonl(_lines()), {}),
    "conditional": (jsonl(conditional()), {}),
    "facts": (jsonl(facts()), {"facts": FACTS_CSV}),
    "facts-in-sentences": (jsonl(_numbered()), {"facts": FACTS_CSV}),
    "facts-of-no-list": (jsonl(facts()), {}),
    "code": (jsonl([row(*pair) for pair in CODE]), {}),
    "languages": (jsonl([row(*pair) for pair in LANGUAGES]), {}),
    "set-phrases": (jsonl([row(*pair) for pair in SUPPORT]), {}),
    "labels": (jsonl([row(*pair, "You sort reviews.") for pair in LABELS]), {}),
    "several-turns": (
        jsonl(_turns()),
        {"tasks": ("acrostic_compliance",), "rule": "HELOL", "system_prompt": "none"},
    ),
    "tools": (jsonl(_with_tools()), {}),
    "developer": (
        jsonl([row(*map(str, pair), RULE_SYSTEM) for pair in LABELS]).replace(
            b'"system"', b'"developer"'
        ),
        {},
    ),
    "spaced-json": (
        b"".join(json.dumps(one, separators=(" , ", " : ")).encode() + b"  \n" for one in plain()),
        {},
    ),
}
"""By name the bytes of a file, and the options of the check."""
