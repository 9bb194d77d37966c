"""Programs of merchants, moving money over HTTP while the ground shakes; and what they may say.

Every intent has one key and one reference, however often it is sent. Its outcome is what its client
knows at the end: acknowledged, refused, or uncertain, because no answer was ever read.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import httpx2
import orjson

from adulis.kernel import db
from tests.world import Shop

ACKNOWLEDGED, REFUSED, UNCERTAIN = "acknowledged", "refused", "uncertain"
# The answers that say "not now": nothing is known to have happened, the same request may be sent.
_NOT_NOW = {409: {"request_in_progress"}, 429: None, 503: None}
MOST_SENDINGS = 12
_PAUSE_SECONDS = 0.1
# Where what a client asked for is found again, by its reference.
_MADE = """
SELECT reference, count(*) FROM (
       SELECT reference FROM payouts_payout
 UNION ALL SELECT reference FROM transfers_transfer
 UNION ALL SELECT reference FROM deposits_deposit
 UNION ALL SELECT purpose FROM deposits_refund WHERE merchant_id IS NOT NULL) AS made
 WHERE reference <> '' GROUP BY reference
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: where, and how. ``answers_grow``: what is had a moment later is told, too.

    The answer to such a request may be completed after it was told to somebody who asked again.
    """

    kind: str
    path: str
    body: dict[str, object]
    answers_grow: bool = False


# Decides what a client of ``shop`` wants next, by chance, under this reference.
Wishing = Callable[[random.Random, Shop, str], Wish]


def pay_out(most_paise: int) -> Wishing:
    """A payout of some paise at most; one in ten asks for more than there is."""

    def wish(chance: random.Random, shop: Shop, reference: str) -> Wish:
        paise = chance.randint(100, most_paise) if chance.random() < 0.9 else 10**12
        body: dict[str, object] = {
            "amount_paise": paise,
            "bank_account_id": str(shop.accounts[0].id),
            "reference": reference,
        }
        return Wish("payout", "/api/v1/payouts/", body)

    return wish


@dataclass(slots=True)
class Intent:
    """One wish of a client. ``answer`` is the first one that said what became of it."""

    shop: Shop
    key: UUID
    wish: Wish
    outcome: str = UNCERTAIN
    sendings: int = 0
    answer: bytes = b""

    @property
    def reference(self) -> str:
        return self.key.hex


@dataclass(slots=True)
class Crowd:
    """Clients, each a thread, that go on until they are stopped.

    A client tries again with the same key until it is answered or gives up; ``keeps_keys`` False is
    the mistake of making a new key for each sending. ``wishing`` is what they want; without it they
    pay out ``most_paise`` at most.
    """

    base_url: str
    shops: Sequence[Shop]
    credentials: dict[UUID, str]
    seed: int
    count: int = 16
    keeps_keys: bool = True
    most_paise: int = 500
    wishing: Wishing | None = None
    intents: list[Intent] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        self._threads = [
            threading.Thread(target=self._go_on, args=(number,), name=f"client-{number}")
            for number in range(self.count)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let everybody finish what they have begun."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, number: int) -> None:
        chance = random.Random(f"{self.seed}:{number}")
        wishing = self.wishing or pay_out(self.most_paise)
        with httpx2.Client(base_url=self.base_url, timeout=20, trust_env=False) as http:
            while not self._stopping.is_set():
                shop = chance.choice(self.shops)
                # Some never try again: what became of their wish, they do not know.
                most = MOST_SENDINGS if chance.random() < 0.9 else 1
                self._wish(http, self._intent(chance, shop, wishing), most)

    def _intent(self, chance: random.Random, shop: Shop, wishing: Wishing) -> Intent:
        key = UUID(int=chance.getrandbits(128), version=4)
        intent = Intent(shop, key, wishing(chance, shop, key.hex))
        with self._lock:
            self.intents.append(intent)
        return intent

    def ask(self, seed: str, shop: Shop, wishing: Wishing) -> Intent:
        """One more wish, now, in the thread of whoever calls."""
        intent = self._intent(random.Random(seed), shop, wishing)
        with httpx2.Client(base_url=self.base_url, timeout=20, trust_env=False) as http:
            self._wish(http, intent, MOST_SENDINGS)
        return intent

    def _wish(self, http: httpx2.Client, intent: Intent, most: int) -> None:
        while intent.outcome == UNCERTAIN and intent.sendings < most:
            key = intent.key
            if intent.sendings and not self.keeps_keys:
                key = UUID(int=(intent.key.int + intent.sendings) % 2**128, version=4)
            intent.sendings += 1
            answer = self._send(http, intent, key)
            if answer is not None and answer.status_code in {200, 201}:
                intent.outcome, intent.answer = ACKNOWLEDGED, answer.content
            elif answer is not None and not _is_not_now(answer) and answer.status_code < 500:
                intent.outcome, intent.answer = REFUSED, answer.content
            else:
                self._stopping.wait(_PAUSE_SECONDS)

    def _send(self, http: httpx2.Client, intent: Intent, key: UUID) -> httpx2.Response | None:
        try:
            answer = http.post(
                intent.wish.path,
                json=intent.wish.body,
                headers={
                    "Idempotency-Key": str(key),
                    "Authorization": f"Bearer {self.credentials[intent.shop.id]}",
                },
            )
        except httpx2.TransportError as lost:
            self._count(type(lost).__name__)
            return None
        code = "" if answer.status_code < 400 else f" {_code(answer)}"
        self._count(f"{intent.wish.kind} {answer.status_code}{code}")
        return answer

    def _count(self, what: str) -> None:
        with self._lock:
            self.statuses[what] += 1

    # --- afterwards ---------------------------------------------------------------------------

    def counts(self) -> Counter[str]:
        return Counter(intent.outcome for intent in list(self.intents))

    def was_granted_late(self) -> bool:
        """Whether anybody had to ask more than once for what they were granted."""
        intents = list(self.intents)
        return any(each.sendings > 1 and each.outcome == ACKNOWLEDGED for each in intents)

    def acknowledged(self, kind: str) -> list[Intent]:
        """Wishes of this kind that were granted, oldest first."""
        return [
            each
            for each in list(self.intents)
            if each.wish.kind == kind and each.outcome == ACKNOWLEDGED
        ]

    def wrongs(self) -> list[str]:
        """What the platform has, against what it has said. Read when it is at rest."""
        made = dict(db.fetch_all(_MADE))
        wrong = []
        for intent in self.intents:
            count = made.pop(intent.reference, 0)
            if intent.outcome == ACKNOWLEDGED and count == 0:
                wrong.append(f"{intent.reference} was acknowledged and is lost")
            if intent.outcome == REFUSED and count:
                wrong.append(f"{intent.reference} was refused and is there")
            if count > 1:
                wrong.append(f"{intent.reference} is there {count} times")
        wrong += [f"nobody asked for {reference}" for reference in made]
        return wrong

    def replays_that_differ(self, most: int = 100) -> list[str]:
        """Send ``most`` answered intents again: each must be answered as it was, byte for byte.

        Where an answer was completed meanwhile, about the same thing, and twice the same.
        """
        answered = [each for each in self.intents if each.outcome != UNCERTAIN][-most:]
        wrong = []
        with httpx2.Client(base_url=self.base_url, timeout=20, trust_env=False) as http:
            for intent in answered:
                again = self._send(http, intent, intent.key)
                was = intent.answer
                if again is not None and intent.sendings > 1 and intent.wish.answers_grow:
                    was = _completed(was, again.content)
                    again = self._send(http, intent, intent.key)
                if again is None or again.content != was:
                    wrong.append(f"{intent.reference} was answered differently: {again}")
        return wrong


def _completed(was: bytes, now: bytes) -> bytes:
    """The newer of two answers about one thing; the older one where it is about another."""
    return now if orjson.loads(was).get("id") == orjson.loads(now).get("id") else was


def _is_not_now(answer: httpx2.Response) -> bool:
    if answer.status_code not in _NOT_NOW:
        return False
    codes = _NOT_NOW[answer.status_code]
    return codes is None or _code(answer) in codes


def _code(answer: httpx2.Response) -> str:
    try:
        return str(answer.json().get("code", ""))
    except ValueError:
        return "no JSON"
