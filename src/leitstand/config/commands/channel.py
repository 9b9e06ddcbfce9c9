"""`leitstand channel`: connected profiles, from the terminal."""

import click
from cryptography.fernet import Fernet
from django.conf import settings

from leitstand.channels.actions.check_channel import check_channel
from leitstand.channels.actions.rotate_secrets import rotate_secrets
from leitstand.channels.models import Channel
from leitstand.config.folder import FolderInUse, alone, secret_keys, write_keys
from leitstand.house import clock
from leitstand.house.actor import Actor


@click.group()
def command() -> None:
    """List channels and check their connection."""


@command.command("list")
@click.option("--workspace", help="Only this workspace (its short name).")
def listed(workspace: str | None) -> None:
    """List every channel with its state."""
    found = Channel.objects.select_related("workspace").order_by("workspace__slug", "position")
    if workspace:
        found = found.filter(workspace__slug=workspace)
    for channel in found:
        click.echo(f"{channel.pk}\t{channel.workspace.slug}\t{channel.network}\t{channel.handle}\t{channel.state}")


@command.command()
@click.argument("channel_id", type=int)
def check(channel_id: int) -> None:
    """Ask the network whether the sign-in still holds."""
    channel = Channel.objects.select_related("workspace").filter(pk=channel_id).first()
    if channel is None:
        raise click.ClickException(f"There is no channel {channel_id}. `leitstand channel list` shows them.")
    problem = check_channel(Actor.house(channel.workspace, via="command"), channel, now=clock.now())
    if problem:
        raise click.ClickException(problem)
    click.echo("The connection holds.")


@command.command("new-key")
def new_key() -> None:
    """Put all connections under a new key and throw the old one away; Leitstand must be stopped meanwhile."""
    folder, name = settings.DATA_FOLDER, "fernet.key"
    try:
        with alone(folder):
            before = secret_keys(folder, name)
            fresh = Fernet.generate_key().decode()
            write_keys(folder, name, [fresh, *before])  # from here on nothing is lost, whatever happens
            settings.CREDENTIAL_KEYS = [fresh, *before]
            done, lost = rotate_secrets()
            write_keys(folder, name, [fresh])
    except FolderInUse:
        raise click.ClickException("Leitstand is running. Stop it first; it would go on with the old key.") from None
    click.echo(f"Connections under the new key: {done}.")
    if lost:
        click.echo(f"No key opens {lost} of them any more; somebody must sign in again there.")


@command.command(hidden=True)
@click.argument("old")
@click.argument("new")
def moved(old: str, new: str) -> None:
    """Follow a server of this house that answers at another port now."""
    for channel in Channel.objects.filter(base_url=old):
        channel.base_url = new
        channel.url = channel.url.replace(old, new, 1)
        channel.facts = {**channel.facts, "address": new}
        channel.save(update_fields=["base_url", "url", "facts"])
