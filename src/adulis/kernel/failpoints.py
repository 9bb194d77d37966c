"""Places where a sandbox process can be made to die, to prove that nothing is lost when one does.

A process started with ``ADULIS_FAILPOINT=record.before_commit`` is ended there by SIGKILL: nothing
is flushed, no ``finally`` runs, no answer is sent. ``hook.before_commit:8`` ends it when an eighth
thread arrives; the seven before it wait there, so that one death serves eight requests. A live
installation refuses to start armed; unarmed, ``hit`` is an empty function.

==============================  =================================================================
point                           what is true when the process dies there
==============================  =================================================================
create.before_commit            a money POST has done everything, and nothing of it is committed
create.after_commit             committed, with the bytes of its answer; nobody was answered
claim.after_lease               rows are leased and counted; nobody has looked at them yet
claim.before_commit             the intent to send is written, and not committed
claim.after_commit              the intent is committed; the order is not even written
send.before                     the order is written; no connection was made for it
send.request_lost               connected, half of the order was sent
send.after_bank_before_reply    all of the order was sent, and nothing of the answer was read
send.after_reply                the bank has answered; nobody has acted upon it
record.before_commit            the answer was acted upon, and nothing of it is committed
record.after_commit             committed; the worker does not know yet
enquire.before_query            the question is counted and committed, and not asked
enquire.after_query             it was answered; nobody has acted upon it
enquire.before_commit           the answer was acted upon, and nothing of it is committed
hook.before_commit              a callback is stored, and not committed
hook.after_commit_before_200    committed; the bank was not told that we have it
apply.before_commit             a stored callback was acted upon, and nothing of it is committed
apply.after_commit              committed; the worker does not know yet
follow.after_lease              deposits are leased and counted; nobody has asked about them yet
follow.after_reply              the gateway said what they are; nobody has acted upon it
open.after_commit               that a deposit is being ordered is committed; nothing was sent
open.after_reply                the gateway has opened a page; nobody has acted upon it
weigh.before_commit             a gateway's word was acted upon, and nothing of it is committed
weigh.after_commit              committed; the worker does not know yet
nudge.after_lease               messages of a gateway are leased; nobody has asked it yet
nudge.before_commit             a nudge was followed and marked; nothing of it is committed
nudge.after_commit              committed; the worker does not know yet
call.request_lost               connected to a gateway, half of what it is told was sent
call.after_all_before_reply     all of it was sent, and nothing of the answer was read
close.after_reply               a gateway has closed a page; nobody has acted upon it
clear.before_commit             a deposit was cleared, and nothing of it is committed
clear.after_commit              committed; the worker does not know yet
refund.after_lease              refunds are leased and counted; nobody has looked at them yet
refund.before_order             that a refund is ordered is written, and not committed
refund.after_order              committed; the order is not even written
refund.before_order_again       that it is ordered once more is written, and not committed
refund.after_order_again        committed; the order is not even written
refund.after_reply              the gateway said how it stands; nobody has acted upon it
refund.before_commit            that was acted upon, and nothing of it is committed
refund.after_commit             committed; the worker does not know yet
dispute.after_lease             disputes are leased and counted; nobody has asked about them yet
dispute.after_reply             the gateway said how one stands; nobody has acted upon it
dispute.before_commit           that was acted upon, and nothing of it is committed
dispute.after_commit            committed; the worker does not know yet
answer.after_lease              answers to disputes are leased; nobody has looked at them yet
answer.before_commit            that they are told now is written, and not committed
answer.after_commit             committed; nothing was sent
answer.after_reply              the gateway has one; nobody has noted that
answer.before_note              that it has it is noted, and not committed
answer.after_note               committed; what the dispute is now was not acted upon
settle.after_reply              a gateway's report was read; nothing of it is kept
settle.before_commit            it is kept, and not committed
settle.after_commit             committed; the worker does not know yet
match.after_lease               lines of reports are leased; nobody has compared them yet
match.before_commit             they were compared, and nothing of it is committed
match.after_commit              committed; what is missing here was not fetched yet
meet.before_commit              payouts were looked for at the bank; nothing of it is committed
meet.after_commit               committed; the worker does not know yet
fire.after_lease                timers are leased and counted; nobody has done what they announce
fire.before_commit              a timer was fired and acted upon, and nothing of it is committed
fire.after_commit               committed; the worker does not know yet
tell.before_commit              people were told of facts, and nothing of it is committed
tell.after_commit               committed; the worker does not know yet
alert.before_commit             some people were told of an alert; nothing of it is committed
alert.after_commit              committed; the worker does not know yet
gather.before_commit            what waited was written as a letter; nothing of it is committed
gather.after_commit             committed; the worker does not know yet
fan.before_commit               it is written down who is told of facts, and not committed
fan.after_commit                committed; the worker does not know yet
deliver.after_lease             deliveries are leased and counted; nothing was sent yet
deliver.after_answer            a receiver has answered; nobody has noted that
deliver.before_commit           what it answered is noted, and not committed
deliver.after_commit            committed; the worker does not know yet
seal.before_commit              entries are sealed, with a head over them, and not committed
seal.after_commit               committed; the worker does not know yet
publish.after_answer            a head was taken out of the house; nobody has noted that
publish.before_commit           it is noted, and not committed
publish.after_commit            committed; the worker does not know yet
report.after_lease              reports are leased and counted; nothing was read for them yet
report.before_commit            all rows of one are written, and not committed
report.after_commit             committed; the worker does not know yet
==============================  =================================================================
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# The table above is the list: a point nobody explained does not exist.
POINTS = frozenset(re.findall(r"^([a-z]+\.[a-z0-9_]+) {2,}", __doc__ or "", re.MULTILINE))
_SPELLING = re.compile(r"([a-z0-9_.]+)(?::([1-9][0-9]*))?")


def arm(spelling: str, mode: str) -> Callable[[str], None]:
    """What ``hit`` is in a process started with this ``ADULIS_FAILPOINT`` and ``ADULIS_MODE``.

    Raises ImproperlyConfigured for a point that does not exist, and for any point in live mode.
    """
    if not spelling:
        return _pass_by
    found = _SPELLING.fullmatch(spelling)
    if mode != "sandbox" or found is None or found[1] not in POINTS:
        raise ImproperlyConfigured(
            f"ADULIS_FAILPOINT={spelling} in {mode} mode: no process can be started like this"
        )
    return _Trap(found[1], int(found[2] or 1)).hit


def _pass_by(name: str) -> None:
    """Nothing happens here."""


class _Trap:
    """Ends the process when the ``wanted``-th comes to ``point``."""

    def __init__(self, point: str, wanted: int) -> None:
        self.point = point
        self._missing = threading.Semaphore(wanted - 1)

    def hit(self, name: str) -> None:
        if name != self.point:
            return
        if not self._missing.acquire(blocking=False):
            os.kill(os.getpid(), signal.SIGKILL)
        # Calls to the bank share one thread, and none is acted upon before all have ended: there it
        # is enough to count.
        if not _shares_its_thread():
            threading.Event().wait()


def _shares_its_thread() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


ARMED = bool(settings.ADULIS_FAILPOINT)
hit = arm(settings.ADULIS_FAILPOINT, settings.ADULIS_MODE)
