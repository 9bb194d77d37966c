"""How a process is brought to die at each failpoint with a payout of every behaviour in its hands.

One death serves all behaviours at once: they are in the same batch, or in requests that wait for
each other at the failpoint. Each payout is a cell of the matrix, failpoint × behaviour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from math import ceil
from uuid import UUID, uuid4

import httpx2
import psycopg

from adulis.identity import actions as identity
from adulis.identity.values import MerchantKind, Verification
from adulis.kernel import db
from adulis.kernel.failpoints import POINTS
from simulators.bank.behaviours import CATALOGUE
from tests.processes import CALLBACKS, Program
from tests.storm.oracle import Told, Verdict
from tests.storm.stage import NeverAtRest, Stage
from tests.waiting import until
from tests.world import BUILDER, Shop, a_shop

AMOUNT_PAISE = 50_000
PLENTY_PAISE = 10**10
# Past the first enquiry of NPCI timings, and past the settlement of any instant payment.
FIRST_ENQUIRY_SECONDS = 95
NEVER = "none"
# The same failpoints, when an order is given for the second time.
AGAIN = "again:"

# What each behaviour must come to, wherever a process died. A late success is an ordinary one for
# whoever hears of nothing else.
ENDINGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "ok",
            "instant",
            "timeout_before",
            "reset_before",
            "err500_before",
            "timeout_after",
            "err500_after",
            "error_body_after",
            "html_after",
            "slow_visible",
            "nodedup_timeout_after",
            "nodedup_slow_visible",
            "status_goes_back",
            "dup_hooks",
            "hook_before_reply",
            "reordered_hooks",
            "lost_hooks",
            "forged_hooks",
            "wrong_amount_hooks",
            "unknown_reference_hooks",
            "malformed_hooks",
            "timeout_after+lost_hooks",
            "slow_visible+lost_hooks",
            "nodedup_slow_visible+lost_hooks",
        ),
        frozenset({"completed"}),
    ),
    "reject": frozenset({"failed"}),
    "accepted_then_fails": frozenset({"failed"}),
    "beneficiary_bank_down": frozenset({"failed"}),
    "late_success": frozenset({"failed paid_late", "completed"}),
    "returned": frozenset({"completed returned"}),
    "late_success+returned": frozenset({"failed paid_late", "completed returned"}),
}
BEHAVIOURS = tuple(ENDINGS)
# Those whose first order comes to nothing: lost on its way, or refused for now.
SENT_AGAIN = ("timeout_before", "reset_before", "err500_before", "beneficiary_bank_down")
# Cases that these behaviours must or may open; any other is a mistake.
CASES = {
    "late_success": {"late_success"},
    # Whoever hears of the return before the payment asks what that is, and has the answer then.
    "late_success+returned": {"late_success", "evidence_mismatch"},
    "wrong_amount_hooks": {"evidence_mismatch"},
}


@dataclass(slots=True)
class Cast:
    """A merchant for each behaviour, whose one bank account is the number that asks for it."""

    shops: dict[str, Shop]

    @property
    def merchants(self) -> set[UUID]:
        return {shop.id for shop in self.shops.values()}


def a_cast(stage: Stage, behaviours: Sequence[str]) -> Cast:
    """One owner, a merchant and an account number for each behaviour, money for all storms.

    A published number asks for a behaviour by itself; several joined by ``+`` want a scenario.
    """
    numbers = {each.name: each.account_number for each in CATALOGUE.behaviours}
    owner = a_shop("The owner", accounts=0)
    shops = {}
    for behaviour in behaviours:
        with db.transaction():
            merchant_id = identity.create_merchant(
                name=behaviour,
                kind=MerchantKind.BUSINESS,
                owner_id=owner.owner_id,
                verification=Verification.VERIFIED,
                actor=BUILDER,
                at=db.clock(),
            )
        shop = Shop(merchant_id, behaviour, owner.owner_id, owner.owner_email)
        account = shop.add_account(numbers.get(behaviour, ""))
        if behaviour not in numbers:
            stage.bank.scenario(behaviour, {"account_number": account.number}, times=None)
        shop.credit(PLENTY_PAISE)
        shops[behaviour] = shop
    return Cast(shops)


def live_through(stage: Stage, cast: Cast, failpoint: str, *, workers: int = 1) -> Verdict:
    """Die at ``failpoint``, come to rest with workers that live, and be judged."""
    wrong = strike(stage, cast, failpoint)
    if workers > 1:
        stage.killed(*_all_at_once(stage, workers))
    alive = [stage.at_work(stage.worker())]
    try:
        # Nothing fails any more, so whoever fails now will fail for ever.
        stage.rest(most_times_stuck=1)
    except NeverAtRest as restless:
        wrong.append(str(restless))
    stage.killed(*alive)
    verdict = stage.verdict()
    verdict.payouts = [each for each in verdict.payouts if each.cell.startswith(f"{failpoint} ×")]
    verdict.violations += wrong + _unexpected(verdict.endings(), verdict.payouts, cast, failpoint)
    return verdict


def strike(stage: Stage, cast: Cast, failpoint: str) -> list[str]:
    """Let a process die at ``failpoint`` with a payout of each of the cast in its hands.

    Returns what was wrong already then.
    """
    point = failpoint.removeprefix(AGAIN)
    assert point == NEVER or point in POINTS
    if failpoint.startswith(AGAIN):
        return _while_sending_again(stage, cast, failpoint)
    return _STRIKES[point.partition(".")[0]](stage, cast, failpoint) or []


def _unexpected(
    endings: dict[str, list[str]], payouts: list[Told], cast: Cast, failpoint: str
) -> list[str]:
    """Cells that ended well by the bank's books, and yet not as they should."""
    wrong = []
    for behaviour in cast.shops:
        mine = endings.get(cell(failpoint, behaviour), [])
        if len(mine) != 1:
            wrong.append(f"{cell(failpoint, behaviour)}: {len(mine)} payouts for one intent")
        wrong += [
            f"{cell(failpoint, behaviour)}: ended as {ending}"
            for ending in mine
            if ending not in ENDINGS[behaviour]
        ]
    for payout in payouts:
        behaviour = payout.cell.partition(" × ")[2]
        if surprising := set(payout.cases) - CASES.get(behaviour, set()):
            wrong.append(f"{payout.cell}: humans were asked about {sorted(surprising)}")
    return wrong


def order(cast: Cast, failpoint: str) -> None:
    """A payout of every behaviour, waiting to be sent."""
    for behaviour, shop in cast.shops.items():
        shop.pay_out(AMOUNT_PAISE, metadata={"cell": cell(failpoint, behaviour)})


def cell(failpoint: str, behaviour: str) -> str:
    return f"{failpoint} × {behaviour}"


def _nobody_dies(stage: Stage, cast: Cast, failpoint: str) -> None:
    order(cast, failpoint)


def _while_creating(stage: Stage, cast: Cast, failpoint: str) -> list[str]:
    """Every client is cut off, and asks again with its key."""
    requests = [_Request.of(shop, cell(failpoint, name)) for name, shop in cast.shops.items()]
    web = stage.serve(failpoint=f"{failpoint}:{len(requests)}", threads=len(requests) + 2)
    base_url = f"http://127.0.0.1:{stage.web_port}"
    with ThreadPoolExecutor(len(requests)) as clients:
        unanswered = list(clients.map(lambda request: request.send(base_url), requests))
    stage.died(web)
    assert unanswered == [None] * len(requests)
    stage.serve()
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda request: request.send(base_url), requests))
    # Committed before the death: replayed now. Not committed: done now, for the first time.
    expected = 201 if failpoint == "create.before_commit" else 200
    told = {None if answer is None else answer.status_code for answer in answers}
    return [] if told == {expected} else [f"asked again with their keys, clients heard {told}"]


def _while_sending(stage: Stage, cast: Cast, failpoint: str) -> None:
    order(cast, failpoint)
    # The last of the orders must be on the wire; half of the first one is what `request_lost` says.
    count = len(cast.shops) if failpoint == "send.after_bank_before_reply" else 1
    stage.died(stage.worker("payouts.dispatch", failpoint=f"{failpoint}:{count}"))


def _while_sending_again(stage: Stage, cast: Cast, failpoint: str) -> list[str]:
    """It is proven that the first orders never arrived; they are being sent again."""
    _send_in_silence(stage, cast, failpoint)
    asking = stage.worker("payouts.enquire")
    until(partial(_nobody_doubts, stage), lambda: f"certainty:\n{stage.unfinished()}")
    stage.killed(asking)
    _listen(stage)
    point = failpoint.removeprefix(AGAIN)
    count = len(cast.shops) if point == "send.after_bank_before_reply" else 1
    stage.died(stage.worker("payouts.dispatch_again", failpoint=f"{point}:{count}"))
    return []


def _nobody_doubts(stage: Stage) -> bool:
    """Whether every first order is known to be lost; if not, let time pass for an enquiry."""
    asked = db.fetch_row(
        "SELECT extract(epoch FROM min(due_at) - adulis_clock()), max(lease_until) > adulis_clock()"
        "  FROM payouts_attempt WHERE state = 'in_doubt'"
    )
    assert asked is not None
    wait, is_being_asked = asked
    if wait is not None and wait > 0 and not is_being_asked:
        stage.advance(ceil(wait))
    return wait is None


def _while_enquiring(stage: Stage, cast: Cast, failpoint: str) -> None:
    """All are with the bank, no callback has come, and the first enquiries are due."""
    _send_in_silence(stage, cast, failpoint)
    stage.advance(FIRST_ENQUIRY_SECONDS)
    stage.died(stage.worker("payouts.enquire", failpoint=failpoint))
    _listen(stage)


def _while_called_back(stage: Stage, cast: Cast, failpoint: str) -> None:
    """As many callbacks at once as there are payments that can be called back about."""
    _send_in_silence(stage, cast, failpoint)
    stage.advance(FIRST_ENQUIRY_SECONDS)
    count = stage.books(
        "SELECT count(DISTINCT subject) FROM callbacks WHERE state = 'waiting' AND attempts = 0"
        " AND signing = 'good' AND json_valid(CAST(body AS TEXT)) AND due_ms <= ?",
        round(db.clock().timestamp() * 1_000),
    )[0][0]
    assert count > 0
    web = stage.serve(failpoint=f"{failpoint}:{count}", threads=count + 4)
    _listen(stage)
    stage.died(web)
    stage.serve()


def _while_applying(stage: Stage, cast: Cast, failpoint: str) -> None:
    """The callbacks are in the inbox, and the worker that acts upon them dies."""
    _send_in_silence(stage, cast, failpoint)
    stage.advance(FIRST_ENQUIRY_SECONDS)
    _listen(stage)
    stage.bank.sim("POST", "run")
    stage.died(stage.worker("payouts.callbacks", failpoint=failpoint))


def _all_at_once(stage: Stage, count: int) -> list[Program]:
    """Workers that want what is due at the same moment, however long each took to start."""
    with psycopg.connect(stage.superuser_url) as holder:
        holder.execute("LOCK TABLE payouts_payout IN ACCESS EXCLUSIVE MODE")
        workers = [stage.worker("payouts.dispatch") for _ in range(count)]
        until(
            lambda: (
                db.fetch_value(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND wait_event_type = 'Lock' AND query LIKE '%%payouts_payout%%'"
                )
                == count
            ),
            lambda: f"{count} workers that wait:\n{stage.said()}",
        )
    _until_all_is_sent(stage)
    return workers


def _send_in_silence(stage: Stage, cast: Cast, failpoint: str) -> None:
    """All orders are sent by a worker that lives, while the bank's callbacks wait."""
    stage.bank.sim("POST", "callbacks", {"url": None})
    order(cast, failpoint)
    sender = stage.worker("payouts.dispatch")
    _until_all_is_sent(stage)
    stage.killed(sender)


def _until_all_is_sent(stage: Stage) -> None:
    until(
        lambda: (
            not db.fetch_value(
                "SELECT count(*) FROM payouts_payout AS payout LEFT JOIN payouts_attempt AS attempt"
                "    ON attempt.payout_id = payout.id"
                " WHERE payout.state = 'pending' OR attempt.state = 'sending'"
            )
        ),
        lambda: f"all to be sent:\n{stage.unfinished()}",
    )


def _listen(stage: Stage) -> None:
    url = f"http://127.0.0.1:{stage.web_port}{CALLBACKS}"
    stage.bank.sim("POST", "callbacks", {"url": url})


_STRIKES: dict[str, Callable[[Stage, Cast, str], list[str] | None]] = {
    NEVER: _nobody_dies,
    "create": _while_creating,
    "claim": _while_sending,
    "send": _while_sending,
    "record": _while_sending,
    "enquire": _while_enquiring,
    "hook": _while_called_back,
    "apply": _while_applying,
}


@dataclass(frozen=True, slots=True)
class _Request:
    """A client's request to create a payout, the same however often it is sent."""

    key: str
    credential: str
    body: dict[str, object]

    @classmethod
    def of(cls, shop: Shop, cell: str) -> _Request:
        body = {
            "amount_paise": AMOUNT_PAISE,
            "bank_account_id": str(shop.accounts[0].id),
            "metadata": {"cell": cell},
        }
        return cls(str(uuid4()), shop.api_key(), body)

    def send(self, base_url: str) -> httpx2.Response | None:
        """The answer, or None when there was none."""
        try:
            return httpx2.post(
                f"{base_url}/api/v1/payouts/",
                json=self.body,
                headers={
                    "Idempotency-Key": self.key,
                    "Authorization": f"Bearer {self.credential}",
                },
                timeout=60,
                trust_env=False,
            )
        except httpx2.TransportError:
            return None
