"""Columns of words that are known."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


def one_of(column: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """The database knows the words too."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [word.value for word in words]}), name=name
    )
