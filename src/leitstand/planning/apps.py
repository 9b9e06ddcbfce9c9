"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    """Register the room, its place on the rail and its verbs in the palette."""

    name = "leitstand.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame once the house is there."""
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415

        add_place(Place("plan", _("Plan"), "calendar-days", "planning_month", 20, on_phone=True))
        add_verb(Verb(_("Plan a new post"), "planning_new", Permission.PLAN, _("create item idea")))
        add_verb(Verb(_("Plan: month"), "planning_month", words=_("calendar")))
        add_verb(Verb(_("Plan: week"), "planning_week", words=_("calendar hours")))
        add_verb(Verb(_("Plan: list"), "planning_list", words=_("mass work move assign")))
        add_verb(Verb(_("Plan: board"), "planning_board", words=_("stages kanban")))
        add_verb(Verb(_("Content mix"), "planning_mix", words=_("pillars rule gap fillers share")))
        add_verb(Verb(_("Formats of posts"), "planning_formats", words=_("templates ideas poll video")))
        add_verb(Verb(_("Versions in other languages"), "planning_languages", words=_("translation localisation")))
        add_verb(Verb(_("Briefs for agencies"), "planning_briefs", words=_("agency supplier briefing")))
        add_verb(Verb(_("Rhythm of the accounts"), "planning_rhythm", words=_("cadence silent frequency")))
        add_verb(Verb(_("Customer journey"), "planning_journey", words=_("touchpoints stages instruments")))
        add_verb(
            Verb(_("Plan across all channels"), "planning_projects", words=_("projects events press newsletter web"))
        )
        add_verb(Verb(_("Read in a plan"), "planning_read_in", Permission.PLAN, _("import Excel CSV calendar")))
        add_verb(Verb(_("Give the plan out"), "planning_give_out", words=_("export Excel CSV calendar ICS subscribe")))
        add_verb(Verb(_("Hand in an idea"), "planning_new_idea", Permission.COMMENT, _("idea suggestion")))
        add_verb(Verb(_("Inbox of ideas"), "planning_ideas", words=_("ideas colleagues contributions")))
        add_verb(Verb(_("Ways in for ideas"), "planning_intake", words=_("link mailbox imap colleagues")))
        add_verb(Verb(_("Knowledge holders"), "planning_holders", words=_("experts departments topics")))
        add_verb(Verb(_("Series on people"), "planning_series", words=_("colleagues consent hashtag queue")))
        add_verb(Verb(_("Job advertisements"), "planning_jobs", words=_("vacancies success story")))
        add_verb(Verb(_("References"), "planning_references", words=_("customers quotation release rating")))
        add_verb(Verb(_("Partners"), "planning_partners", words=_("collaboration approval reach")))
        add_verb(Verb(_("Internal talks"), "planning_talks", words=_("barcamp lectures votes experts")))
        add_verb(Verb(_("Stock of content"), "planning_supply", words=_("gap fillers repeat reuse evergreen")))
        add_verb(Verb(_("Paid plan by market and sector"), "planning_paid_plan", words=_("advertising budget media")))
        add_verb(Verb(_("Campaigns and own dates"), "planning_campaigns", words=_("fair launch event")))
