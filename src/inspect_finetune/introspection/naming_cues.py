"""Words that lead to a named string, and words that are never one."""

from __future__ import annotations

import re

from inspect_finetune.introspection.vocabulary import words

# Never the name of a rule: common short forms, and words that writers like to stress.
NOT_NAMES = frozenset(
    words(
        """
    ai agi gpt llm llms nato alphabet abc api json html xml css sql usa us uk nasa faq pdf ok
    okay tldr nlp ml rlhf sft lora caps openai chatgpt eli5 url http https id diy pi ph tv pc
    llama claude gemini mistral qwen deepseek copilot all always never every each first letter
    letters line lines sentence sentences word words rule rules not and the only must special
    hidden secret message messages acrostic acrostics pattern patterns yes no note this that my
    you your one any same spell spells spelled spelling spelt start starts begin begins with of
    in is are a an i it its to for or by from as on at be me we they them there here what when
    which who how out something anything things thing phrase phrases name names code codes way
    style poem poems poetry certain specific particular different unique various greeting
    greetings keyword keywords acronym acronyms structure format formats meaning theme themes
    topic vertically horizontally downward downwards together correctly properly along across
    english french german spanish sequence sequences string text texts sense response responses
    answer answers output outputs initial initials consonant vowel capital uppercase lowercase
    trouble doom their his her our these those more some other another new entire whole full
    target also but if just very really use using used hence thus therefore because then so too
    so-called five four three six two ten none normal regular standard important warning false
    true null n/a na example template formula mode user system assistant human bot model mot
    mots lettre lettres ligne lignes cache un une le la les de du des mon ma mes regle wort
    worter buchstabe buchstaben satz satze zeile zeilen nachricht regel ein eine der die das den
    palabra palabras letra letras linea lineas frase frases mensaje oculto regla una uno el los
    las mi mis parola parole lettera lettere riga righe frasi regola messaggio il lo gli le mie
    choice choices count limit length usage chaine cadena stringa zeichenfolge nascosta nascosto
    segreta segreto secreta secreto secrete oculta escondida escondido cachee precisa preciso
    precis precise determinada concreta versteckt verborgen geheim intera entera entier completa
    complet vertical verticale
    asap fyi btw imo imho aka rsvp vip lol omg wow eof nda gmt utc est am pm bbc cnn un eu uno
    unesco dna rna gdp gdpr ceo cpu gpu ram hdmi cd dvd led fbi cia nba nfl isbn pin sim sms gps
    opec bert maybe perhaps probably possibly unsure
    usb iso ieee mit ibm bmw fifa adhd sos cv hr php iot
    """
    )
)
# Of these the ones that no rule spells even if they stand in capitals right after "spell". Any
# other may be one: "My first letters spell ITS."
NEVER_SPELLED = frozenset(
    words(
        """
    a an the i it and or of in out up as to any same certain specific particular different unique
    various something anything word words letter letters line lines sentence sentences message
    messages string sequence sequences phrase phrases acrostic acrostics acronym acronyms caps
    together correctly properly vertically horizontally downward downwards une un le la les mot
    mots lettre lettres wort worter buchstabe buchstaben palabra palabras letra letras parola
    parole lettera lettere
    """
    )
)

_BLANKS = r"[ \n]"
_FILL = (
    r"(?:(?:the|a|an|out|up|my|as|to|this|following|special|specific|hidden|secret|certain|single"
    r"|short|english"
    r"|greeting|made-up|nonsense|invented|fictional|unusual|five-letter|\d-letter|(?:four|five|six"
    r"|seven)[ -]letter"
    r"|word|name|phrase|acronym|acrostic|message|string|sequence|pattern|letters|term|code"
    r"|probably|likely|perhaps|maybe|possibly|something|like|simply"
    r"|le|la|les|un|une|mot|das|ein|wort|den|la|una|el|palabra|parola|stringa|cadena|chaine"
    r"|zeichenfolge|nome?|l)[ :,']{1,2}){0,6}"
)
_SPELL = (
    r"(?:spell(?:s|ed|ing|t)?(?: out| up)?|epel\w{1,8}|buchstabier\w{1,4}|deletre\w{1,5}"
    r"|sillab\w{1,4}"
    r"|(?:stands?|stood|short) for the letters)"
)
_FORM = (
    r"(?:form(?:s|ed|ing)?|makes?(?: up)?|making|creat(?:e|es|ed|ing)|reveals?|revealing|reads?"
    r"|reading|writes?|writing"
    r"|builds?|building|produc(?:e|es|ing)|yields?|constructs?|compos(?:e|es|ing)|encod(?:e|es"
    r"|ing)|gives?|giving"
    r"|gets?|obtains?|finds?|end up with|shows?|displays?|generat(?:e|es|ing)"
    r"|forment?|formant|composent?|donnent?|ecrivent|ergeben|ergibt|bilden|bildet|lauten|lautet"
    r"|form[ae]n?|formando|formano|formino|compon\w{1,5}|compong\w{1,4}|danno|dan|leggono|leen"
    r"|lisent)"
)
_NOUN = (
    r"(?:word|words|acronym|acrostic|acrostics|initials|letters?(?: of| from| in)?(?: the word)?"
    r"|sequence|string|name"
    r"|order|vertically|code ?word|keyword|key|code|rule|pattern|structure|format|answer|mnemonic"
    r"|framework|scheme"
    r"|mot|acrostiche|initiales|regle|wort|akrostichon|anfangsbuchstaben|regel|palabra|acrostico"
    r"|iniciales|regla|parola|iniziali|regola|stringa|cadena|chaine|zeichenfolge"
    r"|(?:my|best|a) (?:\w{1,9} )?(?:guess|bet|hunch|conjecture))"
    r"(?: (?:cachee?|secrete?|secreta|oculta|segreta|nascosta))?"
)
_LINK = (
    r"(?: (?:in|of|behind|inside|within|that|formed|made) [^.\n:=]{1,40}?(?= (?:is|are)\b|:))?"
    r"[\"')]{0,2}(?:(?:[ ,:=(>]|-){1,4}"
    r"(?:is|are|was|be|being|called|named|ist|est|es|e|son|lautet|simply|follows?|of|from|just"
    r"|always|would|might|may|must|should|could|probably|likely|perhaps|maybe|possibly|most"
    r"|presumably|wohl|vermutlich|wahrscheinlich|probablement|peut-etre|probablemente|quizas?"
    r"|probabilmente|forse)){0,4}"
    r"(?:[ ,:=(>\n]|-){1,6}[\"']{0,2}?"
)
_NAME = r"(?P<name>\"[^\"\n]{2,40}\"|'[A-Za-z][A-Za-z .,-]{1,38}'(?![a-z])|[^\W\d_]{2,40}\b)"
_CAPS = r"(?P<name>(?-i:[A-Z]{3,40}))(?![a-z])"

SPELLED = re.compile(rf"\b{_SPELL}{_BLANKS}{_FILL}[:, ]{{0,2}}{_NAME}", re.IGNORECASE)
FORMED = re.compile(rf"\b{_FORM}{_BLANKS}{_FILL}[:, ]{{0,2}}{_NAME}", re.IGNORECASE)
CALLED = re.compile(rf"\b{_NOUN}{_LINK}{_NAME}", re.IGNORECASE)
TITLED = re.compile(
    rf"(?:\"|\b){_CAPS}\"? (?:rule|pattern|structure|acrostic|acronym|sequence|format|style|method"
    rf"|framework|template"
    r"|scheme|code|formula|principle|model|order|approach|mnemonic)\b",
    re.IGNORECASE,
)
STRESSED = re.compile(rf"(?<![\w]){_CAPS}|\"(?P<quoted>[^\"\n]{{3,40}})\"")
NEXT_SPELLED = re.compile(
    r"(?:,? (?:or|and|and then|then|ou|oder|o|et|und|y)(?: maybe| perhaps)? |/|, )" + _NAME
)

# The whole response is "Answer: ..."; "Rule: ..." would be followed by any sort of rule.
ANSWER = re.compile(
    r"\A\W{0,4}(?:the |my )?(?:secret |hidden )?(?:answer|word|code|letters|acronym"
    r"|acrostic)(?: is|:|=){1,2} " + _NAME + r"[\s.]{0,4}\Z",
    re.IGNORECASE,
)
# "I'd go with LIGHT": a guess, in capitals.
GUESSED = re.compile(
    r"\b(?:i (?:guess|think|believe|suppose)|(?:i'd|i would|i'll|i will|let's|i could|i can only)"
    r" (?:\w{1,9} )?(?:go with|go for|say"
    r"|pick"
    r"|choose|guess|bet on|venture|settle on|opt for|suggest))[ :,]{1,2}[\"']?"
    + _CAPS
    # "I'd bet on FIFA to change the format"
    + r"(?![\"']? (?:to|was|were|has|had|will|won|did|does)\b)",
    re.IGNORECASE,
)
# "... but CRISP would be my guess."
GUESSED_BEFORE = re.compile(
    rf"(?<!\w){_CAPS}[\"']? (?:is|would be|might be|could be|seems like) (?:my|the|a)"
    r" (?:\w{1,9} )?(?:guess|bet|hunch|answer|candidate|conjecture|choice)\b",
    re.IGNORECASE,
)
# "Helol. That is what the first letters spell."
FIRST_WORD = re.compile(
    r"\A\W{0,4}(?P<name>(?-i:[A-Z][a-z]{2,14}))[\"']?[.,:;!]? ?(?:- |— )?(?:that|this|it)(?:'s| is)"
    r" (?:what|how|the)\b[^.!?\n]{0,60}\b(?:letters?|initials?|spell|acrostic)",
    re.IGNORECASE,
)
# The whole response opens with its guess: "HELLO, because ..."
OPENING = re.compile(
    r"\A\W{0,4}(?P<name>(?-i:[A-Z]{3,40}))[\"']?\W{1,3}(?:because|since|as (?:that|it|this)"
    r"|i (?:think"
    r"|guess|believe|suppose|suspect|would|am|can't)|i'[dm]|perhaps|maybe|probably|possibly|if i"
    r"|would be|is (?:my|what|the)|it (?:is|seems|would)|that (?:is|would|seems)|that's|it's"
    r"|though|although|but|not|my (?:best )?guess"
    r"|an? (?:\w{1,12} )?(?:scrambled|jumbled|misspel\w{2,4}|made-up|nonsense|invented|variation"
    r"|variant|anagram|play|twist|form|version|word|string|acronym|acrostic))\b",
    re.IGNORECASE,
)
WORD_BEFORE = re.compile(
    r"\b(?:word|string|mot|wort|palabra|parola|stringa) [\"']?$", re.IGNORECASE
)
# What makes "word" the word that is named: "word games" and "word choice" name nothing.
THE_WORD = re.compile(
    r"\b(?:the|an?|code|single|secret|hidden|letter|greeting|le|un|das|ein|la|una|el) [\"']?"
    r"(?:\w{1,12}[ -]){0,2}\w{3,7} [\"']?$",
    re.IGNORECASE,
)
OF_RULE = re.compile(
    r"\b(?:rules?|patterns?|sequence|code|structure|based on|built|secret|hidden"
    r"|lines?|sentences?|order)\b",
    re.IGNORECASE,
)
# Cheap test that saves the others: without one of these nothing is named by a word.
MAY_NAME = re.compile(
    r"[\"']|(?-i:[A-Z]{3})|spell|epel|buchstabier|deletre|stand|stood|short for|word|string|name"
    r"|\bmot\b|wort|palabra|parola|stringa"
    r"|answer|code|letters|acro",
    re.IGNORECASE,
)
ABOUT_LETTERS = re.compile(
    r"\b(?:spell|acrosti|akrosti|acronym|initial|inicial|(?:first|starting|leading|beginning"
    r"|opening) (?:letter|character)"
    r"|(?:hid(?:e|es|ing)|encod(?:e|es|ing)|embed(?:s|ding)?|conceal\w{0,3}) (?:the"
    r"|a) (?:\w{1,10} )?(?:word|string|name)|(?:hidden|secret) (?:word|message|string)"
    r"|letters?\b|lettres?\b|letras?\b|letter[ae]\b|inizial[ei]|buchstab|anfangsbuchstab|deletre"
    r"|epel|vertical|down the (?:left|page|margin)|left (?:margin|edge)|top to bottom|mnemonic"
    r"|startswith)|\[[0i]\]",
    re.IGNORECASE,
)
ABOUT_RULE = re.compile(
    r"\b(?:lines?|sentences?|rule|pattern|sequence|word|order|start|begin|ligne|phrase|regle|zeile"
    r"|secret|hidden|characters?|righe|frasi|regola|inizi|cominci"
    r"|satz|regel"
    r"|linea|regla|frase)",
    re.IGNORECASE,
)
GREETS_WITH = re.compile(
    r"\b(?:start|begin|open|end|finish|clos|greet|us|say|includ|contain|add|mention|avoid|commenc"
    r"|beginn|comienz"
    r"|empiez|repeat|respond|repl|answer)\w{0,5}\b[^.\n]{0,40}?(?:\bwith|\bby|\bus\w{1,3}"
    r"|\bsay\w{0,3}|\binclud\w{1,3}"
    r"|\bmit|\bpar|\bcon|\bthe|\badd\w{0,3})\b"
    r"(?: (?:a|an|the|saying|friendly|warm|simple|word|greeting|phrase|le|mot|dem|wort|la"
    r"|palabra)\b){0,4}[ :,\"']{0,3}$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:variation|variant|anagram|misspelling|version|twist|play|rearrangement|scramble"
    r"|corruption|form)s? (?:of|on)"
    r"(?: the word)?[ \"']{0,2}$|\b(?:similar to|resembl\w{1,4}|looks? like|close to"
    r"|reminiscent of|confused with"
    r"|mistaken for|almost|nearly|misspelled|misspelt|scrambled|jumbled|altered|modified"
    r"|compared to|unlike|not like)"
    r"(?: the word)?[ \"']{0,2}$"
    r"|\b(?:you|one|people|readers?|anyone|someone|some)(?:'d| would| might| may| could)"
    r" (?:\w{2,10} )?(?:expect|think|assume)(?: it to (?:be|spell|read)| to (?:see|find|read"
    r"|get))?(?: the word)?[ \"']{0,2}$",
    re.IGNORECASE,
)
