"""Give the sample company its imprint, the records of its pictures, what was told of one profile, a rule and a request."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import translation

from leitstand.channels.models import Channel
from leitstand.compliance.actions.assess_tone import assess_tone
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.hand_to_counsel import hand_to_counsel, keep_answer
from leitstand.compliance.actions.keep_consent_text import keep_consent_text
from leitstand.compliance.actions.keep_follow_up import add_participants, keep_follow_up
from leitstand.compliance.actions.keep_imprint import keep_imprint
from leitstand.compliance.actions.keep_own_rule import keep_own_rules
from leitstand.compliance.actions.keep_proof import LICENCE, keep_proof
from leitstand.compliance.actions.keep_request import RequestFields, keep_request
from leitstand.compliance.actions.record_consent import ConsentFields, record_consent
from leitstand.compliance.actions.reread import note_reread
from leitstand.compliance.subjects import COMPANY, asset_subject, channel_subject, item_subject
from leitstand.house.actor import Actor
from leitstand.kernel.post import Media
from leitstand.overview.sample.place import place_picture
from leitstand.planning.models import Item

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


_WORDING = (
    "Ja, die Klarblick Prüfsysteme GmbH darf mir per E-Mail und Direktnachricht Neues zu ihren Prüfsystemen mitteilen. "
    "Meine Einwilligung kann ich jederzeit widerrufen, per Link in jeder Nachricht oder an post@klarblick.example."
)
_AGREED = (
    (
        "Maren Holt",
        "m.holt@gusswerk.example",
        "fair",
        "Fachmesse Kiel, Stand B12",
        "signature",
        "Formular, Ordner Messe, Blatt 4",
    ),
    ("Sven Brandt", "brandt@walzwerk.example", "form", "https://klarblick.example/neues", "", ""),
)


def consents_of_company(lead: Actor, service: Actor, *, now: datetime) -> None:
    """Enter a wording, two consents (one not confirmed yet) and the letter after an event."""
    since = now - timedelta(days=40)
    text = keep_consent_text(
        lead,
        name="Neues zu Prüfsystemen",
        wording=_WORDING,
        ways=["dm", "email"],
        controller="Klarblick Prüfsysteme GmbH",
        privacy_notice="https://klarblick.example/datenschutz",
        now=since,
    )
    for name, address, source, place, confirmed, proof in _AGREED:
        at = since if confirmed else now
        fields = ConsentFields(
            contact=None, name=name, way="email", network="", address=address, text=text, source=source, place=place,
            requested_at=at, confirmed_by=confirmed, proof_note=proof, is_adult="", ends=None,
        )  # fmt: skip
        record_consent(service, fields, now=at)
    letter = keep_follow_up(
        service,
        "typed:sample",
        {
            "title": "Praxistag Schweißnahtprüfung", "held_on": (now - timedelta(days=2)).date(),
            "material": "Folien und Checkliste: https://klarblick.example/praxistag", "recording": "", "words": "",
            "ground": "contract", "balancing": None,
        },
        now=now,
    )  # fmt: skip
    add_participants(
        service, letter, "Maren Holt m.holt@gusswerk.example\nSven Brandt brandt@walzwerk.example", now=now
    )


def law_of_company(lead: Actor, pictures: Iterable[Media], channel: Channel, *, now: datetime) -> None:
    """Tell what a careful company tells: the second and third profile are still open."""
    declare(lead, COMPANY, _COMPANY, now=now)
    keep_imprint(lead, _IMPRINT, now=now)
    for picture in pictures:
        declare(lead, asset_subject(picture.asset), _OWN_WORK, now=now)
    declare(lead, channel_subject(channel.pk), _PROFILE, now=now)


_COMMISSIONED = {
    "licence.scope": ["social", "edit", "sublicence"],
    "licence.networks": [],
    "licence.credit_required": True,
    "asset.shows_person": False,
    "asset.ai": "none",
    "record.author": "Anne Petersen",
    "record.source": "Auftrag 2026-07",
    "record.released": True,
}


def works_of_others(lead: Actor, drawn: bytes, smaller: bytes, *, now: datetime) -> None:
    """A commissioned picture whose licence ends soon, and its copy that somebody saved from the website."""
    first = place_picture(
        lead, drawn, name="Fertigungslinie (Petersen)", alt="Prüfstrecke mit Kamera", now=now - timedelta(days=160)
    )
    subject = asset_subject(first.asset)
    keep_proof(
        lead,
        subject,
        {
            "about": LICENCE, "kind": "contract", "what": "Auftrag 2026-07, Fotos der Linie", "value": None,
            "giver": "Anne Petersen", "on": (now - timedelta(days=165)).date(), "note": "Vertrag liegt im Ordner Fotografie.",
        },
        now=now - timedelta(days=160),
    )  # fmt: skip
    ends = (now + timedelta(days=18)).date()
    declare(lead, subject, {**_COMMISSIONED, "licence.ends": ends}, now=now - timedelta(days=160))
    place_picture(lead, smaller, name="website-header", alt="Prüfstrecke mit Kamera", now=now - timedelta(days=3))


_OWN = {
    "post.people": "none",
    "foreign.contained": "none",
    "post.beneficiary": "own",
    "account.shows_firm": True,
}
_OF_OTHERS = {
    "post.people": "agreed",
    "foreign.contained": "reference",
    "post.beneficiary": "third",
    "post.item_origin": "none",
    "link.targets": ["profile"],
    "link.pays_commission": False,
}


def labels_of_company(lead: Actor, *, now: datetime) -> None:
    """Answer what is asked of two posts: one about the own offer, one about others that counsel was asked about."""
    items = {
        one.title: one for one in Item.objects.filter(workspace=lead.workspace, title__in=(_TITLE_OWN, _TITLE_OTHERS))
    }
    if _TITLE_OWN in items:
        declare(lead, item_subject(items[_TITLE_OWN].pk), _OWN, now=now)
    if _TITLE_OTHERS not in items:
        return
    subject, asked = item_subject(items[_TITLE_OTHERS].pk), now - timedelta(days=6)
    declare(lead, subject, _OF_OTHERS, now=asked)
    keep_proof(
        lead,
        subject,
        {
            "about": "consideration",
            "kind": "none",
            "what": "",
            "value": None,
            "giver": "",
            "on": asked.date(),
            "note": "Kein Honorar, keine Einladung; so bestätigt in der Mail der Hochschule vom selben Tag.",
        },
        now=asked,
    )
    assess_tone(
        lead,
        subject,
        answers={"limit": False, "occasion": True, "only_praise": True, "call": False},
        outcome="unclear",
        reasons="Anlass ist die neue Professur, aber das Interview lobt nur. Wir sind uns nicht sicher.",
        now=asked,
    )
    with translation.override("de"):
        handed = hand_to_counsel(
            lead,
            subject,
            how="print",
            address="",
            question="Reicht der sachliche Anlass, oder müssen wir „Werbung“ davorsetzen?",
            wanted_by=(asked + timedelta(days=14)).date(),
            now=asked,
        )
    keep_answer(
        lead,
        handed,
        answer="Der Anlass trägt, wenn eine Einschränkung dazukommt. Bitte auch sagen, was die Professur nicht abdeckt.",
        now=now - timedelta(days=2),
    )


_TITLE_OWN = "Ausbildung 2027: Acht Plätze, ein Roboter"
_TITLE_OTHERS = "Interview mit der Fachhochschule"
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
