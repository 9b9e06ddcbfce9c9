"""What the frame of every page needs: workspace, rail, unread notifications, appearance."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.mail import mail_is_set
from leitstand.house.models import Notification, Person, Workspace


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail. `count` tells how much waits for this actor (0: nothing shown)."""

    name: str
    label: "str | Promise"
    icon: str
    url_name: str
    order: int
    permission: Permission = Permission.SEE
    count: Callable[[Actor], int] | None = None
    on_phone: bool = False


_places: dict[str, Place] = {}


def add_place(place: Place) -> None:
    """Put a place on the rail; rooms do so in their apps.py."""
    _places[place.name] = place


@dataclass(frozen=True, slots=True)
class RailEntry:
    """A place as drawn for one person."""

    name: str
    label: "str | Promise"
    icon: str
    url: str
    current: bool
    count: int
    on_phone: bool


def rail_for(actor: Actor, path: str) -> list[RailEntry]:
    """Return the rail for an actor; the place with the longest matching address is the current one."""
    slug = actor.workspace.slug
    hidden = frozenset(actor.workspace.hidden_places)
    ordered = sorted(_places.values(), key=lambda place: place.order)
    shown = [place for place in ordered if actor.may(place.permission) and place.name not in hidden]
    urls = {place.name: reverse(place.url_name, kwargs={"workspace": slug}) for place in shown}
    current = max((url for url in urls.values() if path.startswith(url)), key=len, default="")
    return [
        RailEntry(
            place.name,
            place.label,
            place.icon,
            urls[place.name],
            urls[place.name] == current,
            place.count(actor) if place.count else 0,
            place.on_phone,
        )
        for place in shown
    ]


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template the frame's data; outside a workspace only the appearance."""
    user = getattr(request, "user", None)
    person: Person | None = user if isinstance(user, Person) else None
    actor: Actor | None = getattr(request, "actor", None)
    workspace: Workspace | None = getattr(request, "workspace", None)
    context: dict[str, object] = {
        "theme": person.theme
        if person
        else request.session.get("theme", "auto")
        if hasattr(request, "session")
        else "auto",
        "actor": actor,
        "workspace": workspace,
        "mail_is_set": mail_is_set(),
        "host_is_number": _is_number(request.META.get("HTTP_HOST", "")),
        "may_see_audit": bool(actor and actor.may(Permission.SEE_AUDIT)),
    }
    if person and actor and not getattr(request, "htmx", False):
        context["rail"] = SimpleLazyObject(lambda: rail_for(actor, request.path))
        context["workspaces"] = Workspace.objects.filter(memberships__person=person).order_by("name")
        context["unread_count"] = SimpleLazyObject(
            lambda: Notification.objects.filter(person=person, workspace=actor.workspace, read_at=None).count()
        )
    return context


def _is_number(host: str) -> bool:
    """Whether an installation is reached by a number instead of a name; browsers then refuse passkeys."""
    bare = host.rsplit(":", 1)[0] if host.count(":") == 1 else host.strip("[]")
    try:
        ip_address(bare)
    except ValueError:
        return False
    return True
