"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "overview.keep_rule": _("changed a rule"),
        "overview.switch_rule": _("switched a rule on or off"),
        "overview.drop_rule": _("deleted a rule"),
        "overview.run_rules": _("set off a rule"),
        "overview.try_rule": _("tried a rule"),
    }
)
