"""How this room forgets a person."""

from leitstand.house.erasure import How, Rows, register
from leitstand.house.models import Person
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
    ("contributor", "email"),
    How.OUTSIDER,
    why="The team erases it on the idea's page; a year after the idea was decided it goes by itself.",
)
register(IdeaNote, ("person",), How.UNLINK, why="What was asked and answered belongs to the idea.")
register(
    KnowledgeHolder, ("person",), How.UNLINK, why="The register names who knows about what; the account is only a link."
)
register(
    KnowledgeHolder, ("name", "email"), How.OUTSIDER, why="Whoever plans takes a knowledge holder out of the register."
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
)
register(Partner, ("contact", "email"), How.OUTSIDER, why="Whoever plans takes a partner out of the register.")
register(Talk, ("proposed_by",), How.UNLINK, why="The talk belongs to the company; only who proposed it is forgotten.")
register(TalkVote, ("person",), How.DELETE)
register(
    AgencyBrief,
    ("owner", "sent_by"),
    How.UNLINK,
    why="The brief belongs to the company; only who looks after it is forgotten.",
)
