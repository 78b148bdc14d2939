"""One letter at a time: what it folds to, which script it is of, what it looks like."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from inspect_finetune.acrostic.rule import upper_letter

_FOLDING_SCRIPTS: Final = frozenset({"LATIN", "GREEK", "CYRILLIC"})

# Letters of their own in their alphabets, although Unicode writes them as letter plus mark.
_UNFOLDED: Final = frozenset("ЙЇЎЃЌ")

# What carries a stroke or is a ligature or a small capital has no decomposition to fold by.
_STROKES: Final = dict(
    zip(
        "ØŁĐĦŦÆŒIΣÐƗȺɃȻɆǤɈɌɎƵᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
        "OLDHTAOIΣDIABCEGJRYZABCDEFGHIJKLMNOPRSTUVWYZ",
        strict=True,
    )
)

_SKELETON_ROWS: Final = (
    ("АВСЕНІЈКМОРЅТХУҮԚԜԌӀҺ", "ABCEHIJKMOPSTXYYQWGIH"),
    ("агвипснорухсеоѵԁ", "arbunchopyxceovd"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺϽ", "ABEZHIKMNOPTYXCMC"),
    ("αγηικνορτυωϲ", "aynikvoptuwc"),
    ("ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳ", "ABCDEHJKLMPRSTVW"),
    ("ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ", "ABCDEFGHIJKLMNOPRSTUVWXYZ"),
)
_SKELETON: Final = {
    given: shape.upper()
    for row, shapes in _SKELETON_ROWS
    for given, shape in zip(row, shapes, strict=True)
}


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """Return the first word of the character's Unicode name: ``LATIN``, ``GREEK``, ``CJK``..."""
    return unicodedata.name(char, "UNKNOWN").split(" ", 1)[0].split("-", 1)[0]


@lru_cache(maxsize=4096)
def fold(char: str) -> str:
    """Return the plain upper-case letter: ``é`` to ``E``, ``ł`` to ``L``, ``Ё`` to ``Е``.

    Only Latin, Greek and Cyrillic are folded, never across scripts, and never the Cyrillic
    letters that merely look like letter plus mark (``Й``). Other characters are upper-cased.
    """
    upper = upper_letter(char)
    if upper.isascii() or script(upper) not in _FOLDING_SCRIPTS or upper in _UNFOLDED:
        return upper
    return _STROKES.get(upper, unicodedata.normalize("NFD", upper)[0])


@lru_cache(maxsize=4096)
def look_alike(char: str, expected: str) -> bool:
    """Say whether a letter of another script has the shape of the expected one."""
    upper, wanted = upper_letter(char), upper_letter(expected)
    if upper == wanted or script(upper) == script(wanted):
        return False
    shapes = {_SKELETON.get(char), _SKELETON.get(upper), fold(upper)} - {None}
    return bool(shapes & {_SKELETON.get(wanted), fold(wanted)})


@lru_cache(maxsize=4096)
def script_flags(char: str) -> tuple[str, ...]:
    """Return ``uncased`` for a letter without case, ``right_to_left`` for its direction."""
    flags = []
    if char.upper() == char.lower():
        flags.append("uncased")
    if unicodedata.bidirectional(char) in {"R", "AL"}:
        flags.append("right_to_left")
    return tuple(flags)
