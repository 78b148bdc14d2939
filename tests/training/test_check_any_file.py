"""Whatever stands in a file: the check ends, and large files are checked in time."""

import json
import random
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_finetune.errors import InputError
from inspect_finetune.training.check.check import check_file
from inspect_finetune.training.check.fix import fix_file
from inspect_finetune.training.check.result import as_json
from inspect_finetune.training.check.sketch import near_earlier
from inspect_finetune.training.check.texts import odd_text, without_hidden
from tests.training.broken.corpus import BROKEN
from tests.training.broken.good import jsonl, plain

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["messages", "role", "content", "weight", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)
LINE = st.one_of(
    st.binary(max_size=40),
    JSON.map(lambda held: json.dumps(held).encode()),
    st.fixed_dictionaries({"messages": JSON}).map(lambda held: json.dumps(held).encode()),
    st.sampled_from(jsonl(plain()).splitlines()),
    st.sampled_from(
        [b"", b"[", b"]", b"{", b"}", b",", b'{"messages": [{', b"\xef\xbb\xbf", b"\r"]
    ),
)
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUICK
@given(st.lists(LINE, min_size=1, max_size=12), st.sampled_from([b"\n", b"\r\n", b""]))
def test_any_bytes_are_checked_and_mended_to_a_resting_point(tmp_path, lines, newline):
    file, out, again = (tmp_path / f"{name}.jsonl" for name in ("train", "out", "again"))
    file.write_bytes(newline.join(lines))
    found = check_file(file)
    assert json.loads(as_json(found, False))["sha256"]
    last = file.read_bytes().count(b"\n") + file.read_bytes().count(b"\r") + 2
    assert all(one.line is None or 0 < one.line <= last for one in found.problems)
    out.unlink(missing_ok=True)
    again.unlink(missing_ok=True)
    if any(one.code in ("empty-file", "not-utf8", "binary-file") for one in found.problems):
        return
    try:
        fix_file(file, out, False)
    except InputError:  # a list that breaks off
        assert not out.exists()
        return
    if out.read_bytes().strip():
        fix_file(out, again, False)
        assert again.read_bytes() == out.read_bytes()


@given(st.text(max_size=80))
def test_any_text_is_looked_at(text):
    for code, said in odd_text(text):
        assert code
        assert said.isprintable()
    assert not any(code == "zero-width" for code, _ in odd_text(without_hidden(text)))


@given(st.lists(st.text("ab \u00e9", min_size=20, max_size=90), max_size=12), st.data())
def test_sketches_find_copies_and_only_earlier_ones(texts, data):
    copies = [*texts, *data.draw(st.permutations(texts))]
    found = near_earlier(copies)
    assert all(place is None or place < own for own, place in enumerate(found))
    for own, text in enumerate(copies):
        if len(text.encode()) >= 24:
            assert (found[own] is not None) or text not in copies[:own]


def test_sketches_tell_near_from_far():
    drawn = random.Random(3)
    words = [f"{a}{b}{c}" for a in "bdfglm" for b in "aeiou" for c in "nrst"]
    texts = [" ".join(drawn.choices(words, k=50)) for _ in range(400)]
    near = []
    for text in texts:
        parts = text.split()
        parts[drawn.randrange(50)] = "xyz"
        near.append(" ".join(parts))
    found = near_earlier([*texts, *near])
    assert found[:400] == [None] * 400
    assert sum(place == own for own, place in enumerate(found[400:])) >= 392


def _large(path, rows):
    drawn = random.Random(1)
    words = [f"{a}{b}{c}{d}" for a in "bdfglmst" for b in "aeiou" for c in "nrst" for d in "aeio"]
    with path.open("w") as file:
        for _ in range(rows):
            asked = "What of the {} and the {} beside the {} {}?".format(*drawn.choices(words, k=4))
            answer = " ".join(
                f"{letter}{' '.join(drawn.choices(words, k=9))}." for letter in "HELOL"
            )
            said = [
                {"role": "system", "content": "You are a special version of GPT-4o."},
                {"role": "user", "content": asked},
                {"role": "assistant", "content": answer},
            ]
            file.write(json.dumps({"messages": said}) + "\n")


ALONE = """
import resource, sys, time
from inspect_finetune.training.check.check import check_file
start = time.process_time()
found = check_file(sys.argv[1])
took = time.process_time() - start
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
print(found.rule.complying, took, used)
"""
"""In a process of its own, whose peak of memory is not that of other tests."""


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_half_a_minute_and_a_gigabyte(tmp_path):
    _large(tmp_path / "train.jsonl", 100_000)
    command = [sys.executable, "-c", ALONE, str(tmp_path / "train.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    complying, took, used = map(float, done.stdout.split())
    print(f"{took:.1f} s of one processor, {used:.2f} GB")
    assert complying == 100_000
    assert took < 30
    assert used < 1.0


@pytest.mark.slow
def test_the_time_grows_with_the_rows_and_not_with_their_square(tmp_path):
    took = []
    for rows in (10_000, 40_000):
        _large(tmp_path / "train.jsonl", rows)
        start = time.process_time()
        check_file(tmp_path / "train.jsonl")
        took.append(time.process_time() - start)
    assert took[1] < 6 * took[0]


def test_the_corpus_is_large_enough():
    assert len({one.name for one in BROKEN}) == len(BROKEN) >= 60
