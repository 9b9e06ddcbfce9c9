"""A plan that is being read in: what the file says by the layout a person confirmed, and what of it is new or changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final, Literal, TypedDict, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.connector_kit import registry
from leitstand.house.models import Person, Workspace
from leitstand.kernel.sheets import Book, Sheet, place
from leitstand.kernel.text import first_words
from leitstand.planning.calendars import open_plan
from leitstand.planning.changes import ItemFields, zone_of
from leitstand.planning.core.list_reading import Known, ReadRow, keys_of, read_list
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.plan_layout import CellFault, Guess, Kind, Layout, guess, layout_at, shape_of
from leitstand.planning.core.plan_reading import ReadProject, corrected, read_plan
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import CONTENT_KINDS, Campaign, ImportedThing, Item, PlanImport, PlanSource, Project
from leitstand.planning.queries.around import people_of

USUAL: Final = (10, 0)
"""When something goes out whose day is told and whose hour is not."""
Target = Literal["projects", "posts", "events"]
TARGETS: Final[tuple[Target, ...]] = ("projects", "posts", "events")
_OPEN: Final = frozenset({Stage.IDEA.value, Stage.PLANNED.value, Stage.WRITTEN.value})
State = Literal["new", "changed", "same", "ours"]


class Wishes(TypedDict, total=False):
    """What a person told about a file: places count from 0, cells are named as in the sheet (C14)."""

    sheet: int
    target: Target
    kind: Kind
    head: int
    columns: dict[str, int]
    year: int
    cells: dict[str, str]
    people: dict[str, int]
    leave_out: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to be: a project or a line of a list; `state` says what it means for what is there."""

    key: str
    said: str
    state: State
    project: ReadProject | None = None
    row: ReadRow | None = None
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything the page shows before anything is written."""

    book: Book
    sheet: Sheet
    wishes: Wishes
    layout: Layout | None
    faults: Sequence[CellFault] = ()
    units: Sequence[Unit] = ()
    leads: Mapping[str, int | None] = field(default_factory=dict)
    shape: str = ""
    source: PlanSource | None = None

    @property
    def counts(self) -> dict[State, int]:
        """How many are new, changed there, the same, and changed here as well."""
        found: dict[State, int] = {"new": 0, "changed": 0, "same": 0, "ours": 0}
        for unit in self.units:
            found[unit.state] += 1
        return found

    @property
    def can_be_read_in(self) -> bool:
        """Whether there is something to write and nothing stands against it."""
        return bool(self.units) and (not self.faults or bool(self.wishes.get("leave_out")))


def preview(reading: PlanImport, *, today: date) -> Preview:
    """Read the file as the person wishes; raises NoTable where it is none."""
    book = open_plan(bytes(reading.file or b""), zone_of(reading.workspace))
    wishes = cast("Wishes", dict(reading.wishes))
    number = _sheet_number(book, wishes, today)
    wishes["sheet"] = number
    sheet = corrected(book.sheets[number] if book.sheets else Sheet("", ()), _cells(wishes.get("cells", {})))
    found = _layout(reading.workspace, sheet, wishes, today)
    if found.layout is None:
        return Preview(book, sheet, wishes, None)
    layout = found.layout
    shape = shape_of(sheet, layout)
    target: Target = wishes.get("target") or ("projects" if layout.kind == "months" else _usual(layout))
    if layout.kind == "months":
        target = "projects"
    elif target == "projects":
        target = _usual(layout)
    source = PlanSource.objects.filter(workspace=reading.workspace, shape=shape, target=target).first()
    wishes["target"] = target
    people = people_of(reading.workspace)
    remembered: dict[str, int] = {**(source.people if source else {}), **wishes.get("people", {})}
    if layout.kind == "months":
        plan = read_plan(sheet, layout)
        leads = _matched(plan.leads, people, remembered)
        units = _states([(_key(one), _said_of(one, leads), one, None) for one in plan.projects], source)
        return Preview(book, sheet, wishes, layout, (*found.faults, *plan.faults), units, leads, shape, source)
    rows = read_list(sheet, layout, known_of(reading.workspace), year=wishes.get("year") or today.year)
    leads = _matched(rows.leads, people, remembered)
    keyed = zip(keys_of(rows.rows), rows.rows, strict=True)
    units = _states([(_hash(key), _said_of_row(row, leads), None, row) for key, row in keyed], source)
    if target == "posts":
        units = _numbered(reading.workspace, units, leads)
    return Preview(book, sheet, wishes, layout, rows.faults, units, leads, shape, source)


def _usual(layout: Layout) -> Target:
    return "events" if {"place", "ends"} & layout.columns.keys() and "text" not in layout.columns else "posts"


def _sheet_number(book: Book, wishes: Wishes, today: date) -> int:
    """Return the sheet that was chosen, else the first that looks like a plan."""
    if "sheet" in wishes and 0 <= wishes["sheet"] < len(book.sheets):
        return wishes["sheet"]
    fitting = (number for number, sheet in enumerate(book.sheets) if guess(sheet, year=today.year).layout is not None)
    return next(fitting, 0)


def _layout(workspace: Workspace, sheet: Sheet, wishes: Wishes, today: date) -> Guess:
    year = wishes.get("year") or today.year
    found = guess(sheet, year=year)
    if "columns" in wishes and "head" in wishes:
        kind: Kind = wishes.get("kind") or (found.layout.kind if found.layout else "list")
        return layout_at(sheet, kind, wishes["head"], wishes["columns"], year=year)
    if found.layout is None:
        return found
    kept = PlanSource.objects.filter(workspace=workspace, shape=shape_of(sheet, found.layout)).first()
    if kept is not None and kept.layout.get("columns"):
        return layout_at(sheet, found.layout.kind, found.layout.head, kept.layout["columns"], year=year)
    return found


def _cells(cells: Mapping[str, str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for name, word in cells.items():
        letters = "".join(letter for letter in name if letter.isalpha())
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        found[int(name[len(letters) :]) - 1, column - 1] = word
    return found


def known_of(workspace: Workspace) -> Known:
    """Return channels, kinds and campaigns by the names people write for them."""
    channels: dict[str, set[int]] = {}
    there = Channel.objects.filter(workspace=workspace).exclude(network__in=sources())
    own: dict[str, set[int]] = {}
    for pk, name, handle, network in there.values_list("pk", "name", "handle", "network"):
        for word in (name, handle.lstrip("@"), exact_name(name or handle, network, handle)):
            own.setdefault(word.casefold(), set()).add(pk)
        for word in (network, _network_name(network)):
            channels.setdefault(word.casefold(), set()).add(pk)
    channels |= own  # a channel's own name says more than its network's
    kinds = {str(label).casefold(): value for value, label in CONTENT_KINDS}
    kinds |= {value: value for value, _label in CONTENT_KINDS} | _KIND_WORDS
    campaigns = {one.name.casefold(): one.pk for one in Campaign.objects.filter(workspace=workspace)}
    return Known({word: tuple(sorted(ids)) for word, ids in channels.items()}, kinds, campaigns)


def exact_name(name: str, network: str, handle: str) -> str:
    """Return what names a channel without doubt."""
    return f"{name} ({_network_name(network)}, {handle})"


_KIND_WORDS: Final = {
    "bild": "picture", "foto": "picture", "image": "picture", "grafik": "picture", "karussell": "carousel",
    "galerie": "carousel", "reel": "video", "film": "video", "story": "picture", "artikel": "article",
    "blogbeitrag": "article", "blog": "article", "verweis": "link", "veranstaltung": "event",
}  # fmt: skip


def _network_name(network: str) -> str:
    try:
        return registry.manifest(network).name
    except registry.UnknownNetwork:
        return network


def _matched(
    leads: Sequence[str], people: Mapping[int, Person], remembered: Mapping[str, int]
) -> dict[str, int | None]:
    """Return for each name who is meant: as a person said before, else the one member of that name or first name."""
    found: dict[str, int | None] = {}
    for name in leads:
        if name in remembered:
            found[name] = remembered[name] if remembered[name] in people else None
            continue
        folded = name.casefold()
        fitting = [pk for pk, one in people.items() if folded in (str(one).casefold(), str(one).split()[0].casefold())]
        found[name] = fitting[0] if len(fitting) == 1 else None
    return found


def _key(project: ReadProject) -> str:
    return f"{project.group.casefold()}\n{project.name.casefold()}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _said_of(project: ReadProject, leads: Mapping[str, int | None]) -> str:
    lines = [
        [
            line.track.value, line.what, leads.get(line.lead) or line.lead, line.is_dropped,
            [[str(one.month), str(one.day), one.text] for one in line.milestones],
        ]
        for line in project.lines
    ]  # fmt: skip
    when = [str(project.starts), str(project.ends), project.place]
    lead = leads.get(project.lead) or project.lead
    return _hash(json.dumps([project.group, project.name, project.what, lead, when, lines]))


def _said_of_row(row: ReadRow, leads: Mapping[str, int | None]) -> str:
    told = [
        row.title, str(row.day), str(row.ends), row.time, row.text, row.channels, row.kind, row.campaign,
        leads.get(row.lead) or row.lead, row.goal, row.audience, row.notes, row.place, row.link,
    ]  # fmt: skip
    return _hash(json.dumps(told))


def _states(
    told: Sequence[tuple[str, str, ReadProject | None, ReadRow | None]], source: PlanSource | None
) -> list[Unit]:
    """Compare with what was read in before: a thing that somebody changed here since stays as it is here."""
    seen: dict[str, int] = {}
    keyed = []
    for key, said, project, row in told:
        seen[key] = seen.get(key, 0) + 1
        keyed.append((_hash(f"{key}#{seen[key]}"), said, project, row))
    have = {one.key: one for one in ImportedThing.objects.filter(source=source)} if source else {}
    alive = _versions(have.values())
    units = []
    for key, said, project, row in keyed:
        old = have.get(key)
        name, _colon, version = old.thing.rpartition(":") if old else ("", "", "")
        if old is None or name not in alive:
            state: State = "new"
        elif old.said == said:
            state = "same"
        else:
            state = "changed" if str(alive[name]) == version else "ours"
        units.append(Unit(key, said, state, project, row, name if state != "new" else ""))
    return units


def _numbered(workspace: Workspace, units: Sequence[Unit], leads: Mapping[str, int | None]) -> list[Unit]:
    """Find again what this house gave out itself: a line names its post and the version it had."""
    zone = zone_of(workspace)
    told = {unit.key: _number_of(unit.row) for unit in units if unit.row and unit.state == "new"}
    wanted = [number[0] for number in told.values() if number]
    have = {item.pk: item for item in Item.objects.filter(workspace=workspace, pk__in=wanted, deleted_at=None)}
    found = []
    for unit in units:
        number = told.get(unit.key)
        item = have.get(number[0]) if number else None
        if item is None or number is None or unit.row is None:
            found.append(unit)
            continue
        fields = fields_of(workspace, unit.row, leads)
        if _wall(fields.get("planned_at"), zone) == _wall(item.planned_at, zone):
            fields["planned_at"] = item.planned_at  # seconds, and which of two equal hours, stand in no cell
        is_same = all(_alike(getattr(item, name), value) for name, value in fields.items())
        is_open = item.stage in _OPEN and item.version == number[1]
        state: State = "same" if is_same else "changed" if is_open else "ours"
        found.append(replace(unit, state=state, thing=f"item:{item.pk}"))
    return found


def _wall(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""


def _alike(have: object, told: object) -> bool:
    return sorted(have) == sorted(told) if isinstance(have, list) and isinstance(told, list) else have == told


def _number_of(row: ReadRow) -> tuple[UUID, int] | None:
    pk, _colon, version = row.id.partition(":")
    try:
        return UUID(pk), int(version or 1)
    except ValueError:
        return None


def _versions(things: Iterable[ImportedThing]) -> dict[str, int]:
    """Return the version of everything that is still there, by the name it is remembered under."""
    names = [one.thing.rpartition(":")[0] for one in things]
    items = [name.partition(":")[2] for name in names if name.startswith("item:")]
    projects = [int(name.partition(":")[2]) for name in names if name.startswith("project:")]
    there = Item.objects.filter(pk__in=items, deleted_at=None).values_list("pk", "version", "stage")
    # What is being approved, or is out, no file changes any more.
    found = {f"item:{pk}": version if stage in _OPEN else -1 for pk, version, stage in there}
    kept = Project.objects.filter(pk__in=projects).values_list("pk", "version")
    return found | {f"project:{pk}": version for pk, version in kept}


def where(fault: CellFault) -> str:
    """Return the cell's name."""
    return place(fault.row, fault.column)


def fields_of(workspace: Workspace, row: ReadRow, leads: Mapping[str, int | None]) -> ItemFields:
    """Return what a line says about a post; what it has no column for is left alone."""
    local = _moment_of(row)
    owner = leads.get(row.lead)
    fields: ItemFields = {
        "title": row.title or first_words(row.text or "", 80),
        "planned_at": resolve(local, zone_of(workspace)).moment if local else None,
    }
    if row.text is not None:
        fields["text"] = row.text
    if row.channels is not None:
        fields["channel_ids"] = list(row.channels)
    if row.kind:
        fields["kind"] = row.kind
    if row.campaign is not None:
        fields["campaign_id"] = row.campaign
    if row.goal is not None:
        fields["goal"] = row.goal
    if row.audience is not None:
        fields["audience"] = row.audience
    if owner is not None:
        fields["owner_id"] = owner
    notes = [row.notes or ""]
    notes += [_("Responsible in the plan: %(name)s") % {"name": row.lead}] if row.lead and owner is None else []
    notes += [_("Place: %(place)s") % {"place": row.place}] if row.place else []
    notes += [row.link] if row.link else []
    if row.notes is not None or any(notes):
        fields["notes"] = "\n".join(part for part in notes if part)
    return fields


def _moment_of(row: ReadRow) -> datetime | None:
    """Return the local time of a line without its zone; None where it has no day."""
    return datetime.combine(row.day, time(*(row.time or USUAL))) if row.day else None
