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
        from leitstand.house.context import Place, add_place  # noqa: PLC0415 - models exist only from here on
        from leitstand.house.core.roles import Permission  # noqa: PLC0415
        from leitstand.house.palette import Verb, add_verb  # noqa: PLC0415

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
        add_verb(Verb(_("Own rules"), "compliance_own_rules", words=_("rule of the house words forbid TOML")))
