"""Programs of merchants, creating payouts over HTTP while the ground shakes; and what they may say.

Every intent has one key and one reference, however often it is sent. Its outcome is what its client
knows at the end: acknowledged, refused, or uncertain, because no answer was ever read.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import httpx2

from adulis.kernel import db
from tests.world import Shop

ACKNOWLEDGED, REFUSED, UNCERTAIN = "acknowledged", "refused", "uncertain"
# The answers that say "not now": nothing is known to have happened, the same request may be sent.
_NOT_NOW = {409: {"request_in_progress"}, 429: None, 503: None}
MOST_SENDINGS = 12
_PAUSE_SECONDS = 0.1


@dataclass(slots=True)
class Intent:
    """One wish of a client. ``answer`` is the first one that said what became of it."""

    shop: Shop
    key: UUID
    amount_paise: int
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
    the mistake of making a new key for each sending. ``most_paise`` is what a modest one wants; one
    in ten asks for more than there is.
    """

    base_url: str
    shops: Sequence[Shop]
    credentials: dict[UUID, str]
    seed: int
    count: int = 16
    keeps_keys: bool = True
    most_paise: int = 500
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
        with httpx2.Client(base_url=self.base_url, timeout=20, trust_env=False) as http:
            while not self._stopping.is_set():
                shop = chance.choice(self.shops)
                paise = chance.randint(100, self.most_paise) if chance.random() < 0.9 else 10**12
                intent = Intent(shop, UUID(int=chance.getrandbits(128), version=4), paise)
                with self._lock:
                    self.intents.append(intent)
                # Some never try again: what became of their wish, they do not know.
                self._wish(http, intent, most=MOST_SENDINGS if chance.random() < 0.9 else 1)

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
                "/api/v1/payouts/",
                json={
                    "amount_paise": intent.amount_paise,
                    "bank_account_id": str(intent.shop.accounts[0].id),
                    "reference": intent.reference,
                },
                headers={
                    "Idempotency-Key": str(key),
                    "Authorization": f"Bearer {self.credentials[intent.shop.id]}",
                },
            )
        except httpx2.TransportError as lost:
            self._count(type(lost).__name__)
            return None
        code = "" if answer.status_code < 400 else f" {_code(answer)}"
        self._count(f"{answer.status_code}{code}")
        return answer

    def _count(self, what: str) -> None:
        with self._lock:
            self.statuses[what] += 1

    # --- afterwards ---------------------------------------------------------------------------

    def counts(self) -> Counter[str]:
        return Counter(intent.outcome for intent in self.intents)

    def wrongs(self) -> list[str]:
        """What the platform has, against what it has said. Read when it is at rest."""
        made = dict(
            db.fetch_all(
                "SELECT reference, count(*) FROM payouts_payout WHERE reference <> '' GROUP BY 1"
            )
        )
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
        """Send ``most`` answered intents again: each must be answered as it was, byte for byte."""
        answered = [each for each in self.intents if each.outcome != UNCERTAIN][-most:]
        wrong = []
        with httpx2.Client(base_url=self.base_url, timeout=20, trust_env=False) as http:
            for intent in answered:
                again = self._send(http, intent, intent.key)
                if again is None or again.content != intent.answer:
                    wrong.append(f"{intent.reference} was answered differently: {again}")
        return wrong


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
