"""A table's window that also says where the entries of the ledger about a row are."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from adulis.backoffice.ledger import LOOKERS
from adulis.backoffice.operators import may, operator_of
from adulis.backoffice.places import entries_about, subject_of_row
from adulis.backoffice.scopes import KINDS
from adulis.backoffice.tables import TableWindow


class RowWindow(TableWindow):
    change_form_template = "admin/row.html"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        subject = subject_of_row(self.model._meta.label, object_id)
        has_entries = subject.partition("/")[0] in KINDS and may(operator_of(request), LOOKERS)
        place = entries_about(subject) if has_entries else ""
        context = {**(extra_context or {}), "entries_href": place}
        return super().change_view(request, object_id, form_url, context)
