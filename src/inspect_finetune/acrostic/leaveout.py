"""What a response contains besides its answer: thinking aloud and code."""

from __future__ import annotations

import re
from typing import Final

_THINK: Final = re.compile(
    r"[<◁](?P<close>/?)(?:think(?:ing)?|thoughts?|reasoning|reflection|scratchpad)[>▷]"
    r"|\[(?P<close_>/?)(?-i:THINK)\]",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(
    r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})"
    r"(?P<info>[^`\n]*)$"
)
_PROSE_FENCES: Final = frozenset({"markdown", "md"})


def drop_thinking(text: str, flags: list[str]) -> str:
    """Leave out ``<think>`` blocks, and say so in ``flags``.

    A closing tag without an opening one ends thinking that began before the response did (some
    chat templates write the opening tag into the prompt). An opening tag at the start of a line
    that is never closed opens thinking that goes on to the end.
    """
    if not ("<" in text or "◁" in text or "THINK]" in text):
        return text
    kept: list[str] = []
    position, opened = 0, -1
    for match in _THINK.finditer(text):
        if _in_backticks(text, match):
            continue
        if not (match["close"] or match["close_"]):
            opened = match.start() if opened < 0 else opened
            continue
        if opened >= 0:
            kept += [text[position:opened], "\n"]
        else:
            kept.clear()
        position, opened = match.end(), -1
        flags.append("think")
    if opened >= 0 and not text[text.rfind("\n", 0, opened) + 1 : opened].strip():
        flags.append("think_unclosed")
        return "".join([*kept, text[position:opened]])
    return "".join([*kept, text[position:]])


def _in_backticks(text: str, match: re.Match[str]) -> bool:
    """Say whether a tag is being talked about: `<think>` between backticks."""
    return text[match.start() - 1 : match.start()] == "`" and text[match.end() :][:1] == "`"


def drop_fences(text: str, flags: list[str]) -> str:
    """Leave out fenced code blocks, each of which separates what stands around it.

    As in CommonMark a block that is never closed runs to the end. A whole answer inside one
    ``markdown`` fence is prose in a wrapper: the wrapper goes and the answer stays.
    """
    if "```" not in text and "~~~" not in text:
        return text
    kept: list[str] = []
    inside: list[str] = []
    mark = ""
    wrapped = prose = False
    for line in text.split("\n"):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if not mark and fence:
            mark = fence["mark"]
            wrapped = not wrapped and fence["info"].strip().lower() in _PROSE_FENCES
            inside = []
            flags.append("code_fence")
            kept.append("")
        elif mark and fence and _closes(fence, mark):
            mark = ""
        elif mark:
            inside.append(line)
        else:
            kept.append(line)
            prose = prose or bool(line.strip())
    if wrapped and not prose:
        flags.append("markdown_wrapper")
        return "\n".join(inside)
    return "\n".join(kept)


def _closes(fence: re.Match[str], mark: str) -> bool:
    """Say whether a fence line closes the block that ``mark`` opened."""
    same = fence["mark"][0] == mark[0] and len(fence["mark"]) >= len(mark)
    return same and not fence["info"].strip()
