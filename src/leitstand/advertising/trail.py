"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "advertising.keep_paid": _("entered or changed a paid campaign"),
        "advertising.drop_paid": _("deleted a paid campaign"),
        "advertising.keep_cap": _("set the budget for practising"),
        "advertising.note_lesson": _("noted what was learnt by practising"),
        "advertising.drop_lesson": _("took a lesson of practising out"),
        "advertising.keep_segment": _("entered or changed a segment"),
        "advertising.drop_segment": _("deleted a segment"),
        "advertising.keep_creative": _("wrote a creative"),
        "advertising.drop_creative": _("deleted a creative"),
        "advertising.tick_off": _("ticked points of a checklist off"),
        "advertising.read_in": _("read in a report of an ads manager"),
        "advertising.take_leads": _("took those in who filled in a lead form"),
        "advertising.sift_customers": _("sifted own customers for advertising"),
        "advertising.keep_test": _("planned a test of advertising"),
        "advertising.count_test": _("entered the counts of a test"),
        "advertising.learn_from_test": _("noted what a test taught"),
        "advertising.drop_test": _("deleted a test of advertising"),
        "advertising.answer_readiness": _("answered the check for automatic advertising"),
        "advertising.keep_data_use": _("wrote down which data a paid campaign uses"),
        "advertising.keep_supplier": _("entered or changed a supplier"),
        "advertising.drop_supplier": _("took a supplier out"),
    }
)
