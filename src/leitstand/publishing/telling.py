"""Say in plain words where a publication stands, why, and what a person can do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from leitstand.publishing.core.protocol import Outcome
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Attempt, Publication
from leitstand.publishing.networks import network_name


@dataclass(frozen=True, slots=True)
class Way:
    """One thing a person can do: `act` is what the form says; `asks_link` draws a field for the address."""

    act: str
    label: str
    is_first: bool = False
    asks_link: bool = False
    is_danger: bool = False


def explain(publication: Publication, now: datetime) -> str:
    """Return one or two sentences: what happened, and what it means."""
    network = network_name(publication.channel)
    state, reason = State(publication.state), publication.reason
    if state is State.UNKNOWN:
        if reason == "not_found":
            return _(
                "%(network)s gave no answer when the post was sent. We have looked and did not find it. "
                "It may still appear; please look before it is sent again."
            ) % {"network": network}
        return _(
            "%(network)s gave no answer when the post was sent, and could not be asked afterwards. "
            "Nobody knows whether it is public."
        ) % {"network": network}
    if state is State.REFUSED:
        return _("%(network)s does not accept the post: %(text)s") % {
            "network": network,
            "text": publication.reason_text or _("no reason given"),
        }
    if state is State.HELD:
        return _held(publication, network)
    if state is State.WAITING:
        return _waiting(publication, network)
    if state is State.HANDED_OVER:
        return _("Somebody posts this on %(network)s by hand and confirms it with the link.") % {"network": network}
    if state is State.PLANNED and publication.due_at and publication.due_at < now:
        return _("Due since %(when)s and not taken up yet.") % {"when": _moment(publication.due_at)}
    if state in (State.CLAIMED, State.SENDING):
        return _("On its way to %(network)s at this moment.") % {"network": network}
    if state is State.PUBLISHED and publication.proof == "found":
        return _("%(network)s took the post but did not answer. We have looked: it is there.") % {"network": network}
    if state is State.PUBLISHED and publication.proof == "confirmed":
        return _("Posted by hand and confirmed.")
    return ""


def _held(publication: Publication, network: str) -> str:
    if publication.reason == "stopped":
        return _("Sending was stopped while this post was on its way. Decide whether it shall still go out.")
    if publication.reason == "second":
        return _("A second approval is demanded at present, and nobody gave it in time.")
    if publication.reason == "unjudged":
        return _(
            "The post could not be judged by the rules of law, so it was not sent. Let it go out again to have it judged anew."
        )
    if publication.reason == "law":
        return _("The law stands against this post today: %(findings)s.") % {"findings": publication.reason_text}
    if publication.reason == "channel":
        return _("The channel on %(network)s is not connected.") % {"network": network}
    return _("It is too late: the post should have gone out at %(when)s, and its grace is over.") % {
        "when": _moment(publication.due_at) if publication.due_at else "–"
    }


def _waiting(publication: Publication, network: str) -> str:
    when = _moment(publication.try_at) if publication.try_at else "–"
    told = {"network": network, "when": when}
    return {
        "unreachable": _("%(network)s could not be reached; nothing has been posted. The next try is at %(when)s.")
        % told,
        "rate_limited": _("%(network)s asks to wait. The next try is at %(when)s.") % told,
        "processing": _("%(network)s is still working on the file. It goes on at %(when)s.") % told,
        "sign_in": _("%(network)s wants a new sign-in; the post waits for it.") % told,
    }.get(publication.reason, _("The next try is at %(when)s.") % told)


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")


def ways(publication: Publication) -> list[Way]:
    """Return what a person can do about a publication, the best thing first."""
    state = State(publication.state)
    if state is State.UNKNOWN:
        return [
            Way("there", _("It is there"), is_first=True, asks_link=True),
            Way("look", _("Look again")),
            Way("again", _("It is not there: send again")),
            Way("by_hand", _("Post by hand")),
            Way("drop", _("Let it be"), is_danger=True),
        ]
    if state is State.REFUSED:
        return [
            Way("write", _("Change the text"), is_first=True),
            Way("retry", _("Send again")),
            Way("by_hand", _("Post by hand")),
            Way("withdraw", _("Withdraw"), is_danger=True),
        ]
    if state is State.HELD:
        return [
            Way("release", _("Send now"), is_first=True),
            Way("unschedule", _("Back to draft")),
            Way("by_hand", _("Post by hand")),
            Way("withdraw", _("Withdraw"), is_danger=True),
        ]
    if state is State.HANDED_OVER:
        return [
            Way("confirm", _("It is posted"), is_first=True, asks_link=True),
            Way("unschedule", _("Back to draft")),
            Way("withdraw", _("Withdraw"), is_danger=True),
        ]
    if state in (State.PLANNED, State.WAITING):
        return [
            Way("now", _("Send now")),
            Way("unschedule", _("Out of the queue")),
            Way("by_hand", _("Post by hand")),
            Way("withdraw", _("Withdraw"), is_danger=True),
        ]
    return []


# The word, and the tone of its mark in the timeline.
_OUTCOMES: Final = {
    Outcome.OPEN: "amber",
    Outcome.DONE: "green",
    Outcome.FOUND: "green",
    Outcome.ABSENT: "violet",
    Outcome.NOT_THERE: "violet",
    Outcome.LOST: "violet",
    Outcome.NOT_SENT: "amber",
    Outcome.WAITING: "blue",
    Outcome.LIMITED: "amber",
    Outcome.REFUSED: "red",
    Outcome.EXPIRED: "red",
}


@dataclass(frozen=True, slots=True)
class ToldAttempt:
    """One attempt as the page shows it."""

    attempt: Attempt
    step: str
    outcome: str
    tone: str


def tell_attempt(attempt: Attempt) -> ToldAttempt:
    """Put one attempt into words."""
    outcome = Outcome(attempt.outcome)
    words = {
        Outcome.OPEN: _("under way, or the answer was lost"),
        Outcome.DONE: _("done"),
        Outcome.FOUND: _("no answer, but found on the network"),
        Outcome.ABSENT: _("no answer, and not found on the network"),
        Outcome.NOT_THERE: _("somebody looked: not there"),
        Outcome.LOST: _("no answer"),
        Outcome.NOT_SENT: _("did not reach the network"),
        Outcome.WAITING: _("the network is still working"),
        Outcome.LIMITED: _("the network asks to wait"),
        Outcome.REFUSED: _("refused"),
        Outcome.EXPIRED: _("the sign-in has ended"),
    }
    kind = attempt.step.split(":", 1)[0]
    steps = {
        "upload": _("Upload a file"),
        "wait": _("Wait for the file"),
        "create": _("Post"),
        "comment": _("First comment"),
        "draft": _("Prepare the post"),
        "publish": _("Show the post"),
    }
    return ToldAttempt(attempt, steps.get(kind, attempt.step), words[outcome], _OUTCOMES[outcome])
