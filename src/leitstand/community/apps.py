"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Register the room, its place on the rail and what it listens to."""

    name = "leitstand.community"
    label = "community"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame and the events once all rooms are there."""
        from leitstand.channels.webhooks import heard_at  # noqa: PLC0415 - models exist only from here on
        from leitstand.community import handlers  # noqa: PLC0415
        from leitstand.community.audience import audience_heard  # noqa: PLC0415
        from leitstand.community.queries.inbox import count_waiting  # noqa: PLC0415
        from leitstand.house.context import Place, add_place  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.strategy.audience_known import SHEET  # noqa: PLC0415
        from leitstand.strategy.known import add_source  # noqa: PLC0415

        handlers.listen()
        heard_at("community_webhook")
        add_source(SHEET, "community", audience_heard)
        add_place(Place("inbox", _("Inbox"), "inbox", "community_inbox", 45, count=count_waiting, on_phone=True))
        add_verb(Verb(_("Inbox"), "community_inbox", words=_("comments messages reviews answer")))
        add_verb(Verb(_("Conversations by post"), "community_threads", words=_("threads question partnership watch")))
        add_verb(Verb(_("Inquiries and times"), "community_kinds", words=_("targets owners response clock escalation")))
        add_verb(Verb(_("Saved replies"), "community_replies", words=_("templates canned answers")))
        add_verb(Verb(_("Feedback"), "community_feedback", words=_("wishes criticism improved stories")))
        add_verb(Verb(_("Frequent questions"), "community_questions", words=_("faq tutorial")))
        add_verb(
            Verb(_("Service figures"), "community_service", words=_("response time satisfaction forecast staffing"))
        )
        add_verb(Verb(_("Automatic answers"), "community_automatic", words=_("bot chatbot service hours")))
        add_verb(Verb(_("Crisis"), "community_crises", words=_("crisis mode shitstorm holding statement drill")))
        add_verb(Verb(_("Escalation"), "community_ladder", words=_("ladder level alarm")))
        add_verb(Verb(_("Moderation"), "community_moderation", words=_("playbook netiquette brand safety policy")))
        add_verb(Verb(_("Duty roster and impulses"), "community_roster", words=_("campaign watch shift idea")))
