"""How each next step is said, and where it leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leitstand.house.models import Workspace
from leitstand.overview.core.next_step import NextStep, StepId
from leitstand.strategy.core.start_files import start_file
from leitstand.strategy.views.start import address_of


@dataclass(frozen=True, slots=True)
class Said:
    """A step in words: what to do, why, the button and its address."""

    title: str
    reason: str
    button: str
    url: str


def say(step: NextStep, workspace: Workspace) -> Said:
    """Put a step into words."""

    def to(name: str) -> str:
        return reverse(name, args=[workspace.slug])

    many = {"count": step.count}
    words = {
        StepId.RESUME_SENDING: lambda: Said(
            _("Decide whether posts may go out again"),
            _("Sending is stopped; nothing leaves the house until somebody resumes it."),
            _("Open sending"),
            to("publishing_queue"),
        ),
        StepId.CONNECT_CHANNEL: lambda: Said(
            _("Connect the first channel"),
            _("Without a channel nothing can be published. The rehearsal network needs no account anywhere."),
            _("Connect a channel"),
            to("channels_connect"),
        ),
        StepId.DECIDE_UNCLEAR: lambda: Said(
            ngettext("Settle %(count)s unclear post", "Settle %(count)s unclear posts", step.count) % many,
            _("The network gave no answer, and looking did not settle it. Only a person can say whether it is there."),
            _("Look now"),
            to("publishing_queue"),
        ),
        StepId.SIGN_IN_AGAIN: lambda: Said(
            ngettext("Sign in again at %(count)s channel", "Sign in again at %(count)s channels", step.count) % many,
            _("Its posts wait until then."),
            _("Open the channels"),
            to("channels_list"),
        ),
        StepId.DECIDE_HELD: lambda: Said(
            ngettext("Decide about %(count)s post", "Decide about %(count)s posts", step.count) % many,
            _("It was held back or refused and will not go out by itself."),
            _("Decide now"),
            to("publishing_queue"),
        ),
        StepId.APPROVE: lambda: Said(
            ngettext("Approve %(count)s post", "Approve %(count)s posts", step.count) % many,
            _("Colleagues wait for your decision; without it nothing goes out."),
            _("Open approval"),
            to("approval_list"),
        ),
        StepId.MEND: lambda: Said(
            ngettext("Rework %(count)s post", "Rework %(count)s posts", step.count) % many,
            _("The approver asked for changes."),
            _("See what is wanted"),
            to("planning_list"),
        ),
        StepId.WRITE_TODAY: lambda: Said(
            ngettext("Write %(count)s post for today", "Write %(count)s posts for today", step.count) % many,
            _("It is planned for today and has no text yet."),
            _("Open the plan"),
            to("planning_month"),
        ),
        StepId.FIRST_POST: lambda: Said(
            _("Write the first post"),
            _("A channel is connected; now it needs something to say."),
            _("Write"),
            to("composer_new"),
        ),
        StepId.SUBMIT_SOON: lambda: Said(
            ngettext("Give %(count)s post to approval", "Give %(count)s posts to approval", step.count) % many,
            _("It is written and due within three days, but nobody has approved it."),
            _("Open the plan"),
            to("planning_list"),
        ),
        StepId.PLACE_FILLERS: lambda: Said(
            _("Fill the coming days from the stock"),
            ngettext(
                "The next days are empty and %(count)s gap filler lies ready.",
                "The next days are empty and %(count)s gap fillers lie ready.",
                step.count,
            )
            % many,
            _("Open the stock"),
            to("planning_supply"),
        ),
        StepId.STOCK_UP: lambda: Said(
            ngettext("Add %(count)s gap filler to the stock", "Add %(count)s gap fillers to the stock", step.count)
            % many,
            _("A campaign starts soon; the guide asks for several gap fillers before (2.4)."),
            _("Open the stock"),
            to("planning_supply"),
        ),
        StepId.DECIDE_IDEAS: lambda: Said(
            ngettext("Decide about %(count)s idea", "Decide about %(count)s ideas", step.count) % many,
            _("Colleagues have handed something in and wait for a word."),
            _("Open the ideas"),
            to("planning_ideas"),
        ),
        StepId.EASE_PLAN: lambda: Said(
            _("Ease the next seven days"),
            ngettext(
                "The planned posts want %(count)s hour more than the team has.",
                "The planned posts want %(count)s hours more than the team has.",
                step.count,
            )
            % many,
            _("Open the week"),
            to("planning_week"),
        ),
        StepId.WAKE_ACCOUNT: lambda: Said(
            ngettext("Wake %(count)s silent account", "Wake %(count)s silent accounts", step.count) % many,
            _("It has said nothing for twice as long as its rhythm allows."),
            _("See the rhythm"),
            to("planning_rhythm"),
        ),
        StepId.FILL_GAP: lambda: Said(
            _("Plan the coming days"),
            ngettext(
                "The next %(count)s working day is empty.", "The next %(count)s working days are empty.", step.count
            )
            % many,
            _("Open the plan"),
            to("planning_month"),
        ),
        StepId.ENTER_FIGURES: lambda: Said(
            ngettext("Enter the figures of %(count)s post", "Enter the figures of %(count)s posts", step.count) % many,
            _("Measuring is the most important level of an editorial plan (guide 2.2)."),
            _("Enter figures"),
            to("measurement_unmeasured"),
        ),
        StepId.BEGIN_START: lambda: Said(
            _("Say who you are and what keeps you back"),
            _("A few questions; from the answers follow your next steps and how much of Leitstand you see at first."),
            _("Begin"),
            to("strategy_start_answers"),
        ),
        StepId.SET_TARGET: lambda: Said(
            ngettext("Set the figure of %(count)s goal", "Set the figures of %(count)s goals", step.count) % many,
            _("The time of watching is over; now you know what is normal."),
            _("Open the goals"),
            to("measurement_goals"),
        ),
        StepId.HURDLE: lambda: _hurdle(step.about, workspace),
        StepId.START_STEP: lambda: _start_step(step.about, workspace),
        StepId.LOOK_AT_RESULTS: lambda: Said(
            _("See what the last weeks have brought"),
            _("Everything is planned, approved and measured. A good moment to learn from it."),
            _("Open the results"),
            to("measurement_results"),
        ),
    }
    return words[step.id]()


def _hurdle(name: str, workspace: Workspace) -> Said:
    language = get_language() or "de"
    hurdles = start_file().hurdles
    hurdle = next((one for one in hurdles if one.id == name), hurdles[0])
    return Said(
        hurdle.path.said(language),
        _("In the self-assessment you said: %(hurdle)s.") % {"hurdle": hurdle.words.said(language)},
        _("Take this way"),
        address_of(workspace, hurdle),
    )


def _start_step(name: str, workspace: Workspace) -> Said:
    language = get_language() or "de"
    steps = start_file().steps
    step = next((one for one in steps if one.id == name), steps[0])
    title = _("Step %(number)s of %(all)s: %(name)s") % {
        "number": steps.index(step) + 1,
        "all": len(steps),
        "name": step.words.said(language),
    }
    return Said(title, step.why.said(language), _("Take this step"), address_of(workspace, step))
