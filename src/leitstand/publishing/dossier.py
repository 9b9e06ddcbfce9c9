"""What counsel gets to read of a post: its words on each channel, what was told of it, what the rules find."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.compliance.core.dossier import Dossier, FindingLine, Section, line_of
from leitstand.compliance.own_dossiers import facts_section, sections_of_post
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.subjects import item_subject
from leitstand.house import clock
from leitstand.house.actor import Actor, Foreign
from leitstand.kernel.post import PostPlan
from leitstand.planning.models import Item
from leitstand.publishing.labelling import known_before, walk_of
from leitstand.publishing.lawful import Judged, judged, legal_day, text_of, thing_of, told_of, told_of_file
from leitstand.publishing.models import Publication
from leitstand.publishing.queries import item_of, publications_of


def of_item(actor: Actor, name: str) -> Dossier:
    """Make the document about a post; raises Foreign where there is none in this workspace."""
    try:
        item = item_of(actor, UUID(name))
    except ValueError:
        raise Foreign("Item") from None
    now = clock.now()
    day = legal_day(max(item.planned_at, now) if item.planned_at else now)
    found = [(one, PostPlan.from_json(one.content)) for one in publications_of(item)]
    laws = judged(item, [(one.channel, plan, one.content_digest) for one, plan in found], on=day)
    if not found:
        # Nowhere to go yet: the words alone are judged.
        laws = {0: _alone(item, day)}
    names = {0: "", **{one.channel_id: str(one.channel) for one, _plan in found}}
    subject = item_subject(item.pk)
    files = {thing_of(medium): medium.alt for _one, plan in found for medium in plan.media}
    told = told_of(item, [plan for _one, plan in found])
    walk = walk_of(subject, told, on=day)
    language = get_language() or "de"
    label = walk.result.says.said(language) if walk.result else _("the questions are not answered to the end")
    return Dossier(
        item.title,
        reverse("composer_edit", args=[actor.workspace.slug, item.pk]),
        (
            Section(_("The post"), _of_post(actor, item, found)),
            facts_section(_("What was told"), told.get(subject, {})),
            Section(_("Advertising label"), ((_("Result"), label),)),
            *sections_of_post(actor, subject),
            *(
                facts_section(
                    _("File: %(name)s") % {"name": alt or thing},
                    told_of_file(told, thing, network="", on=day, post=told.get(subject, {})),
                )
                for thing, alt in files.items()
            ),
        ),
        tuple(_line(one, names[channel], language) for channel, each in laws.items() for one in each),
        deadline=_when(actor, item),
        text=_words(item, found),
        known=known_before(told),
    )


def _alone(item: Item, day: date) -> tuple[Judged, ...]:
    subject = item_subject(item.pk)
    facts = {"author.role": "company", **told_about(item.workspace_id, [subject]).get(subject, {})}
    return tuple(
        Judged(one, subject, "")
        for one in law_here(item.workspace_id).judge(facts, kind="post", on=day, text=item.text)
    )


def _of_post(actor: Actor, item: Item, found: list[tuple[Publication, PostPlan]]) -> tuple[tuple[str, str], ...]:
    channels = ", ".join(f"{one.channel} ({one.channel.network}, {plan.format})" for one, plan in found)
    files = "\n".join(
        f"{medium.alt or medium.kind}, SHA-256 {medium.sha256}" for _one, plan in found for medium in plan.media
    )
    lines = (
        (_("Channels"), channels),
        (_("Goes out"), _when(actor, item)),
        (_("Goal"), item.goal),
        (_("Files"), "\n".join(dict.fromkeys(files.splitlines()))),
    )
    return tuple(line for line in lines if line[1])


def _when(actor: Actor, item: Item) -> str:
    if item.planned_at is None:
        return ""
    return date_format(item.planned_at.astimezone(ZoneInfo(actor.workspace.time_zone)), "SHORT_DATETIME_FORMAT")


def _words(item: Item, found: list[tuple[Publication, PostPlan]]) -> str:
    """Return the words of every channel, those that are the same once."""
    said: dict[str, list[str]] = {}
    for one, plan in found:
        said.setdefault(text_of(plan), []).append(str(one.channel))
    if len(said) < 2:
        return next(iter(said), item.text)
    return "\n\n".join(f"[{', '.join(names)}]\n{text}" for text, names in said.items())


def _line(one: Judged, channel: str, language: str) -> FindingLine:
    waiver = one.waiver
    waived = (
        _("Let pass until %(until)s: %(reason)s")
        % {"until": date_format(waiver.ends, "SHORT_DATE_FORMAT"), "reason": waiver.reason}
        if waiver
        else ""
    )
    return line_of(one.finding, law_here().vocabulary, language, on=channel, waived=waived)
