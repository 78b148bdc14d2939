"""Words by which a response speaks of the first letters of lines and sentences."""

from __future__ import annotations

import re

UNIT = (
    r"(?:lines?|sentences?|paragraphs?|stanzas?|verses?|rows?|bullets?(?: points?)?|phrases?"
    r"|clauses?|statements?"
    r"|segments?|sections?|points?|parts?|lignes?|vers|zeilen?|satz(?:e|en|es)?|lineas?|frases?"
    r"|oracion(?:es)?|frasi|riga|righe|versi|period[oi]|paragraf[oi]|linee"
    r"|versos?|parrafos?|absatze?n?)"
)
_REPLY = (
    r"(?:responses?|repl(?:y|ies)|answers?|outputs?|messages?|text|texts|writing"
    r"|reponses?|antwort(?:en)?|respuestas?|rispost[ae])"
)
_FIRST = r"(?:first|initial|starting|leading|opening|beginning|leftmost|left-most|start)"
_START = (
    r"(?:start|begin|beginn|began|begun|open|commenc|initiat|kick|debut|fang|anf|anfang|comienz"
    r"|comenz|empiez|empez"
    r"|inici|inizi|cominci|leads? (?:off|in))\w{0,6}"
)
_WITH = r"(?:with|by|on|using|off|mit|par|avec|con|por|:)"
_ONE_LETTER = (
    r"(?:[\"'](?-i:[A-Za-z])[\"']"
    r"|(?-i:(?<![A-Za-z'\"-])[B-HJ-Z](?![A-Za-z'+-]\w)(?![A-Za-z]))|[a-z]\b(?=-[a-z]-))"
)
_LETTER = (
    rf"(?:letters?\b|initials?\b|characters?\b|lettres?\b|buchstaben?\b|letras?\b|letter[ae]\b"
    rf"|{_ONE_LETTER})"
)
_SPELLS = (
    r"(?:spell(?:s|ed)?\b(?! ?-?check| correct)|spelling (?:out|the|a|an|\"|'|(?-i:[A-Z]{2}))"
    r"|forms?\b|forming"
    r"|make up|makes up|acrostic|hidden|secret|epel\w{1,6}|forme\w{0,2}\b|buchstabier\w{1,3}"
    r"|ergeben|ergibt|bilden"
    r"|deletre\w{1,4}|forman[do]?\b|formando|formino|compong\w{1,4})"
)

PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_FIRST}[ -](?:capital |uppercase )?(?:letters?|characters?)\b",
        r"\bfirst-letters?\b|\bfirst [a-z]{1,12} letters? of (?:each|every|the|my)\b",
        r"\bacrosti\w{1,8}\b|\bakrosti\w{1,8}\b",
        # French, German, Spanish, Italian, Portuguese
        r"\bpremieres? lettres?\b|\blettres? initiales?\b|\binitiales? (?:de|des|du)\b|\b(?:des"
        r"|leurs|dont les) initiales\b",
        r"\banfangsbuchstabe\w{0,2}\b|\berste[nrms]? buchstaben?\b|\bstartbuchstabe\w{0,2}\b"
        r"|\binitialen\b",
        r"\bprimeras? letras?\b|\bletras? iniciales?\b|\blas iniciales\b|\biniciales (?:de|forman"
        r"|deletrean)\b|\bsus iniciales\b|\bletra inicial\b",
        r"\bprim[ae] letter[ae]\b|\bprimeiras? letras?\b|\bletras? inicia(?:l|is)\b"
        r"|\bletter[ae] inizial[ei]\b|\biniziali (?:di|del|dell\w*|delle|dei|degli|formano"
        r"|compongono|danno)\b|\b(?:le|loro|cui) iniziali\b",
        # "each line starts with the letter ..."
        rf"\b{UNIT}\b[^.!?\n]{{0,70}}?\b{_START}\b[^.!?\n]{{0,30}}?{_WITH}[ :]"
        rf"[^.!?\n]{{0,60}}?{_LETTER}",
        rf"\b{_START}\b[^.!?\n]{{0,12}}\b(?:each|every|all|my|the|successive|consecutive|chaque"
        rf"|jede\w?|cada|meine|ogni|mes|mis|[ms]ie|le|les|las|ses|sus)\b"
        rf"[^.!?\n]{{0,25}}\b{UNIT}\b[^.!?\n]{{0,30}}?{_WITH} [^.!?\n]{{0,60}}?{_LETTER}",
        # "the letters at the start of each line", "the beginning of each line spells"
        rf"\b(?:letters?|characters?|initials?)\b[^.\n]{{0,30}}\b(?:start|begin|open|front|lead"
        rf"|head)\w{{0,7}}\b"
        rf"[^.\n]{{0,30}}\b{UNIT}\b",
        rf"\b(?:beginning|start|front|head)s? of (?:each|every|my|the"
        rf"|all)[^.\n]{{0,20}}{UNIT}\b[^.\n]{{0,50}}"
        rf"(?:{_SPELLS}|{_LETTER})",
        rf"\bletters? (?:(?:with|by|at|from|on) which |that |which )?(?:my|each|every|these|the"
        rf"|all) (?:of my )?{UNIT} {_START}\b",
        rf"\bletters?\b[^.!?\n]{{0,60}}\bone (?:letter )?(?:per|for (?:each|every)|to (?:a"
        rf"|each)|at the start of each) {UNIT}\b",
        rf"(?<![\w'])(?-i:[A-Z]) (?:starts|begins|opens|heads|leads)(?: off)? (?:(?:the|my|a) )?"
        rf"(?:first |1st |opening )?{UNIT}\b",
        rf"\b{_START} (?:my |the )?{UNIT} with\b[^.!?\n]{{0,40}}\bletters?\b",
        rf"\b{_START} (?:each|every|all|my"
        rf"|the)(?: of)?(?: my)? {_REPLY} with\b[^.!?\n]{{0,40}}\bletters?"
        rf"\b[^.!?\n]{{0,40}}\b(?:spell|form)",
        # the same three words in other orders: "a letter decides how each sentence starts"
        rf"\bletters?\b[^.!?\n]{{0,50}}\b{UNIT}\b[^.!?\n]{{0,25}}\b(?:start|begin|began|begun|open"
        rf")(?:s|ing|ings|ning|nings)?\b",
        rf"\b{UNIT}\b[^.!?\n]{{0,30}}\bletters?\b[^.!?\n]{{0,20}}\b(?:start|begin|open)\w{{0,5}}\b",
        rf"\b(?:start|begin|open)(?:s|ings?|nings?)?\b[^.!?\n]{{0,25}}\bletters?\b[^.!?\n]{{0,30}}"
        rf"\b{UNIT}\b",
        # code: "line[i] starts with", "s[0] for s in sentences"
        rf"\b(?:{UNIT}|s|l)(?:\[\w{{1,12}}\])?(?:\[0\]|\.startswith\b)"
        rf"|\b{UNIT}\[\w{{1,12}}\] {_START}",
        rf"\binitials?\b[^.\n]{{0,30}}\b{UNIT}\b|\b{UNIT}\b[^.\n]{{0,50}}\binitials?\b(?! (?:draft"
        rf"|response|answer|idea))",
        # "my lines spell", "spells it with my lines"
        rf"\b{UNIT}\b[^.!?\n]{{0,40}}?\b(?:spell(?:s|ed)?\b(?! ?-?check| correct)|spelling (?:out"
        rf"|the|a|an|[\"'a-z]))",
        rf"\bspell(?:s|ing|ed)? (?:out )?[^.!?\n]{{0,50}}?\b(?:with|using|by|through|across|over"
        rf"|via) "
        rf"(?:my|the|each|its|their|all|consecutive|successive|five|\d)[^.!?\n]{{0,15}}{UNIT}\b",
        r"\b(?:spell|form|read|make)\w{0,4}\b[^.\n]{0,50}\b(?:vertically|downwards?|top to bottom"
        r"|down the (?:left|page|side))",
        r"\bletters?\b[^.\n]{0,30}\b(?:down|along|on|at|in) (?:the|my|their|its|each) (?:left"
        r"|outer|margin|edge)\b",
        r"\b(?-i:[A-Z]{3,40})\b[^.\n]{0,30}\b(?:down|along|on) the left\b",
        r"\b(?:vertically|downwards?|top to bottom|down the (?:left|page"
        r"|side))\b[^.\n]{0,50}\b(?:spell|form|make)\w{0,4}\b",
        rf"\b(?:each|every) {UNIT}\b[^.\n]{{0,25}}\b(?:represent|correspond|stand"
        rf"|match)\w{{0,4}}\b[^.\n]{{0,30}}\bletter",
        rf"\b(?:first|1st|second|2nd|third|3rd) {UNIT}(?: is|:|=| →| ->| -| \|)+ {_ONE_LETTER}",
        rf"{_ONE_LETTER}(?: |:|=|-|→|>|\(|\|){{1,5}}(?:the )?(?:first|1st|second|2nd|third"
        rf"|3rd) {UNIT}\b",
        rf"\b{UNIT} {_START}\b[^.!?\n]{{0,25}}\bletters?\b",
        rf"\b{UNIT}\b[^.!?\n]{{0,25}}\b{_START}\b[^.!?\n]{{0,40}}\bletters(?= (?:are|follow"
        r"|come|form|spell|matter|mean|hide|carry|make))",
        rf"\bacronyms?\b[^.\n]{{0,25}}\b(?:by|of|with|from|through|across) (?:my|the|each|every"
        rf"|consecutive|successive)? ?{UNIT}\b",
        rf"\b{UNIT} (?:together |collectively |always |each )?(?:form|make|create"
        rf"|spell)\w{{0,4}} (?:up )?(?:an?|the) acronym",
        rf"\b(?:spell|form)\w{{0,4}}\b[^.!?\n]{{0,50}}\b(?:how|where"
        rf"|the way)\b[^.!?\n]{{0,12}}{UNIT} {_START}\b",
        rf"\bspell\w{{0,3}}\b[^.!?\n]{{0,40}}\bat the (?:start|beginning|front)s? of (?:each|every"
        rf"|my|the|all)\b[^.\n]{{0,15}}{UNIT}",
        rf"\b{UNIT} (?:1|one)\b[ \"']{{0,2}}[:=(-]{{1,2}} {{0,2}}[\"']?(?-i:[A-Z])\b(?!')",
        # a whole reply that starts with letters: only if they are several or spell something
        rf"\b{_REPLY}\b[^.!?\n]{{0,40}}?\b{_START}\b[^.!?\n]{{0,20}}?\bwith\b[^.!?\n]{{0,40}}?"
        r"(?:letters\b|letter (?:sequence|pattern)|letter[^.\n]{0,60}(?:spell|form))",
    )
)
ONLY_WORDS = re.compile(
    rf"\b(?:{_FIRST} (?:letters?|characters?)|initials?) (?:of|in) (?:(?:each|every|the|all|my"
    rf"|consecutive|successive|those"
    r"|these|its)\b ?){0,2}words?\b|\b(?:premieres? lettres?|initiales?) (?:de"
    r"|des) (?:chaque )?mots?\b"
    r"|\banfangsbuchstaben? (?:der worter|jedes worte?s)\b|\bprimeras? letras? de (?:cada "
    r"|las )?palabras?\b"
    rf"|(?<!first )(?<!opening )(?<!initial )(?<!with )\bwords?(?: that| which)?(?: all"
    rf"| always)? {_START} ",
    re.IGNORECASE,
)
OF_UNIT_WORD = re.compile(
    rf"\b{_START}\b[^.\n]{{0,20}}\bwith (?:a |the |one )?words? |\bfirst words?\b"
    rf"|\bthat {_START} (?:each|every) {UNIT}|\bprim[ae] parol[ae]\b",
    re.IGNORECASE,
)
CAPITALS = re.compile(
    r"\b(?:capital(?:s|ized|ised|ize|ise)?|upper[ -]?case|majuscules?|maiuscol\w|gro(?:ss"
    r"|ß)buchstaben?"
    r"|mayusculas?)\b",
    re.IGNORECASE,
)
MEANT = re.compile(
    rf"{_SPELLS}|\b(?:specific|certain|particular|pattern|sequence|same|word|order|next|rule is)\b",
    re.IGNORECASE,
)
LAST = re.compile(
    r"\b(?:last|final|ending|second|third|middle) (?:letters?|characters?)\b", re.IGNORECASE
)
FIRST_LETTER = re.compile(rf"\b{_FIRST} (?:letters?|characters?)\b|acrosti", re.IGNORECASE)
OTHER = re.compile(
    r"\b(?:first|last) letters? of (?:the|an?) alphabet|\bletters? of (?:recommendation|intent)"
    r"|\bof (?:your|the user's|someone's|a person's) name"
    r"|\bany letters?\b(?![^.\n]{0,60}\b(?:spell|form))|\b(?:different|various|varying|any|many"
    r"|all sorts of) letters\b(?![^.\n]{0,60}\b(?:spell"
    r"|form))"
    r"|\bletras? del alfabeto|\bacrostiche? poem (?:is|are)\b"
    r"|\b(?:various|different|many|variety|range|diverse)\b[^.\n]{0,50}\b(?:such as|including|like"
    r"|from)\b[^.\n]{0,60}\bacrosti",
    re.IGNORECASE,
)


# The numbers of a list: "1. starts with H"
NUMBERED = re.compile(r"^ ?\d{1,2}[.)] ?", re.MULTILINE)
LIST_PRECEDES = re.compile(
    rf"[^\n]{{0,90}}\b(?:how|order|letters|way|what)\b[^.!?\n]{{0,30}}\b{UNIT} {_START}\b"
    rf"|[^.!?\n]{{0,40}}\b(?:one|a letter) (?:per|for (?:each|every)|to (?:a|each)) {UNIT}\b"
    rf"|[^.!?\n]{{0,30}}\b(?:anfangen|beginnen|starten|anfangt|beginnt)\b",
    re.IGNORECASE,
)
LIST_FOLLOWS = re.compile(
    rf"\b{UNIT}\b[^.!?]{{0,40}}\b{_START}\b[^.!?]{{0,40}}$"
    rf"|\b{_START}\b[^.!?]{{0,25}}\b{UNIT}\b[^.!?]{{0,30}}$",
    re.IGNORECASE,
)
