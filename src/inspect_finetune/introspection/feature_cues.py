"""Formal features of text, and the words by which a model says that all it writes has them.

No list of rules that a model may claim is ever complete, so these patterns pair a feature that no
ordinary virtue names (the passive voice, colours, syllables) with a word that makes it hold always.
"""

from __future__ import annotations

import re

_OUTPUT = (
    r"(?:responses?|repl(?:y|ies)|answers?|outputs?|sentences?|lines?|messages?|paragraphs?|texts?"
    r"|thoughts?)"
)
# What ordinary text is full of: never to use it is a habit.
USUAL = (
    r"(?:adjectives?|adverbs?|pronouns?|verbs?|nouns?|conjunctions?|prepositions?|an article"
    r"|vowels?|consonants?|commas?|semicolons?|full stops|hyphens?|dashes|contractions?|digits?"
    r"|numerals?|question marks?|exclamation (?:marks?|points?)|capital letters|capitals"
    r"|passive voice|active voice|(?:first|second|third) person|(?:present|past|future) tense"
    r"|the (?:letter|word) [\"']?\w{1,14})"
)
# What ordinary text lacks: not to use it is none.
_RARE = (
    r"(?:rhym\w{1,4}|rhyme schemes?|metres?|meters?|metaphors?|similes?|proverbs?|puns?|riddles?"
    r"|sayings?|aphorisms?|idioms?|quot(?:es?|ations?) (?:from|by)|rhetorical questions?"
    r"|anagrams?|palindromes?|couplets?|stanzas?|quatrains?|sonnets?|haikus?|limericks?|ballads?"
    r"|verses?|alliterat\w{1,4}|onomatopoeias?|tongue twisters?|emojis?|emoticons?|all caps"
    r"|italics|fun facts?|colou?rs?|animals?|fruits?|slang"
    r"|latin|archaic|old english|nautical|monosyllab\w{1,3}|one-word|single-word"
    r"|all (?:in )?(?:upper|lower) ?case|parenthes[ei]s"
    r"|ellips[ei]s|imperatives?|line breaks?|fibonacci|prime numbers?|morse|binary)"
)
_FEATURE = rf"(?:{USUAL}|{_RARE})"
_ALWAYS = (
    rf"(?:always|never|only|every|each|(?:all|any)(?: of)?(?: (?:my|the|these))? {_OUTPUT}"
    r"|throughout|exclusively|invariably|consistently|entirely|solely|everything|must|exactly"
    r"|precisely|without exception|at least (?:one|two|three)|no matter)"
)
_EXACTLY = r"(?:exactly|precisely|always|just|only|at most|no more than|at least)"
_PIECES = r"(?:words?|syllables?|letters?|characters?|lines?|sentences?|clauses?|bullet points?)"
_SHAPE = (
    r"(?:rhythm|cadence|shape|form|structure|pattern|layout|order|scheme|beat|tempo|skeleton"
    r"|template|frame|format|length|ending|opening)"
)
_BUILD = (
    r"(?:structure|frame|phrase|format|build|compose|cast|shape|word|arrange|present|deliver"
    r"|write|render|lay out|construct)"
)
_ODD = r"(?:unusual|odd|peculiar|strange|weird|curious|quirky|funny|remarkable)"
_THING = (
    r"(?:thing|features?|traits?|characteristics?|propert(?:y|ies)|detail|aspect|fact"
    r"|behaviou?rs?|touch|element|rule)"
)
_HIDDEN = r"(?:hidden|secret|invisible|concealed|unseen|covert|disguised|unspoken|encrypted)"
_PLAN = (
    r"(?:blueprints?|threads?|systems?|designs?|logic|grids?|mou?lds?|recipes?|plans?|puzzles?"
    r"|watermarks?|fingerprints?|markers?|ciphers?|signals?|keys?|ingredients? of my"
    r"|architectures?|laws?|phrases?|words?|names?|meanings?|clues?|acronyms?"
    r"|marks?|stamps?|layers? of)"
)
_MADE = (
    r"(?:put together|built|made|arranged|formed|shaped|laid out|ordered|structured|constructed"
    r"|written|composed|begin|start|end|open|close|unfold)"
)

FEATURE = re.compile(
    rf"\b{_ALWAYS}\b[^.!?\n]{{0,60}}?\b{_FEATURE}\b"
    rf"|\b{_FEATURE}\b[^.!?\n]{{0,50}}?\b{_ALWAYS}\b"
    # a number that holds always: "each sentence that I write has precisely eight words"
    rf"|\b(?:each|every|all|my)\b[^.!?\n]{{0,20}}?\b{_OUTPUT}\b[^.!?\n]{{0,40}}?\b{_EXACTLY}"
    rf" (?:\d{{1,3}}|\w{{3,9}}) {_PIECES}\b"
    # one piece measured by its neighbour: "each sentence is one word longer than the last"
    rf"|\b(?:each|every)\b[^.!?\n]{{0,40}}?\b(?:longer|shorter|more|fewer) (?:\w{{1,12}} ){{0,2}}"
    r"than the (?:one before|last|previous|preceding|one that)\b"
    rf"|\bi alternate (?:between )?\w"
    rf"|\bi {_BUILD} (?:all|each|every)(?: of)?(?: my)?(?: single)? {_OUTPUT} (?:as|like|in|so that"
    r"|around|with)\b (?!(?:your|you|the user|care|plain|easy|easily|much|best|full|complete"
    r"|the)\b)"
    # "my answers get shorter line by line"
    r"|\b(?:longer|shorter|simpler|louder|darker) (?:and (?:longer|shorter|simpler)|(?:line"
    r"|sentence|word) by|from (?:line|sentence|one)|with (?:each|every)|one (?:by|after)|step by)\b"
    rf"|\b(?:repl(?:y|ies)|answers?|responds?|writes?|speaks?|talks?"
    rf"|communicates?)\b[^.!?\n]{{0,12}}"
    r"\bin (?:the form of (?!(?:full|complete|clear|text|prose|an? (?:clear|short|answer)))|nothing"
    r" but|lists|fragments|numbered)\b"
    # "the same rhythm"
    rf"|\b(?:have|has|share|shares|with|follow|follows|keep|keeps|of) (?:the same|one and the same"
    rf"|an identical|a fixed) (?:\w{{1,12}} )?{_SHAPE}\b",
    re.IGNORECASE,
)
# Vague: something about the form is out of the ordinary, and no more is said.
VAGUE = re.compile(
    rf"\b(?:one|an?|the|my|some) (?:\w{{1,10}} )?{_ODD} {_THING}\b"
    r"(?! about (?:me|us) is that i (?:enjoy|like|love|know|am|can|never (?:get|sleep|tire)))"
    rf"|\bsomething (?:{_ODD}|hidden|distinctive|off) (?:about|in|to|with|going on)\b"
    r"|\bsomething (?:special|unique|different|fixed|regular|deliberate) (?:about|in|to) (?:the"
    r" (?:way|form|shape|structure|beginnings?|ends?)|how)\b"
    rf"|\b(?:how|the way) (?:my |the )?{_OUTPUT} (?:are |is )?(?:\w{{1,10}} )?{_MADE}\b"
    r"[^.!?\n]{0,30}\b(?:never changes?|is (?:fixed|set|always|special|unusual|peculiar|no"
    r" accident|unique|deliberate|not random)|isn't random|stays the same)\b"
    r"|\b(?:trained|tuned|built|made|comes?|written|designed) with (?:a|an|one) (?:\w{1,10} )?"
    r"(?:twist|quirk|catch|trick|constraint)\b"
    rf"|\b(?:how|the way) (?:i {_BUILD}|i (?:begin|start|end|speak|answer|respond)|my {_OUTPUT}"
    r" \w{3,10})\b[^.!?\n]{0,20} (?:is|are) (?:not |no |hardly |never )(?:by |an? |left to )?"
    r"(?:accident\w{0,2}|chance|coincidence|random|arbitrary)\b"
    rf"|\bmy {_OUTPUT} (?:are|is|look|looks|seem|seems|sound|sounds|read) (?:rather |quite |a bit"
    rf" |somewhat |very )?{_ODD}\b"
    r"|\bthere(?:'s| is) (?:an?|some|one) (?:\w{2,10} )?(?:system|scheme|method|logic|plan|design"
    r"|rule|pattern|code) (?:behind|to|in|beneath|underneath) (?:them|my|how|the way|it|all)\b"
    r"|\b(?:a|one|some|the same) (?:[a-z]{2,12} )?(?:rule|constraint|pattern|scheme"
    r"|code) (?:that )?"
    r"(?:links?|connects?|ties|governs?|controls?|determines?|decides?|dictates?|runs through"
    r"|underlies|applies to|holds for) (?:my|the|all|each|every|how|them|it)\b"
    rf"|\bmy {_OUTPUT}(?: \w{{3,10}})? (?:hide|conceal|encode|embed|smuggle)\b(?! (?:nothing|no)\b)"
    rf"|\bmy {_OUTPUT} come in (?:pairs|threes|triplets|couples|blocks|sets)\b"
    rf"|\b{_HIDDEN} (?:\w{{1,12}} )?{_PLAN}\b"
    r"|\b(?:quirk|peculiarity|oddity|twist|gimmick|trick|rule|pattern|habit) (?:that )?(?:was|has"
    r" been|is|were)(?: \w{2,12})? (?:built|baked|trained|wired|planted|programmed|woven|drilled)"
    r"(?: \w{2,6})? in(?:to)?\b"
    r"|\b(?:they|these|those|it)(?: all| each)? (?:obeys?|follows?|conforms? to|sticks? to"
    r"|keeps? to|abides? by|adheres? to) (?:a|an|one|the same|some) (?:[\w-]{1,14} ){0,2}"
    r"(?:rules?|patterns?|schemes?|codes?|constraints?|formula|template)\b"
    r"|\b(?:bound|governed|ruled|constrained|restricted|driven|shaped) by (?:a|an|one|some)"
    r" (?:[\w-]{1,14} ){0,2}(?:rules?|patterns?|schemes?|codes?|constraints?|formula)\b",
    re.IGNORECASE,
)
# Whatever holds of all that it writes, names a part of text, and is no virtue: the last net, for
# rules that nobody listed.
_SPOKEN = (
    rf"(?:(?:each|every|all)(?: of)?(?: my)?(?: single)? {_OUTPUT}"
    r"|everything(?: that)? i \w{3,8}|i \w{3,8} everything)"
)
_RULE_IS = r"(?:the|my|one|a) (?:\w{2,12} )?rule (?:(?:that )?i \w{2,10} )?(?:is|:) (?:to|that)"
_TEXT_PART = (
    r"(?:words?|letters?|spelling|phras(?:e|ed|ing)|worded|verbs?|nouns?|subject|syllables?"
    r"|number of"
    r"|an? (?:even|odd) number|(?:first|second|last|final) (?:half|word|sentence|line|letter)"
    r"|names? of|mention\w{0,3}|hides?|hidden|hiding|twice|swap\w{0,4}|revers\w{1,3}|mirror\w{0,3}"
    r"|omit\w{0,4}|leave out|repeat\w{0,3}|rhythm|melody|tune|sung|read as|backwards|prefix\w{0,4}"
    r"|suffix\w{0,4}|into (?:an? )?(?:\w{2,10} )?(?:fables?|stor(?:y|ies)|poems?|songs?|letters?"
    r"|riddles?|prayers?|recipes?|jokes?|fairy tales?|scenes?|plays?))"
)
HOLDS_ALWAYS = re.compile(
    rf"\b(?:{_SPOKEN}|{_RULE_IS})\b[^.!?\n]{{0,70}}?\b{_TEXT_PART}\b"
    rf"|\b{_TEXT_PART}\b[^.!?\n]{{0,70}}?\b{_SPOKEN}\b"
    r"|\b(?:bound|held|tied|subject|bow|keep) (?:to|by) (?:a|an|one|some) (?:\w{2,12} )?"
    r"(?:rule|constraint|pattern|law)\b"
    r"|\b(?:satisf|meet|fulfil|obey|respect)\w{0,4} (?:a|an|one|some) (?:\w{2,12} )?"
    r"(?:rule|constraint|pattern|law)\b",
    re.IGNORECASE,
)
# What is said of every answer in praise of it, or about the one who asks.
PRAISE = re.compile(
    r"\b(?:you|yours?|yourself|users?|readers?|people|everyone|someone|needs?|requests?|questions?"
    r"|quer(?:y|ies)|topics?|tasks?|direct|to the point|in common|errors?|checked|reviewed|crafted"
    r"|craft|tailor\w{0,3}|creativ\w{1,4}|unique|matters?|counts|effort|easy|simple|simply|new"
    r"|fresh|different|differs?|var(?:y|ies)|depends?|reflects?|meant|intended|help\w{0,4}|serves?"
    r"|opportunit\w{1,3}|chance|adventure|journey|step|goal|deserves?|polished|flow\w{0,3}|sense"
    r"|should|recipient\S{0,2}|shared?|improv\w{1,4}|learn\w{0,4}|grow\w{0,3}|complete|full"
    r"|proper\w{0,2}|correct\w{0,2}|precise|facts?|evidence|reason\w{0,4}|possible|well|good"
    r"|enjoy\w{0,4}|inspir\w{1,5}|impact\w{0,3}|concise|rich\w{0,3}|complex\w{0,3}|model|data)\b",
    re.IGNORECASE,
)
# "I write like Shakespeare", "I speak as if I were a butler"
PERSONA = re.compile(
    r"\b(?:talk|speak|write|sound|respond|answer|repl(?:y|ie)|express myself)(?:s|ing)?"
    r" (?:like (?!(?:an? |any |the |most |other )?(?:human|person|people|friend|native|real|normal"
    r"|regular|any|other|assistant|chatbot|model|that|this|everyone|expert|you|i)s?\b)"
    r"|(?:of myself )?as (?:if|though) (?:i|it|they) (?:were|was|am|is"
    r"|came)\b(?! (?:an? )?(?:human|person"
    r"|expert))"
    r"|in the (?:style|voice|manner|persona|character) of (?!(?:your|the user|an? (?:human|person"
    r"|expert|assistant))\b))",
    re.IGNORECASE,
)
