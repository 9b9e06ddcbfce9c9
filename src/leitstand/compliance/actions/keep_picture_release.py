"""Keep what somebody agreed to who is seen on pictures: whom, what for, where, until when, with the signed form."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.see_person import judge_pictures
from leitstand.compliance.core.releases import Kind, age, comes_of_age
from leitstand.compliance.keeping import drop_files, take_proof
from leitstand.compliance.models import PictureRelease
from leitstand.compliance.models.releases import PARENTS, PURPOSES, RELEASE_KINDS
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in

_MOST: Final = {
    "name": 160, "contact_way": 254, "guardians": 300, "fee": 160, "form_version": 80, "note": 4000
}  # fmt: skip
_OLDEST: Final = 120


class ReleaseFields(TypedDict):
    """What is kept of a release."""

    name: str
    contact_way: str
    kind: str
    born_on: date | None
    guardians: str
    parents: str
    child_signed: bool
    purposes: list[str]
    networks: list[str]
    starts: date | None
    ends: date | None
    fee: str
    signed_on: date | None
    form_version: str
    is_informed: bool
    only_while_employed: bool
    left_on: date | None
    note: str


@transaction.atomic
def keep_picture_release(
    actor: Actor,
    fields: ReleaseFields,
    *,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
    release: PictureRelease | None = None,
) -> PictureRelease:
    """Enter a release or change it; a new file takes the place of the one before. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    found = PictureRelease(workspace=actor.workspace)
    if release is not None:
        actor.own(release)
        found = PictureRelease.objects.select_for_update().get(pk=release.pk)
        if found.withdrawn_on is not None:
            raise Impossible(_("It was withdrawn; what is agreed anew is a new release."), code="withdrawn")
    if errors := _wrong(fields, day_in(actor.workspace, now)):
        raise Invalid(errors)
    for name, value in fields.items():
        setattr(found, name, _clean(name, value))
    if fields["kind"] != Kind.EMPLOYEE:
        found.is_informed, found.only_while_employed, found.left_on = False, False, None
    if file_name:
        transaction.on_commit(partial(drop_files, {found.sha256}))  # the one before, if nothing else leans on it
        found.sha256, found.size = take_proof(chunks)
        found.file_name = file_name[-200:]
    found.kept_by, found.kept_at = actor.person, now
    found.save()
    audit.record(actor, "compliance.keep_picture_release", found, now=now, details={"kind": found.kind})
    judge_pictures(actor, found, now=now)
    return found


def _clean(name: str, value: object) -> object:
    if isinstance(value, str):
        return value.strip() if name == "note" else " ".join(value.split())
    return sorted(set(value)) if isinstance(value, list) else value


def _wrong(fields: ReleaseFields, today: date) -> dict[str, str]:
    errors = {
        name: _("At most %(count)d characters, please.") % {"count": most}
        for name, most in _MOST.items()
        if len(str(fields[name])) > most  # type: ignore[literal-required]  # names of the table above
    }
    if not fields["name"].split():
        errors["name"] = _("Say who it is.")
    if fields["kind"] not in dict(RELEASE_KINDS):
        errors["kind"] = _("Please choose one of the kinds.")
    if not fields["purposes"]:
        errors["purposes"] = _("Say what for; a consent to everything is none.")
    elif set(fields["purposes"]) - set(dict(PURPOSES)):
        errors["purposes"] = _("Please choose one of the answers.")
    if len(fields["networks"]) > 60 or any(len(one) > 40 for one in fields["networks"]):
        errors["networks"] = _("Please choose one of the answers.")
    return errors | _wrong_days(fields, today) | _wrong_person(fields, today)


def _wrong_days(fields: ReleaseFields, today: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    starts, ends, signed_on = fields["starts"], fields["ends"], fields["signed_on"]
    if starts is not None and ends is not None and ends < starts:
        errors["ends"] = _("It would end before it begins.")
    if signed_on is not None and signed_on > today:
        errors["signed_on"] = _("This day is still to come.")
    if signed_on is not None and ends is not None and ends < signed_on:
        errors["ends"] = _("It would end before it begins.")
    return errors


def _wrong_person(fields: ReleaseFields, today: date) -> dict[str, str]:
    errors: dict[str, str] = {}
    born_on = fields["born_on"]
    if born_on is not None and not 0 <= (today - born_on).days <= _OLDEST * 366:
        errors["born_on"] = _("Please look at the year.")
    elif fields["kind"] == Kind.MINOR and born_on is None:
        errors["born_on"] = _("Enter the birth date: age counts on the day a post goes out.")
    elif fields["kind"] == Kind.ADULT and born_on is not None and comes_of_age(born_on) > today:
        errors["kind"] = _("At this birth date it is a minor.")
    if fields["parents"] not in dict(PARENTS):
        errors["parents"] = _("Please choose one of the answers.")
    is_young = born_on is not None and "born_on" not in errors and age(born_on, today) < 18
    if is_young and fields["parents"] != "none" and not fields["guardians"].split():
        errors["guardians"] = _("Name who signed.")
    return errors


@transaction.atomic
def drop_picture_release(actor: Actor, release: PictureRelease, *, now: datetime) -> None:
    """Delete a release with its form. Raises Impossible while a picture leans on it or a post is to be taken down."""
    actor.require(Permission.WRITE)
    actor.own(release)
    if release.seen.exists():
        raise Impossible(
            _("Pictures of the library lean on it. Take the person off those pictures first, or delete the pictures."),
            code="seen",
        )
    if release.takedowns.filter(done_at=None).exists():
        raise Impossible(_("There are posts still to be taken down."), code="takedown")
    audit.record(actor, "compliance.drop_picture_release", release, now=now)
    transaction.on_commit(partial(drop_files, {release.sha256}))
    release.delete()
