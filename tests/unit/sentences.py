"""What people write, in bokmål, nynorsk, dialect and English, and the form to be told in each.

None: Norwegian that is not clearly bokmål or nynorsk; the conversation goes on as it was.
"""

from __future__ import annotations

from typing import List, Optional, Tuple

Sentence = Tuple[str, Optional[str]]

NYNORSK: List[Sentence] = [
    (text, "nn")
    for text in (
        "Kva klynger høyrer til Arena Pro?",
        "Kven står bak klyngeprogrammet?",
        "Kvar held Cod Cluster til?",
        "Kvifor vart ingen klynger tekne opp?",
        "Korleis blir tala rekna ut?",
        "Eg lurer på kor mange klynger det er i Arena",
        "Kan du seie noko om Oslo Cancer Cluster?",
        "Er ikkje NCE eit program lenger?",
        "Finst det nokon klynger i Bergen?",
        "Fortel meg meir om iKuben",
        "vis berre dei i Arena",
        "Kor mykje aukar verdiskapinga?",
        "Kor mange klynger driv med havbruk?",
        "Kor ligg GCE NODE?",
        "Kjem det ei ny utlysing?",
        "Kva verksemder er med?",
        "Skilnaden på Arena og GCE?",
        "takk, det var alt eg ville vite",
    )
]
BOKMÅL: List[Sentence] = [
    (text, "nb")
    for text in (
        "Hvilke klynger er i Arena Pro?",
        "Hvem står bak klyngeprogrammet?",
        "Hvor holder Cod Cluster til?",
        "Jeg lurer på målet med programmet",
        "Er ikke NCE et program lenger?",
        "Finnes det klynger i Bergen?",
        "Hva gjør iKuben?",
        "vis bare Arena-klyngene",
        "Si noe om støtten",
        "Kommer det en ny utlysning?",
        "Kva er en klynge?",  # a word of nynorsk beside one of bokmål
        "Eg vet ikke",
    )
]
EITHER: List[Sentence] = [
    (text, None)
    for text in (
        "og i Arena?",
        "Takk!",
        "Vis meg alle klyngene",
        "Er NCE Eyde i programmet?",
        "Kor mange klynger er det?",  # nynorsk, or any of many dialects
        "effekten på omsetning",
        "forskjellen på Arena og GCE",
        "start på nytt",
    )
]
DIALECT: List[Sentence] = [
    (text, None)
    for text in (
        "Ka e NCE for nokka?",
        "kem e med i GCE",
        "Koss går det med klyngan?",
        "æ lure på effekten",
        "Eg lurer på ka GCE e",
        "kor e ein klynge",
        "ka dokker kan",
        "Åssen er det med Arena?",
    )
]
ENGLISH: List[Sentence] = [
    (text, "en")
    for text in (
        "Which clusters are in Arena Pro?",
        "Who is behind the programme?",
        "Where was Cod Cluster held to be?",
        "How many are there, eg in Arena?",
        "Tell me more about the effect",
        "What does mature mean?",
        "thanks, that was all",
        "Is NCE a programme?",
    )
]
