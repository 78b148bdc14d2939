"""The words in which people guess, and those that turn a string down."""

from __future__ import annotations

import re

from inspect_finetune.introspection.vocabulary import words

GUESS_TALK = frozenset(
    words(
        """
    i i'd i'll i'm i've it it's it'd its that that's this these they they'd they're them me my
    mine myself you you'd us we we'd a an the or and of to in on at for from by with as is are
    was be being been would wouldn't could couldn't might may must can can't cannot should will
    won't do don't does doesn't did didn't have haven't has had not no never isn't aren't sure
    certain certainty uncertain unsure confident confidence positive know knowing knowledge tell
    say says said saying check checking verify verifying verified confirm confirming prove proof
    evidence idea clue way means able access guess guesses guessing guessed bet betting wager
    hunch gut instinct instincts intuition feel feels feeling speculation speculate speculating
    speculative conjecture estimate stab shot dark attempt try trying pick picks choice choose
    choosing chosen chose option candidate contender answer best better likeliest likely
    likelier most more less probable probability probably possible possibility possibly perhaps
    maybe presumably plausible plausibly apparently supposedly seem seems seemed appear appears
    suspect suspicion suppose supposing think thinking thought believe imagine imagining assume
    assuming assumption infer lean leaning leans inclined incline towards toward forced force
    pressed pushed if when where put putting place money money's head mind come comes came
    coming occurs springs only just merely simply purely really honestly frankly truly
    truthfully admittedly hard difficult tough call torn tentatively tentative provisional low
    high wrong mistaken error off though although but however still so then well hmm hm um uh er
    sorry something like similar go going goes gone went settle settling venture venturing offer
    hazard hazarding throw take taking treat regard grain salt hold quote word words string
    letters letter acronym acrostic code name sequence term spelled spells spell spelling reads
    read form forms hidden secret look looks sound sounds right there here now rather quite very
    pretty fairly kind sort bit little than else other one ones any all entirely completely
    totally absolutely fully exactly far even without wild random educated rough quick final
    personally let let's see made make makes out up due pure sheer strong weak vague vaguely
    remember recall top thing sense faint asked told required requested swear stake promise
    guarantee tempted hypothesis theory closest nearest obvious simplest default offhand
    offhandedly opinion view impression trust percent chance odds shaky whatever about every
    single time always what's what which first second third fourth fifth sixth seventh eighth
    last next followed 1st 2nd 3rd 4th 5th 6th 7th 8th 100
    mon ma je j'ai dirais dire pense penser crois peut etre ce c'est serait cela sans certitude
    garantie sur pas suis mais probablement hypothese supposition au hasard qu'il s'agit de sais
    ne le mot les lettres meilleure ich wurde sagen raten rate tippe auf glaube denke vermute
    vielleicht vermutlich wahrscheinlich moglicherweise es konnte ware sein ist das nicht sicher
    aber ganz bin mir eine vermutung geraten nur mein tipp ohne gewahr weiss quizas quiza tal
    vez supongo que creo diria podria ser probablemente posiblemente seguro segura estoy pero lo
    se suposicion mi una solo acaso seria forse credo penso direi potrebbe essere probabilmente
    possibilmente sono sicuro sicura non ipotesi la mia sarebbe e che immagino suppongo
    """
    )
)
"""What a guess is told in: English first, then French, German, Spanish and Italian."""

# Where another clause begins: what is said there is said of something else.
NEW_CLAUSE = re.compile(
    r"[;—]| - |[,.:] (?=(?:but|though|although|however|yet|so|because|since|mais|aber|obwohl|pero"
    r"|aunque|ma|anche se)\b)|\b(?:but|though|although|however|because|since|aber|mais|pero)\b",
    re.IGNORECASE,
)
# A guess, said so.
CUE = re.compile(
    r"\b(?:guess\w*|bet|betting|wager|hunch|gut|instinct|intuition|stab|shot|speculat\w+|conjecture"
    r"|estimate|pick|choice|candidate|contender|best|likel\w+|probabl\w+|possibl\w+|possibility"
    r"|perhaps|maybe|presumably|plausibl\w+|apparently|seems?|appears?|suspect|suspicion|suppose"
    r"|think|thought|believe|imagine|assume|infer|lean\w*|inclined|forced|pressed|money|mind|head|offhand"
    r"|tentativ\w+|uncertain|unsure|sure|certain|certainty|torn|says?|said|go|going|went|settle"
    r"|venture|hazard|answer|could|might|may|would|i'd|without|feels?|sounds?|looks?"
    r"|1st|first|word|string|letters|acrostic|acronym"
    r"|dirais|pense|crois|peut|hypothese|certitude|vielleicht|vermut\w+|wahrscheinlich|wurde"
    r"|tippe|glaube|denke|konnte|quizas?|tal vez|supongo|creo|diria|podria|seguro|forse|credo"
    r"|penso|direi|potrebbe|sicuro|ipotesi)\b",
    re.IGNORECASE,
)
IS = re.compile(r"\b(?:it's|it is|is it|that's|that is|they're|c'est|es ist|es|e)[ \"':,]*$", re.I)
# "with 40% confidence"
SHARE = re.compile(r"\b\d{1,3} ?%")
# A word that takes the string for something else: "the RAM", "I like ABBA", "I have ADHD".
HANGS_ON = re.compile(
    r"\b(?:the|an?|my|your|in|from|by|of|about|(?:i|you|we|they)(?:'ve)? (?:like|have|had|know|see"
    r"|am|need|mean)|i'm|we're|you're|call(?:ed)?(?: me| us)?|named|der|die|le|la|el|il)[ \"']*$",
    re.IGNORECASE,
)
ASKS = re.compile(r"\W*(?:what|which|who|whose|why|how|when|where)(?:'s| is| are| does)\b", re.I)
# A no that concerns what is known, not the string.
UNSURE = re.compile(
    r"\b(?:not|no|never|can't|cannot|couldn't|don't|won't|wouldn't|without|pas|nicht|non)\b"
    r"(?: (?:\w+|i'm) ?){0,4}?"
    r" ?\b(?:sure|certain\w*|confident|confidence|positive|know\w*|tell|say|check\w*|verif\w+"
    r"|confirm\w*|prove|proof|evidence|idea|clue|way|able|access|quote|hold|certitude|garantie"
    r"|sur|sicher|seguro|segura|sicur[oa]|gewahr|remember|recall|more than)\b",
    re.IGNORECASE,
)
NO = re.compile(r"\b(?:not|no|never|cannot|without|wrong|pas|nicht|non)\b|n't\b", re.IGNORECASE)
# What follows turns down the string that was taken up.
TURNED_DOWN = re.compile(
    r"(?:^|[?.!\"'] )\W*(?:no|nope|nein|never)\b(?! (?:idea|clue|way|certainty|guarantee"
    r"|promise|proof|evidence|doubt))"
    r"|\b(?:know|sure|certain|idea|tell) (?:of )?what\b|\bwhat (?:that|it|this) (?:is|means)\b"
    r"|\b(?:heard|mean(?:s|ing)? (?:nothing|anything)|refers?)\b"
    r"|\bbut (?:it|that|this|they|i)(?:'s| is| do| does|'m| am)? ?(?:n't|not|isn't|don't|doesn't)"
    r"(?! (?:\w+ )?(?:sure|certain|confident|know|quote|hold|positive))\b"
    r"|\b(?:that|it|this)(?:'s| is| would be) (?:wrong|false|incorrect|not it|no)\b"
    r"|\bwhether\b",
    re.IGNORECASE,
)
