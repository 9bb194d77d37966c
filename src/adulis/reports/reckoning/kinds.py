"""Which reckoning makes which kind."""

from __future__ import annotations

from collections.abc import Mapping

from adulis.reports.reckoning import agreed, book, holdings, payouts
from adulis.reports.values import Reckoning, ReportKind

RECKONINGS: Mapping[ReportKind, Reckoning] = {
    ReportKind.VOLUMES: book.VOLUMES,
    ReportKind.FEES: book.FEES,
    ReportKind.ESCROW_AGEING: holdings.ESCROW_AGEING,
    ReportKind.SAFEGUARDING: holdings.SAFEGUARDING,
    ReportKind.PAYOUTS: payouts.PAYOUTS,
    ReportKind.DISPUTES: agreed.DISPUTES,
    ReportKind.AUCTIONS: agreed.AUCTIONS,
}
