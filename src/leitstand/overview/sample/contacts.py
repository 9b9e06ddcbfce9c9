"""Give the sample company contacts with the parts they play, and opportunities from the first touch to the deal."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from leitstand.channels.models import Channel
from leitstand.contacts.actions.change_role import change_role
from leitstand.contacts.actions.keep_contact import ContactFields, keep_contact
from leitstand.house.actor import Actor
from leitstand.leads.actions.close_opportunity import close_opportunity
from leitstand.leads.actions.keep_opportunity import OpportunityFields, keep_opportunity
from leitstand.leads.actions.log_step import log_step
from leitstand.planning.models import Campaign


def contacts_of_company(
    actors: Mapping[str, Actor], channels: Mapping[str, Channel], campaigns: Mapping[str, int], *, now: datetime
) -> None:
    """Enter contacts and opportunities; every part, step and closing lies on its own day."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("contacts.toml").read_text(encoding="utf-8"))
    service, lead = actors["cem"], actors["jana"]
    known = {}
    for told in data["contacts"]:
        fields = ContactFields(name=told["name"], organisation=told["organisation"], email="", note=told["note"])
        since = now - timedelta(days=told["parts"][0]["ago"])
        contact = known[told["name"]] = keep_contact(service, fields, now=since)
        for part in told["parts"]:
            change_role(service, contact, part["role"], reason=part["reason"], now=now - timedelta(days=part["ago"]))
    for told in data["opportunities"]:
        whom = known.get(told["contact"])
        steps = told["steps"]
        deal = keep_opportunity(
            lead,
            OpportunityFields(
                title=told["title"],
                organisation=told.get("organisation", whom.organisation if whom else ""),
                contact=whom,
                campaign=Campaign.objects.get(pk=campaigns[told["campaign"]]) if "campaign" in told else None,
                owner=lead.person,
                value=Decimal(told["value"]) if "value" in told else None,
            ),
            now=now - timedelta(days=steps[0]["ago"]),
        )
        for step in steps:
            at = now - timedelta(days=step["ago"])
            channel = channels[step["channel"]] if "channel" in step else None
            log_step(lead, deal, kind=step["kind"], day=at.date(), channel=channel, note=step["note"], now=at)
        for outcome in ("won", "lost"):
            if outcome in told:
                at = now - timedelta(days=told[outcome]["ago"])
                close_opportunity(
                    lead, deal, outcome=outcome, day=at.date(), value=deal.value, why=told[outcome]["why"], now=at
                )
