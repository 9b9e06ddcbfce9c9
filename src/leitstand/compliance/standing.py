"""How profiles stand beside the rules: agreements on file, links tried, risk decided, security looked through."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from leitstand.channels.models import AccessGrant, Channel
from leitstand.compliance.core.account import AccountState
from leitstand.compliance.models import AccountFile, Contract, LinkTest
from leitstand.compliance.platform_law import law_of_network
from leitstand.house.models import Membership, Workspace


def agreements_of(workspace: Workspace, today: date) -> Mapping[str, Contract]:
    """Return the agreement on joint control in force for each network (its own id): the latest with its text on file."""
    rows = Contract.objects.filter(workspace=workspace, kind="joint", accepted_on__lte=today).exclude(network="")
    in_force = rows.filter(Q(ended_on=None) | Q(ended_on__gt=today)).exclude(sha256="", url="")
    return {one.network: one for one in in_force.order_by("accepted_on", "pk")}


def latest_tests(channels: Iterable[Channel]) -> Mapping[int, Mapping[str, LinkTest]]:
    """Return the latest look at each link of the profiles."""
    rows = LinkTest.objects.filter(channel__in=list(channels)).order_by("channel_id", "kind", "-tested_at", "-pk")
    found: dict[int, dict[str, LinkTest]] = defaultdict(dict)
    for one in rows.distinct("channel_id", "kind").select_related("tested_by"):
        found[one.channel_id][one.kind] = one
    return found


def leavers_on(workspace: Workspace) -> Mapping[int, Sequence[AccessGrant]]:
    """Return by profile who stands in the register although they have left: no member any more, or locked out."""
    member = Membership.objects.filter(workspace=OuterRef("workspace"), person=OuterRef("person"))
    rows = AccessGrant.objects.filter(workspace=workspace, ended_at=None).annotate(is_member=Exists(member))
    gone = Q(to_remove_since__isnull=False) | Q(person__isnull=False, is_member=False) | Q(person__is_active=False)
    found: dict[int, list[AccessGrant]] = defaultdict(list)
    for one in rows.filter(gone).select_related("person").order_by("right", "pk"):
        found[one.channel_id].append(one)
    return found


def files_of(channels: Iterable[Channel]) -> Mapping[int, AccountFile]:
    """Return what is kept of each profile."""
    rows = AccountFile.objects.filter(channel__in=list(channels)).select_related("secured_by", "decided_by")
    return {one.channel_id: one for one in rows}


def states_of(workspace: Workspace, channels: Sequence[Channel], today: date) -> Mapping[int, AccountState]:
    """Return how each profile stands; the same number of queries however many there are."""
    files, tests = files_of(channels), latest_tests(channels)
    agreements, leavers = agreements_of(workspace, today), leavers_on(workspace)
    return {
        one.pk: _state(
            files.get(one.pk) or AccountFile(channel=one),
            tests.get(one.pk, {}),
            agreements.get(platform_id(one.network)),
            len(leavers.get(one.pk, ())),
        )
        for one in channels
    }


def platform_id(network: str) -> str:
    """Return the network's own id for a connector's slug."""
    known = law_of_network(network)
    return known.id if known else network


def _state(kept: AccountFile, tests: Mapping[str, LinkTest], agreement: Contract | None, leavers: int) -> AccountState:
    return AccountState(
        is_joint=kept.is_joint,
        has_agreement=agreement is not None,
        agreement_review_on=agreement.review_on if agreement else None,
        is_risk_decided=bool(kept.decision),
        review_on=kept.review_on,
        two_factor=kept.two_factor,
        leavers_removed=kept.leavers_removed,
        leavers=leavers,
        secured_on=kept.secured_on,
        secure_again_on=kept.secure_again_on,
        has_recovery=bool(kept.recovery),
        link_problems=tuple(problem for one in tests.values() for problem in one.problems),
        is_tested="imprint" in tests,
    )


def with_agreements(
    told: Mapping[str, object], kept: AccountFile | None, agreement: Contract | None
) -> Mapping[str, object]:
    """Return the facts of a profile with what its agreement on file and its own flag tell."""
    facts = dict(told)
    if kept is not None and kept.is_joint and "profile.statistics" not in facts:
        facts["profile.statistics"] = True
    if agreement is not None:
        facts["profile.addendum_version"] = agreement.version
        facts["profile.addendum_published"] = agreement.is_published
    return facts
