"""One window for all tables: columns chosen by what they are, secrets left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest

COLUMNS = 9
# Counting ten million rows takes seconds and tells nobody anything.
COUNT_CAP = 10_000
# Whoever finds more by one name looks at a page that is made for it.
MOST_FOUND = 1_000

_SECRET = re.compile(
    r"(^|_)(password|hash|secret|ciphertext|sealed|encrypted|token|jti|pepper|index|fingerprint)(_|$)"
)
_LONG = (models.TextField, models.JSONField)


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts up to a cap; whoever looks for more than that searches."""

    @property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:COUNT_CAP].count())


class TableWindow(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of one table, read-only whoever looks."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ("-pk",)

    def __init__(self, model: type[models.Model], site: admin.AdminSite) -> None:
        shown = [field for field in model._meta.concrete_fields if not is_secret(field)]
        columns = [field for field in shown if not isinstance(field, _LONG)][:COLUMNS]
        self.list_display = [_column(field) for field in columns]
        self.shown = [field.name for field in shown]
        self.searched = [field.name for field in shown if _is_searched(field)]
        super().__init__(model, site)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return self.searched

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Rows that go by this name in one of the columns, each looked for by its own index.

        Of "one or the other" PostgreSQL makes a walk through the whole table.
        """
        term = search_term.strip()
        if not term:
            return queryset, False
        found: set[Any] = set()
        for name in self.searched:
            try:
                named = queryset.order_by().filter(**{name: term})
            except (ValueError, ValidationError):  # it cannot stand in that column
                continue
            found.update(named.values_list("pk", flat=True)[:MOST_FOUND])
        return queryset.filter(pk__in=found), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return self.shown

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def is_secret(field: models.Field[Any, Any]) -> bool:
    """Whether a column is for machines only: hashes, ciphertexts, bytes."""
    return isinstance(field, models.BinaryField) or _SECRET.search(field.name) is not None


def _column(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """A column that shows the stored value; a foreign key as the id it is, without a query."""

    @admin.display(description=field.verbose_name, ordering=field.name)
    def column(row: Any) -> Any:
        return getattr(row, field.attname)

    column.__name__ = field.attname
    return column


def _is_searched(field: models.Field[Any, Any]) -> bool:
    """By exact value, so that an index answers: the key, and what has one over all rows."""
    meta = field.model._meta
    kinds = (*meta.indexes, *meta.constraints)
    indexed = {each.fields[0] for each in kinds if _is_over_all(each)}
    has_own = getattr(field, "db_index", False)
    is_a_name = not isinstance(field, models.DateField)
    return bool(is_a_name and (field.unique or has_own or field.name in indexed))


def _is_over_all(index: models.Index | models.BaseConstraint) -> bool:
    """Whether an index of columns has every row in it."""
    if not isinstance(index, models.Index | models.UniqueConstraint):
        return False
    return bool(index.fields) and index.condition is None
