"""How the things of this room become a document for counsel: incidents, records of rights, profiles, self-checks."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.actions.keep_proof import FACT_OF
from leitstand.compliance.core.dossier import Dossier, FindingLine, Section, line_of, said_facts
from leitstand.compliance.core.incidents import due
from leitstand.compliance.core.rules import Finding
from leitstand.compliance.dossiers import register
from leitstand.compliance.labelling import tree
from leitstand.compliance.models import Incident, LabelCheck, Proof, ToneAssessment
from leitstand.compliance.playbooks import playbooks
from leitstand.compliance.profiles import company_facts, findings_of_profile, imprint_text
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.queries.releases import told_of_pictures
from leitstand.compliance.subjects import channel_subject
from leitstand.house import clock
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in
from leitstand.library.models import Asset


def register_own() -> None:
    """Register all of them."""
    register("incident", of_incident)
    register("asset", of_asset)
    register("channel", of_channel)
    register("label", of_label_check)


def facts_section(title: str, told: Mapping[str, object]) -> Section:
    """Return what was told, as questions and answers in the reader's language."""
    words = said_facts(told, law_here().vocabulary, get_language() or "de", yes=_("yes"), no=_("no"))
    return Section(title, words)


def sections_of_post(actor: Actor, subject: str) -> tuple[Section, ...]:
    """Return what this room holds beside the facts of a post: its proofs, and how its tone was judged."""
    language, vocabulary = get_language() or "de", law_here().vocabulary
    zone = ZoneInfo(actor.workspace.time_zone)
    words = {
        (about, one.id): one.words.said(language) for about, name in FACT_OF.items() for one in vocabulary[name].choices
    }
    proofs = tuple(
        (
            f"{date_format(one.on, 'SHORT_DATE_FORMAT')}, {words.get((one.about, one.kind), one.kind)}",
            " · ".join(
                filter(
                    None,
                    (
                        one.what,
                        one.giver,
                        f"{one.value} €" if one.value is not None else "",
                        one.note,
                        f"{one.file_name}, SHA-256 {one.sha256}" if one.sha256 else "",
                    ),
                )
            ),
        )
        for one in Proof.objects.filter(workspace=actor.workspace, subject=subject)
    )
    tones = {one.id: one.words.said(language) for one in vocabulary["post.tone"].choices}
    asked = {one.id: one.ask.said(language) for one in tree().tone}
    judged = tuple(
        (
            f"{date_format(one.assessed_at.astimezone(zone), 'SHORT_DATETIME_FORMAT')}, {one.assessed_by or '–'}",
            "\n".join(
                [
                    f"{tones.get(one.outcome, one.outcome)}: {one.reasons}",
                    *(
                        f"{words} {_('yes') if one.answers[key] else _('no')}"
                        for key, words in asked.items()
                        if key in one.answers
                    ),
                ]
            ),
        )
        for one in ToneAssessment.objects.filter(workspace=actor.workspace, subject=subject).select_related(
            "assessed_by"
        )[:10]
    )
    return (
        Section(_("Consideration and permissions"), proofs),
        Section(_("How the tone was judged"), judged),
    )


def of_incident(actor: Actor, name: str) -> Dossier:
    """What happened, by when what is to be done, and the evidence by its hash."""
    actor.require(Permission.ANSWER)
    found = Incident.objects.filter(workspace=actor.workspace, pk=_number(name)).first()
    if found is None:
        raise Foreign("Incident")
    language, zone = get_language() or "de", ZoneInfo(actor.workspace.time_zone)
    playbook = playbooks().get(found.kind)
    done = {one.step: one for one in found.steps.all()}
    known = [
        (_("Kind"), playbook.name.said(language) if playbook else found.kind),
        (_("Law"), playbook.law if playbook else ""),
        (_("Where"), found.url),
        (_("Known since"), date_format(found.known_at.astimezone(zone), "SHORT_DATETIME_FORMAT")),
        (_("Who demands it, or is behind it"), found.sender),
        (_("What is known"), found.note),
        (_("How it ended"), found.outcome),
    ]
    steps = tuple(
        (
            date_format(one.at.astimezone(zone), "SHORT_DATETIME_FORMAT"),
            f"{one.step.words.said(language)} ({_('done') if one.step.id in done else _('open')})",
        )
        for one in (due(playbook, found.known_at, set(done), clock.now()) if playbook else ())
    )
    evidence = tuple(
        (
            date_format(one.seen_at.astimezone(zone), "SHORT_DATETIME_FORMAT"),
            " · ".join(filter(None, (one.name, one.url, f"SHA-256 {one.sha256}" if one.sha256 else ""))),
        )
        for one in found.evidence.all()
    )
    return Dossier(
        found.title,
        reverse("compliance_incident", args=[actor.workspace.slug, found.pk]),
        (
            Section(_("What happened"), tuple(line for line in known if line[1])),
            Section(_("Steps with their deadlines"), steps),
            Section(_("Evidence"), evidence),
        ),
        deadline=date_format(found.deadline.astimezone(zone), "SHORT_DATETIME_FORMAT") if found.deadline else "",
    )


def of_asset(actor: Actor, name: str) -> Dossier:
    """The record of rights of one file, and what the rules find in it."""
    try:
        pk = UUID(name)
    except ValueError:
        raise Foreign("Asset") from None
    found = Asset.objects.filter(workspace=actor.workspace, pk=pk, deleted_at=None).first()
    if found is None:
        raise Foreign("Asset")
    told = dict(told_of_pictures(actor.workspace.pk, [str(found.pk)], on=_today(actor))[str(found.pk)])
    known = {"case.has_media": True, "author.role": "company", "account.commercial": True}
    findings = law_here(actor.workspace.pk).judge({**known, **told}, kind="asset", on=_today(actor))
    file = Section(_("File"), ((_("Name"), found.name), ("SHA-256", found.sha256)))
    return Dossier(
        found.name,
        reverse("compliance_rights", args=[actor.workspace.slug, found.pk]),
        (file, facts_section(_("Record of rights"), told)),
        _lines(findings),
    )


def of_channel(actor: Actor, name: str) -> Dossier:
    """What was told of a profile, and what the rules find missing."""
    found = Channel.objects.filter(workspace=actor.workspace, pk=_number(name)).first()
    if found is None:
        raise Foreign("Channel")
    subject = channel_subject(found.pk)
    told = dict(told_about(actor.workspace.pk, [subject]).get(subject, {}))
    company = dict(company_facts(actor.workspace.pk))
    text = imprint_text(actor.workspace.pk)
    findings = findings_of_profile(company, told, text=text, network=found.network, on=_today(actor))
    imprint = Section(_("Imprint"), (("", text),)) if text else Section(_("Imprint"), ())
    return Dossier(
        str(found),
        reverse("compliance_profile", args=[actor.workspace.slug, found.pk]),
        (facts_section(_("The company"), company), facts_section(_("The profile"), told), imprint),
        _lines(findings),
    )


def of_label_check(actor: Actor, name: str) -> Dossier:
    """A self-check of one's own: answers, result, and the rule behind it."""
    found = LabelCheck.objects.filter(workspace=actor.workspace, pk=_number(name), person=actor.person).first()
    if found is None:
        raise Foreign("LabelCheck")
    language = get_language() or "de"
    result = next((one for one in tree().results if one.id == found.result), None)
    rule = law_here(actor.workspace.pk).rules.get(found.rule)
    lines = (
        (_("Result"), result.says.said(language) if result else found.answer),
        (_("Rule"), f"{rule.id}: {rule.demand.said(language)} {rule.law}" if rule else found.rule),
        (_("Kept on"), date_format(found.at.astimezone(ZoneInfo(actor.workspace.time_zone)), "SHORT_DATETIME_FORMAT")),
    )
    return Dossier(
        found.title,
        reverse("compliance_label", args=[actor.workspace.slug]),
        (Section(_("Must it be marked as advertising?"), lines), facts_section(_("Answers"), dict(found.facts))),
        _lines(law_here(actor.workspace.pk).judge(dict(found.facts), kind="post", on=_today(actor))),
    )


def _lines(findings: tuple[Finding, ...]) -> tuple[FindingLine, ...]:
    language = get_language() or "de"
    return tuple(line_of(one, law_here().vocabulary, language) for one in findings)


def _today(actor: Actor) -> date:
    return day_in(actor.workspace, clock.now())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
