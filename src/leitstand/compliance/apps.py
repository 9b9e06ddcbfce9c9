"""The Django app of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    """Register the room and its place on the rail."""

    name = "leitstand.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the frame once all rooms are there."""
        from leitstand.compliance import handlers  # noqa: PLC0415 - models exist only from here on
        from leitstand.compliance.editing import forbids  # noqa: PLC0415
        from leitstand.compliance.own_dossiers import register_own  # noqa: PLC0415
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415
        from leitstand.library.guards import add_guard  # noqa: PLC0415

        handlers.listen()
        add_guard(forbids)
        add_place(Place("law", _("Law"), "scale", "compliance_rules", 55))
        add_verb(
            Verb(_("Rules of law"), "compliance_rules", words=_("paragraph advertising label imprint consent legal"))
        )
        add_verb(
            Verb(
                _("Incidents"),
                "compliance_incidents",
                Permission.ANSWER,
                _("fake profile hacked account warning letter data breach shitstorm squatting"),
            )
        )
        add_verb(
            Verb(
                _("Consents"),
                "compliance_consents",
                Permission.ANSWER,
                _("consent double opt-in newsletter withdrawal block list advertising message"),
            )
        )
        add_verb(
            Verb(
                _("Check a message"),
                "compliance_check_message",
                Permission.ANSWER,
                _("may I send advertising inmail group message legal basis"),
            )
        )
        add_verb(
            Verb(
                _("Must it be marked as advertising?"),
                "compliance_label",
                words=_("label advertising tap tag influencer employee self-check"),
            )
        )
        add_verb(Verb(_("Sent to counsel"), "compliance_counsel", Permission.WRITE, _("lawyer legal advice answer")))
        add_verb(
            Verb(
                _("Requests of people"),
                "compliance_requests",
                Permission.MANAGE_PEOPLE,
                _("GDPR Art. 15 Art. 17 information erase forget person data subject"),
            )
        )
        add_verb(Verb(_("How long data is kept"), "compliance_retention", words=_("delete retention period days")))
        add_verb(
            Verb(
                _("Dossier for works council and data protection"),
                "compliance_dossier",
                words=_("works agreement record of processing Art. 30 § 87 BetrVG measures"),
            )
        )
        add_verb(
            Verb(
                _("People on pictures"),
                "compliance_releases",
                Permission.WRITE,
                _("release consent KUG § 22 photo model minor parents employee withdraw take down"),
            )
        )
        add_verb(Verb(_("Own rules"), "compliance_own_rules", words=_("rule of the house words forbid TOML")))
        register_own()
