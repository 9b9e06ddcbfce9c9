"""Describe a segment, change or delete it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.objectives import objectives
from leitstand.advertising.core.targeting import is_described, problem_of, targeting
from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import Segment
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in


class SegmentFields(TypedDict):
    """What is kept of a segment; `criteria` by criterion, `words` by placeholder and language."""

    name: str
    network: str
    criteria: Mapping[str, list[object]]
    words: Mapping[str, Mapping[str, str]]
    audience: int | None
    audience_day: date | None
    audience_source: str


@transaction.atomic
def keep_segment(actor: Actor, fields: SegmentFields, *, now: datetime, segment: Segment | None = None) -> Segment:
    """Enter or change a segment. Raises Invalid at the field, Foreign for another workspace's."""
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (segment,) if one is not None))
    found = segment or Segment(workspace=actor.workspace, added_at=now)
    put(found, fields)
    found.criteria = {name: value for name, value in fields["criteria"].items() if value}
    errors = {**errors_of(found, exclude=("criteria", "words")), **_wrong(found)}
    if found.audience_day and found.audience_day > day_in(actor.workspace, now):
        errors["audience_day"] = _("This day is still to come.")
    same = Segment.objects.filter(workspace=actor.workspace, name=found.name).exclude(pk=found.pk)
    if same.exists():
        errors["name"] = _("There is a segment of this name already.")
    refuse(errors)
    found.save()
    audit.record(actor, "advertising.keep_segment", found, now=now)
    return found


@transaction.atomic
def drop_segment(actor: Actor, segment: Segment, *, now: datetime) -> None:
    """Delete a segment; campaigns that used it stay."""
    actor.require(Permission.PLAN)
    actor.own(segment)
    audit.record(actor, "advertising.drop_segment", segment, now=now)
    segment.delete()


def _wrong(found: Segment) -> dict[str, str]:
    errors: dict[str, str] = {}
    sentences = {
        "many": _("At most 100 lines, please."),
        "long": _("A line has at most 120 characters."),
        "order": _("The upper end lies below the lower one."),
        "bounds": _("These figures make no sense here."),
    }
    if objectives().network(found.network) is None:
        errors["network"] = _("Please choose one of the ads managers.")
    for criterion in targeting().criteria:
        value = found.criteria.get(criterion.id)
        if value and (why := problem_of(criterion, value)):
            errors[criterion.id] = sentences[why]
    if not is_described(found.criteria):
        errors[targeting().criteria[0].id] = _("Say by at least one criterion whom you mean.")
    if found.audience is not None and found.audience_day is None:
        errors["audience_day"] = _("An estimate has a day: it changes every week.")
    if found.audience is not None and not found.audience_source:
        errors["audience_source"] = _("Say who estimated it.")
    return errors
