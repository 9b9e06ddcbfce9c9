"""What campaigns and own dates must be, before they are written."""

from datetime import date
from typing import TypedDict

from django.utils.translation import gettext as _

from leitstand.house.errors import Invalid
from leitstand.planning.models import CAMPAIGN_COLOURS


class OwnDateFields(TypedDict):
    """What an own date consists of."""

    name: str
    starts: date
    ends: date
    note: str


class CampaignFields(TypedDict):
    """What a campaign consists of."""

    name: str
    starts: date
    ends: date
    colour: str
    goal: str


def campaign_fields(fields: CampaignFields) -> CampaignFields:
    """Return fields that fit; raises Invalid with a sentence for each that does not."""
    errors = _span_errors(fields["name"], fields["starts"], fields["ends"])
    if fields["colour"] not in dict(CAMPAIGN_COLOURS):
        errors["colour"] = _("Choose one of the colours; they can be told apart by everybody.")
    if len(fields["goal"]) > 200:
        errors["goal"] = _("At most %(count)d characters, please.") % {"count": 200}
    if errors:
        raise Invalid(errors)
    return {**fields, "name": " ".join(fields["name"].split())}


def own_date_fields(fields: OwnDateFields) -> OwnDateFields:
    """Return fields that fit; raises Invalid with a sentence for each that does not."""
    errors = _span_errors(fields["name"], fields["starts"], fields["ends"])
    if len(fields["note"]) > 300:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 300}
    if errors:
        raise Invalid(errors)
    return {**fields, "name": " ".join(fields["name"].split())}


def _span_errors(name: str, starts: date, ends: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name.split():
        errors["name"] = _("Give it a name.")
    elif len(name) > 120:
        errors["name"] = _("At most %(count)d characters, please.") % {"count": 120}
    if ends < starts:
        errors["ends"] = _("The end lies before the start.")
    return errors
