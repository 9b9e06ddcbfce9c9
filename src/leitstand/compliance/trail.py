"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "compliance.declare": _("told facts for the legal check"),
        "compliance.waive": _("let something pass although a rule of law found something"),
        "compliance.open_incident": _("opened an incident"),
        "compliance.keep_incident": _("changed an incident"),
        "compliance.do_step": _("noted a step of an incident"),
        "compliance.undo_step": _("took back a step of an incident"),
        "compliance.add_evidence": _("added evidence to an incident"),
        "compliance.close_incident": _("closed an incident"),
        "compliance.drop_incident": _("deleted an incident with its evidence"),
        "compliance.remind_incidents": _("reminded of a deadline"),
        "compliance.set_strictness": _("changed whether open questions of law stop a post"),
        "compliance.keep_imprint": _("changed the imprint"),
        "compliance.remind_of_rights": _("reminded of a right that ends"),
        "compliance.remind_of_law": _("told of a coming change of the law"),
        "compliance.end_waiver": _("took back that something may pass"),
        "compliance.keep_contract": _("kept an agreement"),
        "compliance.end_contract": _("noted that an agreement has ended"),
        "compliance.keep_belonging": _("said whose a profile is"),
        "compliance.keep_security": _("looked through the security of a profile"),
        "compliance.decide_risk": _("decided about the risk of a profile"),
        "compliance.try_links": _("tried the links of a profile"),
        "compliance.wish_name": _("put a name on the list"),
        "compliance.drop_name": _("took a name off the list"),
        "compliance.claim_handle": _("kept how a name stands on a network"),
        "compliance.check_name": _("compared the grounds of the law for a name"),
        "compliance.add_look_alike": _("listed a profile that looks like ours"),
        "compliance.judge_look_alike": _("judged a profile that looks like ours"),
        "compliance.drop_look_alike": _("took a profile off the list of those that look like ours"),
        "compliance.note_search": _("searched for profiles that look like ours"),
        "compliance.notice_author": _("noticed a profile that looks like ours"),
        "compliance.forget_look_alikes": _("forgot profiles that looked like ours"),
        "compliance.keep_notice": _("changed the privacy notice"),
        "compliance.remind_of_profiles": _("reminded of something due about profiles"),
    }
)
