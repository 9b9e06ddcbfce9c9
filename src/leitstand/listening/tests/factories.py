"""Made-up sources, searches and items."""

from collections.abc import Iterable
from datetime import datetime

from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.listening.actions.keep_search import SearchFields, keep_search
from leitstand.listening.actions.take_in import TakenIn, take_in
from leitstand.listening.core.items import Item
from leitstand.listening.models import Search, Source


def fields(**told: object) -> SearchFields:
    first = {"name": "Werk Nord", "query": '"Werk Nord"', "purpose": "reputation", "subject": "", "misspellings": True}
    return {**first, "languages": [], "overlap": 0, **told}  # type: ignore[typeddict-item]


def make_search(actor: Actor, now: datetime, **told: object) -> Search:
    return keep_search(actor, fields(**told), now=now)


def make_source(workspace: Workspace, name: str = "Export", scope: str = "file:1") -> Source:
    return Source.objects.create(workspace=workspace, kind="file", name=name, scope=scope)


def make_item(number: int | str, text: str, at: datetime, **told: object) -> Item:
    return Item(str(number), at, text, **told)  # type: ignore[arg-type]


def hear(workspace: Workspace, source: Source, items: Iterable[Item], now: datetime) -> TakenIn:
    return take_in(Actor.house(workspace), source, items, now=now)
