"""`leitstand post`: the plan, from the terminal; every verb goes through the same actions and the same gate."""

import json
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.core.exceptions import PermissionDenied

from leitstand.channels.models import Channel
from leitstand.house import clock
from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Person, Workspace
from leitstand.kernel.post import Part
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.models import Item
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.models import Publication


@click.group()
@click.option("--workspace", required=True, help="The workspace's short name.")
@click.option("--as", "email", required=True, help="The mail address of the person who acts.")
@click.pass_context
def command(context: click.Context, workspace: str, email: str) -> None:
    """Write, submit, approve and schedule posts as one person."""
    found = Workspace.objects.filter(slug=workspace).first()
    person = Person.objects.filter(email=email.lower()).first()
    if found is None or person is None:
        raise click.ClickException("There is no such workspace, or nobody with this address.")
    try:
        context.obj = Actor.of(person, found, via="command")
    except Foreign:
        raise click.ClickException(f"{email} is no member of {workspace}.") from None


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def listed(actor: Actor, as_json: bool) -> None:  # noqa: FBT001 - click hands it by name
    """List what is planned and what is out, newest change first."""
    for item in Item.objects.filter(workspace=actor.workspace, deleted_at=None).order_by("-updated_at")[:200]:
        row = {
            "id": str(item.pk),
            "stage": item.stage,
            "planned_at": item.planned_at.isoformat() if item.planned_at else None,
            "title": item.title,
        }
        click.echo(
            json.dumps(row, ensure_ascii=False) if as_json else "\t".join(str(value or "–") for value in row.values())
        )


@command.command()
@click.argument("text")
@click.option("--title", default="", help="A name for the plan; the first words where none is given.")
@click.option(
    "--channel", "channels", type=int, multiple=True, required=True, help="Channel number; several are possible."
)
@click.option("--at", help="When it shall go out, as 2026-11-30T09:30 in the workspace's time.")
@click.pass_obj
def draft(actor: Actor, text: str, title: str, channels: tuple[int, ...], at: str | None) -> None:
    """Write a post for one or several channels and print its id."""
    with _plain():
        known = set(Channel.objects.filter(workspace=actor.workspace, pk__in=channels).values_list("pk", flat=True))
        if known != set(channels):
            raise click.ClickException(
                "One of the channels is not in this workspace. `leitstand channel list` shows them."
            )
        planned_at = _moment(actor, at)
        item = create_item(
            actor,
            {"title": title, "text": text, "planned_at": planned_at, "channel_ids": list(channels)},
            now=clock.now(),
        ).item
        composition = Composition(Text((Part(text),)), tuple(Variant(str(channel)) for channel in channels))
        save_draft(actor, item, composition, base_version=None, now=clock.now())
        if planned_at is not None:
            Publication.objects.filter(item=item).update(due_at=planned_at)
    click.echo(str(item.pk))


@command.command("submit")
@click.argument("item", type=click.UUID)
@click.pass_obj
def submit_all(actor: Actor, item: UUID) -> None:
    """Give all channels of a post to approval."""
    with _plain():
        for publication in _publications(actor, item):
            submit(actor, publication, now=clock.now())
            click.echo(f"{publication.channel}: submitted")


@command.command("approve")
@click.argument("item", type=click.UUID)
@click.option("--comment", default="")
@click.pass_obj
def approve_all(actor: Actor, item: UUID, comment: str) -> None:
    """Approve all channels of a post exactly as they stand now; what is shown is what is approved."""
    with _plain():
        for publication in _publications(actor, item):
            click.echo(f"--- {publication.channel}\n{publication.content['parts'][0]['text']}\n---")
            approve(actor, publication, looked_at=publication.content_digest, now=clock.now(), comment=comment)
            click.echo(f"{publication.channel}: approved")


@command.command("schedule")
@click.argument("item", type=click.UUID)
@click.option("--at", help="When it shall go out, as 2026-11-30T09:30 in the workspace's time.")
@click.pass_obj
def schedule_all(actor: Actor, item: UUID, at: str | None) -> None:
    """Put all channels of an approved post into the queue."""
    with _plain():
        for publication in _publications(actor, item):
            done = schedule(actor, publication, due_at=_moment(actor, at), now=clock.now())
            click.echo(f"{publication.channel}: {done.due_at}")


def _publications(actor: Actor, item: UUID) -> list[Publication]:
    found = list(
        Publication.objects.filter(workspace=actor.workspace, item_id=item).select_related(
            "channel", "item", "workspace"
        )
    )
    if not found:
        raise click.ClickException("There is no such post in this workspace, or it has no text yet.")
    return found


def _moment(actor: Actor, told: str | None) -> datetime | None:
    if told is None:
        return None
    try:
        read = datetime.fromisoformat(told)
    except ValueError:
        raise click.ClickException(f"“{told}” is no moment. Write it as 2026-11-30T09:30.") from None
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(actor.workspace.time_zone))


class _plain:  # noqa: N801 - used like a function
    """Say in one sentence what an action answers instead of doing it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Impossible | Invalid | PermissionDenied):
            raise click.ClickException(str(error)) from error
