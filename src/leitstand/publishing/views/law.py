"""What the law says of a post: the questions it asks once, what it found on each channel, and what somebody answers for."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels.models import Channel
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.waive import end_waiver, waive
from leitstand.compliance.check import asked_of_every_post
from leitstand.compliance.forms import QuestionsForm, WaiverForm
from leitstand.compliance.models import Waiver
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.subjects import asset_subject, item_subject
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.kernel.post import Media
from leitstand.planning.models import Item
from leitstand.publishing.editor import Editor
from leitstand.publishing.lawful import Judged, judged_tabs, legal_day, thing_of
from leitstand.publishing.queries import item_of
from leitstand.publishing.views.composer import stored

# A finding on the page: its rule, its subject, the content it was found in.
Key = tuple[str, str, str]


@require_safe
@allow(Permission.SEE)
def law(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show questions, findings and waivers of a post."""
    return _page(request, item_of(request.actor, item))


def _page(
    request: WorkRequest,
    item: Item,
    *,
    wrong: tuple[str, QuestionsForm] | None = None,
    refused: dict[Key, WaiverForm] | None = None,
) -> HttpResponse:
    editor = stored(request, item)
    found = judged_tabs(item, editor.tabs, now=clock.now())
    told = told_about(
        item.workspace_id, [item_subject(item.pk), *(asset_subject(thing_of(one)) for one in _files(editor))]
    )
    today = legal_day(clock.now())
    status = 422 if wrong or refused else 200
    context = {
        "item": item,
        "channels": [
            (
                tab.channel,
                _with_forms(tab.channel, found[tab.channel.pk], refused or {}, ends=today + timedelta(days=30)),
            )
            for tab in editor.tabs
        ],
        "questions": [
            (
                name,
                subject,
                file,
                form
                if (form := _wrong(wrong, subject))
                else QuestionsForm.of(asks, told.get(subject, {}), prefix=subject),
            )
            for name, subject, file, asks in _asked(item, editor, found, told)
        ],
        "subject": item_subject(item.pk),
        "may_write": request.actor.may(Permission.WRITE),
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    return render(request, "publishing/law.html", context, status=status)


def _key(one: Judged) -> Key:
    return one.id, one.subject, one.digest


def _with_forms(
    channel: Channel, findings: Iterable[Judged], refused: dict[Key, WaiverForm], *, ends: date
) -> list[tuple[Judged, WaiverForm]]:
    """Return each finding with the form that lets it pass: as it was typed where it was refused, once on the page."""
    rows = []
    for number, one in enumerate(findings):
        form = refused.pop(_key(one), None) or WaiverForm(initial={"ends": ends})
        form.auto_id = f"{channel.pk}-{number}-%s"
        rows.append((one, form))
    return rows


def _wrong(wrong: tuple[str, QuestionsForm] | None, subject: str) -> QuestionsForm | None:
    return wrong[1] if wrong and wrong[0] == subject else None


def _files(editor: Editor) -> list[Media]:
    return list({thing_of(one): one for tab in editor.tabs for one in tab.plan.media}.values())


def _asked(
    item: Item, editor: Editor, found: dict[int, tuple[Judged, ...]], told: Mapping[str, Mapping[str, object]]
) -> list[tuple[str, str, Media | None, tuple[str, ...]]]:
    """Return what is asked, of the post and of each file: open facts first, then those answered, to be changed."""
    vocabulary = law_here(item.workspace_id).vocabulary
    answer = []
    things: list[tuple[str, str, Media | None]] = [(_("The post"), item_subject(item.pk), None)]
    things += [(one.alt or _("Picture or video"), asset_subject(thing_of(one)), one) for one in _files(editor)]
    for name, subject, file in things:
        asks = {fact for each in found.values() for one in each if one.subject == subject for fact in one.asks}
        every = asked_of_every_post() if file is None else ()
        rest = sorted((asks | set(told.get(subject, {}))) - set(every))
        asked = [name for name in (*every, *rest) if (fact := vocabulary.facts.get(name)) and fact.ask is not None]
        if asked:
            answer.append((name, subject, file, tuple(asked)))
    return answer


@post_only
@allow(Permission.WRITE)
def tell(request: WorkRequest, item: UUID) -> HttpResponse:
    """Keep the answers about the post or one of its files."""
    found = item_of(request.actor, item)
    subject = request.POST.get("subject", "")
    if subject not in {
        item_subject(found.pk),
        *(asset_subject(thing_of(one)) for one in _files(stored(request, found))),
    }:
        return redirect("composer_law", request.workspace.slug, found.pk)
    form = QuestionsForm.of(tuple(request.POST.getlist("asked")), {}, prefix=subject, data=request.POST)
    if not form.is_valid():
        return _page(request, found, wrong=(subject, form))
    try:
        declare(request.actor, subject, form.told(), now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, wrong=(subject, form))
    messages.success(request, _("Your answers were kept; the post was judged again."))
    return redirect("composer_law", request.workspace.slug, found.pk)


@post_only
@allow(Permission.APPROVE)
def let_pass(request: WorkRequest, item: UUID) -> HttpResponse:
    """Let a finding pass, with a reason and an end, for the content as it is now."""
    found = item_of(request.actor, item)
    rule, subject, digest = standing = tuple(request.POST.get(name, "") for name in ("rule", "subject", "digest"))
    judgements = judged_tabs(found, stored(request, found).tabs, now=clock.now()).values()
    if not digest or standing not in {_key(one) for each in judgements for one in each}:
        messages.error(request, _("The post was changed meanwhile. Please look at it again."))
        return redirect("composer_law", request.workspace.slug, found.pk)
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return _page(request, found, refused={standing: form})
    told = form.cleaned_data
    try:
        waive(
            request.actor, subject, rule=rule, digest=digest, reason=told["reason"], ends=told["ends"], now=clock.now()
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, refused={standing: form})
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("You let it pass; your name and the reason stand on record."))
    return redirect("composer_law", request.workspace.slug, found.pk)


@post_only
@allow(Permission.APPROVE)
def take_back(request: WorkRequest, item: UUID, waiver: int) -> HttpResponse:
    """Have a rule count again."""
    found = item_of(request.actor, item)
    end_waiver(request.actor, get_object_or_404(Waiver, pk=waiver, workspace=request.workspace), now=clock.now())
    messages.success(request, _("The rule counts again."))
    return redirect("composer_law", request.workspace.slug, found.pk)
