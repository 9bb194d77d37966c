"""Roles, scopes and who acts: decided without a database."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from adulis.identity.errors import OperatorRequired, PersonRequired, RoleTooLow, ScopeMissing
from adulis.identity.values import (
    PAYOUTS_WRITE,
    READ,
    Caller,
    MemberRole,
    MerchantState,
    OperatorRole,
    Standing,
    Verification,
    Viewer,
)
from adulis.kernel.actors import Actor, ActorKind

USER = UUID("01930000-0000-7000-8000-000000000001")
MERCHANT = UUID("01930000-0000-7000-8000-00000000000a")
STANDING = Standing("Asha Exports", MerchantState.ACTIVE, Verification.VERIFIED, "standard")
SEEN_AT = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)


def viewer(
    role: MemberRole,
    *,
    kind: ActorKind = ActorKind.USER,
    scopes: frozenset[str] | None = None,
    operator_role: OperatorRole | None = None,
    is_member: bool = True,
) -> Viewer:
    caller = Caller(
        actor=Actor(kind, str(USER), str(USER)),
        user_id=USER,
        seen_at=SEEN_AT,
        memberships={MERCHANT: role} if is_member else {},
        standings={MERCHANT: STANDING} if is_member else {},
        operator_role=operator_role,
        scopes=scopes,
        key_id=USER if kind is ActorKind.API_KEY else None,
    )
    return Viewer(caller, MERCHANT, role, STANDING)


@pytest.mark.parametrize(
    ("role", "wanted", "passes"),
    [
        (MemberRole.VIEWER, MemberRole.VIEWER, True),
        (MemberRole.VIEWER, MemberRole.FINANCE, False),
        (MemberRole.VIEWER, MemberRole.OWNER, False),
        (MemberRole.FINANCE, MemberRole.VIEWER, True),
        (MemberRole.FINANCE, MemberRole.FINANCE, True),
        (MemberRole.FINANCE, MemberRole.OWNER, False),
        (MemberRole.OWNER, MemberRole.VIEWER, True),
        (MemberRole.OWNER, MemberRole.FINANCE, True),
        (MemberRole.OWNER, MemberRole.OWNER, True),
    ],
)
def test_a_role_may_do_what_the_roles_below_it_may(
    role: MemberRole, wanted: MemberRole, passes: bool
) -> None:
    if passes:
        viewer(role).require(wanted)
    else:
        with pytest.raises(RoleTooLow) as refused:
            viewer(role).require(wanted)
        assert refused.value.facts == {"required_role": wanted, "role": role}


def test_of_several_roles_the_lowest_is_enough() -> None:
    viewer(MemberRole.FINANCE).require(MemberRole.OWNER, MemberRole.FINANCE)


def test_a_person_has_no_scopes_and_needs_none() -> None:
    viewer(MemberRole.VIEWER).require_scope(PAYOUTS_WRITE)


def test_a_key_does_only_what_its_scopes_say() -> None:
    program = viewer(MemberRole.OWNER, kind=ActorKind.API_KEY, scopes=frozenset((READ,)))
    program.require_scope(READ)
    with pytest.raises(ScopeMissing) as refused:
        program.require_scope(PAYOUTS_WRITE)
    assert refused.value.facts == {"required_scope": "payouts:write", "scopes": ["read"]}


def test_a_key_is_not_a_person() -> None:
    viewer(MemberRole.OWNER).caller.require_person()
    with pytest.raises(PersonRequired):
        viewer(MemberRole.OWNER, kind=ActorKind.API_KEY).caller.require_person()


def test_only_the_named_operators_pass() -> None:
    compliance = viewer(MemberRole.VIEWER, operator_role=OperatorRole.COMPLIANCE).caller
    compliance.require_operator()
    compliance.require_operator(OperatorRole.COMPLIANCE, OperatorRole.ADMIN)
    with pytest.raises(OperatorRequired):
        compliance.require_operator(OperatorRole.FINANCE)
    with pytest.raises(OperatorRequired):
        viewer(MemberRole.OWNER).caller.require_operator()


def test_an_operator_acts_as_one_except_where_they_belong() -> None:
    outside = viewer(
        MemberRole.VIEWER,
        kind=ActorKind.OPERATOR,
        operator_role=OperatorRole.SUPPORT,
        is_member=False,
    )
    at_home = viewer(MemberRole.OWNER, kind=ActorKind.OPERATOR, operator_role=OperatorRole.SUPPORT)
    assert outside.actor.kind is ActorKind.OPERATOR
    assert at_home.actor == Actor(ActorKind.USER, str(USER), str(USER))


def test_limits_count_each_key_by_itself_and_a_person_once() -> None:
    assert viewer(MemberRole.OWNER).caller.throttle_subject == str(USER)
