"""The versions of a publication, and of the shared text, with what changed from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.differences import Change, changes
from leitstand.publishing.models import Approval, Draft, DraftVersion, Publication, Version

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One version, what it changed against the one before, and whether it was ever approved."""

    version: Version | DraftVersion
    changes: tuple[Change, ...]
    approval: Approval | None
    is_present: bool


def history_of(publication: Publication) -> list[Entry]:
    """Return the latest versions, the newest first."""
    versions = list(
        Version.objects.filter(publication=publication).select_related("person").order_by("-number")[: MOST + 1]
    )
    approved = {
        approval.digest: approval
        for approval in Approval.objects.filter(publication=publication, decision="approved").select_related(
            "decided_by"
        )
    }
    return [
        Entry(version, told, approved.get(version.digest), version.digest == publication.content_digest)
        for version, told in zip(versions[:MOST], _told(versions), strict=True)
    ]


def history_of_shared(draft: Draft) -> list[Entry]:
    """Return the latest versions of the shared text, the newest first; approved is only what a channel shows."""
    versions = list(DraftVersion.objects.filter(draft=draft).select_related("person").order_by("-number")[: MOST + 1])
    return [
        Entry(version, told, None, version.content == draft.content)
        for version, told in zip(versions[:MOST], _told(versions), strict=True)
    ]


def _told(versions: Sequence[Version | DraftVersion]) -> list[tuple[Change, ...]]:
    """Return what each version changed against the one before; the one beyond the last is only compared with."""
    plans = [PostPlan.from_json(version.content) for version in versions]
    return [
        changes(plans[place + 1], plan) if place + 1 < len(plans) else () for place, plan in enumerate(plans[:MOST])
    ]
