"""Every verb leaves an audit record, or says here why it leaves none.

Read from the source: a verb has to lead to ``audit.write`` or ``audit.write_all``, by itself or
through what it calls. That it does so whenever money moves is tried on the database itself, in
``tests/rooms/test_every_posting_is_audited.py``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from tests.architecture.source import Source, all_sources, dotted, imports, meaning, parse, verbs

WRITES = {"adulis.audit.actions.write", "adulis.audit.actions.write_all"}

# Verbs without a record, and why none is owed. One that writes one after all fails a test.
UNRECORDED = {
    "adulis.gateways.actions.note_examination": "what the invariants say changes nothing",
    "adulis.payouts.actions.ask_about_all": "nothing is decided: the bank is asked earlier",
    "adulis.deals.actions.begin_attachment": "as for files.begin_file; keeping it is recorded",
    "adulis.deals.actions.unwatch_deal": "a person's bookmark",
    "adulis.deals.actions.watch_deal": "a person's bookmark",
    "adulis.deposits.actions.leave_to_the_worker": "nothing is decided: the worker does it",
    "adulis.deposits.actions.look_again": "nothing is decided: it is looked at again",
    "adulis.deposits.actions.note_dispute_silence": "silence decides nothing",
    "adulis.deposits.actions.note_intent_asked": "creating it is recorded; this is a question",
    "adulis.deposits.actions.ask_about_refunds": "nothing is decided: the gateway is asked earlier",
    "adulis.deposits.actions.note_refund_absent": "it decides nothing: it may be ordered again",
    "adulis.deposits.actions.note_refund_ordered": "asking for it is recorded; this is an order",
    "adulis.deposits.actions.note_refund_silence": "silence decides nothing",
    "adulis.deposits.actions.nudge_refund": "nothing is decided: it is looked at again",
    "adulis.deposits.actions.take_rate": "what a gateway quotes, kept as it was told",
    "adulis.deposits.actions.take_up_refunds": "a claim on work; what is done is recorded",
    "adulis.deposits.actions.take_up_replies": "as for take_up_refunds",
    "adulis.disputes.actions.begin_evidence": "as for files.begin_file; keeping it is recorded",
    "adulis.events.actions.record": "stands beside the record of whoever states the fact",
    "adulis.events.actions.record_all": "as for record",
    "adulis.events.actions.begin_epoch": "nobody decided anything: the database is another",
    "adulis.events.actions.next_batch": "reads, under a lock",
    "adulis.events.actions.advance": "a reader's bookmark",
    "adulis.events.actions.consume": "what its reader does about a fact is its own deed",
    "adulis.fees.actions.use_quote": "the operation it is used for is recorded",
    "adulis.files.actions.begin_file": "nothing is there yet; keeping it is recorded",
    "adulis.files.actions.erase_content": "at the storage; removing the file is recorded",
    "adulis.files.actions.fetch_content": "reads; who is shown a file is recorded by its room",
    "adulis.files.actions.postpone_erasing": "nothing is decided: it is tried again",
    "adulis.files.actions.put_content": "at the storage; keeping the file is recorded",
    "adulis.files.actions.begin_resealing": "nothing is exchanged yet; exchanging it is recorded",
    "adulis.files.actions.erase_spare": "at the storage; what took its place is recorded",
    "adulis.files.actions.forget_spare": "as for erase_spare",
    "adulis.files.actions.hold_content": "as for fetch_content",
    "adulis.files.actions.postpone_spare": "nothing is decided: it is tried again",
    "adulis.gateways.actions.put_off": "nothing is decided: it is looked at again",
    "adulis.gateways.actions.store_callback": "keeps what a bank said; acting on it is the deed",
    "adulis.gateways.actions.store_webhook": "as for store_callback",
    "adulis.gateways.actions.mark_applied": "what was done about it has its own record",
    "adulis.gateways.actions.park": "the case that is opened has its own record",
    "adulis.gateways.actions.put_callback_back": "nothing is decided: it is looked at again",
    "adulis.gateways.actions.record_submissions": "counts",
    "adulis.gateways.actions.take_probe": "counts",
    "adulis.gateways.actions.lock_lines": "reads, under a lock",
    "adulis.gateways.actions.move_lines": "what a line moved, or the case about it, is recorded",
    "adulis.gateways.actions.postpone_lines": "nothing is decided: it is looked at again",
    "adulis.notifications.actions.announce": "stands beside what was told",
    "adulis.notifications.actions.dismiss_alert": "a person's bookmark",
    "adulis.notifications.actions.forget_notices": "read half a year ago; what they tell of stays",
    "adulis.notifications.actions.read_all": "a person's bookmark",
    "adulis.notifications.actions.read_notice": "a person's bookmark",
    "adulis.identity.actions.forget_links": "links that nobody can use any more",
    "adulis.identity.actions.wish_for_link": "nobody is looked up yet; granting it is recorded",
    "adulis.identity.actions.wish_to_sign_up": "as for wish_for_link",
    "adulis.identity.actions.note_key_use": "when a key was last used, kept with the key",
    "adulis.webhooks.actions.give_back_deliveries": "nothing is decided: it is taken up again",
    "adulis.ledger.actions.note_publication": "nothing is decided: it is a copy of a seal",
    "adulis.ledger.actions.post": "an entry says who; why is said by the verb that posts it",
    "adulis.ledger.actions.post_all": "as for post",
    "adulis.ledger.actions.reverse": "as for post",
    "adulis.ledger.actions.roll_checkpoints": "a checkpoint is a sum",
    "adulis.ledger.actions.seal_entries": "a seal is a sum, of what was decided before",
    "adulis.reports.actions.sum_flows": "what flowed in a day is a sum",
    "adulis.ops.actions.beat": "a worker's sign of life",
    "adulis.ops.actions.retire": "as for beat",
    "adulis.ops.actions.note_base": "what lies in the place is the record of it",
    "adulis.ops.actions.note_examination": "the log tells of what is broken, with its rows",
    "adulis.payouts.actions.start_attempts": "the payout's start is recorded; tries are evidence",
    "adulis.reconciliation.actions.open_days": "days begin by themselves",
    "adulis.timers.actions.set_timer": "stands beside the record of whoever moved the subject",
    "adulis.timers.actions.cancel_timers": "as for set_timer",
    "adulis.timers.actions.pause_timers": "as for set_timer",
    "adulis.timers.actions.resume_timers": "as for set_timer",
    "adulis.timers.actions.postpone": "as for set_timer",
    "adulis.reports.actions.note_progress": "a claim on work; what is kept is recorded",
    "adulis.timers.actions.fire": "what it leads to is recorded",
    "adulis.verification.actions.begin_document": "as for files.begin_file",
    "adulis.wallets.actions.lock_transfers": "a lock",
    "adulis.webhooks.actions.fan_out": "nothing is decided: who asked for events is told them",
    "adulis.webhooks.actions.take_up_deliveries": "a claim on work; what is done is written down",
}


@cache
def modules() -> dict[str, Source]:
    return {".".join(source.parts): source for source in all_sources() if source.room}


@cache
def definitions(source: Source) -> Mapping[str, ast.AST]:
    """Functions and classes of a module, by name."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found: dict[str, ast.AST] = {n.name: n for n in source.tree.body if isinstance(n, kinds)}
    # Tables of functions count as what they hold.
    for node in source.tree.body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and getattr(node, "value", None) is not None:
                found.setdefault(target.id, node)
    return MappingProxyType(found)


@cache
def spoken_of(source: Source, name: str) -> frozenset[str]:
    """Whatever of ours the definition ``name`` of a module speaks of, by its full name."""
    local = definitions(source)
    return frozenset(_spoken_of(source, local[name])) if name in local else frozenset()


def _spoken_of(source: Source, definition: ast.AST) -> Iterator[str]:
    module = ".".join(source.parts)
    local, names = definitions(source), meaning(source)
    for node in ast.walk(definition):
        if isinstance(node, (ast.Name, ast.Attribute)) and (said := dotted(node)):
            first, _, rest = said.partition(".")
            if first in local and first not in names:
                yield f"{module}.{first}"
            elif names.get(first, "").startswith("adulis."):
                yield names[first] + (f".{rest}" if rest else "")


@cache
def handed_out(package: str) -> dict[str, str]:
    """Where a package has its names from."""
    source = modules().get(package)
    if source is None or not source.is_package:
        return {}
    return {each.name.rpartition(".")[2]: each.name for each in imports(source)}


def located(full: str) -> tuple[str, str] | None:
    """Module and definition that a full name leads to."""
    parts = full.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        module, name = ".".join(parts[:cut]), parts[cut]
        if module in modules():
            real = handed_out(module).get(name)
            if real is not None and real != full:
                return located(real)
            return module, name
    return None


@cache
def leads_to_a_record(full: str) -> bool:
    return bool(reachable(full) & WRITES)


def reachable(full: str) -> set[str]:
    seen: set[str] = set()
    waiting = [full]
    while waiting:
        here = waiting.pop()
        place = located(here)
        if place is None or ".".join(place) in seen:
            continue
        seen.add(".".join(place))
        if ".".join(place) not in WRITES:
            module, name = place
            waiting += spoken_of(modules()[module], name)
    return seen


def every_verb() -> dict[str, bool]:
    """``adulis.payouts.actions.create_payout``, and whether it leads to a record."""
    return {
        f"adulis.{source.room}.actions.{node.name}": leads_to_a_record(
            f"{'.'.join(source.parts)}.{node.name}"
        )
        for source in all_sources()
        if source.room and source.room != "audit"
        for node in verbs(source)
    }


def test_every_verb_leaves_a_record() -> None:
    silent = {name for name, recorded in every_verb().items() if not recorded}
    assert silent - set(UNRECORDED) == set(), "write one (adulis.audit), or say why none is owed"


def test_no_excuse_outlives_its_reason() -> None:
    found = every_verb()
    assert {name for name in UNRECORDED if found.get(name, True)} == set()


def test_a_verb_that_writes_nothing_down_is_found() -> None:
    planted = parse(
        "adulis/wallets/actions.py",
        "from adulis.kernel import db\n"
        "def empty_wallet(*, actor, at):\n    db.execute('DELETE FROM wallets_wallet')\n",
    )
    [verb] = list(verbs(planted))
    modules()["adulis.planted.actions"] = planted
    try:
        assert not leads_to_a_record(f"adulis.planted.actions.{verb.name}")
    finally:
        del modules()["adulis.planted.actions"]


def test_one_that_does_it_through_somebody_else_is_not() -> None:
    found = every_verb()
    assert found["adulis.wallets.actions.recognise_credit"]
    assert found["adulis.payouts.actions.weigh_words"]
    assert found["adulis.payouts.actions.create_payout"]
