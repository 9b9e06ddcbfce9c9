"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

NEEDS_SIGN_IN = declare(
    NoticeKind(
        "channels.needs_sign_in",
        _("%(channel)s needs a new sign-in"),
        _("The network no longer accepts the connection. Posts on this channel wait until somebody signs in again."),
        icon="key",
        level="danger",
        who=Permission.MANAGE_CHANNELS,
    )
)
SIGN_IN_ENDS = declare(
    NoticeKind(
        "channels.sign_in_ends",
        _("Days until the connection to %(channel)s ends: %(days)s"),
        _("Sign in again before then, so that no post has to wait."),
        icon="clock",
        level="warn",
        who=Permission.MANAGE_CHANNELS,
    )
)
ACCESS_TO_REMOVE = declare(
    NoticeKind(
        "channels.access_to_remove",
        _("%(name)s has left and still holds rights on networks: %(count)s"),
        _("Take them away on the network itself, then confirm it in the access register."),
        icon="user-minus",
        level="warn",
        who=Permission.MANAGE_CHANNELS,
    )
)
