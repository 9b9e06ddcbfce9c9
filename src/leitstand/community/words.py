"""What the screens say of what came in and of answers on their way."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from leitstand.community.core.answers import Sent
from leitstand.community.models import Answer, Incoming
from leitstand.publishing.networks import network_name

KINDS: Final[dict[str, Promise]] = {
    "comment": pgettext_lazy("inbox", "Comment"),
    "mention": pgettext_lazy("inbox", "Mention"),
    "quote": pgettext_lazy("inbox", "Quote"),
    "message": pgettext_lazy("inbox", "Message"),
    "review": pgettext_lazy("inbox", "Review"),
}
SIGNS: Final = {
    "comment": "chat-bubble-left",
    "mention": "at-symbol",
    "quote": "chat-bubble-bottom-center-text",
    "message": "envelope",
    "review": "star",
}
STATES: Final[dict[str, Promise]] = {
    "open": pgettext_lazy("inbox", "Waiting"),
    "answered": pgettext_lazy("inbox", "Answered"),
    "done": pgettext_lazy("inbox", "Done"),
    "": pgettext_lazy("inbox", "All"),
}
# Further ways to look at the inbox, shown once something stands there.
MORE_STATES: Final[dict[str, Promise]] = {
    "late": pgettext_lazy("inbox", "Late"),
    "review": pgettext_lazy("inbox", "To be looked at"),
    "snoozed": pgettext_lazy("inbox", "Put off"),
    "spam": pgettext_lazy("inbox", "Spam"),
}
HANDED_OVER: Final[dict[str, Promise]] = {
    "asked": gettext_lazy("They asked for a person."),
    "complaint": gettext_lazy("It sounds like a complaint."),
    "no_match": gettext_lazy("Twice, no rule fitted what they wrote."),
    "law": gettext_lazy("The law stands against the automatic answer."),
}


def who_of(incoming: Incoming) -> str:
    """Name whoever wrote it, as far as that may still be kept."""
    if incoming.erased_at is not None:
        return _("Somebody who was forgotten")
    name = incoming.author_name or (f"@{incoming.author_handle.lstrip('@')}" if incoming.author_handle else "")
    if name:
        return name
    return _("Somebody on %(network)s") % {"network": network_name(incoming.channel)}


def text_gone(incoming: Incoming) -> str:
    """Say why there is no text; "" where there is one, or never was."""
    if incoming.erased_at is not None:
        return _("Forgotten on the wish of whoever wrote it.")
    if incoming.text_forgotten_at is None:
        return ""
    if not incoming.text_may_return:
        return _("The text was deleted on %(when)s.") % {"when": _when(incoming.text_forgotten_at)}
    return _("The text was deleted on %(when)s: %(network)s does not allow it to be kept for longer.") % {
        "when": _when(incoming.text_forgotten_at),
        "network": network_name(incoming.channel),
    }


def author_gone(incoming: Incoming) -> str:
    """Say why nobody is named; "" where somebody is."""
    if incoming.author_forgotten_at is None or incoming.erased_at is not None:
        return ""
    if not incoming.author_may_return:
        return _("The name was deleted on %(when)s.") % {"when": _when(incoming.author_forgotten_at)}
    return _("The name was deleted on %(when)s, as %(network)s demands.") % {
        "when": _when(incoming.author_forgotten_at),
        "network": network_name(incoming.channel),
    }


def standing(answer: Answer) -> str:
    """Say where an answer stands, and why; "" where it is simply there."""
    network = network_name(answer.channel)
    match Sent(answer.state):
        case Sent.SENT:
            if answer.proof == "found":
                return _("The network did not confirm it. Leitstand has looked: it is there.")
            return _("Somebody of the team has looked: it is there.") if answer.proof == "confirmed" else ""
        case Sent.UNKNOWN if answer.reason == "no_answer":
            return _("%(network)s did not confirm the answer and could not be asked. Please look there.") % {
                "network": network
            }
        case Sent.UNKNOWN:
            return _(
                "%(network)s did not confirm the answer, and Leitstand does not find it there. It may still appear; "
                "please look before it is sent again."
            ) % {"network": network}
        case Sent.REFUSED:
            return _refused(answer, network)
        case Sent.REVIEW:
            return _("It goes out as soon as a second person has looked at it.")
        case Sent.HELD:
            return _("It did not go out in time. Please decide whether it still shall.")
        case _:
            return _waits(answer, network)


def _refused(answer: Answer, network: str) -> str:
    if answer.reason == "window":
        return _("The time in which %(network)s lets this be answered is over. They must write again first.") % {
            "network": network
        }
    if answer.reason == "law":
        return _("It was not sent, for the law stands against it now. %(reason)s") % {"reason": answer.reason_text}
    if answer.reason == "cannot":
        return _("%(network)s takes no answers from programs here. Please answer there.") % {"network": network}
    return _("%(network)s does not accept the answer: %(reason)s") % {"network": network, "reason": answer.reason_text}


def _waits(answer: Answer, network: str) -> str:
    if answer.reason == "rate_limited" and answer.try_at is not None:
        return _("%(network)s wants a pause. The answer goes out at %(when)s.") % {
            "network": network,
            "when": _when(answer.try_at),
        }
    if answer.reason == "sign_in":
        return _("It goes out as soon as somebody has signed in to the channel again.")
    if answer.reason in ("unreachable", "channel"):
        return _("%(network)s does not answer at the moment. It is tried again by itself.") % {"network": network}
    return _("It is on its way.")


def _when(moment: object) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")  # type: ignore[arg-type]  # a moment of a row
