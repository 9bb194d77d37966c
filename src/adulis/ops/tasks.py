"""What the worker does, and how long it rests when there is nothing to do."""

from __future__ import annotations

from importlib import import_module

from adulis.bidding import tasks as bidding
from adulis.deals import tasks as deals
from adulis.deposits import tasks as deposits
from adulis.deposits import tasks_back as back
from adulis.deposits import tasks_sweep
from adulis.deposits.queries import profile as gateway_profile
from adulis.disputes import tasks as disputes
from adulis.escrow import tasks as escrow
from adulis.events import tasks as events
from adulis.files import tasks as files
from adulis.identity import tasks as identity
from adulis.ledger import tasks as ledger
from adulis.mail import tasks as mail
from adulis.notifications import tasks as notifications
from adulis.ops import billing, demo_auction, heads, invariants, resealing, restored
from adulis.ops.worker import Task
from adulis.oversight import tasks as oversight
from adulis.payouts import tasks as payouts
from adulis.reconciliation import tasks as reconciliation
from adulis.reports import tasks as reports
from adulis.timers import tasks as timers
from adulis.wallets import tasks as wallets
from adulis.webhooks import tasks as webhooks

# Doors do not know each other: what they leave behind is found by name, as checks are.
api = import_module("adulis.api.tasks")
back_office = import_module("adulis.backoffice.tasks")

DISPUTES_SECONDS = gateway_profile().sweep_every.total_seconds()
# A gateway that pays out within seconds is asked what it paid as often.
SETTLEMENTS_SECONDS = min(60.0, DISPUTES_SECONDS)

TASKS = (
    Task("payouts.dispatch", payouts.dispatch_payouts, idle_seconds=0.2),
    Task("payouts.dispatch_again", payouts.dispatch_attempts, idle_seconds=0.5),
    Task("payouts.enquire", payouts.enquire, idle_seconds=0.5),
    Task("payouts.callbacks", payouts.apply_callbacks, idle_seconds=0.2),
    Task("wallets.credits", wallets.apply_credits, idle_seconds=0.2),
    Task("deposits.nudges", deposits.apply_nudges, idle_seconds=0.2),
    Task("deposits.follow", deposits.follow_deposits, idle_seconds=0.5),
    Task("deposits.sweep", tasks_sweep.sweep_payments, idle_seconds=60.0, first_after_seconds=10.0),
    Task("deposits.clear", deposits.clear_deposits, idle_seconds=1.0),
    Task("deposits.deadlines", deposits.watch_deadlines, idle_seconds=5.0),
    Task("deposits.refunds", back.follow_refunds, idle_seconds=0.5),
    Task("deposits.refund_deadlines", back.watch_refunds, idle_seconds=30.0),
    Task("deposits.chargebacks", back.follow_chargebacks, idle_seconds=2.0),
    Task("deposits.disputes", back.sweep_disputes, idle_seconds=DISPUTES_SECONDS),
    Task("deposits.replies", back.tell_replies, idle_seconds=1.0),
    Task("deposits.rates", back.fetch_rates, idle_seconds=30.0),
    Task("deposits.settlements", back.fetch_settlements, idle_seconds=SETTLEMENTS_SECONDS),
    Task("deposits.settlement_lines", back.match_settlements, idle_seconds=5.0),
    Task("deposits.unreported", tasks_sweep.ask_about_unreported, idle_seconds=300.0),
    Task("escrow.timers", escrow.fire_timers, idle_seconds=1.0),
    Task("escrow.listen", escrow.listen, idle_seconds=1.0),
    Task("deals.timers", deals.fire_timers, idle_seconds=1.0),
    Task("deals.listen", deals.listen, idle_seconds=1.0),
    Task("bidding.timers", bidding.fire_timers, idle_seconds=0.5),
    Task("bidding.listen", bidding.listen, idle_seconds=0.5),
    Task("bidding.outages", bidding.give_back_outages, idle_seconds=5.0),
    Task("demo.auction", demo_auction.tend_here, idle_seconds=10.0, first_after_seconds=2.0),
    Task("disputes.timers", disputes.fire_timers, idle_seconds=1.0),
    Task("disputes.listen", disputes.listen, idle_seconds=1.0),
    Task("payouts.batches", payouts.run_batches, idle_seconds=1.0),
    Task("payouts.release_funds", payouts.release_funds, idle_seconds=1.0),
    Task("payouts.deadlines", payouts.watch_deadlines, idle_seconds=5.0),
    Task("reconciliation.statements", reconciliation.fetch_statements, idle_seconds=5.0),
    Task("reconciliation.lines", reconciliation.match_statements, idle_seconds=2.0),
    Task("reconciliation.days", reconciliation.close_days, idle_seconds=10.0),
    Task("reports", reports.make_reports, idle_seconds=1.0),
    Task("reports.flows", reports.sum_flows, idle_seconds=60.0, first_after_seconds=5.0),
    Task("billing.documents", billing.bill, idle_seconds=60.0, first_after_seconds=30.0),
    Task("identity.wishes", identity.grant_wishes, idle_seconds=0.5),
    Task("notifications.letters", notifications.listen, idle_seconds=2.0),
    Task("notifications.alerts", notifications.tell_of_alerts, idle_seconds=5.0),
    Task("notifications.waiting", notifications.write_waiting, idle_seconds=5.0),
    Task("notifications.platform", notifications.watch_platform, idle_seconds=10.0),
    Task("notifications.forget", notifications.forget_notices, idle_seconds=3_600.0),
    Task("webhooks.fan_out", webhooks.fan_out, idle_seconds=0.2),
    Task("webhooks.deliver", webhooks.deliver, idle_seconds=0.2, leave_off=webhooks.leave_off),
    Task("mail.letters", mail.send_letters, idle_seconds=1.0),
    Task("oversight.restored", restored.watch, idle_seconds=5.0),
    Task("oversight.ownerships", oversight.end_ownerships, idle_seconds=5.0),
    Task("oversight.freezes", oversight.end_freezes, idle_seconds=1.0),
    Task("oversight.approvals", oversight.expire_approvals, idle_seconds=60.0),
    Task("ledger.checkpoints", ledger.roll_checkpoints, idle_seconds=10.0),
    Task("ledger.seals", ledger.seal, idle_seconds=2.0),
    Task("ledger.heads", heads.publish_heads, idle_seconds=60.0, first_after_seconds=10.0),
    Task("files.erase", files.erase_files, idle_seconds=60.0),
    Task("files.spares", files.erase_spares, idle_seconds=60.0),
    Task("api.answers", api.forget_answers, idle_seconds=60.0),
    Task("api.throttles", api.forget_throttles, idle_seconds=60.0),
    Task("back_office.sessions", back_office.forget_sessions, idle_seconds=3_600.0),
    Task("identity.links", identity.forget_links, idle_seconds=3_600.0),
    Task("timers.beat", timers.beat, idle_seconds=5.0),
    Task("events.epoch", events.watch_epoch, idle_seconds=5.0),
    Task("keys.reseal", resealing.reseal, idle_seconds=5.0),
    Task("invariants", invariants.watch, idle_seconds=3_600.0, first_after_seconds=600.0),
)
