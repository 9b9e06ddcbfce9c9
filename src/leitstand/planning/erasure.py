"""How this room forgets a person."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought, without
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.models import Person
from leitstand.house.outsiders import always, blank, page
from leitstand.planning.actions.forget_contributor import forget_contributor
from leitstand.planning.actions.keep_holder import drop_holder
from leitstand.planning.models import (
    AgencyBrief,
    CalendarFeed,
    CampaignLink,
    CampaignPlan,
    CampaignPulse,
    CampaignReview,
    CampaignRival,
    CampaignStep,
    Idea,
    IdeaIntake,
    IdeaNote,
    Item,
    KnowledgeHolder,
    LanguageVersion,
    Partner,
    PlanImport,
    Project,
    Release,
    Talk,
    TalkVote,
    TrackLine,
    Undoable,
    VariantTest,
)


def _forget_in_ideas(rows: Rows, person: Person) -> None:
    rows.filter(person=person).update(person=None, contributor="", department="", email="")
    rows.filter(decided_by=person).update(decided_by=None)


def _forget_contributors(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    for idea in rows:
        forget_contributor(actor, idea, now=now)


def _drop_holders(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    for holder in rows:
        drop_holder(actor, holder, now=now)


def _let_go_of_releases(_actor: Actor, rows: Rows, whom: Sought, _now: datetime) -> None:
    """Take out who was asked; that something still has to be agreed to stays, or the post would go out without it."""
    for release in rows:
        Release.objects.filter(pk=release.pk).update(
            name=f"#{release.pk}",
            email="",
            token_hash="",
            answer=without(release.answer, whom),
            evidence=without(release.evidence, whom),
        )


def _proof(release: Release) -> "str | Promise":
    return _AGREED if release.state == "given" else ""


_AGREED = _(
    "Proof that somebody agreed to what was published (Art. 7 (1), Art. 17 (3) (e) GDPR). "
    "It goes with the post; take the agreement back first if they withdraw it."
)
_OWN_WORDS = _(
    "The company's own plan and posts. Whether a name goes out of them, or a post is taken down, is decided there, post by post."
)

register(
    Item, ("owner", "created_by"), How.UNLINK, why="The plan belongs to the company; only who made it is forgotten."
)
register(Undoable, ("person",), How.DELETE)
register(Project, ("lead",), How.UNLINK, why="The plan belongs to the company; only who leads it is forgotten.")
register(TrackLine, ("lead",), How.UNLINK, why="The plan belongs to the company; only who leads it is forgotten.")
register(PlanImport, ("person",), How.UNLINK, why="What was read in stays; only who did it is forgotten.")
register(CalendarFeed, ("person",), How.DELETE, secret=("token_hash",))
register(LanguageVersion, ("translated_by",), How.UNLINK, why="The translation stays; only who made it is forgotten.")
register(
    Idea,
    ("person", "decided_by"),
    How.ANONYMISE,
    forget=_forget_in_ideas,
    secret=("reply_hash",),
)
register(
    Idea,
    ("contributor", "email", "department"),
    How.OUTSIDER,
    why="The team erases it on the idea's page; a while after the idea was decided it goes by itself.",
    outsider=Outsider(seek=("contributor", "email"), forget=_forget_contributors, path=page("planning_idea")),
)
register(
    Idea,
    ("title", "text"),
    How.OUTSIDER,
    why="An idea may name people; the name is taken out, the idea stays.",
    outsider=Outsider(path=page("planning_idea")),
)
register(
    IdeaNote,
    ("text",),
    How.OUTSIDER,
    why="Questions and answers about an idea may name people; the name is taken out.",
    outsider=Outsider(path=page("planning_idea", "idea_id")),
)
register(
    Item,
    ("title", "text", "notes"),
    How.OUTSIDER,
    why="Posts and plans name people; they are found and handed out, and changed where they stand.",
    outsider=Outsider(stays=always(_OWN_WORDS), path=page("planning_item")),
)
register(IdeaNote, ("person",), How.UNLINK, why="What was asked and answered belongs to the idea.")
register(
    KnowledgeHolder, ("person",), How.UNLINK, why="The register names who knows about what; the account is only a link."
)
register(
    KnowledgeHolder,
    ("name", "email", "note"),
    How.OUTSIDER,
    why="Whoever plans takes a knowledge holder out of the register.",
    outsider=Outsider(forget=_drop_holders, path=page("planning_holder")),
)
register(
    IdeaIntake,
    (),
    How.NOT_ABOUT_A_PERSON,
    why="Link and mailbox belong to the company.",
    secret=("token_hash", "link_sealed", "mailbox_sealed"),
)
_DECIDED = "What was decided about a campaign belongs to the company; only who decided it is forgotten."
register(CampaignPlan, ("lead", "launched_by"), How.UNLINK, why=_DECIDED)
register(CampaignStep, ("responsible", "passed_by", "waived_by"), How.UNLINK, why=_DECIDED)
register(CampaignPulse, ("counted_by",), How.UNLINK, why=_DECIDED)
register(CampaignReview, ("decided_by",), How.UNLINK, why=_DECIDED)
register(VariantTest, ("decided_by",), How.UNLINK, why=_DECIDED)
register(CampaignRival, ("name",), How.NOT_ABOUT_A_PERSON, why="The name of a competing company.")
register(CampaignLink, ("url",), How.NOT_ABOUT_A_PERSON, why="The address of a page of the company.")
register(CampaignPlan, ("utm_name",), How.NOT_ABOUT_A_PERSON, why="The campaign's name in addresses.")
register(VariantTest, ("name",), How.NOT_ABOUT_A_PERSON, why="What is tried with posts.")
register(
    Release,
    ("name", "email"),
    How.OUTSIDER,
    why="It proves that somebody agreed to a post; it goes with the post, the queue or the reference it belongs to.",
    secret=("token_hash",),
    outsider=Outsider(
        seek=("name", "email", "answer", "evidence"),
        forget=_let_go_of_releases,
        stays=_proof,
        path=page("planning_release"),
    ),
)
register(
    Partner,
    ("contact", "email"),
    How.OUTSIDER,
    why="Whoever plans takes a partner out of the register.",
    outsider=Outsider(forget=blank("contact", "email"), path=page("planning_partner")),
)
register(
    Partner,
    ("name", "mention", "note"),
    How.OUTSIDER,
    why="A partner may be a person; the name is taken out, that there was one stays with the posts.",
    outsider=Outsider(path=page("planning_partner")),
)
register(
    Talk,
    ("speaker", "title", "about"),
    How.OUTSIDER,
    why="A talk names who speaks; the name is taken out.",
    outsider=Outsider(path=page("planning_talk_round", "round_id")),
)
register(Talk, ("proposed_by",), How.UNLINK, why="The talk belongs to the company; only who proposed it is forgotten.")
register(TalkVote, ("person",), How.DELETE)
register(
    AgencyBrief,
    ("owner", "sent_by"),
    How.UNLINK,
    why="The brief belongs to the company; only who looks after it is forgotten.",
)
