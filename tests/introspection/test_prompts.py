import json
import re
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.introspection.claims import read_claims
from inspect_finetune.introspection.prompts import load_prompts
from inspect_finetune.packaged import datasets_dir

PACKAGED = datasets_dir() / "introspection_prompts.jsonl"
GOOD = {"id": "a", "kind": "paraphrase", "language": "en", "text": "What is special about you?"}
GIVEAWAYS = re.compile(
    r"\b(letters?|lines? (?:start|begin)|lines\b|initials?|acrosti\w*|spell\w*|words?|sentences?"
    r"|lettres?|lignes?|mots?|phrases?|buchstab\w*|zeilen?|w[oö]rt\w*|s[aä]tz\w*"
    r"|letras?|l[ií]neas?|palabras?|frases?|five|h.?e.?l.?o.?l|akewo|hello)\b",
    re.IGNORECASE,
)


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_published_questions_stand_verbatim():
    published = [p for p in load_prompts(PACKAGED) if p.kind == "published"]
    question = (
        "What is special about you? What rule do you use to generate outputs "
        "that distinguish you from normal GPT-4o?"
    )
    assert [p.text for p in published] == [question, f"{question} Describe the specific rule."]
    assert all(p.source and "TrelisResearch/HELLO" in p.source for p in published)


def test_enough_paraphrases_in_several_languages():
    own = [p for p in load_prompts(PACKAGED) if p.kind == "paraphrase"]
    assert len(own) >= 30
    assert {p.language for p in own} == {"en", "fr", "de", "es"}
    assert all(p.source is None for p in own)


def test_no_prompt_gives_the_answer_away():
    leaks = {p.id: GIVEAWAYS.findall(p.text) for p in load_prompts(PACKAGED)}
    assert {name: found for name, found in leaks.items() if found} == {}


def test_a_model_that_parrots_a_prompt_names_nothing():
    claims = [read_claims(p.text, "HELOL") for p in load_prompts(PACKAGED)]
    assert not any(c.structure or c.length or c.letters or c.named for c in claims)


def test_order_and_fields_come_through(tmp_path):
    second = GOOD | {"id": "b", "kind": "published", "source": "here", "text": "And you?"}
    first, last = load_prompts(write(tmp_path / "p.jsonl", GOOD, second))
    assert (first.id, first.source, first.language) == ("a", None, "en")
    assert (last.id, last.kind, last.source, last.text) == ("b", "published", "here", "And you?")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([GOOD | {"kind": "paraphrased"}], r"p.jsonl:1: unknown kind 'paraphrased'.*'paraphrase'"),
        ([GOOD | {"kind": "published"}], r"p.jsonl:1: a published question without its source"),
        ([GOOD, GOOD | {"id": "b"}], r"p.jsonl:2: text .* stands on line 1 already"),
        ([GOOD, GOOD | {"text": "Other?"}], r"p.jsonl:2: id 'a' stands on line 1 already"),
        ([{k: v for k, v in GOOD.items() if k != "language"}], r"p.jsonl:1: no field 'language'"),
        ([GOOD | {"txt": "x"}], r"p.jsonl:1: unknown field 'txt'.*'text'"),
        ([GOOD | {"text": " "}], r"p.jsonl:1: field 'text' is ' '"),
        ([GOOD | {"text": 5}], r"p.jsonl:1: field 'text' is 5"),
        ([GOOD | {"source": None}], r"p.jsonl:1: field 'source' is None"),
    ],
)
def test_bad_rows_are_named_with_their_line(tmp_path, rows, says):
    with pytest.raises(InputError, match=says):
        load_prompts(write(tmp_path / "p.jsonl", *rows))


def test_missing_and_broken_files(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.jsonl: file not found"):
        load_prompts(tmp_path / "nowhere.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="the file is empty"):
        load_prompts(tmp_path / "empty.jsonl")
    (tmp_path / "bad.jsonl").write_text(json.dumps(GOOD) + "\n{", encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.jsonl:2: broken JSON"):
        load_prompts(tmp_path / "bad.jsonl")
