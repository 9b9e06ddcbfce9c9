"""A mention on a page of its own: what was said, who looks after it, and what came of it."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.listening.actions.answer_mention import answered_by_hand, open_for_answer
from leitstand.listening.actions.give_mention import give_mention
from leitstand.listening.actions.mark_mention import mark_mention
from leitstand.listening.answering import channel_for
from leitstand.listening.contacting import contact_of, findings
from leitstand.listening.models import Chance, Mention
from leitstand.listening.models.tone import LABELS
from leitstand.listening.queries.mentions import mention_of, same_as
from leitstand.listening.queries.work import came_of, handling_of, searches_fitting
from leitstand.listening.seams import sister
from leitstand.listening.words import told_by
from leitstand.listening.work_forms import ContactForm, GiveForm

DUE_IN = timedelta(days=2)


def found_here(request: WorkRequest, number: int) -> Mention:
    """Return a mention of this workspace, or say that there is none."""
    found = mention_of(request.workspace, number)
    if found is None:
        raise Http404
    return found


@require_safe
@allow(Permission.SEE)
def mention(request: WorkRequest, mention: int) -> HttpResponse:
    """Show a mention with all that is known of it."""
    return page(request, found_here(request, mention))


def page(
    request: WorkRequest,
    found: Mention,
    *,
    give: GiveForm | None = None,
    contact: ContactForm | None = None,
    checked: bool = False,
) -> HttpResponse:
    """Show the page; `give` and `contact` with what somebody typed, `checked` once a contact passed the check."""
    now, handling = clock.now(), handling_of(found)
    chance = (
        Chance.objects.filter(workspace=request.workspace, mention=found.pk)
        .select_related("owner", "handed_by", "opportunity")
        .first()
    )
    holder = chance if chance is not None and chance.owner_id else handling
    due = holder.due_on if holder else None
    first = {"person": holder.owner_id if holder else None, "due_on": due or day_in(request.workspace, now) + DUE_IN}
    may_answer = request.actor.may(Permission.ANSWER)
    channel, inbox = channel_for(found), sister()
    context = {
        "mention": found,
        "channel": channel,
        "fits": searches_fitting(found),
        "same": same_as(found),
        "handling": handling,
        "holder": holder if holder and holder.owner_id else None,
        "chance": chance,
        "told_by": told_by(chance.terms) if chance else [],
        "is_late": due is not None and due < day_in(request.workspace, now) and found.answered_at is None,
        "came": came_of(found, request.workspace.slug),
        "known": contact_of(found),
        "findings": findings(found, now=now) if chance and may_answer else [],
        "give_form": give or GiveForm(initial=first).among(people_with(request.workspace, Permission.ANSWER)),
        "contact_form": contact or ContactForm(),
        "checked": checked,
        "tones": LABELS,
        "may_answer": may_answer,
        "has_feedback": inbox is not None,
    }
    failed = (give is not None and give.errors) or (contact is not None and contact.errors)
    return render(request, "listening/mention.html", context, status=422 if failed else 200)


@post_only
@allow(Permission.ANSWER)
def answer(request: WorkRequest, mention: int) -> HttpResponse:
    """Open it in the inbox, where it is answered."""
    found, inbox = found_here(request, mention), sister()
    try:
        key = open_for_answer(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _back(request, found)
    path = inbox.conversation_path(request.workspace.slug, key) if inbox else ""
    return redirect(f"{path}#answer")


@post_only
@allow(Permission.ANSWER)
def by_hand(request: WorkRequest, mention: int) -> HttpResponse:
    """Note that it was answered where it was said."""
    found = found_here(request, mention)
    try:
        answered_by_hand(request.actor, found, request.POST.get("note", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    else:
        messages.success(request, _("The answer is noted."))
    return _back(request, found)


@post_only
@allow(Permission.ANSWER)
def give(request: WorkRequest, mention: int) -> HttpResponse:
    """Give it to somebody."""
    found = found_here(request, mention)
    form = GiveForm(request.POST).among(people_with(request.workspace, Permission.ANSWER))
    if form.is_valid():
        try:
            give_mention(
                request.actor, found, form.cleaned_data["person"], due_on=form.cleaned_data["due_on"], now=clock.now()
            )
        except Invalid as invalid:
            form.add_error(None, " ".join(invalid.errors.values()))
        else:
            messages.success(request, _("It is kept who looks after it."))
            return _back(request, found)
    return page(request, found, give=form)


@post_only
@allow(Permission.ANSWER)
def mark(request: WorkRequest, mention: int) -> HttpResponse:
    """Say that it was seen or does not belong here, and go back to where it was said."""
    found = found_here(request, mention)
    try:
        mark_mention(request.actor, found, request.POST.get("mark", ""), now=clock.now())
    except Invalid as invalid:
        messages.error(request, " ".join(invalid.errors.values()))
    return _back(request, found)


def _back(request: WorkRequest, found: Mention) -> HttpResponse:
    search = request.POST.get("search", "")
    if search.isdecimal():
        return redirect("listening_stream", request.workspace.slug, int(search))
    return redirect("listening_mention", request.workspace.slug, found.pk)
