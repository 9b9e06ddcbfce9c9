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
        "compliance.keep_consent_text": _("kept words people agree to"),
        "compliance.retire_consent_text": _("retired words people agree to"),
        "compliance.record_consent": _("entered a consent"),
        "compliance.add_proof": _("added a proof to a consent"),
        "compliance.ask_consent": _("asked somebody to confirm a consent"),
        "compliance.confirm_consent": _("a consent was confirmed by its link"),
        "compliance.withdraw_consent": _("a consent was withdrawn"),
        "compliance.block": _("somebody wants no advertising"),
        "compliance.lift_block": _("lifted the block of somebody who agreed anew"),
        "compliance.use_ground": _("wrote advertising on a recorded ground"),
        "compliance.keep_customer": _("kept an existing customer"),
        "compliance.end_customer": _("ended the exception for an existing customer"),
        "compliance.keep_balancing": _("weighed interests"),
        "compliance.keep_follow_up": _("prepared the letter after an event"),
        "compliance.add_participants": _("named who took part in an event"),
        "compliance.drop_participant": _("took somebody off the list of an event"),
        "compliance.want_follow_up": _("had the letters after an event sent"),
        "compliance.follow_up": _("wrote to a participant of an event"),
        "compliance.forget": _("deleted what is not needed as proof any more"),
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
