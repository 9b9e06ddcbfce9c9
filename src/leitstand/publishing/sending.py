"""What every verb of sending shares: take hold of a row, ask the gate, change the state by a guarded update that counts."""

from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible, Invalid, Stale
from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.fit import blocks
from leitstand.publishing.core.gate import Bar, Standing, bar
from leitstand.publishing.core.protocol import Outcome
from leitstand.publishing.core.states import WAYS, State
from leitstand.publishing.lawful import legal_day, must_be_lawful
from leitstand.publishing.models import Approval, Attempt, Lane, Publication
from leitstand.publishing.networks import ground_of

# What the sender noted about a publication; gone as soon as somebody decides.
_CLEAN: Final = {"claimed_by": "", "try_at": None, "tries": 0, "reason": "", "reason_text": "", "untold": False}


def hold(actor: Actor, publication: Publication) -> Publication:
    """Return the row as it is now, locked until the transaction ends; raises Foreign for another workspace's."""
    actor.own(publication)
    held = (
        Publication.objects.select_for_update(of=("self",), no_key=True)
        .select_related("channel", "item")
        .filter(pk=publication.pk)
        .first()
    )
    if held is None:
        raise Foreign("publication")
    return held


def ask_gate(publication: Publication, *, due_at: datetime | None) -> None:
    """Raise Impossible, in words, unless exactly this content is approved and may go to the channel at that time.

    NotLawful where the law stands against it on that day.
    """
    channel = publication.channel
    findings = ground_of(channel).check(PostPlan.from_json(publication.content))
    closed = bar(
        Standing(
            state=State(publication.state),
            content_digest=publication.content_digest,
            approved_digest=publication.approved_digest,
            approvals=frozenset(
                Approval.objects.filter(
                    publication=publication, decision="approved", revoked_at__isnull=True
                ).values_list("digest", flat=True)
            ),
            due_at=due_at,
            channel_state=channel.state,
            blocking=tuple(finding.id for finding in blocks(findings)),
        )
    )
    if closed is not None:
        raise Impossible(sentence(closed), code=closed.value)
    if due_at is not None:
        must_be_lawful(publication, on=legal_day(due_at))


def sentence(closed: Bar) -> str:
    """Say what closes the gate, and what opens it."""
    return {
        Bar.NOT_FROM_HERE: _("The post is already on its way, or no longer meant to go out."),
        Bar.NOT_APPROVED: _("The post is not approved yet. Give it to approval first."),
        Bar.CHANGED_SINCE: _("The post was changed after it was approved. It needs approval again."),
        Bar.NO_TIME: _("The post has no time yet. Choose one first."),
        Bar.CHANNEL_GONE: _("The channel is disconnected. Connect it again, or post by hand."),
        Bar.DOES_NOT_FIT: _("The channel would refuse the post. Mend what the checks have found first."),
    }[closed]


def change(publication: Publication, to: State, *, now: datetime, **fields: object) -> Publication:
    """Move a publication to another state; the sender's notes are cleared. Raises Stale where it is no longer what it was.

    The update names the state and the content that were seen and counts its rows: between a person and a worker, who
    wrote first has won.
    """
    before = State(publication.state)
    if before is not to and to not in WAYS[before]:
        raise Impossible(too_late(before))
    values = {**_CLEAN, "state": to.value, "updated_at": now, **fields}
    changed = Publication.objects.filter(
        pk=publication.pk, state=before.value, content_digest=publication.content_digest
    ).update(**values)
    if changed != 1:
        raise Stale(_("The post has moved on meanwhile. Please look at it again."))
    for name, value in values.items():
        setattr(publication, name, value)
    return publication


def too_late(state: State) -> str:
    """Say why something cannot be done any more, by the state the publication is in."""
    return {
        State.CLAIMED: _("The post is about to go out. It can still be withdrawn."),
        State.SENDING: _("The post is being sent at this moment. It can no longer be changed."),
        State.PUBLISHED: _("The post is already published."),
        State.UNKNOWN: _("It is unclear whether the post is public. Please decide that first, under Sending."),
        State.HANDED_OVER: _("Somebody posts this by hand. Take it back from there first."),
        State.WITHDRAWN: _("The post was withdrawn."),
    }.get(state, _("This is not possible in the present state of the post."))


def lane_of(publication: Publication) -> Lane:
    """Return the lane of the publication's channel, made on first use."""
    return Lane.objects.get_or_create(channel_id=publication.channel_id)[0]


def is_partly_public(publication: Publication) -> bool:
    """Whether a part of it (the first message of a thread) is already public though the whole is not."""
    return bool(publication.external_id) and publication.state != State.PUBLISHED.value


def deny_lost_attempts(publication: Publication, *, now: datetime) -> None:
    """Write down that a person has looked and what was sent without an answer is not there; who, the trail knows."""
    Attempt.objects.filter(
        publication=publication, outcome__in=[Outcome.OPEN.value, Outcome.LOST.value, Outcome.ABSENT.value]
    ).update(outcome=Outcome.NOT_THERE.value, ended_at=now)


def checked_link(link: str) -> str:
    """Return an address a person typed; raises Invalid for what is none."""
    link = link.strip()
    try:
        URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        raise Invalid({"link": _("This is not a link. Copy the address of the post from the browser.")}) from None
    return link[:500]
