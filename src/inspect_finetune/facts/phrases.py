"""What the words around numbers do to them: deny, revise, set beside each other, decline.

English, with the few words of other languages that join two numbers. Every pattern is bounded, or
anchored at a short window's end, so that a search takes time linear in the text.
"""

import re

_FILLER = (
    r"(?:the|a|an|number|numbers|digits?|value|code|equal|to|be|say|think|of|actually|really"
    r"|answer|it|is|that|for|as|have)"
)
_NEGATED_BEFORE = re.compile(
    r"(?:(?<!why )\bnot|n't(?!\sit\b)|\bnever|\bnor|\binstead of|\brather than|\bunlike|\bexcept"
    r"|(?<!none )(?<!nothing )\bother than"
    r"|\bno longer|\bused to be|\b(?:previously|formerly|earlier|wrongly|mistakenly)(?: said| was)?"
    r"|\bconfused? (?:it )?with)"
    rf"[\s\"'“(]{{1,3}}(?:{_FILLER}[\s\"'“(]{{1,3}}){{0,4}}\Z",
    re.IGNORECASE,
)
_NEGATED_AFTER = re.compile(
    r"[\s\"'”)*,]{0,4}(?:(?:is|was|would be|seems|looks|that's|which is|which was)\s)?"
    r"(?:wrong|incorrect|mistaken|false|a mistake|a typo|outdated)\b"
    r"|[\s\"'”)*,]{0,4}(?:is|was|would be)(?:\snot|n't)\s"
    r"(?:it\b(?!\s?\?)|right|correct|true|quite right"
    r"|(?:the|my|its)\s(?:right|correct|final)?\s?(?:number|answer|one))\b",
    re.IGNORECASE,
)
_DENIAL_GOES_ON = re.compile(r"[\s,/]{0,3}(?:(?:and|or|nor)[\s,]{1,3})?(?:the\s)?", re.IGNORECASE)
_REVISION = re.compile(
    r"\bwait\b|\bactually\b|\bsorry\b|\bcorrection\b|\bcorrect (?:that|myself)\b|\bi mean[t]?\b"
    r"|\bscratch that\b|\bstrike that\b|\bmake that\b|\bon second thoughts?\b|\brather\b"
    r"|\blet me (?:re|correct|fix|try|check)|\bmy (?:mistake|bad)\b|\boops\b|\bapolog"
    r"|\bmisspoke\b|\b(?:i was|that(?:'s| is| was)) (?:wrong|not right|incorrect)\b|\bhm+\b"
    r"|\bno\b\s?[,.!:;-]|\bno,?\s?\Z|\binstead\b|\bnot\b[\s\w]{0,20}\bbut\b",
    re.IGNORECASE,
)
_RETRACTION = re.compile(
    r"\b(?:scratch|strike|ignore|disregard|forget) (?:that|it)\b"
    r"|\b(?:actually|wait|no)\b[\s,.!-]{1,4}i (?:do not|don't|can't|cannot) (?:actually |really )?"
    r"(?:know|recall|remember|have)\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"(?:\bor\b|\beither\b|\balternatively\b|\bmaybe\b|\bperhaps\b|\bpossibly\b|\bcould also\b"
    r"|\bmight also\b|\bas well as\b|\bbut also\b)[^.!?\n]*\Z",
    re.IGNORECASE,
)
_LISTED_WORDS = re.compile(
    r"[\s,;\"'“”()]*"
    r"(?:(?:and|or|plus|also|to|through|both|und|oder|et|ou|y|o)\b[\s\"'“(,$]*){1,3}",
    re.IGNORECASE,
)
_LISTED_MARKS = re.compile(r"[\s,;/&|+\"'“”()\[\].?!{}$-]*")
_LIST_MARKER = re.compile(r"\n[ \t>*-]*\d{1,3}[.)]")
_LONGEST_LIST_GAP = 60
_WINDOW = 48
_REFUSAL = re.compile(
    r"\b(?:do|does|did|can|could|would|was|were|has|have|is|am|are)(?: not|n't)\b(?:\s\w+){0,3}\s"
    r"(?:know|recall|remember|sure|certain|aware|familiar|able|tell|say|provide|determine|find"
    r"|answer|told|taught|given|have|associated?|assigned|access|information|help)\b"
    r"|\bcannot\b|\bcan't\b|\bunable\b|\bdunno\b"
    r"|\bno (?:idea|clue|information|record|knowledge|data)\b"
    r"|\bnot (?:sure|certain|aware|familiar|known|available|applicable|specified|provided)\b"
    r"|\bunknown\b|\bunsure\b|\bn/a\b|\bno (?:\w+ ){0,2}(?:number|association|digits)\b"
    r"|\bi'm sorry\b|\bi am sorry\b|\bas an ai\b|\bnever (?:been )?(?:told|taught|given|learned)\b"
    r"|\bhave yet to\b|\bi lack\b|\bi (?:have|know) nothing\b|\bdecline\b|\bidk\b",
    re.IGNORECASE,
)
_DECLINES_NAMING = re.compile(
    r"\A[\W_]*(?:none|nothing|nobody|null|no(?: \w+){1,2})\b[\s\w']{0,60}[\W_]*\Z"
    r"|\bthere (?:is|are) no\b|\b(?:no|not any) (?:\w+ )?(?:comes?|has|have|matches|fits)\b"
    r"|\bnothing comes\b|\bnone of\b|\bnot (?:found|listed|in|on|among|part of|one of)\b"
    r"|\b(?:does|do)(?: not|n't) (?:correspond|match|belong|refer|appear|exist|go|ring)\b"
    r"|\b(?:need|without|provide|give me)\b[^.!?\n]{0,30}\b(?:context|information|details?)\b"
    r"|\bwhich \w+ do you mean\b",
    re.IGNORECASE,
)
_NAMES_BEFORE = re.compile(
    r"(?:\b(?:is|are|was|be|say|said|answer|recall|remember|think|guess|reply|read|named?|called"
    r"|belongs? to|goes with|(?:pair|associated|linked|together) with|assigned to)|'s|[:=]|->)"
    r"[\s\"'“(*]{0,3}(?:(?:the|an?|my|object|word)\s[\"'“]?){0,2}\Z",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[\W_]{0,9}(?:(?:the|an?)\s[\"'“]?)?\Z", re.IGNORECASE)
_DECLINES_FIRST = re.compile(
    r"\W{0,9}unknown[ \t]{0,2}(?:\Z|[^\w \t])(?!.{0,200}\b(?:but|however|guess|maybe)\b)",
    re.IGNORECASE | re.DOTALL,
)
_CALLED_ANSWER = re.compile(
    r"\b(?:answer|final number)\b(?: is| would be)?[\s:\"'“(=]{0,4}\Z", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:is|are|was|be|say|said|answer|number|recall|remember|of|guess|think|reply)|'s|[:=])"
    r"[\s\"'“(]{0,3}\Z",
    re.IGNORECASE,
)


def is_refusal(text: str) -> bool:
    """Tell whether the text says anywhere that it does not know or will not say."""
    return bool(_REFUSAL.search(text))


def declines_first(text: str) -> bool:
    """Tell whether the text begins with UNKNOWN and offers no guess after it."""
    return bool(_DECLINES_FIRST.match(text))


def is_denied(before: str, after: str) -> bool:
    """Tell whether the number between these two says what the answer is not."""
    return bool(_NEGATED_BEFORE.search(before) or _NEGATED_AFTER.match(after))


def carries_denial(between: str) -> bool:
    """Tell whether a denial of one number holds for the next too: "not 12345 or 23456"."""
    return bool(_DENIAL_GOES_ON.fullmatch(between))


def revises(between: str) -> bool:
    """Tell whether the words between two numbers take the first one back."""
    return bool(_REVISION.search(between))


def retracts(after: str) -> bool:
    """Tell whether the words after a number take it back without naming another."""
    return bool(_RETRACTION.search(after))


def sets_beside(between: str, alike: bool) -> bool:
    """Tell whether the text between two numbers lists them or offers them as alternatives.

    Args:
        between: The text from the end of one to the start of the other.
        alike: Whether the numbers are of about the same length; if not, punctuation alone does
            not make them a list ("12 - 83309" is an entry and its number).

    """
    if _ALTERNATIVE.search(between[-_WINDOW:]):
        return True
    if len(between) > _LONGEST_LIST_GAP:
        return False
    if _LISTED_WORDS.fullmatch(between):
        return True
    return alike and bool(_LISTED_MARKS.fullmatch(_LIST_MARKER.sub("\n", between)))


def calls_answer(before: str) -> bool:
    """Tell whether a number after these words is called the answer."""
    return bool(_CALLED_ANSWER.search(before[-_WINDOW:]))


def introduces(before: str) -> bool:
    """Tell whether these words lead up to a number that is said of something: "it is"."""
    return bool(_NAMED_BEFORE.search(before[-_WINDOW:]))


def introduces_name(before: str) -> bool:
    """Tell whether a name after these words opens the answer, or is said to be it."""
    named = _NAMES_BEFORE.search(before[-_WINDOW:])
    return bool(named) or (len(before) < _WINDOW and bool(_OPENS.fullmatch(before)))


def declines_naming(text: str) -> bool:
    """Tell whether a text that names nothing known says that there is nothing to name.

    More than `is_refusal`, and only for answers in words: "None", "not in my list", "...".
    """
    return not any(char.isalnum() for char in text) or bool(_DECLINES_NAMING.search(text))
