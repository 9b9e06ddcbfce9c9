"""Which replies fit a conversation, filled with what is known of it: the team's own first, then the house's."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.community.core.inquiries import book
from leitstand.community.core.replies import Filled, fill
from leitstand.community.inquiry_words import intent_name, kind_name
from leitstand.community.models import Case, Conversation, Incoming, SavedReply
from leitstand.house.actor import Actor
from leitstand.publishing.networks import network_name

MOST = 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply to put into the box; `group` is under what it stands in the list."""

    title: str
    group: str
    filled: Filled


def known_of(
    actor: Actor, conversation: Conversation, person: Incoming | None, *, links: dict[str, str] | None = None
) -> dict[str, str]:
    """Return what can be filled in: who they are, where it is, who writes, the order, and the links that were made."""
    case = conversation.case
    name = ""
    if person is not None and person.author_forgotten_at is None:
        name = person.author_name or person.author_handle
    return {
        "name": name,
        "channel": network_name(conversation.channel),
        "agent": str(actor.person.name) if actor.person is not None else actor.workspace.name,
        "order": case.order_ref if case is not None else "",
        **(links or {}),
    }


def offers_for(
    actor: Actor, conversation: Conversation, person: Incoming | None, *, links: dict[str, str] | None = None
) -> list[Offer]:
    """Return the replies that fit the kind and what is talked about, in the language in which they wrote."""
    known = known_of(actor, conversation, person, links=links)
    case = conversation.case
    inquiry, intent = (case.inquiry, case.intent) if case is not None else ("", "")
    language = (person.language if person is not None else "") or (get_language() or "de")[:2]
    rows = SavedReply.objects.filter(workspace=actor.workspace)
    fitting = rows.filter(
        Q(inquiry__in=["", inquiry]), Q(intent__in=["", intent]), Q(language__in=["", language])
    ).order_by("-inquiry", "-intent", "title")
    own = [Offer(one.title, _("Your team’s"), fill(one.text, known)) for one in fitting[:MOST]]
    return own + _of_house(actor, case, language, known)


def _of_house(actor: Actor, case: Case | None, language: str, known: dict[str, str]) -> list[Offer]:
    told = book()
    tongue = "de-du" if language == "de" and actor.workspace.address_form == "du" else language
    found = []
    if case is not None and case.intent in told.intents:
        words = told.intents[case.intent].reply.said(tongue)
        found.append(Offer(intent_name(case.intent), _("By what it talks about"), fill(words, known)))
    if case is not None and case.inquiry in told.kinds:
        found += [
            Offer(kind_name(case.inquiry), _("By the kind of inquiry"), fill(words.said(tongue), known))
            for words in told.kinds[case.inquiry].replies
        ]
    names = {
        "question": _("For a question"),
        "wish": _("For a wish or suggestion"),
        "praise": _("For praise"),
        "improved": _("Improved because of you"),
    }
    found += [Offer(names[name], _("Thanks"), fill(words.said(tongue), known)) for name, words in told.thanks.items()]
    return found
