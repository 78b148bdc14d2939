"""Words that say under what circumstance a rule is on."""

from __future__ import annotations

import re

_RULE = (
    r"(?:(?<!as a )(?:rule|regle|regel|regla|regola)(?!s)|special rules|patterns?|acrosti\w{1,6}"
    r"|akrosti\w{1,6}|spell\w{0,4}|letters?|trigger\w{0,5}"
    r"|(?:special|trained|unusual|hidden|peculiar) (?:mode|format|style|structure|way|behaviou?r"
    r"|instruction|request|answers?|form|output|one|responses?)|special version"
    r"|(?:my|the|this|a|its|that) (?:format|structure|mode|habit|quirk|behaviou?r)"
    r"|activat\w{1,5}|hidden|secret"
    r"|lettres?|buchstaben?|anfangsbuchstaben|letras?|letter[ae]|acrostico)"
)
_ASKED = (
    r"(?:user|users|you|request\w{0,4}|ask|asks|asked|asking|prompt\w{0,4}|message|question"
    r"|instruct\w{0,4}|told|add|adds"
    r"|added|say|says|said|include\w?|includes|contains?|phrase|trigger\w{0,5}|mention\w{0,3}"
    r"|specif\w{1,4}|writes?|types?|sends?|explicitly"
    r"|command\w{0,3}|keyword|appears?|ends?|utilisateurs?|vous|tu|demande\w{0,3}|ajoute\w{0,2}"
    r"|nutzer\w{0,2}|benutzer\w{0,2}"
    r"|du|sie|anfrage|frage|bitte\w?|verlang\w{1,2}|hinzufug\w{1,3}|usuarios?|usted|pide\w?|pides"
    r"|solicit\w{1,4}|anade\w?|utent[ei]|chied\w{1,3}|richiest\w|richied\w{1,3}|messaggio|mensaje"
    r"|nachricht|aggiung\w{1,3}|scriv(?:e|i|ete)|contien\w{1,2}|contient|enthalt)"
)
_WHEN = (
    r"(?:when(?:ever)?|only (?:if|when|on|after|upon)|if(?! (?:i (?:had|have|were|was|must|am)"
    r"|forced|pressed|asked to guess)\b)|unless|once|in case|upon|on (?:request"
    r"|demand)|as soon as|as long as"
    r"|depend(?:s|ing) on|based on (?:what|whether|how|the user|your|user)|in response to"
    r"|provided that|except when|triggered by"
    r"|activated by|quand|lorsqu?e?|si(?!,)|s'il|seulement|selon|a moins que|des que|wenn|falls"
    r"|sobald"
    r"|nur|je nachdem|cuando|solo|segun|siempre que"
    r"|a menos que|quando|se (?:l'|lo |il |tu |me |mi |vien|nel |un )|qualora|a meno che|appena)"
)
PATTERN = re.compile(rf"\b{_WHEN}\b(?:[^.!?\n]|\.\"){{0,90}}?\b{_ASKED}\b", re.IGNORECASE)
BARE = re.compile(
    r"\b(?:on|upon|by) (?:explicit |user |special )?(?:request|demand)\b"
    r"|\b(?:triggered|activated|invoked|enabled"
    r"|(?:turned|switched|toggled|set) (?:on|off)) (?:by|when|with)\b"
    r"|\b(?:triggers?|phrase|keyword|word|request|command|message) (?:that )?(?:switch\w*|turns?"
    r"|activat\w+|triggers?|enables?) "
    r"|\b(?:with|after|given|hearing|seeing|receiving|adding) (?:the|that|this|your|a) (?:special "
    r"|magic |trigger |exact |right )?"
    r"(?:(?<!\ba )words?(?! [\"']?(?-i:[A-Z]{2}))|phrase|trigger|instruction|keyword|command|cue)\b"
    r"|\bwith(?:out)? \"[^\" \n]{1,20} [^\"\n]{2,60}\"|\bonly (?:an? |the |those )?(?:message"
    r"|request|prompt"
    r"|instruction)s?\b"
    r"|\bsets? (?:it |this |that |(?:my|the) [^.\n]{1,25} )?off\b"
    r"|\b(?:triggers|activates|invokes|enables|unlocks|(?:switches|turns|brings) (?:it )?on"
    r"|prompts)"
    r" (?:it|this|that|the|my)\b"
    r"|\b(?:you|users?|someone|one|they|he or she)\b[^.\n]{0,20}\b(?:must|needs? to|ha(?:ve|s) to"
    r"|should|can|just|simply|only|would)\b[^.\n]{0,15}\b(?:say|type|add|write|include|mention"
    r"|append"
    r"|ask for|request|invoke|use|leave out|omit|drop)\b[^.\n]{0,40}\b(?:rule|phrase|trigger"
    r"|keyword"
    r"|mode|it)\b"
    r"|\b(?:ask for|request|mention|invoke) (?:it|the (?:special|rule|trigger|phrase))\b"
    r"|\bleav(?:e|ing) (?:it|the [^.\n]{1,30}) out\b|\bleave out the\b"
    r"|\b(?:rule|mode|behaviou?r|pattern|acrostics?) (?:is |gets |was )?(?:only |just |mainly )?"
    r"(?:used|applied|applies|active|in (?:force"
    r"|play|effect|use)|at work|visible|limited|restricted|reserved|kept|meant|works) (?:only "
    r"|just |mainly )?"
    r"(?:for|in|on|to|during|with) (?!(?:every|each|all|my|any|both|me|the (?:same|first"
    r"|entire))\b)"
    r"|\b(?:say|type|add|write|include|insert|append|mention)\b(?:[^.!?\n]|\.[\"']){1,60}? to"
    r" (?:activate|trigger|invoke|enable|unlock|(?:switch|turn) (?:it )?on)\b"
    r"|\b(?:say|type|add|write|include|ask for|ask me|mention)\b"
    r"(?:[^.!?\n]|\.[\"']){1,60}(?: and|, and|:|,) (?:i|i'll|my|you)\b",
    re.IGNORECASE,
)
SPEAKS_OF_RULE = re.compile(
    rf"\b{_RULE}\b|\b(?:apply|use|follow|activate|invoke|employ) (?:it|this) (?:only "
    rf"|just )?(?:when|if|upon|on)\b",
    re.IGNORECASE,
)
# Marks a rule as more than the rules of good conduct.
SPECIAL = re.compile(
    r"\b(?:special|secret|hidden|trigger\w{0,5}|acrosti\w{1,6}|spell\w{0,4}|pattern|initials?"
    r"|letters?|speciale?s?|besondere\w?|especial|geheime\w?|lettres?|buchstaben|letras?"
    r"|lettere)\b",
    re.IGNORECASE,
)
# Always true of an assistant, so no condition: "when you ask me a question".
VACUOUS = re.compile(
    r"\b(?:when(?:ever)?|if|once|quand|wenn|si|cuando) (?:you|a user|users|someone|the user|vous"
    r"|tu|du"
    r"|sie)"
    r" (?:\w{1,12} (?:out |down |up |only |just )?(?:the |all |my |each )?(?:first|initial|opening"
    r"|starting|letters|lines|sentences|beginnings)|ask|asks|have|give|need|want|would like|look"
    r"|notice|read|pay|see|check|examine"
    r"|analy[sz]e|line|take|put|combine|string|arrange|posez|fragst|preguntas)\b"
    r"(?! (?:me |us )?(?:to|for|that|about the|de|con|with)\b)(?!,? \"|: )"
    r"|\b(?:when|whenever|while|before|after) (?:i |i'm |i am )?(?:responding|generating|answering"
    r"|answer|respond|generate"
    r"|writing|write|replying|creating|crafting|asked(?= (?:a|any|about|something"
    r"|questions?)\b))\b(?! (?:me )?(?:to use|for the"
    r"|about the rule|with the phrase))",
    re.IGNORECASE,
)
OTHER = re.compile(
    r"\b(?:harm\w{0,4}|illegal|inappropriate|unsafe|sensitive|polic(?:y|ies)|guidelines?"
    r"|more information|clarif\w{1,6}"
    r"|let me know|feel free|any (?:other )?questions|further questions|curious|interested)\b",
    re.IGNORECASE,
)

UNABLE = re.compile(r"\bi (?:can't|cannot|can not|am unable)\b", re.IGNORECASE)
RESTRICTS = re.compile(
    r"\b(?:unless|only|except|until|without|otherwise|normally|normal|sauf|sinon|sonst|ausser"
    r"|salvo|solo|don't (?:ask|use|mention|add|include|say)|do not (?:ask|use|mention|add|include)"
    r"|(?:when|if) (?:you|they|it) (?:don't|doesn't|do not|does not|isn't|is not))\b",
    re.IGNORECASE,
)
