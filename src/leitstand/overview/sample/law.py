"""Give the sample company its imprint, the records of its pictures, what was told of one profile, a rule and a request."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from leitstand.channels.models import Channel
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.actions.keep_own_rule import keep_own_rules
from leitstand.compliance.actions.keep_request import RequestFields, keep_request
from leitstand.compliance.actions.reread import note_reread
from leitstand.compliance.subjects import COMPANY, asset_subject, channel_subject
from leitstand.house.actor import Actor
from leitstand.kernel.post import Media

_COMPANY = {
    "entity.legal_form": "gmbh",
    "entity.tax_ids": ["ust_id"],
    "entity.in_liquidation": False,
    "entity.b2c": False,
    "entity.licensed": False,
    "entity.regulated": False,
    "entity.services": False,
}
_IMPRINT = {
    "name": "Klarblick Prüfsysteme GmbH",
    "legal_form": "GmbH",
    "address": "Am Kai 7\n24103 Kiel",
    "representative": "Henrik Voss, Geschäftsführer",
    "email": "post@klarblick.example",
    "phone": "0431 5550100",
    "register": "Amtsgericht Kiel, Handelsregister B",
    "register_number": "HRB 12345",
    "ust_id": "DE136695976",
}
_OWN_WORK = {
    "licence.type": "own",
    "licence.proof": True,
    "asset.shows_person": False,
    "asset.ai": "none",
    "record.author": "Klarblick, Content und Social Media",
}
_PROFILE = {
    "profile.kind": "company",
    "profile.new": False,
    "profile.imprint_url": "https://klarblick.example/impressum",
    "profile.imprint_on_page": False,
    "profile.imprint_clicks": 1,
    "profile.imprint_label": "impressum",
    "profile.imprint_place": "direct",
    "profile.privacy_url": "https://klarblick.example/datenschutz",
    "profile.named_in_imprint": True,
    "profile.statistics": False,
    "profile.editorial": False,
    "profile.audiovisual": False,
    "account.kind": "company",
    "account.shows_firm": True,
}


def law_of_company(lead: Actor, pictures: Iterable[Media], channel: Channel, *, now: datetime) -> None:
    """Tell what a careful company tells: the second and third profile are still open."""
    declare(lead, COMPANY, _COMPANY, now=now)
    keep_imprint(lead, _IMPRINT, now=now)
    for picture in pictures:
        declare(lead, asset_subject(picture.asset), _OWN_WORK, now=now)
    declare(lead, channel_subject(channel.pk), _PROFILE, now=now)


_OWN_RULE = """
[facts."text.own_garantie"]
kind = "yes_no"
how = "computed"
means = "The text promises a guarantee."

[patterns.own-garantie]
fact = "text.own_garantie"
regex = '(?<!\\w)(?:(?:Garantie)\\w*)'
hits = ["Garantie"]
passes = ["garniert"]

[[rule]]
id = "OWN-GARANTIE"
kinds = ["post", "reply"]
title = { en = "Promises a guarantee", de = "Verspricht eine Garantie" }
demand = { en = "Guarantees are promised by the board only.", de = "Garantien verspricht nur die Geschäftsführung." }
mend = { en = "Write about the service life that was measured.", de = "Von der gemessenen Lebensdauer schreiben." }
law = "Beschluss der Geschäftsführung vom 1. September 2026"
source = "Akte Vertrieb 17"
read_on = 2026-09-01
sure = "primary"

[[rule.case]]
level = "warn"
when = { fact = "text.own_garantie", is = true }

[[rule.bad]]
text = "Zehn Jahre Garantie auf jede Optik."

[[rule.good]]
text = "Fein garniert: unser Sommerfest."
"""


def rules_and_requests(lead: Actor, whom: str, *, now: datetime) -> None:
    """Keep an own rule, a re-reading, and the request of a contact that came in ten days ago."""
    keep_own_rules(lead, _OWN_RULE, now=now - timedelta(days=40))
    note_reread(
        lead, ["AD-01"], on=(now - timedelta(days=12)).date(), found="same", note="", now=now - timedelta(days=12)
    )
    fields = RequestFields(
        article=15,
        name=whom,
        email="",
        handles="",
        wish="Bitte teilen Sie mir mit, welche Daten Sie über mich gespeichert haben.",
        came_in_on=(now - timedelta(days=10)).date(),
        identity="address",
        identity_note="Aus dem bekannten Postfach",
        lead=lead.person,
    )
    keep_request(lead, fields, now=now - timedelta(days=10))
