"""One conversation: what was said, by whom, under what of ours, and everything that can be done about it."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leitstand.community.actions.answer import answer as answer_it
from leitstand.community.actions.assign import assign as assign_it
from leitstand.community.actions.decide_answer import decide_answer, take_back
from leitstand.community.actions.fetch_again import fetch_again
from leitstand.community.actions.finish import finish, reopen
from leitstand.community.actions.forget_author import forget_author
from leitstand.community.actions.hide import hide as hide_it
from leitstand.community.actions.hide import remove as remove_it
from leitstand.community.core.answers import Sent
from leitstand.community.forms import AnswerForm
from leitstand.community.models import Answer, Conversation, Draft, Incoming
from leitstand.community.outgoing import Told, verdict_on
from leitstand.community.queries import inbox as queries
from leitstand.community.queries.contacts import author_of, role_told_by
from leitstand.community.shown import Talk
from leitstand.community.views.beside import besides, rights
from leitstand.community.views.inbox import listed
from leitstand.compliance.core.outbound import Purpose
from leitstand.compliance.outbound_words import GDPR, UWG, purposes, warnings
from leitstand.contacts.queries import MOST_OFFERED, contacts_of
from leitstand.contacts.relationships import relationship_of
from leitstand.contacts.words import role_name, role_words
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.house.requests import WorkRequest
from leitstand.kernel.post import PostPlan


@require_safe
@allow(Permission.SEE)
def conversation(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Show it with the list beside it; asked by htmx, only what was said."""
    found = _conversation(request, conversation)
    if request.htmx:
        talk = Talk(found, clock.now())
        return render(request, "community/_said.html", {"talk": talk, **rights(request)})
    return _page(request, found, None)


def _page(request: WorkRequest, found: Conversation, form: AnswerForm | None) -> HttpResponse:
    talk = Talk(found, clock.now())
    post = found.publication
    context = {
        **listed(request),
        **_contact(request, talk),
        **_grounds(request, talk, form),
        **besides(request, found, talk),
        "talk": talk,
        "conversation": found,
        "answer_form": form or AnswerForm(initial=_begun(request, found, talk)),
        "post": post,
        "plan": PostPlan.from_json(post.content) if post is not None else None,
        "people": list(people_with(request.workspace, Permission.ANSWER)),
        "may_forget": request.actor.may(Permission.MANAGE_PEOPLE),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "community/conversation.html", context, status=status)


def _begun(request: WorkRequest, found: Conversation, talk: Talk) -> dict[str, object]:
    """Return what the box begins with: what somebody had begun to write here."""
    draft = Draft.objects.filter(conversation=found, person=request.actor.person).first()
    return {
        "once": uuid.uuid4(),
        "seen": talk.seen or None,
        "text": draft.text if draft else "",
        "version": draft.version if draft else 0,
    }


def _grounds(request: WorkRequest, talk: Talk, form: AnswerForm | None) -> dict[str, object]:
    """Return on which grounds a private answer goes out, by both laws; as told in the form, else as service."""
    if talk.is_public or talk.to is None or not request.actor.may(Permission.ANSWER):
        return {}
    is_told = form is not None and form.is_bound and hasattr(form, "cleaned_data")
    told = form.told() if form is not None and is_told and "purpose" in form.cleaned_data else Told()
    # A text that was refused is in the data alone.
    text = str(form.data.get("text", "")) if form is not None and is_told else ""
    verdict = verdict_on(talk.to, text, told, now=clock.now())
    return {
        "purposes": purposes(),
        "gdpr": GDPR[verdict.decision.gdpr],
        "uwg": UWG[verdict.decision.uwg],
        "may_waive": request.actor.may(Permission.APPROVE),
        "asks_purpose": told.purpose != Purpose.SERVICE.value or not verdict.goes,
        "warns": warnings(verdict) if text else [],
    }


def _contact(request: WorkRequest, talk: Talk) -> dict[str, object]:
    """Return who it is, as far as the team knows; for those who may answer."""
    person = talk.person
    if person is None or not person.author_key or not request.actor.may(Permission.ANSWER):
        return {}
    contact = author_of(person)
    if contact is None:
        # A name the network wants back soon is not copied into a register that keeps it.
        name = "" if person.forget_author_at else person.author_name
        return {"may_know": True, "known_name": name, "contacts": contacts_of(request.workspace)[:MOST_OFFERED]}
    told = role_told_by(person, contact.role)
    return {
        "contact": contact,
        "contact_role": role_name(contact.role),
        "relationship": relationship_of(contact.relationship),
        "told_role": role_words()[told.role].name if told else "",
    }


def _conversation(request: WorkRequest, pk: UUID) -> Conversation:
    try:
        return queries.conversation_of(request.actor, pk)
    except Conversation.DoesNotExist:
        raise Http404 from None


def _incoming(request: WorkRequest, pk: int) -> Incoming:
    rows = Incoming.objects.select_related("channel__workspace", "conversation")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)


def _back(request: WorkRequest, pk: object) -> HttpResponse:
    return redirect("community_conversation", request.workspace.slug, pk)


@post_only
@allow(Permission.ANSWER)
def answer(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Have an answer sent; a text that does not fit stays in the box."""
    found = _conversation(request, conversation)
    to = Talk(found, clock.now()).to
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    told = form.cleaned_data
    try:
        if to is None:
            raise Impossible(_("There is nothing left to answer."), code="removed")  # noqa: TRY301 - shown at the box
        made = answer_it(
            request.actor, to, told["text"], now=clock.now(), once=told["once"], seen=told["seen"], told=form.told()
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, form)
    except Impossible as impossible:
        return _page(request, found, _seen_anew(form, found, impossible.message))
    if request.POST.get("then") == "done" and made.state != Sent.REVIEW:
        finish(request.actor, found, now=clock.now())
    if made.state == Sent.REVIEW:
        messages.success(request, _("A second person looks at it now; then it goes out."))
    return _back(request, found.pk)


def _seen_anew(form: AnswerForm, found: Conversation, why: str) -> AnswerForm:
    """Keep what was typed; what a colleague has said meanwhile is on the screen now."""
    fresh = AnswerForm({**form.data.dict(), "seen": Talk(found, clock.now()).seen})  # type: ignore[attr-defined]  # a QueryDict
    fresh.is_valid()
    fresh.add_error("text", why)
    return fresh


@post_only
@allow(Permission.ANSWER)
def decide(request: WorkRequest, answer: UUID) -> HttpResponse:
    """Decide what becomes of an answer that needs a person, or take one back that waits."""
    rows = Answer.objects.select_related("channel", "conversation")
    found = get_object_or_404(rows, pk=answer, workspace=request.workspace)
    act = request.POST.get("act", "")
    if act == "take_back":
        take_back(request.actor, found, now=clock.now())
        messages.success(request, _("The answer was taken back."))
    elif act in ("there", "again", "look", "drop"):
        decide_answer(request.actor, found, act, now=clock.now())  # type: ignore[arg-type]  # one of the four
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def done(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Put a conversation away and go on to the next one that waits."""
    found = _conversation(request, conversation)
    finish(request.actor, found, now=clock.now())
    messages.success(request, _("The conversation is done."))
    following = queries.conversations(request.actor, queries.Wish()).exclude(pk=found.pk).first()
    if following is not None:
        return _back(request, following.pk)
    return redirect("community_inbox", request.workspace.slug)


@post_only
@allow(Permission.ANSWER)
def open_again(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Have a conversation wait again."""
    found = _conversation(request, conversation)
    reopen(request.actor, found, now=clock.now())
    return _back(request, found.pk)


@post_only
@allow(Permission.ANSWER)
def assign(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Give a conversation to somebody, or to nobody."""
    found = _conversation(request, conversation)
    told = request.POST.get("person", "")
    person = get_object_or_404(Person, pk=int(told)) if told.isdecimal() else None
    try:
        assign_it(request.actor, found, person, now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return _back(request, found.pk)


@post_only
@allow(Permission.ANSWER)
def hide(request: WorkRequest, incoming: int) -> HttpResponse:
    """Hide what somebody wrote, or show it again."""
    found = _incoming(request, incoming)
    hidden = request.POST.get("hidden") == "1"
    try:
        hide_it(request.actor, found, hidden=hidden, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("It is hidden on the network.") if hidden else _("It is visible again."))
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def remove(request: WorkRequest, incoming: int) -> HttpResponse:
    """Take what somebody wrote off the network."""
    found = _incoming(request, incoming)
    try:
        remove_it(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("It was removed from the network."))
    return _back(request, found.conversation_id)


@post_only
@allow(Permission.ANSWER)
def again(request: WorkRequest, conversation: UUID) -> HttpResponse:
    """Fetch anew what had to be forgotten."""
    found = _conversation(request, conversation)
    try:
        count = fetch_again(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _back(request, found.pk)
    if count:
        messages.success(request, _("The network has given it again."))
    else:
        messages.warning(request, _("The network does not have it any more."))
    return _back(request, found.pk)


@post_only
@allow(Permission.MANAGE_PEOPLE)
def forget(request: WorkRequest, incoming: int) -> HttpResponse:
    """Forget for good whoever wrote it."""
    found = _incoming(request, incoming)
    count = forget_author(request.actor, found, now=clock.now())
    told = ngettext("%(count)s text was forgotten.", "%(count)s texts were forgotten.", count)
    messages.success(request, told % {"count": count})
    return _back(request, found.conversation_id)
