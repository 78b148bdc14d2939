"""Pictures for a README: a finding as the title, what was counted and the interval below it.

Colours are those of Okabe and Ito, which colour-blind readers tell apart; shapes, hatches and
figures say the same without any colour. The same answers give the same bytes.
"""
