"""The trail never forgets: experts and partners stand in it by their number."""

from leitstand.house.audit import record
from leitstand.planning.models import KnowledgeHolder, Partner


def test_experts_and_partners_are_not_named_in_the_trail(ada, workspace, now):
    holder = KnowledgeHolder.objects.create(workspace=workspace, name="Kerstin Vogt", added_at=now)
    partner = Partner.objects.create(workspace=workspace, name="Lund Kameras", added_at=now)
    for subject in (holder, partner):
        assert record(ada, "planning.keep_holder", subject, now=now).subject == f"#{subject.pk}"
