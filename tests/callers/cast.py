"""Two merchants with one of everything, and everybody who might ask about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from adulis.billing.models import Document
from adulis.events.models import Event
from adulis.identity import actions as identity
from adulis.identity.models import ApiKey, Membership, RefreshSession
from adulis.identity.values import SCOPES, Device, MemberRole, OperatorRole, TokenPair
from adulis.kernel import db
from adulis.kernel.actors import system
from adulis.notifications import actions as notifications
from adulis.notifications.models import Notice
from tests.asking import key_made_by, pass_hours
from tests.billing import a_fee, bill, next_month
from tests.billing import paid as paid_out
from tests.callers.things import operators_things, things_of
from tests.telling import an_alert, recorded
from tests.world import BANK, PASSWORD, Shop, a_member, a_person, a_shop

VIEWER, FINANCE, OWNER = MemberRole.VIEWER, MemberRole.FINANCE, MemberRole.OWNER
# In every text of the other merchant's that somebody wrote.
CANARY = "Kanarienvogel"


@dataclass
class World:
    shop: Shop
    other: Shop
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    callers: dict[str, str] = field(default_factory=dict)

    def secrets(self) -> list[str]:
        """What of the other merchant must be told to nobody of this one."""
        theirs, ours = self.things["foreign"], set(self.things["own"].values())
        ids = [str(each) for each in theirs.values() if each not in ours]
        numbers = [each.number for each in self.other.accounts]
        return [CANARY, self.other.owner_email, *ids, *numbers]


def a_world() -> World:
    """Begins with a month of fees, for there to be invoices."""
    a_fee()
    shop = a_shop(paise=10_000_000)
    other = a_shop(f"{CANARY} Traders", paise=10_000_000)
    for each in (shop, other):
        paid_out(each)
    next_month()
    bill()
    invoices = {each.merchant_id: each.id for each in Document.objects.all()}
    made = World(shop, other)
    dead_keys = _keys_that_open_nothing(shop)
    for whose, merchant, note in (("own", shop, "ours"), ("foreign", other, CANARY)):
        made.things[whose] = things_of(merchant, note) | {"invoice_id": invoices[merchant.id]}
    made.callers = {
        "nobody": "",
        "wrong key": "sk_test_nobody_nothing",
        "garbage token": "eyJhbGciOiJub25lIn0.e30.",
        **dead_keys,
        **_who_was_shut_out(shop),
        **_team(shop),
        **{f"key with {scope}": shop.api_key(scope) for scope in SCOPES},
        "owner of another": signed_in(other.owner_email).access,
        "key of another": other.api_key(),
        "newcomer": signed_in(a_person("Nila")[1]).access,
        "key from elsewhere": _a_key(shop, allowed_addresses=["203.0.113.7"]),
    }
    for role in OperatorRole:
        operator_id, email = a_person(f"Op{role}", operator_role=role)
        made.callers[f"{role} operator"] = signed_in(email).access
        if role is OperatorRole.FINANCE:
            made.things["own"] |= operators_things(shop, operator_id)
    made.things["own"]["session_id"] = _session_of(shop.owner_id)
    made.things["foreign"]["session_id"] = _session_of(other.owner_id)
    made.things["own"]["notification_id"] = _notice_of(shop)
    made.things["foreign"]["notification_id"] = _notice_of(other)
    made.things["own"]["alert_id"] = an_alert(shop.id)
    made.things["foreign"]["alert_id"] = an_alert(other.id)
    names = set(made.things["own"]) | set(made.things["foreign"])
    made.things["absent"] = {name: uuid4() for name in names}
    for things in made.things.values():
        things |= {"bank": BANK, "gateway": "simgate"}
    return made


def _team(shop: Shop) -> dict[str, str]:
    finance, finance_email = a_member(shop, FINANCE)
    viewer, viewer_email = a_member(shop, VIEWER)
    return {
        "owner": signed_in(shop.owner_email).access,
        "finance": signed_in(finance_email).access,
        "viewer": signed_in(viewer_email).access,
        "owner's key": shop.api_key(),
        "finance's key": key_made_by(shop, finance),
        "viewer's key": key_made_by(shop, viewer),
    }


def _keys_that_open_nothing(shop: Shop) -> dict[str, str]:
    """Before anybody signs in: hours pass."""
    keys = {name: _a_key(shop, name=name) for name in ("revoked key", "rotated key")}
    ids = dict(ApiKey.objects.filter(merchant_id=shop.id).values_list("name", "id"))
    told: dict[str, Any] = {"merchant_id": shop.id, "actor": shop.actor, "at": db.clock()}
    with db.transaction():
        identity.revoke_api_key(key_id=ids["revoked key"], **told)
        identity.rotate_api_key(
            key_id=ids["rotated key"], made_by=shop.owner_id, overlap=timedelta(hours=1), **told
        )
    expired = _a_key(shop, expires_at=db.clock() + timedelta(hours=1))
    pass_hours(2)
    return keys | {"expired key": expired}


def _who_was_shut_out(shop: Shop) -> dict[str, str]:
    """Owners once, each with what let them in."""
    gone, gone_email = a_member(shop, OWNER, "Gita")
    removed, removed_email = a_member(shop, OWNER, "Ravi")
    _, ended_email = a_member(shop, OWNER, "Esha")
    changed, changed_email = a_member(shop, OWNER, "Chand")
    found = {
        "deactivated person": signed_in(gone_email).access,
        "key of deactivated person": key_made_by(shop, gone),
        "removed member": signed_in(removed_email).access,
        "key of removed member": key_made_by(shop, removed),
        "signed out everywhere": signed_in(changed_email).access,
    }
    ended = signed_in(ended_email)
    told: dict[str, Any] = {"actor": system("tests"), "at": db.clock()}
    with db.transaction():
        identity.deactivate_user(user_id=gone, reason="It left the company.", **told)
        identity.remove_member(
            merchant_id=shop.id, member_id=membership_of(shop, removed), actor=shop.actor,
            at=db.clock(),
        )  # fmt: skip
        identity.blacklist_refresh(refresh_token=ended.refresh, **told)
        identity.change_password(
            user_id=changed, current_password=PASSWORD, new_password=f"{PASSWORD} again", **told
        )
    return found | {"ended session": ended.access}


def _a_key(shop: Shop, **more: Any) -> str:
    told: dict[str, Any] = {"name": "tests", "scopes": SCOPES} | more
    with db.transaction():
        return identity.create_api_key(
            merchant_id=shop.id, made_by=shop.owner_id, **told, actor=shop.actor, at=db.clock()
        ).raw


def signed_in(email: str) -> TokenPair:
    with db.transaction():
        return identity.sign_in(
            email=email, password=PASSWORD, device=Device("", "tests"), actor=system("tests"),
            at=db.clock(),
        )  # fmt: skip


def membership_of(shop: Shop, user_id: UUID) -> UUID:
    return Membership.objects.get(merchant_id=shop.id, user_id=user_id).id


def _notice_of(shop: Shop) -> UUID:
    """To its owner, of the first bank account."""
    row = Event.objects.filter(type="bank_account.added", merchant_id=shop.id).order_by("id")[0]
    fact = recorded(row)
    with db.transaction():
        notifications.tell(fact=fact, actor=system("tests"), at=db.clock())
    return Notice.objects.get(user_id=shop.owner_id, fact=fact.id).id


def _session_of(user_id: UUID) -> UUID:
    signed = RefreshSession.objects.filter(user_id=user_id).order_by("-id")
    return signed[0].id
