"""Who is on what: the one table of this room."""

from __future__ import annotations

from django.db import models

from adulis.kernel.ids import new_id
from adulis.oversight.values import WorkKind


class Ownership(models.Model):
    """An operator who has said that they are on something that waits. It locks nobody out.

    Who was on it before, and why that changed, is in the audit log.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16)
    thing_id = models.UUIDField()
    owner = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_ownership"
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "thing_id"], name="oversight_ownership_one_of_each"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in WorkKind]),
                name="oversight_ownership_kind_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.owner_id} is on {self.subject}"

    @property
    def subject(self) -> str:
        return f"{self.kind}/{self.thing_id}"
