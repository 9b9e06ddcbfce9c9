"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "contacts.keep_contact": _("entered or changed a contact"),
        "contacts.know_profile": _("recognised a contact on a network"),
        "contacts.change_role": _("noted another part of a contact"),
        "contacts.set_relationship": _("said what a contact is to the company"),
        "contacts.forget_contact": _("forgot a contact for good"),
    }
)
