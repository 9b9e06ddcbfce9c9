"""Keep a reply the team says often, change it, or take it away."""

from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.core.inquiries import book
from leitstand.community.core.replies import VARIABLES, unknown
from leitstand.community.models import SavedReply
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

MOST: Final = 300
MOST_TEXT: Final = 4000


class ReplyFields(TypedDict):
    """What is kept of a reply."""

    title: str
    text: str
    inquiry: str
    intent: str
    language: str


@transaction.atomic
def keep_reply(actor: Actor, fields: ReplyFields, *, now: datetime, reply: SavedReply | None = None) -> SavedReply:
    """Keep a reply under its title. Raises Invalid at the field, also for a variable that nobody knows."""
    actor.require(Permission.ANSWER)
    if reply is not None:
        actor.own(reply)
    title, text = " ".join(fields["title"].split()), fields["text"].replace("\x00", "").strip()
    others = SavedReply.objects.filter(workspace=actor.workspace)
    if reply is not None:
        others = others.exclude(pk=reply.pk)
    errors = _faults(fields, title, text)
    if title and others.filter(title=title).exists():
        errors["title"] = _("There is a reply with this title already.")
    if reply is None and others.count() >= MOST:
        errors["title"] = _("At most %(count)d replies, please.") % {"count": MOST}
    if errors:
        raise Invalid(errors)
    found = reply or SavedReply(workspace=actor.workspace)
    found.title, found.text, found.language = title, text, fields["language"]
    found.inquiry, found.intent = fields["inquiry"], fields["intent"]
    found.changed_by, found.changed_at = actor.person, now
    found.save()
    audit.record(actor, "community.keep_reply", None, now=now, details={"title": title})
    return found


def _faults(fields: ReplyFields, title: str, text: str) -> dict[str, str]:
    errors = {}
    if not title:
        errors["title"] = _("Give it a name.")
    elif len(title) > 80:
        errors["title"] = _("At most %(count)d characters, please.") % {"count": 80}
    if not text:
        errors["text"] = _("Write something first.")
    elif len(text) > MOST_TEXT:
        errors["text"] = _("At most %(count)d characters, please.") % {"count": MOST_TEXT}
    elif names := unknown(text):
        told = {
            "names": ", ".join(f"{{{name}}}" for name in names),
            "known": ", ".join(f"{{{one}}}" for one in VARIABLES),
        }
        errors["text"] = _("Nobody knows %(names)s. These can be filled in: %(known)s") % told
    if fields["inquiry"] not in {"", *book().kinds}:
        errors["inquiry"] = _("Please choose one of the kinds.")
    if fields["intent"] not in {"", *book().intents}:
        errors["intent"] = _("Please choose one of the answers.")
    if fields["language"] not in {"", "de", "en"}:
        errors["language"] = _("Please choose one of the answers.")
    return errors


@transaction.atomic
def drop_reply(actor: Actor, reply: SavedReply, *, now: datetime) -> None:
    """Take a reply away."""
    actor.require(Permission.ANSWER)
    actor.own(reply)
    audit.record(actor, "community.drop_reply", None, now=now, details={"title": reply.title})
    reply.delete()
