"""Reads about what some posts have beside their text: the plan of a video, versions in other languages, a poll."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.connector_kit.registry import manifests
from leitstand.house.errors import Impossible
from leitstand.house.models import Workspace
from leitstand.planning.core.languages import LANGUAGES, State, Version
from leitstand.planning.models import Item, LanguageVersion, Poll, VideoPlan

# The question under which connectors take the answers of a poll, separated by semicolons.
POLL = "poll"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the screens show it."""

    version: LanguageVersion
    item: Item
    name: str
    now: State


def versions_of(master: Item) -> list[VersionRow]:
    """Return the versions of a master in order of language."""
    found = (
        LanguageVersion.objects.filter(master=master, item__deleted_at=None)
        .select_related("item", "master", "translated_by")
        .order_by("language", "region")
    )
    return [_row(version) for version in found]


def masters_of(workspace: Workspace, *, most: int = 100) -> list[tuple[Item, list[VersionRow]]]:
    """Return the posts that have versions, those whose day is nearest to the end of time first, with their versions."""
    found = (
        LanguageVersion.objects.filter(workspace=workspace, item__deleted_at=None, master__deleted_at=None)
        .select_related("item", "master", "translated_by")
        .order_by("-master__planned_at", "master_id", "language", "region")
    )
    grouped: dict[object, tuple[Item, list[VersionRow]]] = {}
    for version in found:
        grouped.setdefault(version.master_id, (version.master, []))[1].append(_row(version))
    return list(grouped.values())[:most]


def _row(version: LanguageVersion) -> VersionRow:
    name = LANGUAGES.get(version.language, version.language)
    now = Version(version.state, version.master_text, version.master.text).now
    return VersionRow(version, version.item, f"{name}, {version.region}" if version.region else name, now)


def version_behind(item: Item) -> VersionRow | None:
    """Return what an item is a version of, None where it stands for itself."""
    found = LanguageVersion.objects.filter(item=item).select_related("item", "master", "translated_by").first()
    return _row(found) if found else None


def must_be_translated(item: Item) -> None:
    """Raise Impossible where an item is a version in another language that nobody has called translated yet."""
    found = version_behind(item)
    if found is not None and found.now in ("todo", "work"):
        raise Impossible(
            _("Before approval: say that the version “%(name)s” is translated.") % {"name": found.name},
            code="not_translated",
        )


def video_plan_of(item: Item) -> VideoPlan | None:
    """Return the plan of a video, None where there is none."""
    return VideoPlan.objects.filter(item=item).first()


def poll_of(item: Item) -> Poll | None:
    """Return an item's poll, None where it has none."""
    return Poll.objects.filter(item=item).first()


def channels_with_polls(workspace: Workspace) -> frozenset[int]:
    """Return the channels whose network takes a poll from a program."""
    asking = [one.slug for one in manifests() if any(question.name == POLL for question in one.options)]
    return frozenset(Channel.objects.filter(workspace=workspace, network__in=asking).values_list("pk", flat=True))
