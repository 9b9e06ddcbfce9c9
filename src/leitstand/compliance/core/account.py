"""What is still to be done about a profile's agreement, links, risk and security. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SECURE_AGAIN: Final = timedelta(days=180)
REVIEW_AGAIN: Final = timedelta(days=365)
TEST_AGAIN: Final = timedelta(days=30)
SEARCH_AGAIN: Final = timedelta(days=90)
PROBLEMS: Final = (
    "none_told", "unreachable", "not_named", "too_far", "dead_law", "needs_person", "redirected", "not_about",
)  # fmt: skip
# What a person has to see to, not the company to mend.
MILD: Final = frozenset({"needs_person", "redirected"})


@dataclass(frozen=True, slots=True)
class AccountState:
    """A profile as it stands; None: nobody has said so yet."""

    is_joint: bool | None = None
    has_agreement: bool = False
    agreement_review_on: date | None = None
    is_risk_decided: bool = False
    review_on: date | None = None
    two_factor: bool | None = None
    leavers_removed: bool | None = None
    leavers: int = 0
    secured_on: date | None = None
    secure_again_on: date | None = None
    has_recovery: bool = False
    link_problems: tuple[str, ...] = ()
    is_tested: bool = False


def to_do(state: AccountState, today: date) -> tuple[str, ...]:
    """Return what is not met, as ids, the heavy ones first."""
    checks = (
        ("leavers", state.leavers > 0 or state.leavers_removed is False),
        ("two_factor_off", state.two_factor is False),
        ("links_broken", any(one not in MILD for one in state.link_problems)),
        ("agreement_missing", state.is_joint is True and not state.has_agreement),
        ("agreement_due", _is_over(state.agreement_review_on, today)),
        ("security_open", state.secured_on is None or not state.has_recovery or state.two_factor is None),
        ("security_due", _is_over(state.secure_again_on, today)),
        ("links_untested", not state.is_tested or "needs_person" in state.link_problems),
        ("risk_open", not state.is_risk_decided),
        ("risk_due", _is_over(state.review_on, today)),
        ("joint_open", state.is_joint is None and not state.has_agreement),
    )
    return tuple(name for name, is_open in checks if is_open)


HEAVY: Final = frozenset({"leavers", "two_factor_off", "links_broken", "agreement_missing"})


def _is_over(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def may_be_steered(*, is_personal: bool, is_required: bool) -> bool:
    """Whether approval and reports may touch an account: a person's own one only if the employer demands it."""
    return is_required or not is_personal
