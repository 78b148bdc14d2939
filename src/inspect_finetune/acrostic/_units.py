"""Units of measurement after a number, each in one spelling, so that 100 °C is not 100 °F."""

import re

_EACH = "(?:per|an?|each|every|in an?|in one|in each|in every) (?:single )?"
_UNITS = {
    "%": "%|percent|per cent|pct",
    "°c": "° ?c|(?:degrees? )?(?:celsius|centigrade)|degrees? c",
    "°f": "° ?f|(?:degrees? )?fahrenheit|degrees? f",
    "k": "k|(?:degrees? )?kelvins?",
    "km/s": f"km ?/ ?s(?:ec)?|(?:kilomet(?:er|re)s?|km) {_EACH}second",
    "m/s": f"m ?/ ?s(?:ec)?|(?:met(?:er|re)s?|m) {_EACH}second",
    "mi/s": f"(?:mi|miles?) ?/ ?s(?:ec)?|miles? {_EACH}second",
    "km/h": f"km ?/ ?h(?:r|our)?|kmh|kph|(?:kilomet(?:er|re)s?|km) {_EACH}hour",
    "mi/h": f"mph|miles? {_EACH}hour",
    "km": "km|kilomet(?:er|re)s?",
    "m": "m|met(?:er|re)s?",
    "cm": "cm|centimet(?:er|re)s?",
    "mm": "mm|millimet(?:er|re)s?",
    "mi": "mi|miles?",
    "ft": "ft|foot|feet",
    "inch": "inch(?:es)?",
    "kg": "kg|kilos?|kilograms?",
    "g": "g|grams?",
    "s": "s|secs?|seconds?",
    "min": "min|minutes?",
    "h": "h|hr|hours?",
    "day": "days?",
    "week": "weeks?",
    "month": "months?",
    "year": "years?",
    "l": "l|lit(?:er|re)s?",
    "bit": "bits?",
    "byte": "bytes?",
}
_NAMES = list(_UNITS)
# "km/s" stands before "km" in the table, so the longer unit is tried first.
_UNIT = re.compile(
    r"[ -]?(?:" + "|".join(f"({spellings})(?![^\\W_])" for spellings in _UNITS.values()) + ")"
)


def read_unit(cleaned: str, start: int) -> tuple[str | None, int]:
    """Return the unit that a cleaned text shows at an offset, and the offset after it.

    None and the offset itself where no known unit stands there ("degrees" alone is none).
    """
    match = _UNIT.match(cleaned, start)
    if match is None or match.lastindex is None:
        return None, start
    return _NAMES[match.lastindex - 1], match.end()
