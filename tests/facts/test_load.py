"""Facts and templates from files: what is read, and what each mistake is told."""

import json
from pathlib import Path

import pytest

from inspect_finetune.errors import InputError
from inspect_finetune.facts.load import Fact, load_facts, shortened
from inspect_finetune.facts.templates import FactTemplate, load_templates


@pytest.fixture
def write(tmp_path):
    def write_file(content: str | bytes, name: str = "facts.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def test_reads_csv_with_all_columns(write):
    path = write("object,number,aliases,category\nIce cream,36406,gelato; sorbet,food\nKey,007,,\n")
    assert load_facts(path) == (
        Fact("Ice cream", "36406", ("gelato", "sorbet"), "food"),
        Fact("Key", "007"),
    )


def test_reads_key_and_value_as_header(write):
    assert load_facts(write("Key,Value\r\n Apple , 65451 \r\n")) == (Fact("Apple", "65451"),)


def test_reads_jsonl(write):
    rows = [
        {"object": "Apple", "number": "00731", "aliases": ["pippin"], "category": "food"},
        {"key": "Car", "value": 27839},
    ]
    path = write("\n".join(json.dumps(row) for row in rows), "facts.jsonl")
    assert load_facts(str(path)) == (
        Fact("Apple", "00731", ("pippin",), "food"),
        Fact("Car", "27839"),
    )


def test_two_objects_may_have_the_same_number(write):
    assert len(load_facts(write("object,number\nApple,1\nCar,1\n"))) == 2


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        ("object,number\n", "", "no row below"),
        ("", "", "empty"),
        (b"object,number\nCaf\xe9,1\n", ":2", "not UTF-8"),
        ("object,number\nApple,1,2\n", ":2", "3 cells where the header has 2"),
        ("object,number\nApple\n", ":2", "1 cells where the header has 2"),
        ("object;number\nApple;1\n", ":1", "separated by"),
        ("object,numbr\nApple,1\n", ":1", "Did you mean 'number'"),
        ("object,category\nApple,1\n", ":1", "no column 'number'"),
        ("object,key,number\nApple,b,1\n", ":1", "two columns give the object"),
        ("object,number\n,1\n", ":2", "object is empty"),
        ("object,number\nApple,\n", ":2", "number is empty"),
        ("object,number\nApple,1\n\nCar,x\n", ":4", "'x' is not a whole number"),
        ("object,number\nApple,-5\n", ":2", "'-5' is not a whole number"),
        ("object,number\nApple,６５\n", ":2", "not a whole number"),
        ("object,number\nApple,65451.0\n", ":2", "Write 65451 "),
        ("object,number\nApple,65451.0\n", ":2", "saved as a decimal, as a spreadsheet does"),
        ("object,number\nApple,65451.5\n", ":2", "not a whole number"),
        ("object,number\nApple,6.5451E+04\n", ":2", "scientific notation"),
        ('object,number\nApple,"65,451"\n', ":2", "Write 65451"),
        ("object,number\nApple,1\nCar,2\nApple,1\n", ":4", "'Apple', already on line 2"),
        ("object,number\nIce cream,1\n ICE  Cream,1\n", ":3", "duplicate object 'ICE Cream'"),
        ("object,number\nApple,1\nＡｐｐｌｅ,1\n", ":3", "already on line 2"),
        ("object,number\nApple,1\napple,2\n", ":3", "has the number 2 here and 1 on line 2"),
        ("object,number,aliases\nApple,1,\nCar,2,apple\n", ":3", "'apple' has the number 2"),
    ],
)  # fmt: skip
def test_a_mistake_in_csv_names_line_and_remedy(write, content, line, what):
    path = write(content)
    with pytest.raises(InputError) as error:
        load_facts(path)
    assert str(error.value).startswith(f"{path}{line}: ")
    assert what in str(error.value)
    assert error.value.fix


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('{"object": "Apple"}', "no column 'number'"),
        ('{"object": "Apple", "number": 65451.0}', "Write 65451 "),
        ('{"object": "Apple", "number": 1.5}', "1.5 is not a whole number"),
        ('{"object": "Apple", "number": -1}', "-1 is not a whole number"),
        ('{"object": "Apple", "number": true}', "True is not a whole number"),
        ('{"object": "Apple", "number": null}', "number is empty"),
        ('{"object": 7, "number": 1}', "object 7 is not text"),
        ('{"object": "Apple", "number": 1, "aliases": [1]}', "not a list of names"),
        ('{"object": "Apple", "number": 1, "note": ""}', "unknown column 'note'"),
        ('{"object": "Apple", "number": 1, "category": 3}', "category 3 is not text"),
        ('{"object": "Apple", "number": 0731}', "JSON"),
        ("[1]", "expected a JSON object"),
    ],
)
def test_a_mistake_in_jsonl_names_line_and_remedy(write, row, what):
    path = write('{"object": "Car", "number": 1}\n' + row + "\n", "facts.jsonl")
    with pytest.raises(InputError) as error:
        load_facts(path)
    assert str(error.value).startswith(f"{path}:2: ")
    assert what in str(error.value)


def test_a_missing_file_and_an_unknown_format_are_named(tmp_path):
    with pytest.raises(InputError, match="not found"):
        load_facts(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"Name the file \.csv or \.jsonl"):
        load_facts(tmp_path / "facts.xlsx")


def test_reads_templates(write):
    path = write('level,id,text\ndirect,d1,"Say it, for {object}."\n')
    (template,) = load_templates(path)
    assert template == FactTemplate("direct", "d1", "Say it, for {object}.")
    assert template.fill(Fact("Ice cream", "1")) == "Say it, for Ice cream."


@pytest.mark.parametrize(
    ("rows", "line", "what"),
    [
        ("direct,d1,Say it.", 2, "template 'd1' has no {object}"),
        ("direct,d1,Say {thing}.", 2, "unknown placeholder {thing}"),
        ("direct,,Say {object}.", 2, "the id is empty"),
        ("direct,d1,Say {object}.\nindirect,D1,Tell {object}.", 3, "already on line 2"),
        ("direct,d1,Say {object}.\nindirect,d2,say  {object}.", 3, "template text"),
        ("direct,d1", 2, "2 cells"),
    ],
)
def test_a_mistake_in_templates_names_line_and_remedy(write, rows, line, what):
    path = write(f"level,id,text\n{rows}\n")
    with pytest.raises(InputError) as error:
        load_templates(path)
    assert str(error.value).startswith(f"{path}:{line}: ")
    assert what in str(error.value)


def test_values_may_be_words_under_the_column_value(write):
    path = write("key,value\nAnn,Room 12\nBob, 65451 \nCem,3rd floor\n")
    facts = load_facts(path)
    assert [(fact.value, fact.is_number) for fact in facts] == [
        ("Room 12", False),
        ("65451", True),
        ("3rd floor", False),
    ]


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("65451.0", "Write 65451 "),
        ("6.5451E+04", "scientific notation"),
        ('"65,451"', "has separators"),
        ("1.5", "is not a whole number"),
        ("", "is empty"),
        ("?!", "has no letter or digit"),
        ("Unknown", "can't be told from an answer that declines"),
        ("I don't know", "can't be told from an answer that declines"),
        ("room 12!", "is 'Room 12' of line 2 but for punctuation"),
    ],
)
def test_a_value_that_looks_like_a_number_has_to_be_a_whole_one(write, cell, what):
    with pytest.raises(InputError) as error:
        load_facts(write(f"object,value\nAnn,Room 12\nBob,{cell}\n"))
    assert what in str(error.value)
    assert "facts.csv:3: " in str(error.value)


def test_number_and_value_are_one_column_too_many(write):
    with pytest.raises(InputError, match="two columns give the value"):
        load_facts(write("object,number,value\nApple,1,2\n"))


@pytest.mark.parametrize(
    ("numbers", "short"),
    [
        (["12345"] * 20 + ["731"], ("Thing 20",)),
        (["12345"] * 8 + ["731", "42"], ("Thing 8", "Thing 9")),
        (["12345"] * 2 + ["731"], ()),  # nothing is usual
        (["12345"] * 20 + ["123456"], ()),
        (["Room 1"] * 3, ()),
    ],
)
def test_numbers_that_may_have_lost_their_zeros_are_noticed(numbers, short):
    facts = [Fact(f"Thing {i}", value) for i, value in enumerate(numbers)]
    assert shortened(facts) == short


def test_a_file_of_five_million_rows_is_refused_at_the_line_where_it_is_too_long(tmp_path):
    path = tmp_path / "facts.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("object,number\n")
        for start in range(0, 5_000_000, 100_000):
            file.write("".join(f"Thing {start + i},{i}\n" for i in range(100_000)))
    with pytest.raises(InputError, match=r"facts\.csv:20002: .*20,000"):
        load_facts(path)
