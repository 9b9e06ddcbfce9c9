"""How things are named for this room, which knows none of the rooms they live in."""

from uuid import UUID


def item_subject(item: UUID) -> str:
    """Return the name of a post of the plan."""
    return f"item:{item}"


def asset_subject(asset: str) -> str:
    """Return the name of a picture or video of the library; its cropped and converted versions are the same thing."""
    return f"asset:{asset}"


def seen_subject(asset: str) -> str:
    """Return the name under which it stands who is seen on a picture or video."""
    return f"seen:{asset}"


COMPANY = "company"
"""What is told of the company itself, for all its profiles."""


CHANNELS = "channel:"
"""How the names of profiles begin."""


def channel_subject(channel: int) -> str:
    """Return the name of a profile on a network."""
    return f"{CHANNELS}{channel}"


def incident_subject(incident: int) -> str:
    """Return the name of an incident."""
    return f"incident:{incident}"


def label_check_subject(check: int) -> str:
    """Return the name of a self-check on the advertising label."""
    return f"label:{check}"


def is_post(subject: str) -> bool:
    """Whether a name is that of a post of the plan."""
    return subject.startswith("item:")


def is_asset(subject: str) -> bool:
    """Whether a name is that of a picture or video of the library."""
    return subject.startswith("asset:")


def asset_in(subject: str) -> UUID | None:
    """Return which picture or video a name is of; None where it is of something else."""
    try:
        return UUID(subject.removeprefix("asset:")) if is_asset(subject) else None
    except ValueError:
        return None
