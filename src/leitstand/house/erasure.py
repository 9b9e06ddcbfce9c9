"""Whatever stores something about a person says here how it forgets; so does each room in its own `erasure.py`.

    register(Presence, ("person",), How.DELETE)
    register(Item, ("owner", "created_by"), How.UNLINK, why="The plan belongs to the company; only who made it is forgotten.")

A test of the house looks for models that hold something personal and are not listed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import models
from django.db.models import Q

from leitstand.house.models import (
    ApiToken,
    AuditEntry,
    Invitation,
    LoginLink,
    Membership,
    Notification,
    Person,
    Workspace,
)

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from leitstand.house.actor import Actor
    from leitstand.house.core.taking_out import Sought


class How(StrEnum):
    """How a model forgets a person."""

    DELETE = "delete"
    """The rows go."""
    UNLINK = "unlink"
    """The rows stay, and no longer say who."""
    ANONYMISE = "anonymise"
    """The rows stay; a function of the room takes the person out of them."""
    NOT_ABOUT_A_PERSON = "not_about_a_person"
    """The fields only look personal; `why` says what they are."""
    OUTSIDER = "outsider"
    """The fields name somebody without an account; `why` says who deletes them, and when; `outsider` how (house.outsiders)."""


Rows = models.QuerySet[Any]


def _nothing(_row: models.Model) -> str:
    return ""


def _no_names(_row: models.Model) -> Iterable[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Outsider:
    """How a room finds somebody outside in one of its models, and lets go of them.

    `seek` are the fields (or paths) that are searched, those that are registered where it is empty; `forget` gets the rows
    of one workspace and takes the names out of the registered fields where it is None. `stays` says why a row must not go,
    "" where it may; `aliases` which further names it tells; `path` where it is seen. `prefetch` is what
    `aliases` reads beside the row, read for all rows at once.
    """

    seek: tuple[str, ...] = ()
    forget: "Callable[[Actor, Rows, Sought, datetime], None] | None" = None
    stays: Callable[[Any], "str | Promise"] = _nothing
    aliases: Callable[[Any], Iterable[str]] = _no_names
    path: Callable[[Any], str] = _nothing
    prefetch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """How one model forgets. `find` tells which rows are about a person where no foreign key does."""

    model: type[models.Model]
    fields: tuple[str, ...]
    how: How
    why: str = ""
    find: Callable[[Person], Q] | None = None
    forget: Callable[[Rows, Person], None] | None = None
    secret: tuple[str, ...] = ()
    outsider: Outsider = Outsider()

    def links(self) -> list[str]:
        """Name the fields that are foreign keys to a person."""
        return [
            name
            for name in self.fields
            if getattr(self.model._meta.get_field(name), "related_model", None) is Person  # noqa: SLF001 - Django's public name
        ]

    def rows(self, person: Person, workspace: Workspace | None) -> Rows:
        """Return what is stored about a person, in one workspace or in all."""
        wanted = Q(pk__in=[])
        for name in self.links():
            wanted |= Q(**{name: person})
        if self.find is not None:
            wanted |= self.find(person)
        rows = self.model._default_manager.filter(wanted)  # noqa: SLF001 - Django's public name
        if workspace is not None:
            if "workspace" not in {field.name for field in self.model._meta.get_fields()}:  # noqa: SLF001
                return rows.none()
            rows = rows.filter(workspace=workspace)
        return rows


_entries: dict[tuple[type[models.Model], tuple[str, ...]], Entry] = {}


def register(
    model: type[models.Model],
    fields: Iterable[str],
    how: How,
    *,
    why: str = "",
    find: Callable[[Person], Q] | None = None,
    forget: Callable[[Rows, Person], None] | None = None,
    secret: Iterable[str] = (),
    outsider: Outsider | None = None,
) -> None:
    """Say how a model forgets a person; once more for fields that forget otherwise.

    `secret` fields are never handed out with the data a person asks for.
    """
    if how is How.ANONYMISE and forget is None:
        raise ValueError(f"{model.__name__}: who anonymises says how (forget=…)")
    if how in {How.UNLINK, How.NOT_ABOUT_A_PERSON, How.OUTSIDER} and not why:
        raise ValueError(f"{model.__name__}: what stays says why")
    named = tuple(fields)
    _entries[model, named] = Entry(model, named, how, why, find, forget, tuple(secret), outsider or Outsider())


def entries() -> tuple[Entry, ...]:
    """Return every entry, in the order of the rooms."""
    return tuple(_entries.values())


FORMER = "Former member"


def _forget_in_trail(rows: Rows, person: Person) -> None:
    number = f"{FORMER} {person.pk}"
    rows.filter(person=person).update(actor=number, person=None)
    rows.filter(subject_type="house.person", subject_id=str(person.pk)).update(subject=number)
    rows.filter(subject_type="house.invitation", subject=person.email).update(subject=number)


register(
    Person,
    ("email", "name", "password", "last_login"),
    How.DELETE,
    find=lambda person: Q(pk=person.pk),
    secret=("password",),
)
register(Membership, ("person",), How.DELETE)
register(
    Invitation,
    ("email",),
    How.DELETE,
    find=lambda person: Q(email=person.email),
    secret=("token_hash",),
)
register(Invitation, ("invited_by",), How.UNLINK, why="The invited person still wants in.")
register(LoginLink, ("person",), How.DELETE, secret=("token_hash",))
register(ApiToken, ("person", "name"), How.DELETE, secret=("token_hash",))
register(
    AuditEntry,
    ("person", "actor", "subject"),
    How.ANONYMISE,
    find=lambda person: (
        Q(subject_type="house.person", subject_id=str(person.pk))
        | Q(subject_type="house.invitation", subject=person.email)
    ),
    forget=_forget_in_trail,
)
register(
    AuditEntry,
    ("subject", "details"),
    How.OUTSIDER,
    why="The trail may call a thing by somebody's name (an expert, a partner); the entry stays, the name is taken out.",
)
register(Notification, ("person",), How.DELETE)
register(
    Notification,
    ("params",),
    How.OUTSIDER,
    why="A notice may name what it tells of; read ones go by themselves (house.read_notices).",
)
register(Workspace, ("name",), How.NOT_ABOUT_A_PERSON, why="The name of the company or brand.")
register(EmailAddress, ("user", "email"), How.DELETE)
register(
    EmailConfirmation,
    ("email_address",),
    How.NOT_ABOUT_A_PERSON,
    why="Not used here; addresses are not confirmed by mail.",
)
register(Authenticator, ("user",), How.DELETE, secret=("data",))
register(UserSession, ("user", "ip", "user_agent"), How.DELETE, secret=("session_key", "data"))
