"""The sample company is the guide's running example, lives on the rehearsal network, and is made once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leitstand.channels.models import Channel
from leitstand.connectors.rehearsal import MANIFEST
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import Running
from leitstand.house.clock import use_clock
from leitstand.house.core.roles import Role
from leitstand.house.models import AuditEntry, Membership, Notification, Workspace
from leitstand.kernel.clock import HandClock
from leitstand.library.models import Asset
from leitstand.measurement.models import Reading, Standing
from leitstand.overview.sample.build import build
from leitstand.overview.tests.stage import ADMIN_KEY, PASSWORD, stage_in_thread
from leitstand.planning.models import Campaign, Item
from leitstand.publishing.models import Approval, Attempt, Publication

BERLIN = ZoneInfo("Europe/Berlin")
# A Wednesday in November, ten in the morning in Berlin: some of the week is over, some of it lies ahead.
NOW = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)


class TestSample(TestCase):
    """Django's own kind of test case: it makes the company once for all these tests, and takes it back behind them."""

    clock: ClassVar[HandClock]
    running: ClassVar[Running]
    workspace: Workspace
    queries: int

    @classmethod
    def setUpClass(cls) -> None:
        cls.clock = HandClock(NOW)
        cls.enterClassContext(use_clock(cls.clock))
        cls.running = cls.enterClassContext(stage_in_thread(cls.clock))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        with CaptureQueriesContext(connection) as captured:
            cls.workspace = cls.make()
        cls.queries = len(captured)

    @classmethod
    def make(cls) -> Workspace:
        """Do what the command does."""
        with Seeder(cls.running.address, ADMIN_KEY) as stage:
            return build(network=MANIFEST, stage=stage, password=PASSWORD, now=cls.clock.now())

    def look(self, name: str, key: str = "tobias") -> str:
        """Open a page as one of the company's people."""
        client = Client(headers={"accept-language": "de"})
        client.force_login(Membership.objects.get(workspace=self.workspace, person__email__startswith=key).person)
        answer = client.get(reverse(name, args=[self.workspace.slug]))
        assert answer.status_code == 200, name
        return answer.content.decode()

    @pytest.mark.guide("G4.4-02")
    def test_it_is_the_guide_s_maker_of_inspection_systems(self) -> None:
        assert self.workspace.is_sample
        assert self.workspace.name == "Klarblick Prüfsysteme"
        texts = " ".join(Item.objects.filter(workspace=self.workspace).values_list("text", flat=True))
        for word in ("150", "Prüfsystem", "Ausschuss", "Messe"):
            assert word in texts

    @pytest.mark.guide("G4.4-02")
    def test_its_people_have_the_roles_of_a_team_and_nobody_is_missing(self) -> None:
        roles = Counter(Membership.objects.filter(workspace=self.workspace).values_list("role", flat=True))
        assert set(roles) >= {
            role.value for role in (Role.OWNER, Role.EDITOR, Role.APPROVER, Role.COMMUNITY, Role.GUEST)
        }
        assert roles[Role.OWNER.value] == 1

    @pytest.mark.guide("G4.4-02")
    def test_its_channels_are_connected_to_accounts_that_exist(self) -> None:
        channels = list(Channel.objects.filter(workspace=self.workspace))
        assert len(channels) >= 3
        assert {channel.state for channel in channels} == {"connected"}
        assert {channel.handle.lstrip("@") for channel in channels} <= set(self.running.stage.world.accounts)

    @pytest.mark.guide("G4.4-02")
    def test_the_plan_holds_this_month_and_the_next_in_every_stage(self) -> None:
        items = Item.objects.filter(workspace=self.workspace, deleted_at=None)
        planned = [item.planned_at.astimezone(BERLIN) for item in items if item.planned_at]
        assert {(2026, 11), (2026, 12)} <= {(at.year, at.month) for at in planned}
        assert any(at > NOW for at in planned)
        stages = Counter(items.values_list("stage", flat=True))
        assert set(stages) >= {"idea", "planned", "written", "in_review", "approved", "scheduled", "measured"}
        assert Campaign.objects.filter(workspace=self.workspace).count() >= 2
        assert any(at.date() == NOW.astimezone(BERLIN).date() for at in planned), "something goes out today"

    @pytest.mark.guide("G4.4-02")
    def test_what_is_said_to_be_published_stands_on_the_network_word_for_word(self) -> None:
        published = list(Publication.objects.filter(workspace=self.workspace, state="published").select_related("item"))
        assert len(published) >= 15
        for publication in published:
            post = self.running.stage.world.posts[publication.external_id]
            assert post.text == publication.item.text
            assert abs(post.at - publication.published_at.timestamp()) < 1
            assert publication.published_at < NOW
        assert len(published) == len(self.running.stage.world.posts)

    @pytest.mark.guide("G4.4-02")
    def test_nothing_was_published_that_another_person_had_not_approved_before(self) -> None:
        for publication in Publication.objects.filter(workspace=self.workspace, state="published"):
            approval = Approval.objects.get(publication=publication, decision="approved", revoked_at=None)
            assert approval.digest == publication.content_digest == publication.approved_digest
            assert approval.decided_by != approval.requested_by
            assert not approval.is_self
            assert approval.requested_at < approval.decided_at < publication.published_at
            assert Attempt.objects.filter(publication=publication, outcome="done").count() == 1

    @pytest.mark.guide("G4.4-02")
    def test_published_posts_have_the_course_of_their_figures(self) -> None:
        old = Publication.objects.filter(
            workspace=self.workspace, state="published", published_at__lt=NOW - timedelta(days=2)
        )
        assert old.count() >= 10
        for publication in old:
            assert publication.measured_at == publication.published_at + timedelta(hours=24)
            course = list(
                Reading.objects.filter(publication=publication, metric="reach").order_by("taken_at").values_list("value", "taken_at")
            )  # fmt: skip
            assert len(course) >= 6
            assert all(earlier[0] <= later[0] for earlier, later in pairwise(course)), "reach never falls"
            assert course[-1][1] <= NOW
            standing = Standing.objects.get(publication=publication)
            assert standing.reach == course[-1][0] > 0
            post = self.running.stage.world.posts[publication.external_id]
            assert standing.likes == self.running.stage.world.figures(post, course[-1][1].timestamp()).likes

    def test_followers_grow_over_three_months(self) -> None:
        for channel in Channel.objects.filter(workspace=self.workspace):
            course = list(
                Reading.objects.filter(channel=channel, publication=None, metric="followers").order_by("taken_at")
            )
            assert course[0].taken_at <= NOW - timedelta(days=90)
            assert course[0].value < course[-1].value

    def test_every_picture_says_in_words_what_it_shows(self) -> None:
        pictures = Asset.objects.filter(workspace=self.workspace)
        assert pictures.count() >= 4
        assert all(len(picture.alt_text) > 20 for picture in pictures)

    @pytest.mark.guide("G4.4-02")
    def test_its_people_find_a_working_day_on_their_pages(self) -> None:
        today = self.look("overview_today")
        title = Item.objects.filter(workspace=self.workspace, planned_at__date=NOW.date()).values_list(
            "title", flat=True
        )
        assert title
        assert title[0] in today
        waiting = (
            Approval.objects.filter(workspace=self.workspace, decision="").select_related("publication__item").first()
        )
        assert waiting.publication.item.title in self.look("overview_today", "selma")
        for name in ("planning_month", "planning_board", "planning_list", "measurement_results", "channels_list"):
            self.look(name)

    def test_old_news_is_read_already(self) -> None:
        unread = Notification.objects.filter(workspace=self.workspace, read_at=None, at__lt=NOW - timedelta(days=2))
        assert not unread.exists()

    @pytest.mark.guide("G4.4-02")
    def test_making_it_a_second_time_changes_nothing(self) -> None:
        def rows() -> dict[str, int]:
            return {model._meta.label: model._base_manager.count() for model in apps.get_models()}

        before, posts = rows(), len(self.running.stage.world.posts)
        entries = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True))
        assert self.make() == self.workspace
        assert rows() == before
        assert list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True)) == entries
        assert len(self.running.stage.world.posts) == posts

    def test_it_is_made_without_wasting_the_first_minute(self) -> None:
        # Three seconds of a processor; each thousand of these is about half a second of it.
        assert self.queries < 8300
