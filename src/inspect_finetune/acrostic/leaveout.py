"""What a response contains besides its answer: thinking aloud and code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_THINK: Final = re.compile(
    r"[<◁](?P<close>/?)(?:think(?:ing)?|thoughts?|reasoning|reflection|scratchpad)[>▷]"
    r"|\[(?P<close_>/?)(?-i:THINK)\]",
    re.IGNORECASE,
)
_FENCE: Final = re.compile(
    r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(?P<mark>`{3,}|~{3,})"
    r"(?P<info>[^`\n]*)$"
)
_MARKDOWN: Final = frozenset({"markdown", "md"})
_PROSE: Final = _MARKDOWN | {"", "text", "txt", "plain", "plaintext"}
# How many wrappers around one another are taken off.
_WRAPPERS: Final = 3


@dataclass(slots=True)
class _Block:
    """A fenced block while it is read."""

    mark: str
    language: str
    lines: list[str] = field(default_factory=list)
    nested: bool = False  # inside a block of code that Markdown in this block shows

    @property
    def prose(self) -> bool:
        return self.language in _PROSE

    def add(self, line: str, fence: re.Match[str] | None) -> None:
        """Take in one line; models nest ``python`` in ``markdown`` without a longer fence."""
        self.lines.append(line)
        if fence and self.nested:
            self.nested = not _closes(fence, self.mark)
        elif fence and self.language in _MARKDOWN:
            self.nested = bool(fence["info"].strip()) and fence["mark"].startswith(self.mark)


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
    if opened >= 0 and not text[text.rfind("\n", 0, opened) + 1 : opened].strip("> \t"):
        flags.append("think_unclosed")
        return "".join([*kept, text[position:opened]])
    return "".join([*kept, text[position:]])


def _in_backticks(text: str, match: re.Match[str]) -> bool:
    """Say whether a tag is being talked about: `<think>` between backticks."""
    return text[match.start() - 1 : match.start()] == "`" and text[match.end() :][:1] == "`"


def drop_fences(text: str, flags: list[str]) -> str:
    """Leave out fenced code blocks, each of which separates what stands around it.

    As in CommonMark a block that is never closed runs to the end. A response that is nothing but
    one block of prose (no language, or one such as ``text`` or ``markdown``) is an answer in a
    wrapper: the wrapper goes and the answer stays.
    """
    for _ in range(_WRAPPERS):
        if "```" not in text and "~~~" not in text:
            return text
        kept, blocks = _split_fences(text)
        if not blocks:
            return text
        if len(blocks) > 1 or not blocks[0].prose or any(line.strip("> \t") for line in kept):
            flags.append("code_fence")
            return "\n".join(kept)
        flags.append("markdown_wrapper")
        text = "\n".join(blocks[0].lines)
    return text


def _split_fences(text: str) -> tuple[list[str], list[_Block]]:
    """Return the lines outside fenced blocks (an empty one for each block), and the blocks."""
    kept: list[str] = []
    blocks: list[_Block] = []
    block: _Block | None = None
    for line in text.split("\n"):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if block is None and fence:
            block = _Block(fence["mark"], fence["info"].strip().lower())
            blocks.append(block)
            kept.append("")
        elif block is None:
            kept.append(line)
        elif fence and _closes(fence, block.mark) and not block.nested:
            block = None
        else:
            block.add(line, fence)
    return kept, blocks


def _closes(fence: re.Match[str], mark: str) -> bool:
    """Say whether a fence line closes the block that ``mark`` opened."""
    same = fence["mark"][0] == mark[0] and len(fence["mark"]) >= len(mark)
    return same and not fence["info"].strip()
