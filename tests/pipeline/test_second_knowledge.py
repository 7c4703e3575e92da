"""Another programme through the same code: a made-up one about schools is trained and asked.

The facts, phrases and wording in `tests/fixtures/fjordskole` are all there is of it, and one
variable, `KLYNGEBOT_KNOWLEDGE`, points everything there. So what is asked here shows that nothing
of the cluster programme is in the code.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

import pytest
import yaml

from bot.knowledge import load_knowledge
from bot.knowledge.own_wording import language_of, load_wording
from bot.server.wording import check_wording

ROOT = Path(__file__).resolve().parents[2]
SCHOOLS = ROOT / "tests" / "fixtures" / "fjordskole"

ASK = """
import asyncio, json, sys
from bot.server.agent import load_agent
from bot.server.map_data import map_data
from bot.knowledge import load_knowledge
agent = load_agent(sys.argv[1])
loop = asyncio.new_event_loop()
answers = []
for number, messages in enumerate(json.loads(sys.argv[2])):
    for message in messages:
        said = loop.run_until_complete(agent.handle_text(message, sender_id=str(number)))
    answers.append(said)
print("ANSWERS" + json.dumps({"answers": answers, "map": map_data(load_knowledge())}))
"""

# What is asked, message by message, and what the last answer says.
ASKED: Dict[Tuple[str, ...], List[str]] = {
    # lists
    ("Hvilke skoler er på Skjær?",): ["Blåskjell ungdomsskole", "Måseberget skole", "3 skoler"],
    ("Which schools are at Holme?",): ["Tangvika skole", "Tareholmen skole", "4 schools", "1998"],
    ("Hvilke skoler er på høyeste nivå?",): ["**Fyr**", "Fyr Nordlysvika", "Fyr Storbåra"],
    ("List all the schools",): ["These 11 schools took part in the Fjord School Programme"],
    ("Hvilke skoler begynner på S?",): ["1 av 11 skoler", "Sildeneset oppvekstsenter"],
    # levels of one
    ("Hvilket nivå er Tangvika skole på?",): ["**Holme**"],
    ("What level is Blue Mussel School at?",): ["Blåskjell ungdomsskole", "**Skjær**"],
    ("what level is tangvka skole",): ["Tangvika skole", "**Holme**"],
    ("Er Lanterna friskole på Fyr?",): ["Nei", "**Gjesteskoler**"],
    ("Is Storbåra at Fyr?",): ["Yes", "**Fyr**"],
    ("Er Fyr Sjøstjerna på Fyr?",): ["Nei. Navnet kan tyde på Fyr", "**Skjær**"],
    ("Are Tangvika and Storbåra at the same level?",): ["not at the same level", "Holme", "Fyr"],
    ("tell me about Måseberget",): ["one of the 11 schools that took part", "**Skjær**"],
    # numbers
    ("Hvor mange skoler er det på Holme?",): ["4 skoler under **Holme**"],
    ("How many schools are there in total?",): ["**11 schools**"],
    # levels
    ("Hva betyr Skjær?",): ["skoler som har undervisning ute én dag i uken"],
    ("What levels are there?",): ["3 levels", "**Holme**", "**Guest schools**"],
    ("Hva er forskjellen på Holme og Fyr?",): ["én dag i måneden", "ute hele året"],
    # the programme
    ("Hva er formålet med programmet?",): ["gi alle elever en båtplass"],
    ("What is the purpose of the programme?",): ["keep the knowledge of seaweed alive"],
    ("Hva er målet?",): ["redd for saltvann"],
    ("Hvem eier programmet?",): ["Kystlæringsrådet"],
    ("Who owns the programme?",): ["Kystlæringsrådet", "Coastal Learning Council"],
    ("What support do the schools get?",): ["waders"],
    ("Hva skjedde i 1996?",): ["Høststormen"],
    ("What is the source?",): ["The Fjord School Report 1998", "fjordskole.example"],
    # the effect
    ("Hvor stor er effekten på svømmeferdighet?",): ["27,5 prosent høyere", "strandlinje"],
    ("What is the effect of the programme?",): ["27.5 per cent", "4.2 per cent", "Well-being"],
    ("What is the effect on well-being?",): ["gives no figure"],
    ("Who calculates the figures?",): ["Instituttet for saltvannspedagogikk"],
    ("Er tallene signifikante?",): ["Nei"],
    ("Hvem sammenliknes skolene med?",): ["skoler uten strandlinje"],
    # what is not known
    ("Is Seaview School part of the programme?",): ["can’t find a school called “Seaview School”"],
    ("Er Havblikk skole med i programmet?",): ["ingen skole som heter «Havblikk skole»"],
    ("Er Fyr Dypvann med?",): ["ingen skole som heter «Fyr Dypvann»"],
    ("Hvilke skoler er på Arena Pro?",): ["Arena Pro"],
    ("Hvem er rektor på Tangvika?",): ["Det vet jeg ikke", "hvem som er rektor"],
    ("What does the programme cost?",): ["I don’t know", "what any of it costs"],
    ("Where is Tangvika skole?",): ["I don’t know where **Tangvika skole** is"],
    ("Hva arbeider Storbåra med?",): ["ikke funnet noen kilde"],
    ("Vis et kart",): ["Ikke på kartet, fordi stedet ikke er kjent: Lanterna friskole"],
    ("Hvordan blir været i morgen?",): ["Det kan jeg ikke svare på", "Fjordskoleprogrammet"],
    # conversations
    ("Hvilke skoler er på Skjær?", "og Fyr?"): ["Fyr Nordlysvika", "2 skoler"],
    ("Which schools are at Holme?", "how many are they?"): ["4 schools"],
    ("Hvor stor er effekten på svømming?", "og lesegleden?"): ["4,2 prosent"],
    ("List opp alle skolene", "den tredje?"): ["Tangvika skole"],
    ("What level is Tangvika at?", "and Storbåra?"): ["Fyr Storbåra", "**Fyr**"],
    ("Hvilket nivå er Storbåra på?", "In English, please", "and Lanterna?"): ["Guest schools"],
    # talk
    ("hei",): ["Fjordskoleprogrammet"],
    ("hello",): ["Fjord School Programme"],
    ("takk for hjelpen",): ["Bare hyggelig"],
    ("are you a robot?",): ["chatbot", "Fjord School Report"],
}

# What only the other programme has.
FOREIGN = re.compile(
    r"klyng|cluster|innovasjon|innovation|\bssb\b|menon|\bnce\b|\bgce\b|noder|mature|modne|"
    r"årsrapport|annual report|\b202\d\b|15[.,]8|18[.,]6|\b39\b|hydrogen|bedrift|compan",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Dict[str, Any]:
    """What a model of the made-up programme answers, and its map."""
    folder = tmp_path_factory.mktemp("fjordskole")
    environment = {
        **os.environ,
        "KLYNGEBOT_KNOWLEDGE": str(SCHOOLS),
        "KLYNGEBOT_MODELS": str(folder),
        "KLYNGEBOT_CACHE": str(folder / "embeddings"),
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    environment.pop("KLYNGEBOT_MODEL", None)
    train = [sys.executable, "-m", "bot.server.training"]
    subprocess.run(train, cwd=ROOT, env=environment, check=True, capture_output=True)
    model = str(folder / "klyngebot.tar.gz")
    questions = json.dumps([list(messages) for messages in ASKED])
    result = subprocess.run(
        [sys.executable, "-c", ASK, model, questions],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    loaded: Dict[str, Any] = json.loads(result.stdout.split("ANSWERS", 1)[1])
    loaded["answers"] = dict(zip(ASKED, loaded["answers"]))
    return loaded


@pytest.mark.parametrize("messages", ASKED, ids=" / ".join)
def test_it_answers_from_its_own_facts(said: Dict[str, Any], messages: Tuple[str, ...]) -> None:
    answer = "\n".join(message.get("text") or "" for message in said["answers"][messages])
    for part in ASKED[messages]:
        assert part in answer


def test_where_no_place_is_known_there_is_no_map(said: Dict[str, Any]) -> None:
    assert len(said["answers"][("Vis et kart",)]) == 1


def test_nothing_it_says_is_of_the_other_programme(said: Dict[str, Any]) -> None:
    """Texts, buttons, sources and pictures; what the user named may be said back."""
    for messages, answer in said["answers"].items():
        shown = json.dumps(answer, ensure_ascii=False)
        shown = re.sub(r'"(?:payload|type|response|utter_action|clusters?)":', "", shown)
        shown = re.sub(r'"recipient_id": "\w+"', "", shown)
        shown = re.sub(r'"/\w+(?:\{.*?\})?"', "", shown)  # what buttons send: names of intents
        assert not FOREIGN.search(shown), (messages, FOREIGN.search(shown), shown)


def test_its_map_has_its_schools_and_no_points(said: Dict[str, Any]) -> None:
    listed = {cluster.name for cluster in load_knowledge(SCHOOLS).clusters}
    assert {one["name"] for one in said["map"]["clusters"]} == listed
    assert not any("latitude" in one for one in said["map"]["clusters"])


def test_its_wording_is_complete_and_of_its_own() -> None:
    """Every response, even of questions that nobody is expected to ask."""
    assert check_wording(ROOT / "domain.yml", SCHOOLS) == []
    wording = load_wording(SCHOOLS)
    assert wording is not None
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    for name, variations in wording.applied_to(domain["responses"]).items():
        for variation in variations:
            if language_of(variation) not in load_knowledge(SCHOOLS).vocabulary.languages:
                continue
            texts = [variation["text"], *(one["title"] for one in variation.get("buttons") or ())]
            for text in texts:
                bare = re.sub(r"\{\w+\}|`?/\w+`?", "", text)
                assert not FOREIGN.search(bare), (name, text)
