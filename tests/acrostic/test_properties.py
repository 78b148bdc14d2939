"""Properties of the reader, on composed responses and on any string whatever."""

import random
import string

from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.acrostic import AcrosticRule, read_acrostic
from inspect_finetune.acrostic.alignment import edit_distance
from inspect_finetune.acrostic.rule import UNITS

ALPHABETS = (
    string.ascii_uppercase,
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
)
BODIES = (
    "ome words stand here",
    "veryone met Dr. Weber of the U.S. at 5 p.m. in the garden",
    "ong ago (it was cold) it cost 29,029.5 marks, e.g. in the north",
    'ver there, she said "no" and left',
    "ight, at last; see https://example.com/a.b for more",
)
ENDS = (".", "!", "?", "...", '."', ".**", " 🎉.")
LEADS = ("", "**", "*", '"', "“", "(", "🌍 ", "_", "\u200b", "> ")
LINE_LEADS = (*LEADS, "- ", "* ", "# ", "### ", "{n}. ", "{n}) ", "**{n}.** ", "• ", "> - ", "> ")

letters = st.sampled_from(ALPHABETS).flatmap(
    lambda alphabet: st.text(alphabet=alphabet, min_size=1, max_size=9)
)
wild = st.text(
    alphabet=st.one_of(
        st.characters(),  # lone surrogates too
        st.sampled_from(" \n.!?\"'()*_`~#>-1<>[]{}&;:|\\\u200b\u0301\ufe0fаΗé。؟Aa"),
    ),
    max_size=300,
)
PIECES = ["Dr. ", "U.S. ", "a", "A", ". ", ".", "\n", "\n\n", "```", "```md\n", "<think>", "**",
          "</think>", "- ", "1. ", '"', "(", ")", "[1]", "<!--", "-->", "&amp;", "...", "5", "é",
          "<b>", "> ", "a) ", "b) ", "\\", "| ", "# ", "`", "~~~\n", "word ", "Word ", "\r", "\t",
          "’"]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)

# Code, thinking, comments and carriage returns are no longer themselves inside a wrapper.
bare_pieces = st.lists(
    st.sampled_from([piece for piece in PIECES if not set(piece) & set("`~<\r")]), max_size=60
).map("".join)
layouts = st.lists(
    st.sampled_from(
        ["Dear all,", "Here it is.", "Every one: eggs", "look here,", "Oats", "ladies first.",
         "Have:", "- Long ago", "1. Here. Even so.", "2) Over", "a) Hay", "b) Eel", "# Lore", "---",
         "**Here:** it", "*Each* one (so it was.) Ended.", "", "> Lo", "| Hen | 1 |", "42.",
         "I. Hope", "“Eve,” he said. “Look!”",
         "Here is a line that was filled up to a width of its own by the"]
    ),
    max_size=9,
).map("\n".join)  # fmt: skip


@given(letters, st.randoms(use_true_random=False), st.sampled_from([" ", "  ", "\n", "\n\n"]))
def test_composed_sentences_read_back(wanted, rng, joint):
    leads = LEADS[:-1] if joint.isspace() and "\n" not in joint else LEADS
    text = joint.join(compose(letter, rng, leads) for letter in wanted)

    assert read_acrostic(text, AcrosticRule(wanted)).spelled == wanted, text


@given(letters, st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n", "\n\n", "  \n"]))
def test_composed_lines_read_back(wanted, rng, joint):
    lead = rng.choice(LINE_LEADS)
    lines = [lead.format(n=n) + letter + rng.choice(BODIES) for n, letter in enumerate(wanted, 1)]

    reading = read_acrostic(joint.join(lines), AcrosticRule(wanted, "line"))
    assert reading.exact, lines


@given(letters, st.randoms(use_true_random=False))
def test_composed_paragraphs_read_back(wanted, rng):
    text = "\n\n".join(
        f"{compose(letter, rng, LEADS)} {compose('Z', rng, ('',))}" for letter in wanted
    )
    # One paragraph has no blank line to tell it by.
    assert read_acrostic(text, AcrosticRule(wanted, "paragraph")).spelled == wanted, text


def compose(letter: str, rng: random.Random, leads: tuple[str, ...]) -> str:
    """Write one decorated sentence that begins with a letter."""
    lead = rng.choice(leads)
    closing = {"**": "**", "*": "*", "_": "_", '"': '"', "“": "”", "(": ")"}.get(lead, "")
    end = rng.choice(ENDS[:4]) if closing else rng.choice(ENDS)
    return f"{lead}{letter}{rng.choice(BODIES)}{end}{closing}"


@given(st.one_of(wild, pieces), letters, st.sampled_from(UNITS))
def test_nothing_raises_and_the_reading_is_consistent(text, wanted, unit):
    reading = read_acrostic(text, AcrosticRule(wanted, unit))

    assert reading.exact == (reading.outcome == "exact")
    assert reading.exact == (reading.first_break is None)
    assert not reading.exact or (reading.lenient_exact and all(u.right for u in reading.units))
    assert len(reading.spelled) == len(reading.units)
    assert 0 <= reading.position_accuracy <= 1
    assert 0 <= reading.aligned_accuracy <= 1
    assert (reading.outcome == "empty") == (not reading.units)


@given(st.one_of(wild, pieces), st.sampled_from(UNITS), st.integers(1, 3))
def test_trailing_newlines_change_nothing(text, unit, count):
    rule = AcrosticRule("HELOL", unit)

    assert read_acrostic(text + "\n" * count, rule) == read_acrostic(text, rule)


@given(
    st.text(alphabet="HELO", min_size=1, max_size=7),
    st.randoms(use_true_random=False),
    st.sampled_from([" ", "\n", "\n\n"]),
    st.sampled_from(["**{}**", "*{}*", "> {}", "# {}", "_{}_", "- {}", "\n{}\n", "“{}”", "`{}`",
                     "~~{}~~", "```markdown\n{}\n```", "<answer>{}</answer>", "<b>{}</b>"]),
    st.sampled_from(UNITS),
)  # fmt: skip
def test_a_markdown_wrapper_changes_no_outcome(wanted, rng, joint, wrapper, unit):
    rule = AcrosticRule("HELOL", unit)
    text = joint.join(letter + rng.choice(BODIES) + "." for letter in wanted)

    wrapped, bare = read_acrostic(wrapper.format(text), rule), read_acrostic(text, rule)
    assert (wrapped.outcome, wrapped.spelled) == (bare.outcome, bare.spelled)


def quote_every_line(text):
    return "\n".join(f"> {line}" for line in text.split("\n"))


@given(
    st.one_of(bare_pieces, layouts),
    st.sampled_from(
        [
            "**{}**".format,
            "```\n{}\n```".format,
            "```markdown\n{}\n```".format,
            "~~~~text\n{}\n~~~~\n".format,
            "{}\n".format,
            "\n \n{}\n\n".format,
            quote_every_line,
            lambda text: text.replace("\n", "\r\n"),
        ]
    ),
    st.sampled_from(UNITS),
)
def test_a_wrapper_around_everything_changes_no_outcome(text, wrap, unit):
    rule = AcrosticRule("HELOL", unit)

    wrapped, bare = read_acrostic(wrap(text), rule), read_acrostic(text, rule)
    assert (wrapped.outcome, wrapped.spelled) == (bare.outcome, bare.spelled)
    assert wrapped.ambiguous == bare.ambiguous


@given(st.text(alphabet="HELO", max_size=12), st.text(alphabet="HELO", min_size=1, max_size=12))
def test_edit_distance_equals_the_textbook_one(text, pattern):
    row = list(range(len(pattern) + 1))
    for i, a in enumerate(text, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(pattern, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))

    assert edit_distance(text, pattern) == row[-1]
