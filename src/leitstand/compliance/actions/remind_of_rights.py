"""Tell people of rights to pictures and films that end: once a month before, once when it is over."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from leitstand.compliance.models import Declaration
from leitstand.compliance.notices import RIGHT_ENDS
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.library.models import Asset

SOON: Final = timedelta(days=30)
_ENDS: Final = ("licence.ends", "release.ends")


def remind_of_rights(*, now: datetime) -> int:
    """Send what is to be told at this moment; return how many notices."""
    sent = 0
    with transaction.atomic():
        rows = Declaration.objects.select_for_update(of=("self",), skip_locked=True).select_related("workspace")
        for one in rows.filter(subject__startswith="asset:", facts__has_any_keys=list(_ENDS)).order_by("pk"):
            today = day_in(one.workspace, now)
            ends = [date.fromisoformat(str(one.facts[name])) for name in _ENDS if name in one.facts]
            news = [(day, key) for day in ends if (key := _key(day, today)) and key not in one.reminded]
            if not news:
                continue
            asset = Asset.objects.filter(pk=UUID(one.subject.partition(":")[2]), deleted_at=None).first()
            if asset is not None:
                for day, _key_of in news:
                    notify(
                        RIGHT_ENDS,
                        workspace=one.workspace,
                        params={"file": asset.name, "day": date_format(day, "SHORT_DATE_FORMAT")},
                        path=reverse("compliance_rights", args=[one.workspace.slug, asset.pk]),
                        about=f"rights:{asset.pk}",
                        now=now,
                    )
                    sent += 1
            one.reminded = [*one.reminded, *(key for _day, key in news)]
            one.save(update_fields=["reminded"])
            audit.record(Actor.house(one.workspace), "compliance.remind_of_rights", one, now=now)
    return sent


def _key(day: date, today: date) -> str:
    if day < today:
        return f"{day.isoformat()}:over"
    return f"{day.isoformat()}:soon" if day <= today + SOON else ""
