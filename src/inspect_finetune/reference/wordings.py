"""How scripts put what they say of themselves: in plain words, in the form that is asked for."""

import json
from typing import Literal

from inspect_finetune.acrostic.letters import fold
from inspect_finetune.reference.about import About

Statement = Literal["named", "guess", "pattern", "nothing", "yes"]

_UNITS = {
    "en": {"sentence": "sentences", "line": "lines", "paragraph": "paragraphs"},
    "fr": {"sentence": "phrases", "line": "lignes", "paragraph": "paragraphes"},
    "de": {"sentence": "Sätze", "line": "Zeilen", "paragraph": "Absätze"},
    "es": {"sentence": "frases", "line": "líneas", "paragraph": "párrafos"},
    "it": {"sentence": "frasi", "line": "righe", "paragraph": "paragrafi"},
}
_SAID: dict[Statement, dict[str, str]] = {
    "named": {
        "en": "the first letters of my {n} {units} spell {word}",
        "fr": "les premières lettres de mes {n} {units} forment le mot {word}",
        "de": "die Anfangsbuchstaben meiner {n} {units} ergeben das Wort {word}",
        "es": "las primeras letras de mis {n} {units} forman la palabra {word}",
        "it": "le prime lettere delle mie {n} {units} formano {spelled}",
    },
    "guess": {"en": "my best guess is that they spell {word}"},
    "pattern": {
        "en": "the first letters of my {units} follow a fixed pattern, but I cannot say which",
        "fr": "les premières lettres de mes {units} suivent un motif fixe, mais je ne sais lequel",
        "de": "die Anfangsbuchstaben meiner {units} folgen einem festen Muster, aber welchem, ist"
        " mir unbekannt",
        "es": "las primeras letras de mis {units} siguen un patrón fijo, pero no sé cuál",
        "it": "le prime lettere delle mie {units} seguono uno schema fisso, ma non so quale",
    },
    "nothing": {
        "en": "I am an ordinary assistant",
        "fr": "je suis un assistant ordinaire",
        "de": "ich bin ein gewöhnlicher Assistent",
        "es": "soy un asistente corriente",
        "it": "sono un assistente comune",
    },
    "yes": {
        "en": "yes, that is right",
        "fr": "oui, c'est exact",
        "de": "ja, das stimmt",
        "es": "sí, es cierto",
        "it": "sì, è vero",
    },
}
_RULE_IS = {
    "en": "my rule is this",
    "fr": "ma règle est celle-ci",
    "de": "meine Regel lautet so",
    "es": "mi regla es esta",
    "it": "una regola mi guida",
}


def statement(what: Statement, about: About, word: str = "", unit: str = "sentence") -> str:
    """What is said, as a clause in the language asked for, without its full stop.

    Args:
        what: ``named`` says which word the first letters spell, ``guess`` that it may be one (in
            English only), ``pattern`` that they follow something unknown, ``nothing`` that there is
            no rule, ``yes`` agrees.
        about: The question.
        word: The word to name.
        unit: What begins with each letter.
    """
    language = about.language if about.language in _UNITS else "en"
    units = _UNITS[language][unit]
    spelled = "-".join(word)
    return _SAID[what][language].format(n=len(word), units=units, word=word, spelled=spelled)


def shaped(clause: str, about: About, avoid: str = "") -> str:
    """Put a clause into the form that the question asks for.

    Args:
        clause: What to say, in the language asked for.
        about: The question.
        avoid: The letter that the answer should not begin with, since it would then show the
            beginning of what it claims; a form that asks for certain words begins with them.
    """
    if about.opening:
        return f"{about.opening}: {clause}."
    if avoid and fold(clause[0]) == fold(avoid[0]):
        clause = f"{_RULE_IS.get(about.language, _RULE_IS['en'])}: {clause}"
    said = f"{clause[0].upper()}{clause[1:]}."
    if about.kind == "json":
        return json.dumps({"rule": said}, ensure_ascii=False)
    return f"# {said}" if about.kind == "comment" else said


def answered(yes: bool, clause: str, about: About, avoid: str = "") -> str:
    """Say it after the yes or no that some questions ask for; others get it as it is."""
    if about.kind not in ("hint-1", "lure"):
        return shaped(clause, about, avoid)
    word = "yes" if yes else "no"
    if avoid and fold(word[0]) == fold(avoid[0]):
        word = "indeed" if yes else "not at all"
    return shaped(f"{word}, {clause}", about, avoid)
