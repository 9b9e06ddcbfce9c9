"""Our words and theirs, in pairs. Pure: a plan becomes a post, JSON becomes a creator."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.tiktok.limits import number
from leitstand.connectors.tiktok.options import ONLY_ME, is_chosen
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import utf16_count

UPLOAD, CREATE, WAIT = "upload:0", "create:0", "wait:0"
USER_FIELDS: Final = "open_id,union_id,avatar_url,display_name,username,profile_deep_link"
DONE, FAILED, UPLOADING = "PUBLISH_COMPLETE", "FAILED", "PROCESSING_UPLOAD"
TOO_LONG: Final = "The video is longer than this account may publish"
NOT_OFFERED: Final = "This account does not offer that choice of who sees it"
PARTNERS_ARE_SEEN: Final = "A paid partnership cannot be seen by yourselves only"
TITLE_TOO_LONG: Final = "The title of the pictures has at most 90 characters"


def account(user: wild.Wild, creator: wild.Wild, *, photos: bool) -> Account:
    """Return a creator as ours, with what this account offers."""
    handle = wild.text(user, "username") or wild.text(creator, "creator_username")
    return Account(
        id=wild.text(user, "open_id"),
        handle=f"@{handle}" if handle else wild.text(user, "display_name"),
        name=wild.text(user, "display_name") or wild.text(creator, "creator_nickname"),
        url=wild.text(user, "profile_deep_link") or (f"https://www.tiktok.com/@{handle}" if handle else ""),
        avatar_url=wild.text(user, "avatar_url"),
        base_url="https://open.tiktokapis.com",
        facts={
            "photos": photos,
            "video_seconds": wild.number(creator, "max_video_post_duration_sec") or 0,
            "privacy": list(wild.texts(creator, "privacy_level_options")),
        },
    )


def is_film(plan: PostPlan) -> bool:
    """Whether a plan is a video; everything else is pictures."""
    return any(medium.kind == "video" for medium in plan.media)


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: a video goes up to its last chunk, which publishes it; pictures are published by one call."""
    first = (StepOutline(UPLOAD, StepKind.UPLOAD, media=0),) if is_film(plan) else ()
    return (*first, StepOutline(CREATE, StepKind.CREATE), StepOutline(WAIT, StepKind.WAIT))


def spans(size: int) -> tuple[int, int]:
    """Return the size of a chunk and how many there are: the last one takes what is left, so it is the largest."""
    least = number("chunk_bytes_min")
    return (size, 1) if size < 2 * least else (least, size // least)


def chunks(size: int) -> Iterator[tuple[int, int]]:
    """Yield first and last byte of each chunk."""
    chunk, total = spans(size)
    for place in range(total):
        yield place * chunk, (size if place == total - 1 else (place + 1) * chunk) - 1


def privacy(plan: PostPlan, offered: Sequence[str]) -> str:
    """Return who sees a post; raises Refused for what this account does not offer. Where nobody chose, only ourselves."""
    chosen = plan.options.get("privacy", "") or ONLY_ME
    if offered and chosen not in offered:
        raise Refused(NOT_OFFERED, code="privacy_level_option_mismatch")
    if chosen == ONLY_ME and is_chosen(plan.options, "partnership"):
        raise Refused(PARTNERS_ARE_SEEN, code="partnership")
    return chosen


def video(plan: PostPlan, creator: wild.Wild) -> dict[str, object]:
    """Return what is asked to publish a video; raises Refused for what the creator may not do."""
    medium = plan.media[0]
    most = wild.number(creator, "max_video_post_duration_sec")
    if most and medium.seconds and medium.seconds > most:
        raise Refused(TOO_LONG, code="duration_check_failed")
    chunk, total = spans(medium.bytes)
    info = _info(plan, creator) | {
        "title": plan.text,
        "disable_duet": _is_off(plan, creator, "duet"),
        "disable_stitch": _is_off(plan, creator, "stitch"),
        "is_aigc": is_chosen(plan.options, "made_by_ai"),
    }
    source = {"source": "FILE_UPLOAD", "video_size": medium.bytes, "chunk_size": chunk, "total_chunk_count": total}
    return {"post_info": info, "source_info": source}


def photos(plan: PostPlan, creator: wild.Wild, addresses: Sequence[str]) -> dict[str, object]:
    """Return what is asked to publish pictures, which the network fetches."""
    title = plan.options.get("photo_title", "").strip()
    if utf16_count(title) > number("photo_title_max"):
        raise Refused(TITLE_TOO_LONG, code="photo_title")
    info = _info(plan, creator) | {"title": title, "description": plan.text, "auto_add_music": False}
    return {
        "post_info": info,
        "source_info": {"source": "PULL_FROM_URL", "photo_cover_index": 0, "photo_images": list(addresses)},
        "post_mode": "DIRECT_POST",
        "media_type": "PHOTO",
    }


def _info(plan: PostPlan, creator: wild.Wild) -> dict[str, object]:
    return {
        "privacy_level": privacy(plan, wild.texts(creator, "privacy_level_options")),
        "disable_comment": _is_off(plan, creator, "comment"),
        "brand_content_toggle": is_chosen(plan.options, "partnership"),
        "brand_organic_toggle": is_chosen(plan.options, "own_brand"),
    }


def _is_off(plan: PostPlan, creator: wild.Wild, what: str) -> bool:
    """Whether something is off: nobody allowed it, or the creator's own settings forbid it."""
    return not is_chosen(plan.options, f"allow_{what}") or creator.get(f"{what}_disabled") is True


def post_id(status: wild.Wild) -> str:
    """Return the public post's own id, "" where it is seen by ourselves only or is not through yet. The misspelling is theirs."""
    told = status.get("publicaly_available_post_id") or status.get("publicly_available_post_id")
    first = next(iter(told), "") if isinstance(told, list) else ""
    return str(first) if isinstance(first, str | int) else ""


def post_url(account: Account, name: str, *, film: bool) -> str:
    """Return where the public sees a post."""
    return f"https://www.tiktok.com/{account.handle}/{'video' if film else 'photo'}/{name}" if name else ""


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person posts by hand; nothing can be filled in beforehand."""
    return "https://www.tiktok.com/tiktokstudio/upload"
