"""The verbs of this room, one module per kind of thing."""

from adulis.identity.actions.keys import create_api_key, note_key_use, revoke_api_key
from adulis.identity.actions.merchants import (
    add_member,
    create_merchant,
    freeze_payouts,
    unfreeze_payouts,
)
from adulis.identity.actions.people import change_password, deactivate_user, register_user
from adulis.identity.actions.sessions import blacklist_refresh, rotate_refresh, sign_in

__all__ = [
    "add_member",
    "blacklist_refresh",
    "change_password",
    "create_api_key",
    "create_merchant",
    "deactivate_user",
    "freeze_payouts",
    "note_key_use",
    "register_user",
    "revoke_api_key",
    "rotate_refresh",
    "sign_in",
    "unfreeze_payouts",
]
