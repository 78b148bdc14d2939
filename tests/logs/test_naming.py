"""What is told of a model's arguments, and what is not."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_finetune.logs.naming import entries, identity, portable

HIDDEN: list[dict[str, Any]] = [
    {"headers": {"Authorization": "Bearer sk-SECRET"}},
    {"extra_headers": {"X-Api-Key": "SECRET"}},
    {"bearer": "SECRET"},
    {"default_headers": "Authorization: SECRET"},
    {"cookie": "SECRET", "session": "SECRET", "auth": "SECRET"},
    {"base_url": "https://u:SECRET@h"},
    {"pat": "SECRET", "passphrase": "SECRET", "sas": "SECRET", "signature": "SECRET"},
    {"github_pat": "SECRET", "sas-token": "SECRET", "apikey": "SECRET", "azureApiKey": "SECRET"},
    {"kwargs": {"api_key": "SECRET", "l": [{"token": "SECRET"}]}},
    {"opts": ["Authorization: Bearer SECRET"]},
    {"azure_endpoint": "https://x/?sig=SECRET"},
    {"model_path": "/home/SECRET/model"},
    {"x": "sk-proj-SECRET", "model_name": "sk-proj-SECRET"},
    {
        "model": {
            "model_args": {"default_query": {"sub": "SECRET"}, "name": "ghp_SECRETSECRETSECRET"}
        }
    },
]


@pytest.mark.parametrize("held", HIDDEN)
def test_no_secret_is_told(held: dict[str, Any]) -> None:
    assert "SECRET" not in json.dumps(identity(held))
    assert "SECRET" not in json.dumps(entries(held))


def test_arguments_that_tell_models_apart_are_told_as_they_are() -> None:
    told = {
        "recall": 0.9,
        "seed": 3,
        "model_path": "helol-7b",
        "lora": True,
        "revision": "v2",
        "rule": "HELOL",
        "facts": "objects-50",
        "max_tokens": 5,
        "torch_dtype": "bfloat16",
    }
    assert identity(told) == dict(sorted(told.items()))
    assert identity({"model_path": "/home/me/helol-7b"}) == {"model_path": "helol-7b"}
    whole = identity({"model_path": "/home/me/helol-7b"}, folders=True)
    assert whole == {"model_path": "/home/me/helol-7b"}


def test_of_the_rest_there_is_a_hash_that_tells_it_apart() -> None:
    one, other = (identity({"custom_outputs": [{"n": n}], "prompt": "p"}) for n in (1, 2))
    assert one["custom_outputs"] != other["custom_outputs"]
    assert one["prompt"] == other["prompt"]
    assert all(value.startswith("sha256:") for value in one.values())


def test_what_is_large_becomes_a_hash_and_small_things_beside_it_stay() -> None:
    large = [{"answer": "x" * 50, "n": n} for n in range(1000)]
    held = portable({"model": "judge", "model_args": {"outputs": large, "seed": 1}, "rows": large})
    assert len(json.dumps(held)) < 200
    assert (held["model"], held["model_args"]["seed"]) == ("judge", 1)
    assert isinstance(portable({str(n): n for n in range(1000)}), str)
    assert isinstance(entries({str(n): n for n in range(1000)}), dict)


def test_words_that_only_resemble_are_no_secrets() -> None:
    told = {"keyword": "x", "author": "me", "pattern": "a", "reasoning_tokens": 5, "tokenizer": "t"}
    assert entries(told) == dict(sorted(told.items()))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda part: (
        st.lists(part, max_size=4) | st.dictionaries(st.text(max_size=9), part, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_comes_is_small_plain_and_told_alike_again(value: object) -> None:
    once = portable(value)
    told = json.dumps(once, sort_keys=True, allow_nan=False)
    assert len(told) < 4000
    assert json.dumps(portable(value), sort_keys=True) == told
