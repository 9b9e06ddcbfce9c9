"""The composer: one idea, its text for every channel, and what the public will see."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.subjects import item_subject
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.core.video import remarks_on_file
from leitstand.planning.models import Item
from leitstand.planning.queries.formats import format_beside
from leitstand.planning.queries.shapes import video_plan_of
from leitstand.planning.shape_forms import words_of
from leitstand.publishing.actions.save_draft import DraftStale, Saved, save_draft
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.checking import required, shown
from leitstand.publishing.core.drafts import Composition, Variant
from leitstand.publishing.editing import edited
from leitstand.publishing.editor import Editor, build, planned_variants
from leitstand.publishing.facts import FactsForm
from leitstand.publishing.forms import read_composition
from leitstand.publishing.labelling import MENDED_BY_LABEL, label_seen, state_of
from leitstand.publishing.launching import waits_for
from leitstand.publishing.lawful import judged_tabs, legal_day, told_of
from leitstand.publishing.models import Draft, Publication
from leitstand.publishing.near import near
from leitstand.publishing.presence import others_at, seen
from leitstand.publishing.queries import (
    compose,
    drafts_in_work,
    item_of,
    publications_of,
    remarks_of,
    usable_channels,
)
from leitstand.publishing.text_helping import help_for
from leitstand.publishing.tone import Tone, missing_reasons
from leitstand.publishing.tracking import tracking_of


@allow(Permission.SEE)
def new(request: WorkRequest) -> HttpResponse:
    """Show what is being written, and begin something new."""
    page = Paginator(drafts_in_work(request.actor, mine="mine" in request.GET), 25).get_page(request.GET.get("page"))
    return render(
        request,
        "publishing/drafts.html",
        {"page": page, "can_create": request.actor.may(Permission.PLAN), "mine": "mine" in request.GET},
    )


@post_only
@allow(Permission.PLAN)
def create(request: WorkRequest) -> HttpResponse:
    """Put an idea on the plan and open it in the composer."""
    title = request.POST.get("title", "").strip() or _("New post")
    item = create_item(request.actor, {"title": title}, now=clock.now()).item
    return redirect("composer_edit", request.workspace.slug, item.pk)


@allow(Permission.SEE)
def edit(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show the composer of one item."""
    found = item_of(request.actor, item)
    editor = stored(request, found)
    if request.actor.may(Permission.WRITE):
        seen(request.actor, found, now=clock.now())
    return render(
        request,
        "publishing/composer.html",
        {
            **_context(request, found, editor),
            "facts": FactsForm.of(request.actor, found),
            "remarks": remarks_of(found),
            "others": others_at(request.actor, found, now=clock.now()),
        },
    )


@post_only
@allow(Permission.WRITE)
def save(request: WorkRequest, item: UUID) -> HttpResponse:
    """Save what was typed (the page does so by itself)."""
    found = item_of(request.actor, item)
    try:
        saved = _save(request, found, _typed(request, found))
    except DraftStale as late:
        return JsonResponse(
            {"who": str(late.draft.updated_by or ""), "version": late.draft.version, "message": late.message},
            status=409,
        )
    except Impossible as why:
        return JsonResponse({"message": why.message}, status=422)
    lapsed = _("The approval is gone: the text was changed. Give it to approval again.") if saved.lapsed else ""
    return JsonResponse({"version": saved.version, "lapsed": len(saved.lapsed), "message": lapsed})


@post_only
@allow(Permission.WRITE)
def preview(request: WorkRequest, item: UUID) -> HttpResponse:
    """Draw what is typed at this moment, saving nothing: previews, findings and lengths."""
    found = item_of(request.actor, item)
    channels = usable_channels(request.workspace)
    composition = read_composition(request.workspace, request.POST, channels)
    editor = build(
        request.workspace, composition, 0, channels, publications_of(found), Tone.of(found), tracking_of(found)
    )
    return render(request, "publishing/_beside.html", _context(request, found, editor))


@post_only
@allow(Permission.WRITE)
def change(request: WorkRequest, item: UUID) -> HttpResponseBase:
    """Do what a button of the composer says (another message, another picture, mend a finding) and show it anew."""
    found = item_of(request.actor, item)
    verb = request.POST.get("do", "")
    composition = _typed(request, found)
    told = ""
    try:
        composition, told = edited(request.actor, found, composition, verb, now=clock.now())
        saved = _save(request, found, composition)
    except DraftStale as late:
        return _conflict(request, found, late.message)
    except Impossible as why:
        return HttpResponse(why.message, status=409, content_type="text/plain; charset=utf-8")
    if request.headers.get("X-Composer") != "1":
        if told:
            messages.info(request, told)
        return redirect("composer_edit", request.workspace.slug, found.pk)
    # Drawn from what was edited, not from what is stored: a message that is still empty is not kept, but wanted here.
    publications = list(publications_of(found))
    channels = usable_channels(request.workspace, publications)
    editor = build(
        request.workspace, composition, saved.version, channels, publications, Tone.of(found), tracking_of(found)
    )
    return render(request, "publishing/_composer.html", {**_context(request, found, editor), "told": told})


@post_only
@allow(Permission.WRITE)
def conflict(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show both texts after somebody else was faster."""
    return _conflict(request, item_of(request.actor, item), "")


@post_only
@allow(Permission.WRITE)
def presence(request: WorkRequest, item: UUID) -> HttpResponse:
    """Note that somebody is here and tell who else is."""
    found = item_of(request.actor, item)
    now = clock.now()
    seen(request.actor, found, now=now)
    draft = Draft.objects.filter(item=found).only("version").first()
    return render(
        request,
        "publishing/_presence.html",
        {"others": others_at(request.actor, found, now=now), "version": draft.version if draft else 0},
    )


@post_only
@allow(Permission.PLAN)
def facts(request: WorkRequest, item: UUID) -> HttpResponse:
    """Save what the idea says about itself."""
    found = item_of(request.actor, item)
    form = FactsForm.of(request.actor, found, request.POST)
    told = form.save(now=clock.now()) if form.is_valid() else ()
    status = 200 if form.is_valid() else 422
    if not request.htmx:
        for line in told:
            messages.info(request, line)
        return redirect("composer_edit", request.workspace.slug, found.pk)
    if form.is_valid() and not told:
        # Nothing to say: the form stays as it stands, with what is being typed in the next field by now.
        return HttpResponse(status=204)
    if form.is_valid():
        found = item_of(request.actor, item)
        form = FactsForm.of(request.actor, found)
    return render(request, "publishing/_facts.html", {"item": found, "facts": form, "told": told}, status=status)


@post_only
@allow(Permission.WRITE)
def ask(request: WorkRequest, item: UUID) -> HttpResponse:
    """Give the item to approval on every chosen channel where it is a draft."""
    found = item_of(request.actor, item)
    now = clock.now()
    done, problems = 0, []
    for publication in Publication.objects.filter(item=found, state="draft").select_related("channel", "item"):
        try:
            submit(request.actor, publication, now=now)
            done += 1
        except Impossible as why:
            if why.code != "already_approved":
                problems.append(why.message)
    for problem in problems:
        messages.error(request, problem)
    if done:
        messages.success(request, _("Given to approval."))
        if not request.workspace.four_eyes and request.actor.may(Permission.APPROVE):
            # It is one's own turn at once: the next page shows exactly what will be sent.
            return redirect(f"{reverse('approval_list', args=[request.workspace.slug])}?item={found.pk}")
    elif not problems:
        messages.info(request, _("There is nothing here that waits for approval to be asked."))
    return redirect("composer_edit", request.workspace.slug, found.pk)


def stored(request: WorkRequest, item: Item) -> Editor:
    """Return the editor as the house has it."""
    draft = Draft.objects.filter(item=item).first()
    publications = list(publications_of(item))
    channels = usable_channels(request.workspace, publications)
    composition = compose(item, draft, publications)
    if draft is None and not publications:
        composition = _first(item, channels, composition)
    version = draft.version if draft else 0
    return build(request.workspace, composition, version, channels, publications, Tone.of(item), tracking_of(item))


def _first(item: Item, channels: list[Channel], composition: Composition) -> Composition:
    """Begin with the channels that planning has noted; where there is only one, it is the one."""
    only = [Variant(str(channel.pk)) for channel in channels] if len(channels) == 1 else []
    for variant in planned_variants(item, channels) or only:
        composition = composition.with_variant(variant)
    return composition


def _typed(request: WorkRequest, item: Item) -> Composition:
    return read_composition(request.workspace, request.POST, usable_channels(request.workspace, publications_of(item)))


def _save(request: WorkRequest, item: Item, composition: Composition) -> Saved:
    version = request.POST.get("version", "")
    return save_draft(
        request.actor,
        item,
        composition,
        base_version=int(version) if version.isascii() and version.isdigit() else None,
        now=clock.now(),
    )


def _conflict(request: WorkRequest, item: Item, message: str) -> HttpResponse:
    theirs = stored(request, item)
    mine = _typed(request, item)
    scopes = [("", theirs.composition.shared.first, mine.shared.first)]
    for tab in theirs.tabs:
        own = mine.variant(str(tab.channel.pk))
        if own and (own.own or tab.variant.own):
            scopes.append(
                (str(tab.channel), (tab.variant.own or theirs.composition.shared).first, (own.own or mine.shared).first)
            )
    draft = Draft.objects.select_related("updated_by").filter(item=item).first()
    return render(
        request,
        "publishing/_conflict.html",
        {
            "item": item,
            "who": draft.updated_by if draft else None,
            "message": message,
            "version": theirs.version,
            "texts": [
                {"name": name, "theirs": before, "mine": after} for name, before, after in scopes if before != after
            ],
        },
        status=409,
    )


def _video_remarks(item: Item, editor: Editor) -> list[str]:
    """Say where a video is not what was planned."""
    media = {medium.sha256: medium for each in editor.tabs for medium in each.plan.media if medium.kind == "video"}
    plan = video_plan_of(item) if media else None
    if plan is None:
        return []
    files = [(medium.seconds, medium.width, medium.height) for medium in media.values()]
    return words_of(remarks_on_file(plan.device, plan.length, files))


def _context(request: WorkRequest, item: Item, editor: Editor) -> dict[str, object]:
    tab = request.POST.get("tab") or request.GET.get("tab") or "s"
    own = next((each.variant.own for each in editor.tabs if each.scope == tab), None)
    told = told_of(item, [each.plan for each in editor.tabs])
    laws = judged_tabs(item, editor.tabs, now=clock.now(), told=told)
    subject = item_subject(item.pk)
    label = state_of(subject, told, on=legal_day(clock.now()))
    return {
        "item": item,
        "editor": editor,
        "tab": tab if any(each.scope == tab for each in editor.tabs) else "s",
        "shown": [
            (each, law := laws.get(each.channel.pk, ()), label_seen(each.plan, each.channel.network, law, label))
            for each in editor.shown(tab)
        ],
        "label": label,
        "mended_by_label": MENDED_BY_LABEL,
        "tone": Tone.of(item),
        "checklists": shown(
            item, [(each.channel.network, each.plan) for each in editor.tabs], required(request.workspace)
        ),
        "format": format_beside(item),
        "video_remarks": _video_remarks(item, editor),
        "help": help_for(item, (own or editor.composition.shared).first),
        "missing": missing_reasons(item),
        "campaign_waits": (waits_for(item) or ("", ""))[1],
        "near": near(request.workspace, item, editor.composition),
        "can_write": request.actor.may(Permission.WRITE),
        "can_plan": request.actor.may(Permission.PLAN),
        "can_send": request.actor.may(Permission.DECIDE_SENDING) and request.actor.may(Permission.SCHEDULE),
    }
