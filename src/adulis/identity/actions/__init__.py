"""The verbs of this room, one module per kind of thing."""

from adulis.identity.actions.freezing import (
    end_overdue_freeze,
    freeze_payouts,
    shorten_freeze,
    unfreeze_payouts,
)
from adulis.identity.actions.invitations import (
    accept_invitation,
    invite_member,
    resend_invitation,
    revoke_invitation,
)
from adulis.identity.actions.keys import (
    create_api_key,
    note_key_use,
    revoke_api_key,
    rotate_api_key,
)
from adulis.identity.actions.linking import forget_links
from adulis.identity.actions.merchants import (
    add_member,
    create_merchant,
    found_merchant,
    rename_merchant,
)
from adulis.identity.actions.operators import set_operator_role
from adulis.identity.actions.passwords import (
    change_password,
    request_password_reset,
    reset_password,
)
from adulis.identity.actions.people import (
    deactivate_user,
    reactivate_user,
    register_user,
)
from adulis.identity.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    disable_second_factor,
    make_recovery_codes,
    prove_second_factor,
    reset_second_factor,
)
from adulis.identity.actions.sessions import (
    blacklist_refresh,
    revoke_other_sessions,
    revoke_session,
    rotate_refresh,
    sign_in,
    sign_in_to_back_office,
)
from adulis.identity.actions.signing_up import (
    confirm_email,
    resend_confirmation,
    sign_up,
)
from adulis.identity.actions.team import (
    change_role,
    leave_merchant,
    remove_member,
)
from adulis.identity.actions.wishes import (
    drop_wish,
    grant_wish,
    wish_for_link,
    wish_to_sign_up,
)

__all__ = [
    "accept_invitation",
    "add_member",
    "begin_second_factor",
    "blacklist_refresh",
    "change_password",
    "change_role",
    "confirm_email",
    "confirm_second_factor",
    "create_api_key",
    "create_merchant",
    "deactivate_user",
    "disable_second_factor",
    "drop_wish",
    "end_overdue_freeze",
    "forget_links",
    "found_merchant",
    "freeze_payouts",
    "grant_wish",
    "invite_member",
    "leave_merchant",
    "make_recovery_codes",
    "note_key_use",
    "prove_second_factor",
    "reactivate_user",
    "register_user",
    "remove_member",
    "rename_merchant",
    "request_password_reset",
    "resend_confirmation",
    "resend_invitation",
    "reset_password",
    "reset_second_factor",
    "revoke_api_key",
    "revoke_invitation",
    "revoke_other_sessions",
    "revoke_session",
    "rotate_api_key",
    "rotate_refresh",
    "set_operator_role",
    "shorten_freeze",
    "sign_in",
    "sign_in_to_back_office",
    "sign_up",
    "unfreeze_payouts",
    "wish_for_link",
    "wish_to_sign_up",
]
