"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "publishing.judge_anew": _("held back what the law stands against"),
        "publishing.approve": _("approved a post"),
        "publishing.ask_changes": _("asked for changes"),
        "publishing.begin_draft": _("began a post"),
        "publishing.confirm_hand_over": _("confirmed a post made by hand"),
        "publishing.decide_unknown": _("decided an unclear post"),
        "publishing.hand_over": _("took a post over to publish it by hand"),
        "publishing.held": _("held a post back"),
        "publishing.look_again": _("had the network looked at again"),
        "publishing.mark_measured": _("marked a post as measured"),
        "publishing.publish_now": _("published a post at once"),
        "publishing.published": _("published a post"),
        "publishing.refused": _("was refused by the network"),
        "publishing.reject": _("rejected a post"),
        "publishing.release_held": _("released a post that was held back"),
        "publishing.remark": _("commented on a post"),
        "publishing.reschedule": _("moved a scheduled post"),
        "publishing.resolve_remark": _("settled a comment"),
        "publishing.resume_sending": _("resumed sending"),
        "publishing.retry_refused": _("had a refused post sent again"),
        "publishing.revoke": _("took an approval back"),
        "publishing.save_draft": _("wrote"),
        "publishing.schedule": _("scheduled a post"),
        "publishing.stop_sending": _("stopped all sending"),
        "publishing.submit": _("submitted a post for approval"),
        "publishing.unknown": _("found the fate of a post unclear"),
        "publishing.unschedule": _("took a post out of the queue"),
        "publishing.waiting": _("waits to try a post again"),
        "publishing.handed_over": _("handed a post over to people"),
        "publishing.withdraw": _("withdrew a post"),
        "publishing.withdrawn": _("found a post withdrawn"),
        "publishing.follow_new_items": _("took over many posts from the plan"),
        "publishing.keep_basics": _("changed what a channel's posts should have"),
        "publishing.require_lists": _("changed which checklists approval needs"),
        "publishing.tick": _("answered a question of a checklist"),
        "publishing.follow_item": _("carried a post along with its item"),
        "publishing.hold_campaign": _("held back the posts of a stopped campaign"),
        "publishing.leave_queue": _("took posts out of the queue with their item"),
        "publishing.reach_stage": _("brought posts to a stage"),
        "publishing.remind_approvers": _("reminded of open approvals"),
        "publishing.replace_media": _("replaced a picture in posts"),
        "publishing.restore_draft": _("restored an earlier shared text"),
        "publishing.restore_version": _("restored an earlier version"),
        "publishing.tell_alarm": _("raised an alarm about sending"),
    }
)
