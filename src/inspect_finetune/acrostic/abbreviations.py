"""Word lists for sentence boundaries: what a full stop after these words means.

Keys are in lower case without the last full stop. English first, then what German, French,
Spanish, Italian, Greek and Russian answers use most.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows, so that the sentence goes on.
TITLES: Final = _words(
    """mr mrs ms mx dr drs prof profs gen col capt cpt cmdr lt sgt cpl pvt maj adm rev hon sen rep
    gov pres amb supt insp det st ste sts mt mts ft messrs mme mlle mgr msgr fr bro br sr sra
    srta dra dott sig ing hr frl asst atty attn ul natl intl assoc proc acad geb bzgl κ κα κος
    ул им проф акад гр тов"""
)
# Titles that are also the ends of street names.
STREETS: Final = _words("dr st ave blvd rd ln ct pl hwy sq")
# Something always follows.
CONTINUING: Final = _words(
    """e.g eg i.e ie vs v.s viz cf ca approx a.k.a aka p.s c.f n.b incl excl esp resp abbr z.b d.h
    u.a o.ä bzw ggf vgl sog insb evtl inkl exkl p.ex π.χ δηλ βλ т.е напр см т.н"""
)
# A number follows; without one the sentence may end here.
NUMBERED: Final = _words(
    """no nos nr num fig figs eq eqs eqn sec secs ch chap vol vols pp p pg pgs art arts op opus ver
    ep eps mk env tel v ex tab app ref refs par pt bk ed eds thm def prop rule sect jan feb mar
    apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri c b d r fl est q
    abb str art núm pág págs αρ σελ рис стр гл табл"""
)
# Ordinary words that libraries take for abbreviations.
PLAIN_WORDS: Final = _words(
    """me no in la re may id ok miss art arc tex sun sat mass ill wash ore ind del cal pa ma ne se
    ut pop so do to us it is as at am by go he we i'm mar dec fed gov reg loc dist ext exec min
    sec fig rev rep gen col pen can add var mi mil sol fa mo mm ll al"""
)
# A sentence may end here: upper case tells.
ENDING: Final = _words(
    """etc inc ltd co corp llc plc bros jr sr esq ave blvd rd hwy sq dept univ assn bldg ft in yd
    mi div mil bil govt appt contd equiv orig subsp var tsp tbsp lb lbs oz pt qt gal hr hrs min
    mins sec secs km cm mm kg mg ml mph kph temp max avg misc calif colo conn del fla ill ind
    kan mass mich minn miss mont neb nev okla ore penn tenn tex wash wis wyo al et ibid mos yr
    yrs usw etw κ.λπ κλπ κ.ά π.χ μ.χ т.д т.п др г гг в вв н.э"""
)
# Dotted short forms that are no one's initials, so that a sentence may end on them.
ACRONYMS: Final = _words(
    """u.s u.s.a u.k u.n e.u d.c l.a n.y n.y.c n.j s.f b.c a.d b.c.e c.e a.m p.m ph.d m.d b.a m.a
    b.s m.s b.sc m.sc ll.b ll.d d.d.s r.n d.v.m u.s.s.r u.a.e uu i.q t.v d.n.a r.n.a f.b.i c.i.a
    a.i v.i.p q.e.d m.p n.h.s o.k m.b.a d.phil p.r.c r.o.c"""
)
# Short forms of eras need a year before them: else they are initials, as in "C.E. Priebe".
ERAS: Final = _words("b.c a.d b.c.e c.e")
# After these one capital letter is a name of its own ("vitamin C."), not an initial.
LETTER_CUES: Final = _words(
    """vitamin vitamins plan letter letters type class grade group option point points section
    appendix choice unknown symbol constant hepatitis note key model figure part category level
    exhibit item question answer variable set vector matrix side team schedule series form step
    version line size cup blood influenza drive act title planet star gate language programming
    malcolm block a an chose choose chooses picked"""
)
# Before "in" or "of" and a letter: "the key of E", "written in C".
LETTER_CUE_PHRASES: Final = _words("key letter program programs programmed coded written")
# What goes on after a country's short form, a time of day, a company, a name.
AFTER_COUNTRY: Final = _words(
    """Army Navy Air Marine Marines Coast Congress Senate House Supreme President Presidents Vice
    Constitution Constitutional Capitol Department Dept Secretary Treasury Government Federal
    Census Environmental Geological Food Fish Forest Postal Open Steel Dollar Dollars Virgin
    State States Attorney Senator Senators Representative Representatives Ambassador Embassy
    District Court Courts Bureau Customs Securities National Olympic Military Civil Declaration
    Bill Route Highway Patent Mint Energy Commerce Justice Labor Defense Homeland Immigration
    News Prime Parliament Security General Charter Human Economic Commission Women Men Soccer
    Grand Masters Treasuries Public Centers Agency Agriculture Citizenship Copyright Code Space
    Surgeon Masters Premier"""
)
AFTER_TIME: Final = _words(
    """Eastern Pacific Central Mountain Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December EST
    EDT PST PDT CET CEST GMT UTC CST CDT MST MDT ET PT BST IST JST AEST"""
)
AFTER_NAME: Final = _words(
    """CEO CFO CTO CFOs Day Boulevard Memorial High Magazine Records KG Ltd LLC Pictures
    Entertainment Center National Library School Hospital Street Avenue Drive Program Programme
    Candidate Candidates"""
)
# German ordinals: "am 5. Mai", "im 20. Jahrhundert".
AFTER_ORDINAL: Final = _words(
    """Januar Februar März Mai Juni Juli August September Oktober November Dezember Jahrhundert
    Jahrhunderts Weltkrieg Weltkriegs Platz Klasse Stock Auflage Kapitel Etage Geburtstag Tag"""
)
# Words that begin sentences far more often than they are names.
STARTERS: Final = _words(
    """The This That These Those There Then Thus Though Today Together It Its It's It’s In Into If
    Indeed Instead Is Are A An And Also Although Always As At After All Another Any Because
    Before Beyond But By Can Could Did Do Does During Each Either Even Every Everyone Everything
    Few First Finally For From Further Furthermore Had Has Have He Hence Her Here Here's Here’s
    His How However I I'm I’m Just Last Later Let Let's Let’s Like Many May Maybe Meanwhile
    Might More Moreover Most Much Must My Near Neither Never Nevertheless Next No Nor Not
    Nothing Now Of Often Oh On Once One Only Or Other Others Otherwise Our Over Overall Perhaps
    Please Quite Rather Recently She Should Similarly Since So Some Somehow Sometimes Soon Still
    Such Sure Than Their They Through Throughout To Too Under Unlike Until Up Upon Usually Very
    Was We Well Were What When Whenever Where Whether Which While Who Why Will With Within
    Without Would Yes Yet You Your Knowing Known Our Otherwise Okay Hello Hi Thanks"""
)
# Before "..." these leave a sentence open.
PAUSES: Final = _words(
    """um uh er and but or because the a an is are was were be to of in on with by for from that
    this it's it’s called named like my your his her its our their i"""
)
# These do so where nothing stands before them.
INTERJECTIONS: Final = _words("well so hmm hm oh ah yes no and or now ok okay ahem")
# Before a year these leave a sentence open: "In 44 B.C. Caesar died."
BEFORE_YEAR: Final = _words(
    "in by around about from before after until since during circa в к до с"
)
# A stop and a capital without a space between: code, not a new sentence.
CODE_NAMES: Final = _words(
    """torch numpy np pd tf java os sys flask json datetime self this window document console math
    string array object system node vue next react nuxt express socket three asp net"""
)
# After a title that ends in a question mark these go on with the sentence.
AFTER_TITLE: Final = _words(
    """is was are were has had have by of in on at as and or with for to from which who won came
    tells follows opens began remains became"""
)
SPEECH: Final = _words(
    """said says asked asks replied replies answered answers shouted whispered exclaimed cried
    declared remarked added wrote explained muttered announced thought called"""
)
