"""Files that are broken as files: encoding, JSON, line ends, size."""

import json

from tests.training.broken.good import (
    plain,
)
from tests.training.broken.making import (
    GOOD,
    ending,
    fault,
    joined,
    line_as,
    message,
)

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
