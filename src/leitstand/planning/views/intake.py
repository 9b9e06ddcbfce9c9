"""The ways ideas come in: the link for colleagues, its words, the mailbox, a file of letters."""

from dataclasses import asdict
from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.keep_intake import (
    close_intake,
    intake_of,
    keep_intake_words,
    keep_mailbox,
    link_of,
    mailbox_of,
    open_intake,
)
from leitstand.planning.actions.read_mailboxes import PROBLEMS
from leitstand.planning.actions.take_mail import take_mail
from leitstand.planning.core.mailbox import Access
from leitstand.planning.idea_forms import IntakeWordsForm, MailboxForm

MOST_MAIL: Final = 30_000_000


@require_safe
@allow(Permission.SEE)
def intake(request: WorkRequest) -> HttpResponse:
    """Show how ideas reach the team."""
    return _page(request)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def switch(request: WorkRequest) -> HttpResponse:
    """Open, renew or close the link."""
    if request.POST.get("to") == "close":
        close_intake(request.actor, now=clock.now())
        messages.success(request, _("The link is closed; it leads nowhere now."))
    else:
        was_open = intake_of(request.actor).is_open
        open_intake(request.actor, now=clock.now())
        messages.success(
            request,
            _("There is a new link; the one before leads nowhere now.") if was_open else _("The link is open."),
        )
    return redirect("planning_intake", request.workspace.slug)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def words(request: WorkRequest) -> HttpResponse:
    """Keep what the page says."""
    form = IntakeWordsForm(request.POST)
    if not form.is_valid():
        return _page(request, words_form=form, status=422)
    keep_intake_words(request.actor, **form.cleaned_data, now=clock.now())
    messages.success(request, _("The words are saved."))
    return redirect("planning_intake", request.workspace.slug)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def mailbox(request: WorkRequest) -> HttpResponse:
    """Keep the mailbox."""
    form = MailboxForm(request.POST)
    if form.is_valid():
        clean = form.cleaned_data
        access = Access(
            clean["host"], clean["port"], clean["security"], clean["user"], clean["password"], clean["folder"]
        )
        try:
            keep_mailbox(request.actor, access, is_on=clean["is_on"], now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The mailbox is saved; it is read within five minutes."))
            return redirect("planning_intake", request.workspace.slug)
    return _page(request, mailbox_form=form, status=422)


@post_only
@allow(Permission.PLAN)
def mail_file(request: WorkRequest) -> HttpResponse:
    """Make ideas of an .eml or .mbox file."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.size:
        messages.error(request, _("No file has arrived."))
    elif sent.size > MOST_MAIL:
        messages.error(request, _("The file is larger than 30 MB. Please split it."))
    else:
        taken = take_mail(request.actor, sent.read(), now=clock.now())
        told = [ngettext("%(count)d idea came in.", "%(count)d ideas came in.", taken.ideas) % {"count": taken.ideas}]
        if taken.known:
            told.append(
                ngettext("%(count)d was known already.", "%(count)d were known already.", taken.known)
                % {"count": taken.known}
            )
        if taken.left_out:
            told.append(
                ngettext("%(count)d letter holds no idea.", "%(count)d letters hold no idea.", taken.left_out)
                % {"count": taken.left_out}
            )
        messages.success(request, " ".join(told))
        return redirect("planning_ideas", request.workspace.slug)
    return redirect("planning_intake", request.workspace.slug)


def _page(
    request: WorkRequest,
    *,
    words_form: IntakeWordsForm | None = None,
    mailbox_form: MailboxForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found = intake_of(request.actor)
    known = mailbox_of(found)
    first = {**asdict(known), "password": ""} if known else {}
    context = {
        "intake": found,
        "link": link_of(found),
        "words_form": words_form or IntakeWordsForm(initial={"welcome": found.welcome, "consent": found.consent}),
        "mailbox_form": mailbox_form or MailboxForm(initial={**first, "is_on": found.mailbox_is_on}),
        "problem": PROBLEMS.get(found.mailbox_problem, ""),
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "planning/intake.html", context, status=status)
