"""What the trail says of this room's verbs."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.trails import name_verbs

name_verbs(
    {
        "measurement.drop_improvement": _("deleted an entry of the optimisation log"),
        "measurement.drop_money": _("deleted a cost or revenue"),
        "measurement.drop_multiple": _("deleted a card of multiples"),
        "measurement.drop_step_count": _("deleted a count of the customer journey"),
        "measurement.import_costs": _("imported costs"),
        "measurement.keep_cost_line": _("entered a cost"),
        "measurement.keep_improvement": _("wrote into the optimisation log"),
        "measurement.keep_income": _("entered revenue"),
        "measurement.keep_marketing_budget": _("entered the marketing budget"),
        "measurement.keep_multiple": _("kept a card of multiples"),
        "measurement.keep_roi_plan": _("kept a step of the ROI assistant"),
        "measurement.keep_step_count": _("entered a count of the customer journey"),
        "measurement.learn_from_improvement": _("noted what a change taught"),
        "measurement.read_audience_report": _("read in a report on the audience"),
        "measurement.ask_for_figures": _("asked for figures"),
        "measurement.drop_amount": _("took an amount away"),
        "measurement.drop_kpi_line": _("took a figure out of the matrix"),
        "measurement.drop_report": _("deleted a report"),
        "measurement.import_new_followers": _("imported where new followers come from"),
        "measurement.import_page_figures": _("imported figures of a page"),
        "measurement.import_readings": _("imported figures"),
        "measurement.keep_conclusion": _("wrote the conclusion of a report"),
        "measurement.keep_kpi_line": _("put a figure into the matrix"),
        "measurement.keep_kpi_settings": _("set how figures are counted"),
        "measurement.make_report": _("made a report"),
        "measurement.measure": _("measured a post"),
        "measurement.measure_channel": _("measured a channel"),
        "measurement.plan_measuring": _("planned when to measure"),
        "measurement.remind_of_goal": _("reminded of a goal"),
        "measurement.record_readings": _("recorded figures"),
        "measurement.revoke_report_link": _("closed the link to a report"),
        "measurement.schedule_report": _("had a report sent by itself"),
        "measurement.send_report": _("mailed a report"),
        "measurement.share_report": _("made a link to a report"),
        "measurement.stop_report_schedule": _("stopped a report that sent itself"),
        "measurement.type_amount": _("added an amount by hand"),
        "measurement.type_new_followers": _("noted where new followers come from"),
        "measurement.thank": _("told somebody what their contribution achieved"),
        "measurement.watch_campaign": _("raised the alarm for a campaign"),
    }
)
