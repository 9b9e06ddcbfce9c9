"""Take answers to the networks: each attempt is written down before it is made, and nothing is said twice."""

import asyncio
import logging
import random
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from leitstand.channels.asking import Question, ask
from leitstand.channels.models import Channel
from leitstand.channels.sessions import able
from leitstand.community.actions.settle_answer import is_there, needs_person
from leitstand.community.core.answers import NAME, AnswerStep, Sent
from leitstand.community.interactions import interaction_of
from leitstand.community.models import Answer, AnswerAttempt, InboxChannel
from leitstand.community.outgoing import unlawful_now
from leitstand.community.sending import change
from leitstand.connector_kit.contract import Connector, Published
from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, SignInExpired, Unreachable
from leitstand.connector_kit.manifest import KeyPromise
from leitstand.house.actor import Actor
from leitstand.house.errors import Stale
from leitstand.kernel.clock import Clock
from leitstand.publishing.core.protocol import Finished, Look, Outcome, Take, Tried, Unclear, is_promised, next_move
from leitstand.publishing.core.retry import BackOff, Chance
from leitstand.publishing.models import StopSwitch

log = logging.getLogger(__name__)

_STEP: Final = AnswerStep()
_UNCLEAR: Final = (Outcome.OPEN.value, Outcome.LOST.value, Outcome.ABSENT.value)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast answers go out; handed in, so that a test can live faster.

    `looks` are the pauses in seconds before each look for a lost answer, `lease` is how long a worker holds one.
    """

    looks: tuple[float, ...] = (0.0, 3.0, 10.0)
    lease: timedelta = timedelta(minutes=6)
    at_once: int = 20
    back_off: BackOff = field(default_factory=BackOff)
    look_again: BackOff = field(
        default_factory=lambda: BackOff(base=timedelta(minutes=1), cap=timedelta(hours=1), least=timedelta(seconds=20))
    )
    look_again_times: int = 8


def send_answers(*, clock: Clock, chance: Chance | None = None, pace: Pace | None = None) -> int:
    """Send what is due, look after what was left behind, and return how many answers are on their networks now."""
    pace = pace or Pace()
    chance = chance or random.Random()  # noqa: S311 - spreads repeats over time, guards nothing
    _hold_late(clock.now())
    me = f"answers:{secrets.token_hex(6)}"
    sent = 0
    for answer in _claim(me, clock.now(), pace):
        if not _still_mine(answer, clock.now() + pace.lease):
            continue
        if _wants_peace(answer, clock.now()):
            continue
        try:
            sent += _Sending(answer, clock, chance, pace).run()
        except Stale:
            log.info("Answer %s is in other hands", answer.pk)
        except Exception:
            # What was written down stays; whoever comes next looks after it, and the others go on.
            log.exception("Answer %s could not be looked after", answer.pk)
    return sent


def _still_mine(answer: Answer, lease_until: datetime) -> bool:
    """Hold an answer for another while; False where it took so long that somebody else has it."""
    mine = Answer.objects.filter(pk=answer.pk, claimed_by=answer.claimed_by)
    return mine.update(lease_until=lease_until) == 1


def _wants_peace(answer: Answer, now: datetime) -> bool:
    """Give an answer back that was taken before its channel asked for a pause; what may be out already is looked after."""
    peace = InboxChannel.objects.filter(channel=answer.channel_id, blocked_until__gt=now)
    mine = Answer.objects.filter(pk=answer.pk, claimed_by=answer.claimed_by, state=Sent.CLAIMED.value)
    until = peace.values_list("blocked_until", flat=True).first()
    if until is None:
        return False
    return mine.update(state=Sent.WAITING.value, claimed_by="", lease_until=None, try_at=until) == 1


def _hold_late(now: datetime) -> None:
    """What did not go out in time is put before a person; what may have gone out is never among it."""
    late = Answer.objects.filter(state__in=[Sent.WAITING.value, Sent.CLAIMED.value], until__lt=now)
    for answer in late.filter(Q(lease_until=None) | Q(lease_until__lt=now)).select_related(*_WITH):
        reason = answer.reason or ("channel" if answer.channel.state != "connected" else "late")
        needs_person(Actor.house(answer.workspace), answer, Sent.HELD, now=now, reason=reason)


_WITH: Final = ("workspace", "channel__workspace", "conversation__assigned_to", "written_by", "to__channel__workspace")


def _claim(me: str, now: datetime, pace: Pace) -> list[Answer]:
    """Take what is due, in the order in which it was written; one conversation speaks in order."""
    free = Q(channel__state="connected") & ~Exists(
        StopSwitch.objects.filter(workspace=OuterRef("workspace"), ended_at=None)
    )
    calm = ~Exists(InboxChannel.objects.filter(channel=OuterRef("channel"), blocked_until__gt=now))
    earlier = Answer.objects.filter(
        conversation=OuterRef("conversation"),
        created_at__lt=OuterRef("created_at"),
        state__in=[Sent.WAITING.value, Sent.CLAIMED.value, Sent.SENDING.value],
    )
    due = Q(state=Sent.WAITING.value, try_at__lte=now) & free & calm & ~Exists(earlier)
    left = Q(state__in=[Sent.CLAIMED.value, Sent.SENDING.value], lease_until__lt=now)
    unclear = Q(state=Sent.UNKNOWN.value, try_at__lte=now, channel__state="connected")
    with transaction.atomic():
        rows = list(
            Answer.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .filter(due | left | unclear)
            .order_by("created_at", "pk")
            .values_list("pk", flat=True)[: pace.at_once]
        )
        Answer.objects.filter(pk__in=rows).update(claimed_by=me, lease_until=now + pace.lease)
        Answer.objects.filter(pk__in=rows, state=Sent.WAITING.value).update(state=Sent.CLAIMED.value)
    return list(Answer.objects.filter(pk__in=rows, claimed_by=me).select_related(*_WITH).order_by("created_at", "pk"))


class _Sending:
    """One answer on its way: the protocol decides, and what came of each attempt is written down."""

    def __init__(self, answer: Answer, clock: Clock, chance: Chance, pace: Pace) -> None:
        self.answer, self.clock, self.chance, self.pace = answer, clock, chance, pace
        self.house = Actor.house(answer.workspace)
        self.to = interaction_of(answer.to)
        self.tried = [
            Tried(row.pk, NAME, row.key, row.first_at, Outcome(row.outcome)) for row in answer.attempts.order_by("pk")
        ]
        if answer.state == Sent.UNKNOWN:  # asked once more: what was absent may have come late
            self.tried = [
                Tried(one.id, one.step, one.key, one.first_at, Outcome.LOST) if one.outcome is Outcome.ABSENT else one
                for one in self.tried
            ]

    @property
    def channel(self) -> Channel:
        """Where it is said."""
        return self.answer.channel

    def run(self) -> bool:
        """Go on until the answer is there, has to wait, or needs a person; whether it is there now."""
        connector = able(self.channel) if self.channel.state == "connected" else None
        if connector is None or connector.answer is None:
            return self._nobody_to_ask(is_closed=connector is None)
        while True:
            now = self.clock.now()
            move = next_move([_STEP], [self.answer.key], self.tried, promise=connector.keys, now=now)
            match move:
                case Finished():
                    return self._there("found" if move.was_found else "answered")
                case Unclear():
                    return self._unclear("not_found")
                case Look():
                    if not self._look(connector, move.attempt):
                        return self._unclear("no_answer")
                case Take():
                    if not self._take(move.first_at or now):
                        return False

    # ── looking ──────────────────────────────────────────────────────────

    def _look(self, connector: Connector, attempt: Tried) -> bool:
        """Ask the network for a lost answer; False where it could not be asked."""
        if connector.find_answer is None:
            self._note(attempt, Outcome.ABSENT, "cannot be asked")
            return True
        try:
            found = ask(self.channel, self._search(attempt, connector.keys), now=self.clock.now())
        except NetworkError:
            return False
        if found is None:
            self._note(attempt, Outcome.ABSENT)
        else:
            self._keep(found)
            self._note(attempt, Outcome.FOUND, found.url)
        return True

    def _search(self, attempt: Tried, promise: KeyPromise | None) -> Question[Published | None]:
        looks, text, now = self.pace.looks, self.answer.text, self.clock.now()
        # Where the same key may be sent again, one look is enough: nothing can be said twice.
        wanted = looks[:1] if promise is not None and is_promised(promise, attempt.first_at, now) else looks

        async def search(connector: Connector) -> Published | None:
            find = connector.find_answer
            for pause in wanted:
                await asyncio.sleep(pause)
                found = await find(self.to, text, since=attempt.first_at) if find else None
                if found is not None:
                    return found
            return None

        return search

    # ── sending ──────────────────────────────────────────────────────────

    def _take(self, first_at: datetime) -> bool:
        """Write the attempt down, make it, write what came of it; whether to go on with this answer."""
        now = self.clock.now()
        if now > self.answer.until and self.answer.state == Sent.UNKNOWN:
            return self._unclear("not_found")
        if why := unlawful_now(self.answer, now=now):
            return self._refused("law", why)
        attempt = self._begin(first_at, now)
        if attempt is None:
            return False
        try:
            said = ask(self.channel, self._say, now=now)
        except Unreachable as error:
            if not error.before_sending:
                self._note(attempt, Outcome.LOST, error.reason)
                return True  # look first
            self._note(attempt, Outcome.NOT_SENT, error.reason)
            return self._wait("unreachable", error.reason, self._later())
        except RateLimited as error:
            until = error.retry_at or self._later()
            self._note(attempt, Outcome.LIMITED, error.reason)
            InboxChannel.objects.filter(channel=self.channel).update(blocked_until=until)
            return self._wait("rate_limited", error.reason, until)
        except SignInExpired as error:
            self._note(attempt, Outcome.EXPIRED, error.reason)
            return self._wait("sign_in", error.reason, now)
        except Refused as error:
            self._note(attempt, Outcome.REFUSED, error.reason)
            return self._refused("window" if error.code == "window" else "refused", error.reason)
        self._keep(said)
        self._note(attempt, Outcome.DONE, said.url)
        return True

    async def _say(self, connector: Connector) -> Published:
        if connector.answer is None:
            raise Refused("This network cannot be answered from here", code="no_answer")
        return await connector.answer(self.to, self.answer.text, key=self.answer.key)

    def _begin(self, first_at: datetime, now: datetime) -> Tried | None:
        """Write down what is about to be said, if it is still ours to say and nobody has stopped it."""
        stopped = StopSwitch.objects.filter(workspace=self.answer.workspace_id, ended_at=None)
        with transaction.atomic():
            held = Answer.objects.filter(
                ~Exists(stopped), pk=self.answer.pk, claimed_by=self.answer.claimed_by, state=self.answer.state
            ).update(state=Sent.SENDING.value, tries=F("tries") + 1)
            if held != 1:
                self._give_back()
                return None
            row = AnswerAttempt.objects.create(
                workspace_id=self.answer.workspace_id,
                answer=self.answer,
                key=self.answer.key,
                first_at=first_at,
                started_at=now,
                worker=self.answer.claimed_by,
            )
        self.answer.state, self.answer.tries = Sent.SENDING.value, self.answer.tries + 1
        attempt = Tried(row.pk, NAME, row.key, first_at, Outcome.OPEN)
        self.tried.append(attempt)
        return attempt

    def _give_back(self) -> None:
        """Stopped, or somebody else's by now: what was not sent waits; what may have been sent stays as it is."""
        mine = Answer.objects.filter(pk=self.answer.pk, claimed_by=self.answer.claimed_by)
        mine.filter(state=Sent.CLAIMED.value).update(
            state=Sent.WAITING.value, claimed_by="", lease_until=None, try_at=self.clock.now()
        )

    def _later(self) -> datetime:
        return self.clock.now() + self.pace.back_off.wait(self.answer.tries, self.chance)

    # ── where it stands ──────────────────────────────────────────────────

    def _note(self, attempt: Tried, outcome: Outcome, said: str = "") -> None:
        AnswerAttempt.objects.filter(pk=attempt.id, outcome__in=_UNCLEAR).update(
            outcome=outcome.value, said=said[:2000], ended_at=self.clock.now()
        )
        self.tried = [one for one in self.tried if one.id != attempt.id]
        self.tried.append(Tried(attempt.id, attempt.step, attempt.key, attempt.first_at, outcome))

    def _keep(self, said: Published) -> None:
        Answer.objects.filter(pk=self.answer.pk).update(external_id=said.external_id[:400], url=said.url[:500])
        self.answer.external_id, self.answer.url = said.external_id[:400], said.url[:500]

    def _there(self, proof: str) -> bool:
        is_there(self.house, self.answer, now=self.clock.now(), proof=proof)
        return True

    def _wait(self, reason: str, text: str, until: datetime) -> bool:
        change(self.answer, Sent.WAITING, reason=reason, reason_text=text[:2000], try_at=until)
        return False

    def _refused(self, reason: str, text: str = "") -> bool:
        needs_person(self.house, self.answer, Sent.REFUSED, now=self.clock.now(), reason=reason, text=text)
        return False

    def _unclear(self, reason: str) -> bool:
        """Nobody knows whether it is there: a person decides, and the network is asked again now and then."""
        self.answer.tries += 1
        Answer.objects.filter(pk=self.answer.pk).update(tries=self.answer.tries)
        again = None
        if self.answer.tries <= self.pace.look_again_times:
            again = self.clock.now() + self.pace.look_again.wait(self.answer.tries, self.chance)
        needs_person(self.house, self.answer, Sent.UNKNOWN, now=self.clock.now(), reason=reason, again=again)
        return False

    def _nobody_to_ask(self, *, is_closed: bool) -> bool:
        """The channel cannot be opened, or its network takes no answers from programs."""
        if self.answer.state in (Sent.SENDING, Sent.UNKNOWN):
            return self._unclear("no_answer")
        return self._wait("channel", "", self.clock.now()) if is_closed else self._refused("cannot")
