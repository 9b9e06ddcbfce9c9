"""Tell people something, in the product and (if they like) by mail.

A room declares its kinds in its own `notices.py` and emits them from its actions:

    WENT_MISSING = declare(NoticeKind("library.went_missing", _("%(name)s is missing"), icon="photo", level="warn"))

    notify(WENT_MISSING, workspace=actor.workspace, now=now, permission=Permission.UPLOAD, params={"name": asset.name},
           path=reverse("library_list", args=[slug]), about=f"asset:{asset.pk}")

What the texts take from `params` is a string or a number, for it is kept as JSON.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Notification, Person, Workspace
from leitstand.house.post_box import post

Level = Literal["info", "good", "warn", "danger", "unknown"]


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice: its sentences with %(name)s for what differs, how it looks, and whom it concerns by default."""

    id: str
    title: "str | Promise"
    text: "str | Promise" = ""
    icon: str = "bell"
    level: Level = "info"
    who: Permission | None = None
    by_mail: bool = True

    def title_for(self, params: Mapping[str, object]) -> str:
        """Say the title with what differs, in the language that is active."""
        return str(self.title % params)

    def text_for(self, params: Mapping[str, object]) -> str:
        """Say the text with what differs, in the language that is active."""
        return str(self.text % params) if self.text else ""


_kinds: dict[str, NoticeKind] = {}


def declare(kind: NoticeKind) -> NoticeKind:
    """Make a kind known and return it; an id stands for one kind for ever."""
    known = _kinds.setdefault(kind.id, kind)
    if known != kind:
        raise ValueError(f"two kinds of notice are called {kind.id}")
    return kind


def kinds() -> tuple[NoticeKind, ...]:
    """Return every kind, in the order of the rooms."""
    return tuple(_kinds.values())


JOINED = declare(
    NoticeKind(
        "house.joined",
        _("%(name)s has joined"),
        _("The invitation was accepted."),
        icon="user-plus",
        level="good",
        who=Permission.MANAGE_PEOPLE,
        by_mail=False,
    )
)
UNNAMED = NoticeKind("house.unnamed", _("Something happened"))


def kind_of(notification: Notification) -> NoticeKind:
    """Return a notification's kind; one of a room that is no longer there is unnamed, never an error."""
    return _kinds.get(notification.kind, UNNAMED)


def notify(
    kind: NoticeKind,
    *,
    workspace: Workspace,
    now: datetime,
    people: Iterable[Person] | None = None,
    permission: Permission | None = None,
    params: Mapping[str, object] | None = None,
    path: str = "",
    about: str = "",
    but: Person | None = None,
) -> int:
    """Tell `people`, else everybody with `permission`, else whom the kind concerns; return how many were told anew.

    `about` names the thing: while a notice of this kind about it is unread it is renewed, not repeated. `but` is left
    out, usually who did it.
    """
    if people is None:
        concerned = permission or kind.who
        if concerned is None:
            raise ValueError(f"{kind.id}: nobody is named who should know")
        people = people_with(workspace, concerned)
    listed = {person.pk: person for person in people if but is None or person.pk != but.pk}
    unread = Notification.objects.filter(
        workspace=workspace, person__in=listed, kind=kind.id, about=about, read_at=None
    ).exclude(about="")
    told = set(unread.values_list("person_id", flat=True))
    if told:
        unread.update(params=dict(params or {}), path=path)
    fresh = [
        Notification(
            workspace=workspace,
            person=person,
            kind=kind.id,
            params=dict(params or {}),
            path=path,
            at=now,
            about=about,
        )
        for key, person in listed.items()
        if key not in told
    ]
    Notification.objects.bulk_create(fresh)
    if kind.by_mail:
        for notification in fresh:
            post(notification)
    return len(fresh)
