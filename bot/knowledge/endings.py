"""What Norwegian and English hang on a name: "NCE-klyngene", "GCE-er", "iKubens", "Arenanivå"."""

from __future__ import annotations

from bot.knowledge.names import fold

_WORDS = """
    s er ene en et n r ar ane a klynge klynga klyngen klyngens klynger klyngers klyngene
    klyngenes klyngje klyngja klyngjer klyngjene klyngan cluster clusters clustere clusterne
    clustre nivå nivået nivåa status statusen statusar program programmet programma
    programme merket merke merkenavn merkenavnet gruppe gruppa gruppen nettverk nettverket
    nettverka level levels tall tallet tallene tala vekst veksten effekt effekten effekter
    økning økningen utvikling utviklingen growth effect figure figures bedrift bedriften
    bedrifter bedriftene firma prosjekt prosjektet prosjekter listen lista liste
"""

ENDINGS = tuple(sorted((fold(word) for word in _WORDS.split()), key=len, reverse=True))

# "Hydrogenklynger" are clusters of a kind, "hydrogenklyngen" is one cluster.
_PLURALS = """
    klynger klyngers klyngene klyngenes klyngjer klyngjene klyngan
    clusters clustere clusterne clustre
"""
PLURALS = tuple(fold(word) for word in _PLURALS.split())

# Other spellings of the definite form that names are written in.
DEFINITE, DEFINITE_SPELLINGS = "klyngen", ("klynga", "klyngja")
