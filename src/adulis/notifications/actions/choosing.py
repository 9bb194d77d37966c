"""What somebody wants to be told of, and by which way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from adulis.audit import actions as audit
from adulis.identity.values import Caller, MemberRole
from adulis.kernel import db
from adulis.kernel.actors import Actor
from adulis.notifications.errors import NotificationMandatory
from adulis.notifications.links import opened_link
from adulis.notifications.models import Preference, Watching
from adulis.notifications.policies import is_mandatory
from adulis.notifications.values import CHOICES, Channel, Group, WatchLevel

Cell = tuple[Group, Channel]


@db.transaction_required
def choose(*, caller: Caller, wanted: Mapping[Cell, bool], actor: Actor, at: datetime) -> None:
    """Keep what a person wants. Raises NotificationMandatory for what cannot be switched off."""
    owns = MemberRole.OWNER in caller.memberships.values()
    for place, ((group, channel), is_on) in enumerate(wanted.items()):
        if not is_on and is_mandatory(channel, CHOICES[group].rule(channel), owns=owns):
            raise NotificationMandatory(
                f"{CHOICES[group].title}: this cannot be switched off.",
                pointer=f"/cells/{place}/is_on",
                group=group,
                channel=channel,
            )
    _keep(caller.user_id, wanted, "preferences.choose", actor=actor, at=at)


@db.transaction_required
def watch_at_level(
    *, user_id: UUID, deal_id: UUID, level: WatchLevel, actor: Actor, at: datetime
) -> None:
    """Keep how closely a person watches a deal, which they may see (``deals.queries.deal_of``)."""
    Watching.objects.bulk_create(
        [Watching(user_id=user_id, deal_id=deal_id, level=level, chosen_at=at)],
        update_conflicts=True,
        unique_fields=["deal_id", "user_id"],
        update_fields=["level", "chosen_at"],
    )
    audit.write(
        actor=actor,
        action="preferences.watch",
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after={"deal_id": str(deal_id), "level": level},
        at=at,
    )


@db.transaction_required
def unsubscribe(*, token: str, actor: Actor, at: datetime) -> tuple[Group, ...]:
    """Switch off the letters that the link of one of them is about; again, it stays as it is.

    Raises UnsubscribeLinkInvalid, UnsubscribeLinkExpired.
    """
    link = opened_link(token, at=at)
    wanted = {(each, Channel.EMAIL): False for each in link.groups}
    off = Preference.objects.filter(user_id=link.user_id, is_on=False)
    # Whoever has the letter may post as often as they like, and it is written down once.
    if off.filter(group__in=link.groups, channel=Channel.EMAIL).count() == len(link.groups):
        return link.groups
    _keep(link.user_id, wanted, "preferences.unsubscribe", actor=actor, at=at)
    return link.groups


def _keep(
    user_id: UUID, wanted: Mapping[Cell, bool], action: str, *, actor: Actor, at: datetime
) -> None:
    rows = [
        Preference(user_id=user_id, group=group, channel=channel, is_on=is_on, chosen_at=at)
        for (group, channel), is_on in wanted.items()
    ]
    Preference.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["user_id", "group", "channel"],
        update_fields=["is_on", "chosen_at"],
    )
    audit.write(
        actor=actor,
        action=action,
        subject=f"user/{user_id}",
        merchant_id=None,
        before={},
        after={f"{group}.{channel}": is_on for (group, channel), is_on in wanted.items()},
        at=at,
    )
