"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Register the room under its short name."""

    name = "leitstand.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the room's places on the rail, listen to the rooms below, tell the library where its files stand."""
        from leitstand.compliance.dossiers import register  # noqa: PLC0415
        from leitstand.compliance.events import JudgementChanged, RulesChanged  # noqa: PLC0415
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models are there only now
        from leitstand.house.events import subscribe  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.library.events import AssetReplaced  # noqa: PLC0415
        from leitstand.library.usage import add_finder  # noqa: PLC0415
        from leitstand.planning import events as plan  # noqa: PLC0415
        from leitstand.publishing import dossier, handlers, queries, queue, usage  # noqa: PLC0415

        add_place(Place("write", _("Write"), "pencil-square", "composer_new", order=30, on_phone=True))
        add_place(
            Place("approval", _("Approval"), "check-badge", "approval_list", order=35, count=queries.count_to_approve)
        )
        add_place(
            Place("sending", _("Sending"), "paper-airplane", "publishing_queue", order=40, count=queue.count_to_decide)
        )
        add_verb(Verb(_("Rules for posts"), "publishing_rules", words=_("hashtags call to action checklist")))
        add_verb(Verb(_("Links with tracking parameters"), "publishing_links", words=_("utm build duplicates list")))
        add_verb(Verb(_("Rules for links"), "publishing_link_rules", words=_("utm own domains naming")))
        subscribe(AssetReplaced, handlers.swap_file)
        subscribe(JudgementChanged, handlers.judge)
        subscribe(RulesChanged, handlers.judge_all)
        subscribe(plan.ItemCreated, handlers.begin)
        subscribe(plan.ItemsCreated, handlers.begin_many)
        subscribe(plan.ItemChanged, handlers.take_over)
        subscribe(plan.ItemMoved, handlers.move)
        subscribe(plan.ItemDeleted, handlers.leave)
        subscribe(plan.ReleaseRefused, handlers.hold)
        subscribe(plan.StageWanted, handlers.reach)
        subscribe(plan.CampaignStopped, handlers.hold_back)
        add_finder(usage.find_usage)
        register("item", dossier.of_item)
