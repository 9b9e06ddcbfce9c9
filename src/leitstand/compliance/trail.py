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
        "compliance.open_request": _("entered a request of a person"),
        "compliance.keep_request": _("changed a request of a person"),
        "compliance.extend_request": _("extended the deadline of a request"),
        "compliance.hand_out": _("handed out what is stored about somebody outside"),
        "compliance.erase_outsider": _("erased somebody outside in every room"),
        "compliance.answer_request": _("answered a request of a person"),
        "compliance.drop_request": _("deleted a request whose period is over"),
        "compliance.remind_requests": _("reminded of a request"),
        "compliance.keep_own_rule": _("kept an own rule"),
        "compliance.switch_rule_on": _("switched an own rule on"),
        "compliance.switch_rule_off": _("switched an own rule off"),
        "compliance.note_reread": _("noted that sources of law were read again"),
        "compliance.name_law_keeper": _("named who sees to the sources of law"),
        "compliance.remind_of_rereading": _("reminded of sources to be read again"),
        "compliance.end_waiver": _("took back that something may pass"),
    }
)
