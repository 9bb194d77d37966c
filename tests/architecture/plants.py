"""What every rule must find, and what it must leave alone.

A checker that has never failed proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Plant:
    """``code`` in a module at ``path`` breaks ``rule``, whose message contains ``says``."""

    rule: str
    path: str
    code: str
    says: str = ""


def _broken(rule: str, path: str, code: str, says: str) -> Plant:
    return Plant(rule, path, dedent(code), says)


def _fine(rule: str, path: str, code: str) -> Plant:
    return Plant(rule, path, dedent(code))


_LONG_FUNCTION = "def pay() -> None:\n" + "    x = 1\n" * 60
_LONG_MODULE = "x = 1\n" * 401

PLANTED = (
    # --- walls
    _broken("rooms look down", "adulis/ledger/actions.py",
            "from adulis.payouts import queries", "may not know payouts"),
    _broken("rooms look down", "adulis/ledger/queries.py",
            "import adulis.identity.queries", "may not know identity"),
    _broken("rooms look down", "adulis/payouts/tasks.py",
            "def run():\n    from adulis.api import problems", "may not know api"),
    _broken("rooms look down", "adulis/kernel/db.py",
            "from adulis.events import actions", "may not know events"),
    _broken("rooms look down", "adulis/payouts/tasks.py",
            "from adulis import settings", "named by nobody"),
    _broken("rooms look down", "adulis/cellar/actions.py", "x = 1", "cellar has no floor"),
    _broken("rooms are entered by their doors", "adulis/payouts/actions.py",
            "from adulis.ledger.models import Entry", "ledger.models is private"),
    _broken("rooms are entered by their doors", "adulis/payouts/actions/cancel.py",
            "from adulis.ledger import models as books", "ledger.models is private"),
    _broken("rooms are entered by their doors", "adulis/api/payouts.py",
            "from adulis.payouts.postings import released", "payouts.postings is private"),
    _broken("rooms are entered by their doors", "adulis/api/payouts.py",
            "import adulis.payouts", "payouts. is private"),
    _broken("rooms are entered by their doors", "adulis/backoffice/admin.py",
            "from adulis.payouts.tasks import dispatch", "payouts.tasks is private"),
    _broken("the pure stay pure", "adulis/payouts/machine.py",
            "from django.db import models", "django.db.models does not belong"),
    _broken("the pure stay pure", "adulis/payouts/policies.py",
            "import random", "random does not belong"),
    _broken("the pure stay pure", "adulis/payouts/postings.py",
            "from adulis.ledger.actions import post", "adulis.ledger.actions.post is not pure"),
    _broken("the pure stay pure", "adulis/kernel/money.py",
            '"""Pure."""\nfrom adulis.kernel import db', "adulis.kernel.db is not pure"),
    _broken("the pure stay pure", "adulis/payouts/evidence.py",
            '"""What a word is worth. Pure."""\nimport os', "os does not belong"),
    _broken("the pure stay pure", "adulis/fees/values.py",
            "RULES = open('fees.json').read()", "open does something"),
    _broken("the two programs are strangers", "adulis/gateways/simbank.py",
            "from simulators.bank import books", "never heard of simulators"),
    _broken("the two programs are strangers", "simulators/bank/app.py",
            "from adulis.kernel.money import Money", "never heard of adulis"),
    _broken("only some rooms speak outside", "adulis/payouts/tasks.py",
            "import httpx2", "spoken to in gateways"),
    _broken("only some rooms speak outside", "adulis/wallets/actions.py",
            "from urllib.request import urlopen", "spoken to in gateways"),
    _broken("a room says what it is for", "adulis/payouts/__init__.py", "", "wants a docstring"),
    _broken("a room says what it is for", "adulis/payouts/__init__.py",
            '"""Money leaving."""\nfrom adulis.payouts.actions import cancel', "no code"),
    _broken("absent files are absent", "adulis/payouts/policies.py", "# later\n", "is empty"),
    _broken("foreign keys point down", "adulis/payouts/models.py",
            'k = models.ForeignKey("ledger.Entry", models.PROTECT)', 'related_name="+"'),
    _broken("foreign keys point down", "adulis/payouts/models.py",
            'k = models.ForeignKey(Entry, models.PROTECT, related_name="+")', "by string"),
    _broken("foreign keys point down", "adulis/ledger/models.py",
            'k = models.ForeignKey("payouts.Payout", models.PROTECT, related_name="+")',
            "points up or sideways"),
    _broken("foreign keys point down", "adulis/ledger/models.py",
            'k = models.OneToOneField("identity.Merchant", models.PROTECT, related_name="+")',
            "points up or sideways"),
    _broken("models are imported, never looked up", "adulis/payouts/actions.py",
            "from django.apps import apps\nEntry = apps.get_model('ledger', 'Entry')",
            "import the model"),
    # --- change
    _broken("only actions write tables", "adulis/payouts/queries.py",
            "Payout.objects.filter(id=1).update(state='failed')", ".update() writes a row"),
    _broken("only actions write tables", "adulis/payouts/tasks.py",
            "payout.save(update_fields=['state'])", ".save() writes a row"),
    _broken("only actions write tables", "adulis/api/payouts.py",
            "Payout.objects.create(amount=1)", ".create() writes a row"),
    _broken("only actions write tables", "adulis/api/payouts.py",
            "payout.delete()", ".delete() writes a row"),
    _broken("only actions write tables", "adulis/payouts/tasks.py",
            'db.execute("UPDATE payouts_payout AS p SET state = %s")', "this SQL writes"),
    _broken("only actions write tables", "adulis/payouts/queries.py",
            'db.execute(f"INSERT INTO {table} VALUES (1)")', "this SQL writes"),
    _broken("only actions write tables", "adulis/ops/tidy.py",
            'db.execute("""\n  DELETE FROM api_request""")', "this SQL writes"),
    _broken("only actions write tables", "adulis/payouts/tasks.py",
            'cursor.copy("COPY payouts_payout (id) FROM STDIN")', "this SQL writes"),
    _broken("only actions write tables", "adulis/payouts/tasks.py",
            "from adulis.kernel import db\ndb.update_rows('payouts_payout', {}, [])",
            "update_rows writes"),
    _broken("one module says atomic", "adulis/payouts/actions.py",
            "from django.db import transaction", "kernel.db"),
    _broken("one module says atomic", "adulis/wallets/actions.py",
            "from django.db.transaction import atomic", "kernel.db"),
    _broken("one module says atomic", "adulis/payouts/actions.py",
            "connection.on_commit(send)", "a crash forgets on_commit"),
    _broken("one module says atomic", "tests/rooms/test_payouts.py",
            "from django.db import transaction", "kernel.db"),
    _broken("doors open transactions", "adulis/payouts/actions.py",
            "from adulis.kernel import db\nwith db.transaction():\n    pass", "the door opens it"),
    _broken("doors open transactions", "adulis/wallets/queries.py",
            "from adulis.kernel.db import transaction as t\nwith t():\n    pass",
            "the door opens it"),
    _broken("one clock", "adulis/payouts/actions.py",
            "from datetime import datetime, UTC\nat = datetime.now(UTC)", "take `at`"),
    _broken("one clock", "adulis/payouts/actions.py",
            "from django.utils import timezone as tz\nat = tz.now()", "take `at`"),
    _broken("one clock", "adulis/api/payouts.py", "import time\nat = time.time()", "take `at`"),
    _broken("one clock", "adulis/payouts/models.py",
            "at = models.DateTimeField(auto_now_add=True)", "auto_now_add reads a clock"),
    _broken("one clock", "adulis/payouts/models.py",
            "from django.utils.timezone import now\nat = models.DateTimeField(default=now)",
            "take `at`"),
    _broken("one clock", "adulis/payouts/actions.py",
            'db.execute("SELECT 1 WHERE due_at <= now()")', "this SQL reads a clock"),
    _broken("one clock", "adulis/payouts/actions.py",
            'db.execute(f"SELECT {x} > CURRENT_TIMESTAMP")', "this SQL reads a clock"),
    _broken("one clock", "adulis/payouts/queries.py",
            "from adulis.kernel import db\nat = db.clock()", "after the lock"),
    _broken("one clock", "adulis/payouts/policies.py",
            "from adulis.kernel.db import clock\nat = clock()", "after the lock"),
    _broken("verbs are called by keyword", "adulis/payouts/actions.py",
            "def cancel(payout_id, *, actor, at): ...", "cancel: every argument is keyword-only"),
    _broken("verbs are called by keyword", "adulis/pantry/actions/cancel.py",
            "def cancel(**given): ...", "keyword-only and named"),
    _broken("verbs say whether they need a transaction", "adulis/payouts/actions.py",
            "def cancel(*, actor, at): ...", "cancel wants @transaction_required"),
    _broken("who and when are arguments", "adulis/payouts/actions.py",
            "def cancel(*, at): ...", "cancel wants `actor`"),
    _broken("who and when are arguments", "adulis/payouts/actions.py",
            "def cancel(*, actor, at=None): ...", "`at` has no default"),
    _broken("questions are asked as someone", "adulis/payouts/queries.py",
            "def payout_of(payout_id): ...", "payout_of fetches by payout_id alone"),
    _broken("the environment is read once", "adulis/payouts/tasks.py",
            "import os\nRETRIES = os.environ['RETRIES']", "read it in settings.py"),
    _broken("no signals", "adulis/payouts/models.py",
            "from django.db.models.signals import post_save", "say the call"),
    _broken("no signals", "adulis/payouts/listeners.py",
            "from django.dispatch import receiver", "say the call"),
    _broken("saving only saves", "adulis/payouts/models.py",
            "class Payout(Model):\n    def save(self): ...", "Payout.save: write an action"),
    _broken("no news inside a transaction", "adulis/payouts/actions.py",
            'db.execute("NOTIFY payouts")', "its readers ask"),
    _broken("no news inside a transaction", "adulis/events/actions.py",
            'db.execute("SELECT pg_notify(%s, %s)")', "its readers ask"),
    # --- manners
    _broken("small enough to read aloud", "adulis/payouts/actions.py", _LONG_FUNCTION, "pay: 61"),
    _broken("small enough to read aloud", "simulators/bank/books.py", _LONG_MODULE, "401 lines"),
    _broken("names say something", "adulis/payouts/utils.py", "x = 1", "module utils"),
    _broken("names say something", "adulis/payouts/money_helpers.py", "x = 1", "money_helpers"),
    _broken("names say something", "adulis/payouts/tasks.py",
            "def process_payout(): ...", "process_payout: say what is done"),
    _broken("names say something", "adulis/payouts/tasks.py",
            "def handle(): ...", "handle: say what is done"),
    _broken("names say something", "adulis/payouts/tasks.py",
            "class PayoutManager: ...", "PayoutManager: say what it is"),
    _broken("every exception has a name", "adulis/payouts/tasks.py",
            "try:\n    pay()\nexcept Exception:\n    pass", "name the exception"),
    _broken("every exception has a name", "simulators/bank/app.py",
            "try:\n    pay()\nexcept:\n    pass", "name the exception"),
    _broken("every exception has a name", "tests/world.py",
            "try:\n    pay()\nexcept (KeyError, BaseException):\n    pass", "name the exception"),
    _broken("money is never a float", "adulis/payouts/policies.py",
            "fee = float(amount)", "float: whole minor units"),
    _broken("money is never a float", "adulis/fees/values.py", "GST = 0.18", "0.18: whole numbers"),
    _broken("money is never a float", "adulis/kernel/money.py", "x = minor / 100", "makes a float"),
    _broken("money is never a float", "adulis/ledger/models.py",
            "from django.db import models\nx = models.DecimalField()", "BigIntegerField"),
    _broken("constraints have names", "adulis/payouts/models.py",
            "c = models.UniqueConstraint(fields=['key'])", "UniqueConstraint wants a name"),
    _broken("constraints have names", "adulis/payouts/models.py",
            "c = models.CharField(unique=True)", "unique=True names it at random"),
    _broken("constraints have names", "adulis/payouts/models.py",
            "class Meta:\n    unique_together = [('a', 'b')]", "unique_together has no name"),
    _broken("ids are ordered", "adulis/payouts/models.py",
            "import uuid\nid = models.UUIDField(default=uuid.uuid4)", "kernel.ids.new_id"),
    # --- tests
    _broken("fakes are ours", "tests/rooms/test_payouts.py",
            "from unittest.mock import patch", "write a fake"),
    _broken("fakes are ours", "tests/rooms/test_payouts.py",
            "def test_pay(mocker): ...", "write a fake"),
    _broken("fakes are ours", "tests/rooms/test_payouts.py",
            "monkeypatch.setattr('adulis.kernel.db.clock', lambda: 1)", "do not patch our own"),
    _broken("fakes are ours", "tests/rooms/test_payouts.py",
            "from adulis.kernel import db\nmonkeypatch.setattr(db, 'clock', lambda: 1)",
            "do not patch our own"),
    _broken("tests do not sleep", "tests/storm/test_crash.py",
            "from time import sleep\nsleep(1)", "wait for the thing itself"),
    _broken("time is given", "tests/pure/test_money.py",
            "from datetime import date\ntoday = date.today()", "give the time"),
)  # fmt: skip

INNOCENT = (
    _fine("rooms look down", "adulis/payouts/actions.py", """
        from adulis.payouts.models import Payout
        from adulis.ledger import actions as ledger
        from adulis.kernel.money import Money
    """),
    _fine("rooms are entered by their doors", "adulis/api/payouts.py", """
        from typing import TYPE_CHECKING
        from adulis.payouts import actions, queries
        if TYPE_CHECKING:
            from adulis.payouts.models import Payout
    """),
    _fine("rooms are entered by their doors", "adulis/backoffice/admin.py",
          "from adulis.payouts.models import Payout"),
    _fine("the pure stay pure", "adulis/payouts/postings.py", """
        from dataclasses import dataclass
        from adulis.ledger.values import Transfer
        from adulis.kernel.money import Money
    """),
    _fine("the pure stay pure", "adulis/payouts/actions.py", "from django.db import models"),
    _fine("only actions write tables", "adulis/payouts/actions/cancel.py",
          "payout.save(update_fields=['state'])"),
    _fine("only actions write tables", "adulis/payouts/tasks.py", """
        seen.update(found)
        cache.delete("key")
        digest.update(b"x")
        rows = "SELECT id FROM payouts_payout FOR NO KEY UPDATE SKIP LOCKED"
    """),
    _fine("only actions write tables", "adulis/payouts/queries.py",
          '"""Never says INSERT INTO anything."""'),
    _fine("one module says atomic", "adulis/payouts/tasks.py",
          "from adulis.kernel.db import transaction"),
    _fine("doors open transactions", "adulis/payouts/tasks.py",
          "from adulis.kernel import db\nwith db.transaction():\n    pass"),
    _fine("doors open transactions", "adulis/payouts/actions.py",
          "from adulis.kernel.db import transaction_required, savepoint"),
    _fine("one clock", "adulis/payouts/actions.py", """
        import time
        from datetime import datetime, timedelta
        from adulis.kernel import db
        due_at = db.clock() + timedelta(seconds=30)
        began = time.monotonic()
        at = datetime.fromisoformat("2026-11-21")
        db.execute("SELECT 1 WHERE due_at <= adulis_clock()")
    """),
    _fine("verbs are called by keyword", "adulis/payouts/actions.py", """
        def cancel(*, payout_id, actor, at): ...
        def _locked(payout_id): ...
    """),
    _fine("verbs say whether they need a transaction", "adulis/payouts/actions.py", """
        @db.transaction_required
        def cancel(*, actor, at): ...
    """),
    _fine("who and when are arguments", "adulis/payouts/actions.py",
          "def cancel(*, payout_id, actor, at): ..."),
    _fine("questions are asked as someone", "adulis/payouts/queries.py", """
        def payout_of(merchant_id, payout_id): ...
        def payout_for_operator(payout_id): ...
        def _row(payout_id): ...
    """),
    _fine("names say something", "adulis/ops/management/commands/demo.py",
          "class Command:\n    def handle(self): ..."),
    _fine("names say something", "adulis/payouts/machine.py",
          "class Processing: ...\ndef processed_at(): ..."),
    _fine("names say something", "tests/bank.py", "class BankProcess: ...\ndef process(): ..."),
    _fine("ids are ordered", "adulis/api/sandbox.py", "import uuid\nutr = uuid.uuid4().hex"),
    _fine("every exception has a name", "simulators/bank/store.py", """
        try:
            work()
        except BaseException:
            undo()
            raise
    """),
    _fine("rooms are entered by their doors", "adulis/urls.py", "from adulis.api import health"),
    _fine("every exception has a name", "adulis/ops/worker.py", """
        try:
            work()
        except Exception:  # noqa: BLE001 – outermost loop: one bad payout must not stop the rest
            log()
    """),
    _fine("money is never a float", "adulis/gateways/client.py", "timeout_seconds = 0.5"),
    _fine("money is never a float", "adulis/payouts/policies.py", "half = amount // 2"),
    _fine("foreign keys point down", "adulis/payouts/models.py",
          'k = models.ForeignKey("ledger.Entry", models.PROTECT, related_name="+")'),
    _fine("foreign keys point down", "adulis/payouts/models.py", """
        class Payout(models.Model): ...
        k = models.ForeignKey(Payout, models.PROTECT, related_name="+")
    """),
    _fine("fakes are ours", "tests/rooms/test_payouts.py",
          "monkeypatch.setenv('A', 'b')\nmonkeypatch.setattr(sys, 'argv', [])"),
    _fine("tests do not sleep", "tests/waiting.py", "import time\ntime.sleep(0.01)"),
)  # fmt: skip
