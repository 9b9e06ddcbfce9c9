"""Our words and theirs, in pairs. Pure: an address becomes an account, a plan the address where it is shared."""

from collections.abc import Mapping
from urllib.parse import quote

from leitstand.connector_kit.manifest import Account, StepKind, StepOutline
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import url_spans

_HOME = "https://www.xing.com"


def account(path: str, name: str) -> Account:
    """Return a profile; its path is all that names it and never changes by itself."""
    tidy = path.strip("/")
    last = tidy.rpartition("/")[2]
    return Account(id=tidy.casefold(), handle=last, name=name.strip() or last, url=f"{_HOME}/{tidy}", base_url=_HOME)


def link_of(plan: PostPlan) -> str:
    """Return the page a post leads to: its card, else the first address in the text, else ""."""
    if plan.link:
        return plan.link.url
    spans = url_spans(plan.text)
    return plan.text[spans[0][0] : spans[0][1]] if spans else ""


def share_url(plan: PostPlan, facts: Mapping[str, object]) -> str:
    """Return the page where a person shares the link; without a link, the profile's own start page."""
    link = link_of(plan)
    return f"{_HOME}/spi/shares/new?url={quote(link, safe='')}" if link else f"{_HOME}/discover"


def steps(plan: PostPlan) -> tuple[StepOutline, ...]:
    """List what would be done; a person does it."""
    return (StepOutline("create:0", StepKind.CREATE),)
