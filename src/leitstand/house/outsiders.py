"""People outside, in every room at once: find them, hand out what is kept, let go of it (Art. 15 and 17 GDPR).

Each room says in its `erasure.py` how one of its models is searched and how it lets go:

    register(Contact, ("name", "email"), How.OUTSIDER, why=…, outsider=Outsider(forget=_forget_contacts, path=_path))

What says nothing is searched by its registered fields, and the names are taken out of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse

from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import GONE, Sought, without
from leitstand.house.erasure import Entry, How, Outsider, Rows, entries
from leitstand.house.models import AuditEntry, Person, Workspace

if TYPE_CHECKING:
    from django.utils.functional import Promise

MOST: Final = 2000
"""So many rows of one kind are looked at together; `page` leads to the next."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that names somebody. `stays` says why it does not go, "" where it may."""

    entry: Entry
    row: models.Model
    stays: str = ""

    @property
    def key(self) -> str:
        """Name the row among all rooms."""
        return f"{name_of(self.entry)}:{self.row.pk}"

    @property
    def path(self) -> str:
        """Say where it is seen; "" where it has no page."""
        return self.entry.outsider.path(self.row)


def name_of(entry: Entry) -> str:
    """Name an entry: its table, and its first field, for a table may be registered more than once."""
    return f"{entry.model._meta.label}:{entry.fields[0] if entry.fields else ''}"  # noqa: SLF001 - Django's public name


def outsider_entries() -> tuple[Entry, ...]:
    """Return every entry about people outside, in the order of the rooms."""
    return tuple(entry for entry in entries() if entry.how is How.OUTSIDER and entry.fields)


def search(workspace: Workspace, whom: Sought, *, page: int = 0) -> tuple[Hit, ...]:
    """Return every row of a workspace that names somebody, at most MOST of each kind; `page` leads on (see `has_more`).

    What is found tells more of their names (the address of a contact, the network's own id); whatever carries exactly
    one of those is found as well.
    """
    found: dict[str, Hit] = {}
    if whom.terms:
        for entry in outsider_entries():
            _add(found, entry, _rows(entry, workspace, _named(entry, whom)), page)
        for entry in outsider_entries():
            if more := aliases(found.values()):
                _add(found, entry, _rows(entry, workspace, _exactly(entry, more)), page)
    return tuple(found.values())


def has_more(hits: Iterable[Hit]) -> bool:
    """Whether a kind was cut: there may be more of it on the next page."""
    return any(count >= MOST for count in Counter(name_of(hit.entry) for hit in hits).values())


def aliases(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Return the further names that what was found tells."""
    told = (alias for hit in hits for alias in hit.entry.outsider.aliases(hit.row))
    return tuple(dict.fromkeys(alias for alias in told if alias))


def hits_of(workspace: Workspace, keys: Iterable[str]) -> tuple[Hit, ...]:
    """Return the rows of a workspace that were chosen; what is another's, or gone, is left out."""
    known = {name_of(entry): entry for entry in outsider_entries()}
    wanted: dict[str, list[str]] = {}
    for key in keys:
        name, _, pk = key.rpartition(":")
        wanted.setdefault(name, []).append(pk)
    found: dict[str, Hit] = {}
    for name, entry in known.items():
        if name in wanted:
            _add(found, entry, _rows(entry, workspace, Q(pk__in=_clean(entry, wanted[name]))))
    return tuple(found.values())


def tell(hit: Hit) -> dict[str, object]:
    """Return what is stored in a row, for the person it is about: all but secrets and who of the team did it."""
    hidden = {name for entry in entries() if entry.model is hit.entry.model for name in entry.secret}
    return {
        field.name: value
        for field in hit.row._meta.concrete_fields  # noqa: SLF001 - Django's public name
        if field.name not in hidden
        and getattr(field, "related_model", None) not in {Person, Workspace}
        and (value := field.value_from_object(hit.row)) not in (None, "", [], {})
    }


def let_go(actor: Actor, hits: Sequence[Hit], whom: Sought, *, now: datetime) -> Counter[str]:
    """Let every room let go of its rows, those above first; return how many went, by table. What stays is left alone."""
    gone: Counter[str] = Counter()
    own: dict[str, set[str]] = {}
    for entry in reversed(outsider_entries()):
        chosen = [hit.row.pk for hit in hits if hit.entry is entry and not hit.stays]
        if not chosen:
            continue
        own.setdefault(entry.model._meta.label_lower, set()).update(map(str, chosen))  # noqa: SLF001 - Django's public name
        rows = _rows(entry, actor.workspace, Q(pk__in=chosen))
        count = len(rows)
        if not count:
            continue
        if entry.outsider.forget is None:
            take_out(entry, rows, whom)
        else:
            entry.outsider.forget(actor, rows, whom, now)
        gone[entry.model._meta.label] += count  # noqa: SLF001 - Django's public name
    _take_out_of_trail(actor.workspace, whom, own)
    return gone


def _take_out_of_trail(workspace: Workspace, whom: Sought, own: Mapping[str, set[str]]) -> None:
    """The trail keeps every entry; what it calls a thing may have been somebody's name, up to the deletion just done.

    Only the entries about what was let go: others may name a namesake, and are found and chosen like every other row.
    """
    about = Q(pk__in=[])
    for label, ids in own.items():
        about |= Q(subject_type=label, subject_id__in=ids)
    for entry in entries():
        if entry.model is AuditEntry and entry.how is How.OUTSIDER:
            take_out(entry, _rows(entry, workspace, about), whom)


def take_out(entry: Entry, rows: Rows, whom: Sought) -> None:
    """Take the names out of the registered fields; a field that named nothing else is emptied."""
    for row in rows:
        changed = {}
        for name in entry.fields:
            field = row._meta.get_field(name)  # noqa: SLF001 - Django's public name
            before = getattr(row, name)
            after = without(before, whom)
            if after == before:
                continue
            if isinstance(after, str) and not after.replace(GONE, "").strip(" ,;@"):
                # What must not be empty, or is the only one of its name, is told apart by its number.
                after = "" if field.blank else f"{GONE} {row.pk}"
            changed[name] = after
        if changed:
            type(row)._default_manager.filter(pk=row.pk).update(**changed)  # noqa: SLF001 - Django's public name


def blank(*fields: str) -> Callable[[Actor, Rows, Sought, datetime], None]:
    """Return a verb that empties fields which hold nothing but who somebody is."""

    def forget(_actor: Actor, rows: Rows, _whom: Sought, _now: datetime) -> None:
        rows.update(**dict.fromkeys(fields, ""))

    return forget


def page(name: str, key: str = "pk") -> Callable[[models.Model], str]:
    """Return what says where a row is seen; `key` names the column whose page it is."""
    return lambda row: reverse(name, args=[row.workspace.slug, getattr(row, key)])  # type: ignore[attr-defined]


def always(reason: "str | Promise") -> Callable[[models.Model], "str | Promise"]:
    """Return what says of every row that it stays, and why."""
    return lambda _row: reason


def _rows(entry: Entry, workspace: Workspace, wanted: Q) -> Rows:
    rows = entry.model._default_manager.filter(workspace=workspace)  # noqa: SLF001 - Django's public name
    # A row may be reached by more than one of its parts; ids first, for not every column can be compared.
    return (
        rows.filter(pk__in=rows.filter(wanted).values("pk"))
        .select_related("workspace")
        .prefetch_related(*entry.outsider.prefetch)
        .order_by("pk")
    )


def _add(found: dict[str, Hit], entry: Entry, rows: Rows, page: int = 0) -> None:
    for row in rows[page * MOST : (page + 1) * MOST]:
        hit = Hit(entry, row, str(entry.outsider.stays(row)))
        found.setdefault(hit.key, hit)


def _fields(entry: Entry) -> tuple[str, ...]:
    outsider: Outsider = entry.outsider
    return outsider.seek or entry.fields


def _named(entry: Entry, whom: Sought) -> Q:
    wanted = Q(pk__in=[])
    for name in _fields(entry):
        for term in whom.terms:
            every = Q()
            for word in term.replace(",", " ").split():
                every &= Q(**{f"{name}__icontains": word})
            wanted |= every
    return wanted


def _exactly(entry: Entry, told: Iterable[str]) -> Q:
    wanted = Q(pk__in=[])
    for name in _fields(entry):
        for alias in told:
            wanted |= Q(**{f"{name}__iexact": alias})
    return wanted


def _clean(entry: Entry, told: Iterable[str]) -> list[object]:
    key = entry.model._meta.pk  # noqa: SLF001 - Django's public name
    found = []
    for one in told:
        try:
            found.append(key.to_python(one))
        except (ValueError, TypeError, models.ObjectDoesNotExist):
            continue
        except Exception:  # noqa: BLE001, S112 - a key that is none names nothing
            continue
    return found
