"""Give the sample company an offer for leads, events, and what its CRM gave out."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from leitstand.compliance.models import ConsentText
from leitstand.contacts.models import Contact
from leitstand.house.actor import Actor
from leitstand.leads.actions.keep_crm import keep_crm, map_crm
from leitstand.leads.actions.keep_event import keep_event
from leitstand.leads.actions.keep_magnet import keep_magnet
from leitstand.leads.actions.take_news import take_news
from leitstand.leads.actions.tell_visitors import list_for_outreach
from leitstand.leads.core.crm import Deal, Means, News, Party, Stage
from leitstand.planning.models import Campaign


def leads_of_company(actors: Mapping[str, Actor], campaigns: Mapping[str, int], *, now: datetime) -> None:
    """Enter them; pages stay closed, for a sample writes to nobody."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("leads.toml").read_text(encoding="utf-8"))
    owner, service = actors["jana"], actors["cem"]
    text = ConsentText.objects.filter(workspace=owner.workspace, retired_at=None).first()
    _crm(owner, data["crm"], now=now)
    if text is not None:
        _offer(service, data["offer"], text, campaigns, now=now - timedelta(days=20))
    for told in data["events"]:
        event = keep_event(
            service,
            {
                "title": told["title"],
                "focus": told["focus"],
                "speaker": told["speaker"],
                "target_group": told["target_group"],
                "contact": told["contact"],
                "invitation": told["invitation"],
                "company": owner.workspace.name,
                "starts": now + timedelta(days=told["ahead"]),
                "minutes": 60,
                "place": "",
                "join_link": "",
                "text": text,
                "campaign": None,
            },
            [{"name": one["name"], "quota": one.get("quota"), "price": Decimal(0)} for one in told["tickets"]],
            now=now - timedelta(days=25),
        )
        if told["ahead"] > 0:
            known = Contact.objects.filter(workspace=owner.workspace).exclude(email="")
            list_for_outreach(service, event, list(known), now=now)


def _offer(
    actor: Actor, told: Mapping[str, str], text: ConsentText, campaigns: Mapping[str, int], *, now: datetime
) -> None:
    keep_magnet(
        actor,
        {
            "title": told["title"],
            "pitch": told["pitch"],
            "asset": None,
            "text": text,
            "asks_organisation": True,
            "asks_phone": False,
            "campaign": Campaign.objects.get(pk=campaigns[told["campaign"]]),
        },
        file_name=told["file"],
        chunks=[told["words"].strip().encode()],
        now=now,
    )


def _crm(owner: Actor, told: Mapping[str, Any], *, now: datetime) -> None:
    fields = {"kind": "file", "name": told["name"], "base_url": "", "database": "", "secrets": {}, "tells": False}
    made = keep_crm(owner, fields, now=now)  # type: ignore[arg-type]  # written out above
    stages = [Stage(name, words, Means(means)) for name, words, means in told["stages"]]
    map_crm(owner, made, stages, told["tags"], now=now)
    for party in told["parties"]:
        # The team knows them by name already; their address is told by the CRM.
        Contact.objects.filter(workspace=owner.workspace, name=party["name"], email="").update(email=party["email"])
    parties = tuple(
        Party(one["id"], one["name"], one["email"], one["organisation"], frozenset(one.get("tags", ())))
        for one in told["parties"]
    )
    deals = tuple(
        Deal(
            one["id"],
            one["title"],
            one["stage"],
            one.get("party", ""),
            Decimal(one["value"]) if "value" in one else None,
            (now - timedelta(days=one["ago"])).date(),
        )
        for one in told["deals"]
    )
    take_news(owner, made, News(parties, deals), now=now - timedelta(days=1))
