"""Our words and theirs, in pairs. Pure: a plan becomes a pin, JSON becomes accounts and pins."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.post import Media, PostPlan

REGISTER_STEP: Final = "upload:register"
SEND_STEP: Final = "upload:0"
ALT_MAX: Final = 500


def film_of(plan: PostPlan) -> Media | None:
    """Return the plan's film; None where it shows pictures."""
    return next((medium for medium in plan.media if medium.kind == "video"), None)


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: pictures go with the pin itself; a film is registered, sent and processed before."""
    if film_of(plan) is None:
        return (StepOutline("create:0", StepKind.CREATE),)
    return (
        StepOutline(REGISTER_STEP, StepKind.UPLOAD, media=0),
        StepOutline(SEND_STEP, StepKind.UPLOAD, media=0),
        StepOutline("wait:0", StepKind.WAIT, media=0),
        StepOutline("create:0", StepKind.CREATE),
    )


def words(plan: PostPlan) -> dict[str, str]:
    """Return what a pin says, without its picture: title, description, address and alternative text."""
    alts = [medium.alt for medium in plan.media if medium.alt]
    told = {
        "title": plan.title,
        "description": plan.text,
        "link": plan.link.url if plan.link else plan.options.get("link", ""),
        "alt_text": " · ".join(alts)[:ALT_MAX],
    }
    return {name: value for name, value in told.items() if value}


def pin(plan: PostPlan, board: str) -> dict[str, object]:
    """Return a pin as POST /pins takes it, without `media_source`."""
    return {"board_id": board, **words(plan)}


def film_source(media_id: str) -> dict[str, object]:
    """Return the source of a film: its own first picture is the cover."""
    return {"source_type": "video_id", "media_id": media_id, "cover_image_key_frame_time": 0}


def board_of(plan: PostPlan, account: Account) -> str:
    """Return the board chosen for a pin; the only one there is where nobody chose, "" where it is open."""
    chosen = plan.options.get("board", "")
    if chosen:
        return chosen
    boards = account.facts.get("boards")
    known = boards if isinstance(boards, list | tuple) else ()
    return str(known[0][0]) if len(known) == 1 else ""


def pin_url(name: str) -> str:
    """Return where the public sees a pin."""
    return f"https://www.pinterest.com/pin/{name}/"


def is_ours(data: wild.Wild, plan: PostPlan, *, since: datetime) -> bool:
    """Whether a pin found on the account is the one that was sent at `since` or later; `since` allows for their clock."""
    at = wild.moment(data, "created_at")
    said = words(plan)
    return (
        at is not None
        and at >= since.replace(microsecond=0)
        and all(wild.text(data, name) == said.get(name, "") for name in ("title", "description"))
    )


def account(data: wild.Wild, boards: Sequence[wild.Wild]) -> Account:
    """Return an account; the boards on which it may pin stand among its facts, as (id, name)."""
    name = wild.text(data, "username")
    listed = [[wild.text(board, "id"), wild.text(board, "name")] for board in boards if wild.text(board, "id")]
    return Account(
        id=wild.text(data, "id") or name,
        handle=f"@{name}",
        name=wild.text(data, "business_name") or name,
        url=f"https://www.pinterest.com/{name}/",
        avatar_url=wild.text(data, "profile_image"),
        base_url="https://api.pinterest.com",
        facts={"boards": listed, "account_type": wild.text(data, "account_type")},
    )


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return where a person pins by hand, with address and text filled in; the picture is chosen there."""
    told = {"url": words(plan).get("link", ""), "description": plan.text}
    return f"https://www.pinterest.com/pin/create/button/?{urlencode({k: v for k, v in told.items() if v})}"
