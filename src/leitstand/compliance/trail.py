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
        "compliance.keep_proof": _("kept a proof for a post"),
        "compliance.drop_proof": _("deleted a proof of a post"),
        "compliance.assess_tone": _("judged the tone of a post"),
        "compliance.keep_label_check": _("kept a self-check on the advertising label"),
        "compliance.drop_label_check": _("deleted a self-check on the advertising label"),
        "compliance.hand_to_counsel": _("handed something to counsel"),
        "compliance.keep_answer": _("kept an answer of counsel"),
        "compliance.drop_handover": _("deleted what was handed to counsel"),
        "compliance.end_waiver": _("took back that something may pass"),
    }
)
