"""Our words and theirs, in pairs. Pure: JSON becomes locations and reviews; a plan becomes a local post."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.connectors.googlebusiness.limits import number
from leitstand.connectors.googlebusiness.phone import phone_number
from leitstand.kernel.interaction import Author, Interaction
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import utf16_count

CREATE, WAIT = "create:0", "wait:0"
READ_MASK: Final = "name,title,storefrontAddress,metadata"
LIVE, REJECTED, PROCESSING = "LIVE", "REJECTED", "PROCESSING"
STANDARD, EVENT, OFFER = "STANDARD", "EVENT", "OFFER"
REPLY: Final = "/reply"
PICTURE: Final = "picture"

NO_PHONE: Final = "Google rejects posts with a telephone number in the text; take it out and use the button “Call now”"
NO_TITLE: Final = "Events and offers need a title of at most 58 characters"
NO_SPAN: Final = "Events and offers need a beginning and a later end, such as 01.12.2026 10:00"
NO_ADDRESS: Final = "This button needs an address that begins with https"
NO_OFFER_ADDRESS: Final = "The address of an offer begins with https"
OBJECTIONS: Final[Mapping[str, str]] = {
    "phone": NO_PHONE,
    "title": NO_TITLE,
    "span": NO_SPAN,
    "address": NO_ADDRESS,
    "offer_address": NO_OFFER_ADDRESS,
}

_STARS: Final = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
_MOMENTS: Final = ("%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
# "(Translated by Google) …\n\n(Original)\n…", or the original first; seen in answers, not documented.
_TRANSLATED, _ORIGINAL = "(Translated by Google)", "(Original)"
_MARKS: Final = re.compile(rf"\s*{re.escape(_TRANSLATED)}.*\Z", re.DOTALL)


def location(data: wild.Wild, account: str, root: str) -> Account:
    """Return a location as ours: `account` is the one through which it is managed, and the old interface wants both."""
    title, told = wild.text(data, "title"), wild.inner(data, "metadata")
    address = wild.inner(data, "storefrontAddress")
    where = [*wild.texts(address, "addressLines")[:1], wild.text(address, "locality")]
    may_post = told.get("canOperateLocalPost")
    return Account(
        id=wild.text(data, "name"),
        handle=", ".join(part for part in (title, *where) if part),
        name=title,
        url=wild.text(told, "mapsUri"),
        base_url=root,
        facts={
            "account": account,
            # Not told is not forbidden: the network says no by itself where it must.
            "may_post": may_post if isinstance(may_post, bool) else True,
            "place_id": wild.text(told, "placeId"),
        },
    )


def parent_of(account: Account) -> str:
    """Return the location's name on the old interface."""
    return f"{wild.text(account.facts, 'account')}/{account.id}"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what will be done: the post is created with its picture's address, then looked at until the review is through."""
    return (StepOutline(CREATE, StepKind.CREATE), StepOutline(WAIT, StepKind.WAIT))


# --- a post --------------------------------------------------------------------------------------------------------------


def topic(plan: PostPlan) -> str:
    """Return the kind of a post; what is none of the three is an update."""
    told = plan.options.get("topic", "")
    return told if told in (EVENT, OFFER) else STANDARD


def refused(plan: PostPlan) -> tuple[str, ...]:
    """Return the codes of what is certain to be refused, so that it is not even sent; pictures the network judges itself."""
    found = []
    texts = (plan.text, plan.options.get("event_title", ""), plan.options.get("terms", ""))
    if any(phone_number(text) for text in texts):
        found.append("phone")
    button = plan.options.get("button", "")
    if topic(plan) != OFFER and button not in ("", "CALL") and not _is_encrypted(_address(plan)):
        found.append("address")
    if (
        topic(plan) == OFFER
        and plan.options.get("redeem_url", "").strip()
        and not _is_encrypted(plan.options["redeem_url"])
    ):
        found.append("offer_address")
    return tuple(found) if topic(plan) == STANDARD else (*found, *_event_refused(plan))


def _event_refused(plan: PostPlan) -> tuple[str, ...]:
    title = utf16_count(plan.options.get("event_title", "").strip())
    starts, ends = moment(plan.options.get("starts", "")), moment(plan.options.get("ends", ""))
    return (
        *(() if 1 <= title <= number("event_title_max") else ("title",)),
        *(() if starts and ends and starts < ends else ("span",)),
    )


def _is_encrypted(address: str) -> bool:
    return address.strip().startswith("https://")


def moment(typed: str) -> datetime | None:
    """Read a day with its time as it holds at the location; the network knows no time zones here."""
    for form in _MOMENTS:
        try:
            return datetime.strptime(typed.strip(), form)  # noqa: DTZ007
        except ValueError:
            continue
    return None


def picture_of(plan: PostPlan) -> str:
    """Return which picture a plan shows, by the hash of its bytes; "" for none."""
    return plan.media[0].sha256 if plan.media else ""


def local_post(plan: PostPlan, media_address: str = "") -> dict[str, object]:
    """Return a plan as a local post, with the address of its picture."""
    post: dict[str, object] = {
        "languageCode": plan.options.get("language") or "de",
        "summary": plan.text.strip(),
        "topicType": topic(plan),
        **changeable(plan),
    }
    if media_address:
        post["media"] = [{"mediaFormat": "PHOTO", "sourceUrl": media_address}]
    return post


def changeable(plan: PostPlan) -> dict[str, object]:
    """Return what may be changed about a published post beside its text: button, event, offer."""
    found: dict[str, object] = {}
    button = plan.options.get("button", "")
    if topic(plan) != OFFER and button:
        found["callToAction"] = {"actionType": button} | ({} if button == "CALL" else {"url": _address(plan)})
    if topic(plan) != STANDARD:
        found["event"] = {"title": plan.options.get("event_title", "").strip(), "schedule": _span(plan)}
    if topic(plan) == OFFER:
        offer = {
            "couponCode": plan.options.get("coupon", "").strip(),
            "redeemOnlineUrl": plan.options.get("redeem_url", "").strip(),
            "termsConditions": plan.options.get("terms", "").strip(),
        }
        found["offer"] = {name: value for name, value in offer.items() if value}
    return found


def update_mask(plan: PostPlan) -> str:
    """Return which fields an edit sets; a field named here and left out of the body is cleared."""
    return {
        STANDARD: "summary,callToAction",
        EVENT: "summary,callToAction,event",
        OFFER: "summary,event,offer",
    }[topic(plan)]


def _address(plan: PostPlan) -> str:
    return plan.options.get("button_url", "").strip() or (plan.link.url if plan.link else "")


def _span(plan: PostPlan) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, typed in (("start", plan.options.get("starts", "")), ("end", plan.options.get("ends", ""))):
        at = moment(typed)
        if at is not None:
            found[f"{name}Date"] = {"year": at.year, "month": at.month, "day": at.day}
            found[f"{name}Time"] = {"hours": at.hour, "minutes": at.minute}
    return found


def is_ours(post: wild.Wild, plan: PostPlan, *, since: datetime) -> bool:
    """Whether a post found at the location is the one that was sent for this plan at `since` or later."""
    at = wild.moment(post, "createTime")
    sent_title = plan.options.get("event_title", "").split() if topic(plan) != STANDARD else []
    return (
        at is not None
        and at >= since
        and wild.text(post, "topicType") == topic(plan)
        and wild.text(post, "summary").split() == plan.text.split()
        and wild.text(wild.inner(post, "event"), "title").split() == sent_title
        and len(wild.records(post.get("media"))) == len(plan.media)
    )


# --- reviews -------------------------------------------------------------------------------------------------------------


def review(data: wild.Wild, page: str) -> Interaction | None:
    """Return a review as ours; None where it has no name or no date.

    The network names nobody: who wrote a review is known by that review alone. A review that was changed comes again under
    its id, with the moment of the change.
    """
    name, at = wild.text(data, "name"), wild.moment(data, "updateTime") or wild.moment(data, "createTime")
    if not name or at is None:
        return None
    who = wild.inner(data, "reviewer")
    return Interaction(
        id=name,
        kind="review",
        author=Author(
            id=f"{name}/reviewer", name=wild.text(who, "displayName"), avatar_url=wild.text(who, "profilePhotoUrl")
        ),
        at=at,
        text=original(wild.text(data, "comment")),
        url=wild.text(data, "reviewReplyUrl") or page,
        rating=_STARS.get(wild.text(data, "starRating")),
    )


def original(comment: str) -> str:
    """Return what the person wrote, without the network's own translation."""
    if _TRANSLATED not in comment:
        return comment.strip()
    if _ORIGINAL in comment:
        return comment.partition(_ORIGINAL)[2].strip()
    return _MARKS.sub("", comment).strip() or comment.strip()


def reply_name(review_name: str) -> str:
    """Return the name of our answer to a review; each review has one."""
    return f"{review_name}{REPLY}"


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the address where a person posts by hand; nothing can be filled in beforehand."""
    return "https://business.google.com/"
