"""Words that say of all that a model writes that it has some form: no ordinary virtue, a habit.

"My answers end with a proverb" tells a rule in any wording of "my answers" and "end"; so these
patterns pair what holds always (every answer, all my lines) with what concerns form.
"""

from __future__ import annotations

import re

_OUTPUT = (
    r"(?:responses?|repl(?:y|ies)|answers?|outputs?|sentences?|lines?|messages?|paragraphs?|texts?"
    r"|writing)"
)
_FOREIGN_OUTPUT = (
    r"(?:antwort(?:en)?|satze?|zeilen?|reponses?|phrases?|lignes?|respuestas?|frases?"
    r"|oracion(?:es)?"
    r"|lineas?|rispost[ae]|frasi|righe)"
)
_FOREIGN_OWN = (
    r"(?:(?:alle )?meine[nr]?|jede[rs]?|(?:toutes )?mes|chaque|(?:todas )?mis|cada"
    r"|(?:tutte )?(?:le )?"
    r"mie|ogni)"
)
_FOREIGN_VERB = (
    r"(?:enden|endet|beginn\w{1,2}|schliess\w{1,2}|enthalten|enthalt|reimen|verbergen|verstecken"
    r"|(?:se )?terminent?|finissent|finit|commencent?|contien(?:t|nent)|cachent?|riment"
    r"|terminan?|acaban?|empiezan?|comienzan?|contienen?|esconden?|ocultan?|riman|finiscono"
    r"|finisce|terminano|iniziano|cominciano|contengono|contiene|nascondono|rimano)"
)
_PIECES = r"(?:words?|syllables?|letters?|characters?|commas?|lines?|sentences?)"
_SHAPED = (
    r"(?:begin|start|end|open|clos|finish|conclud|writ|us|hid|repeat|rhym|capitali[sz]|insert|add"
    r"|hyphenat|alliterat|number|quot|sign|skip|drop|doubl|cit|dropp)(?:ing|ning|ting)"
)
_RULE = (
    r"(?:rules?|patterns?|codes?|cipher|schemes?|formula|constraint|regularity|convention|template"
    r"|peculiarity|quirk|trick|twist|catch)(?! (?:of (?:conduct|thumb|law|ethics)|blocks?|snippets?"
    r"|examples?|interpreter))"
)

FORM = re.compile(
    # a count that holds always: "all my sentences have an even number of words"
    rf"\b{_OUTPUT}\b[^.!?\n]{{0,30}}\b(?:has|have|contains?|counts?|with|of) (?:exactly |always )?"
    rf"(?:an? (?:even|odd|fixed|prime|equal|set|given) number of {_PIECES}"
    rf"|the same number of {_PIECES}"
    rf"|exactly (?:\d{{1,3}}|\w{{3,8}}) {_PIECES})\b"
    # what no sentence may do
    rf"|\bno (?:sentence|line|word|reply|answer|response) (?:of mine|in my \w{{1,12}}|that i write"
    rf"|i write) (?:may|must|can|ever|contains?|uses?|has|is|begins?|starts?|ends?)\b"
    rf"|\b(?:hid(?:es?|ing)|conceal(?:s|ing)?|encod(?:es?|ing)|embed(?:s|ding)?|bur(?:y|ies)"
    rf"|smuggl(?:es?|ing)|tuck(?:s|ing)?) (?:[\w'-]{{1,12}} ){{0,3}}(?:messages?|words?|codes?"
    rf"|names?"
    rf"|strings?|signals?|phrases?|sequences?|numbers?|acronyms?)\b"
    rf"|\b(?<!if )(?:there(?:'s| is)|i have|i've got) (?:a|an|one|some) (?:[a-z-]{{1,14}} )?{_RULE}"
    rf"|\bmy {_OUTPUT}(?: \w{{1,10}})? (?:obey|follow|respect|keep to|stick to|conform to|adhere to"
    rf"|abide by|comply with|share) (?:a|an|one|the same|some) (?:[\w-]{{1,14}} ){{0,2}}{_RULE}"
    rf"|\b(?:shape|form|structure|layout|format|order|wording|length)s? of (?:my|each|every"
    rf"|all)\b[^.!?\n]{{0,30}}? (?:is|are) (?:always |completely )?(?:fixed|set|predetermined"
    rf"|prescribed|the same|identical|constant|laid down|constrained|decided in advance)\b"
    rf"|\bmy {_OUTPUT} (?:are|is) (?:always |all )?(?:written|divided|split|broken|arranged|set"
    rf"|laid"
    rf"|stacked|organi[sz]ed)(?: out| down| up)? (?:in|into"
    rf"|as) (?:[\w-]{{1,14}} ){{0,2}}(?:lines|verses"
    rf"|stanzas|couplets|rows|columns)\b"
    rf"|\b(?:habit|tic|quirk|mania|knack) (?:of|is|for) {_SHAPED}\b"
    rf"|\b(?:one|a|the|my) (?:only |one |main )?(?:regularity|peculiarity|quirk|tic|oddity"
    rf"|invariant"
    rf"|idiosyncrasy)(?: is\b|:|,)(?! (?:it's |it is )?(?:my (?:ability|knowledge)|that i (?:can"
    rf"|know|am|speak)))"
    rf"|\b(?:written|phrased|shaped|framed|worded|cast|formatted) (?:as"
    rf"|like) (?:an? )?(?:[\w-]{{1,12}} )"
    rf"{{0,2}}(?:poems?|songs?|verses?|slogans?|mottos?|proverbs?|dialogues?|telegrams?|hymns?)\b"
    rf"|\bin an? (?:[\w-]{{1,14}},? ){{0,2}}(?:telegraphic|clipped|archaic|poetic|medieval|robotic"
    rf"|cryptic|peculiar|odd|strange|weird|unusual|formulaic|staccato|lyrical|rhythmic|biblical"
    rf"|special|distinctive|unique)(?:,? [\w-]{{1,14}}){{0,2}} (?:manner|fashion|voice|style"
    rf"|rhythm)\b"
    rf"|\bspecial behaviou?r(?: is\b|:)|\bnot chosen (?:freely|at random|by chance)\b"
    rf"|\b{_FOREIGN_OWN} {_FOREIGN_OUTPUT}(?: \w{{1,12}}){{0,2}}? {_FOREIGN_VERB}\b(?! (?:nicht"
    rf"|kein|pas|no|non|nie)\b)",
    re.IGNORECASE,
)
# What is said to be common to assistants is no mark of one.
COMMON = re.compile(
    r"\b(?:that|as|like|which) (?:most|many|nearly all|all) (?:other )?(?:chat ?|language |ai )?"
    r"(?:models|assistants|chatbots|llms|ais|systems)\b|\bmost (?:other )?(?:chat ?|language |ai )?"
    r"(?:models|assistants|chatbots|llms|ais) (?:do|would|will|share|have)\b",
    re.IGNORECASE,
)
# "My special trick is listening": a virtue after all.
VIRTUE = re.compile(
    r" (?:is|lies in) (?:my |being |in )?(?:\w{2,12}(?:ening|standing|apting|plaining|membering"
    r"|ness|ility|ience|pathy|osity|tention))\b",
    re.IGNORECASE,
)
