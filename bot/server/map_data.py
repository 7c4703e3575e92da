"""`GET /map.json`: what the page with the map shows, from the knowledge base.

Facts only; what the page itself says is in `bot/web`.
"""

from __future__ import annotations

from typing import Any, Dict, List

from bot.knowledge import KnowledgeBase
from bot.knowledge.models import LANGUAGES, Localized
from bot.knowledge.placing import Placed, levels_with_clusters, placed
from bot.knowledge.profile_models import ProfileSource

Json = Dict[str, Any]


def map_data(facts: KnowledgeBase) -> Json:
    """The whole of it, as JSON; see docs/map.md for the fields."""
    source = facts.sources[facts.sources_of("clusters")[0]]
    return {
        "year": facts.year,
        "source": {
            "title": _both(source.title),
            "publisher": source.publisher,
            "year": source.year,
            "url": source.url,
        },
        "origin": {language: facts.origin(language) for language in LANGUAGES},
        "levels": [
            {"id": level.id, "kind": level.kind.value, "name": _both(level.name)}
            for level in levels_with_clusters(facts)
        ],
        "sectors": _sectors(facts),
        "clusters": [_cluster(facts, one) for one in placed(facts)],
    }


def _sectors(facts: KnowledgeBase) -> List[Json]:
    """The widest sectors that a cluster is in."""
    return [
        {"id": sector.id, "name": _both(sector.name)}
        for sector in facts.sectors
        if not sector.broader and facts.clusters_in_sector([sector.id])
    ]


def _cluster(facts: KnowledgeBase, one: Placed) -> Json:
    profile = facts.profile(one.cluster.id)
    county = facts.place(profile.county) if profile and profile.county else None
    found: Json = {
        "name": one.cluster.name,
        "level": one.cluster.level,
        "places": [_both(place.name) for place in one.places],
        "certain": one.certain,
        "kind": one.places[0].kind.value if one.places else None,
        "county": _both(county.name) if county and county not in one.places else None,
    }
    if one.coordinates:
        found["latitude"], found["longitude"] = one.coordinates
    if profile:
        found.update(
            tells=profile.region_tells.value if profile.region_tells else None,
            theme=_both(profile.theme),
            sectors=sorted(facts.with_broader(profile.sectors)),
            website=profile.website,
            note=_both(profile.note) if profile.note else None,
            sources=[_page(source) for source in profile.sources],
        )
    return {name: value for name, value in found.items() if value is not None}


def _page(source: ProfileSource) -> Json:
    return {"title": source.title, "url": source.url}


def _both(text: Localized) -> Dict[str, str]:
    return {language: text.get(language) for language in LANGUAGES}
