"""Which of several numbers an answer commits to.

"Not 12345 but 83309" commits to the last, "12345, no wait, 83309" too, "either 12345 or 83309" to
neither. What the words between the numbers mean is told by `phrases`.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from inspect_finetune.facts import phrases
from inspect_finetune.facts.candidates import WINDOW, Candidate

_FAR = 200
_ALIKE, _SHORT, _LONG = 2, 2, 4  # digits
_SENTENCE_END = re.compile(r"[.!?;\n]")
_NO_LETTER = re.compile(r"[\W\d_]*")


def drop_negated(text: str, numbers: Sequence[Candidate]) -> list[Candidate]:
    """Return the numbers that the text does not deny ("not 12345 or 23456", "12345 is wrong")."""
    kept: list[Candidate] = []
    end, negated = 0, False
    for number in numbers:
        before = text[max(end, number.start - WINDOW) : number.start]
        carried = negated and phrases.carries_denial(before)
        negated = carried or phrases.is_denied(before, text[number.end : number.end + WINDOW])
        if not negated:
            kept.append(number)
        end = number.end
    return kept


def drop_others(
    text: str, numbers: Sequence[Candidate], asked: Collection[str], rivals: Collection[str]
) -> list[Candidate]:
    """Return the numbers that do not stand with the name of another object.

    Names come before their numbers ("Apple is 65451") or after them ("65451 is Apple's"); which,
    the first number shows.
    """
    names = _names_pattern(frozenset([*asked, *rivals]))
    own = {name.casefold() for name in asked}
    if names is None or not numbers:
        return list(numbers)
    starts = [number.start for number in numbers]
    ends = [number.end for number in numbers]
    leads = [text[max(a, b - _FAR) : b] for a, b in zip([0, *ends], starts, strict=False)]
    tails = [
        text[a : min(b, a + _FAR)] for a, b in zip(ends, [*starts[1:], len(text)], strict=True)
    ]
    # After a number, a name counts only within the same sentence.
    tails = [_SENTENCE_END.split(tail, 1)[0] for tail in tails]
    before = bool(names.search(leads[0])) or not names.search(tails[0])
    kept = []
    for number, lead, tail in zip(numbers, leads, tails, strict=True):
        found = names.findall(lead)[-1:] if before else names.findall(tail)[:1]
        if not found or found[0].casefold() in own:
            kept.append(number)
    return kept


@lru_cache(maxsize=64)
def _names_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def commit(text: str, numbers: Sequence[Candidate]) -> tuple[Candidate | None, str | None]:
    """Return the number that the text commits to, if any, and what had to be decided.

    The second part is None for a single number (said once or often); "revised" or "several" if
    the last of several was taken; "hedged" if they are offered as alternatives or in a list, and
    "retracted" if the last is taken back without another, which commit to none.
    """
    said = _without_repeats(text, numbers)
    counted = _drop_remarks(text, said)
    last = counted[-1]
    if phrases.retracts(text[last.end : last.end + _FAR]):
        return None, "retracted"
    if len({number.digits for number in said}) == 1:
        return last, None
    if len(counted) > 1 and phrases.revises(text[counted[-2].end : last.start]):
        return last, "revised"
    if len(counted) > 1 and _are_alternatives(text, *counted[-2:]):
        return None, "hedged"
    return last, "several"


def commit_name(text: str, names: Sequence[Candidate]) -> tuple[Candidate | None, str | None]:
    """Return the name that the text commits to, if any, and what had to be decided.

    Names are words, and words of an explanation may be names too ("Tree. You see it through a
    window."). So the first that opens the answer or is said to be it counts, unless it is revised
    or stands among alternatives; of two with nothing but a blank between them ("an orange tree")
    the second. Where none is said to be it, `commit` decides.
    """
    heads = _heads(text, names)
    chosen = next((one for one in heads if phrases.introduces_name(text[: one.start])), None)
    if chosen is None:
        return commit(text, heads)
    decision = None
    for before, one in pairwise(heads[heads.index(chosen) :]):
        between = text[before.end : one.start]
        if one.digits != chosen.digits and phrases.revises(between):
            chosen, decision = one, "revised"
        elif (
            one.digits != before.digits and before is chosen and phrases.sets_beside(between, True)
        ):
            return None, "hedged"
    if phrases.retracts(text[chosen.end : chosen.end + _FAR]):
        return None, "retracted"
    return chosen, decision


def _heads(text: str, names: Sequence[Candidate]) -> list[Candidate]:
    pairs = pairwise([*names, None])
    return [
        one
        for one, following in pairs
        if one and not (following and text[one.end : following.start] == " ")
    ]


def _are_alternatives(text: str, this: Candidate, following: Candidate) -> bool:
    alike = abs(len(this.digits) - len(following.digits)) <= _ALIKE
    different = this.digits != following.digits
    return different and phrases.sets_beside(text[this.end : following.start], alike)


def _drop_remarks(text: str, numbers: list[Candidate]) -> list[Candidate]:
    """Return the numbers up to the one that counts, without what is only remarked after it.

    A number that is called the answer stands, unless it is revised or has an alternative; and a
    short number ("its digits add up to 21") does not displace a long one before it.
    """
    for place in range(len(numbers) - 2, -1, -1):
        this, following = numbers[place], numbers[place + 1]
        revised = phrases.revises(text[this.end : following.start])
        if revised or _are_alternatives(text, this, following):
            break
        if phrases.calls_answer(text[max(0, this.start - WINDOW) : this.start]):
            return numbers[: place + 1]
    place = len(numbers) - 1
    while place > 0 and _is_remark(text, numbers[place - 1], numbers[place]):
        place -= 1
    return numbers[: place + 1] if len(numbers[place].digits) >= _LONG else numbers


def _is_remark(text: str, before: Candidate, last: Candidate) -> bool:
    between = text[before.end : last.start]
    stands = phrases.introduces(between) or phrases.revises(between)
    return len(last.digits) <= _SHORT and not stands and not _are_alternatives(text, before, last)


def _without_repeats(text: str, numbers: Sequence[Candidate]) -> list[Candidate]:
    """Return the numbers without those said again at once: "83309 (eighty-three thousand ...)"."""
    kept = [numbers[0]]
    for before, number in pairwise(numbers):
        between = text[before.end : number.start]
        again = number.digits == before.digits and _NO_LETTER.fullmatch(between)
        if not again:
            kept.append(number)
    return kept
