"""How long each kind of data is kept: every room says it in its own `retention.py`, and one task lets go of what is older.

    declare(Kept("planning.contributors", _("Who brought an idea"), days=365, least=30, most=1095, why=_("…"), sweep=_sweep))

A workspace may keep shorter or longer within the bounds. `sweep` gets the workspace, the moment before which things are old,
and the present; it returns how many went. What others bound as well (the networks) is told by `bounds`, and holds besides.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from leitstand.house.erasure import FORMER
from leitstand.house.models import AuditEntry, Invitation, Keeping, Notification, Workspace

if TYPE_CHECKING:
    from django.utils.functional import Promise

Sweep = Callable[[Workspace, datetime, datetime], int]


@dataclass(frozen=True, slots=True)
class Bound:
    """A period somebody else has set; nobody here can lengthen it."""

    name: str
    what: "str | Promise"
    hours: int
    source: str
    read_on: date


def _no_bounds(_workspace: Workspace) -> Sequence[Bound]:
    return ()


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data. `days` None: it is kept until somebody sets a period; `why` says where the period comes from."""

    id: str
    name: "str | Promise"
    days: int | None
    least: int
    most: int
    why: "str | Promise"
    sweep: Sweep
    bounds: Callable[[Workspace], Sequence[Bound]] = _no_bounds


_kinds: dict[str, Kept] = {}


def declare(kind: Kept) -> Kept:
    """Make a kind known and return it."""
    if not 0 < kind.least <= kind.most or (kind.days is not None and not kind.least <= kind.days <= kind.most):
        raise ValueError(f"{kind.id}: the period lies outside its own bounds")
    if _kinds.setdefault(kind.id, kind) is not kind:
        raise ValueError(f"two kinds of data are called {kind.id}")
    return kind


def kinds() -> tuple[Kept, ...]:
    """Return every kind, in the order of the rooms."""
    return tuple(_kinds.values())


def kind_of(name: str) -> Kept | None:
    """Return a kind by its id; None where there is none."""
    return _kinds.get(name)


@dataclass(frozen=True, slots=True)
class Period:
    """A kind as a workspace keeps it; `days` None is until further notice."""

    kind: Kept
    days: int | None
    is_own: bool
    row: Keeping | None


def periods(workspace: Workspace) -> tuple[Period, ...]:
    """Return how long a workspace keeps each kind."""
    rows = {row.kind: row for row in Keeping.objects.filter(workspace=workspace)}
    found = []
    for kind in kinds():
        row = rows.get(kind.id)
        own = row.days if row is not None else None
        found.append(Period(kind, kind.days if own is None else own, own is not None, row))
    return tuple(found)


def _invitations(workspace: Workspace, before: datetime, _now: datetime) -> int:
    return Invitation.objects.filter(workspace=workspace, expires_at__lt=before).delete()[0]


def _read_notices(workspace: Workspace, before: datetime, _now: datetime) -> int:
    return Notification.objects.filter(workspace=workspace, read_at__lt=before).delete()[0]


def _names_in_trail(workspace: Workspace, before: datetime, _now: datetime) -> int:
    old = AuditEntry.objects.filter(workspace=workspace, at__lt=before)
    old.filter(subject_type__in=["house.person", "house.invitation"]).exclude(subject=FORMER).update(subject=FORMER)
    return old.exclude(person=None).update(person=None, actor=FORMER)


_OURS = _("Our own starting value.")
declare(Kept("house.invitations", _("Invitations that ran out"), 90, 1, 365, _OURS, _invitations))
declare(Kept("house.read_notices", _("Notices that were read"), 180, 7, 730, _OURS, _read_notices))
declare(
    Kept(
        "house.names_in_trail",
        _("Names of the team in the audit trail"),
        None,
        180,
        3650,
        _(
            "Kept as proof of who approved what, until you set a period; "
            "agree it with the works council (§ 87 (1) no. 6 BetrVG). The entries stay, without the names."
        ),
        _names_in_trail,
    )
)
