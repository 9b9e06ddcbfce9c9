"""What other rooms announce, and which verb of ours answers it."""

from leitstand.compliance.events import JudgementChanged, RulesChanged
from leitstand.library.events import AssetReplaced
from leitstand.planning.events import (
    CampaignStopped,
    ItemChanged,
    ItemCreated,
    ItemDeleted,
    ItemMoved,
    ItemsCreated,
    ReleaseRefused,
    StageWanted,
)
from leitstand.planning.queries.people import affected_by
from leitstand.publishing.actions.follow_item import follow_item
from leitstand.publishing.actions.follow_new_items import follow_new_items
from leitstand.publishing.actions.forget_judgements import forget_judgements
from leitstand.publishing.actions.hold_campaign import hold_campaign
from leitstand.publishing.actions.hold_unagreed import hold_unagreed
from leitstand.publishing.actions.judge_anew import judge_anew
from leitstand.publishing.actions.leave_queue import leave_queue
from leitstand.publishing.actions.reach_stage import reach_stage
from leitstand.publishing.actions.replace_media import replace_media
from leitstand.publishing.actions.reschedule import reschedule
from leitstand.publishing.actions.tag_links import tag_links


def begin(event: ItemCreated) -> None:
    """Make a publication for each channel a new item names."""
    if event.item.channel_ids:
        follow_item(event.actor, event.item, now=event.now)


def begin_many(event: ItemsCreated) -> None:
    """Make a publication for each channel of many new items."""
    follow_new_items(event.actor, event.items, now=event.now)


def take_over(event: ItemChanged) -> None:
    """Let text and channels follow what was changed in the plan."""
    if event.fields & {"text", "channel_ids"}:
        follow_item(event.actor, event.item, now=event.now)
    if "campaign_id" in event.fields:
        tag_links(event.actor, event.item, now=event.now)


def move(event: ItemMoved) -> None:
    """Move what is in the queue along with its item."""
    reschedule(event.actor, event.item, due_at=event.item.planned_at, now=event.now)


def leave(event: ItemDeleted) -> None:
    """Take what waits out of the queue."""
    leave_queue(event.actor, event.item, now=event.now)


def reach(event: StageWanted) -> None:
    """Do what leads to the stage that was wished for."""
    reach_stage(event.actor, event.item, event.stage, now=event.now)


def hold(event: ReleaseRefused) -> None:
    """Let nothing go out that somebody does not agree to."""
    for item in affected_by(event.release):
        hold_unagreed(event.actor, item, now=event.now)


def judge(event: JudgementChanged) -> None:
    """Hold back what the law now stands against."""
    judge_anew(event.actor, event.subject, now=event.now)


def swap_file(event: AssetReplaced) -> None:
    """Put the new file into everything that is not public yet."""
    replace_media(event.actor, event.old, event.new, now=event.now)


def hold_back(event: CampaignStopped) -> None:
    """Take the posts of a stopped campaign out of the queue."""
    hold_campaign(event.actor, event.plan, now=event.now)


def judge_all(event: RulesChanged) -> None:
    """Have everything in the queue judged by the new rules before it goes out."""
    forget_judgements(event.actor, now=event.now)
