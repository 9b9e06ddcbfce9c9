"""Paid campaigns, segments and files for tests."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from leitstand.advertising.actions.keep_paid import PaidFields, keep_paid
from leitstand.advertising.actions.keep_segment import SegmentFields, keep_segment
from leitstand.advertising.models import PaidCampaign, Segment
from leitstand.house.actor import Actor

AT = "/w/werk/anzeigen/"


def paid_fields(**told: object) -> PaidFields:
    """Return the fields of a paid campaign over November 2026."""
    first: dict[str, object] = {
        "name": "Herbst", "campaign": None, "network": "meta", "account": "Werk", "number": "", "objective": "reach",
        "kpi": "reach", "target": None, "total_budget": Decimal(300), "daily_budget": None, "bid_kind": "", "bid": None,
        "starts": date(2026, 11, 1), "ends": date(2026, 11, 30), "reach_low": None, "reach_high": None,
        "reach_day": None, "reach_source": "", "ceiling": None, "is_practice": False,
    }  # fmt: skip
    return {**first, **told}  # type: ignore[typeddict-item]


def make_paid(actor: Actor, now: datetime, *, segments: tuple[Segment, ...] = (), **told: object) -> PaidCampaign:
    """Enter a paid campaign."""
    return keep_paid(actor, paid_fields(**told), segments=segments, now=now)


def make_segment(actor: Actor, now: datetime, **told: object) -> Segment:
    """Describe the guide's engineers of the food industry."""
    first: dict[str, object] = {
        "name": "Lebensmittel", "network": "linkedin",
        "criteria": {"industry": ["Lebensmittel"], "company_size": [200, None], "job_function": ["Engineering"]},
        "words": {"industry": {"de": "Lebensmittelproduktion", "en": "food production"}},
        "audience": 2000, "audience_day": date(2026, 11, 1), "audience_source": "Campaign Manager",
    }  # fmt: skip
    fields: SegmentFields = {**first, **told}  # type: ignore[typeddict-item]
    return keep_segment(actor, fields, now=now)


def upload(text: str, name: str = "bericht.csv") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode())
