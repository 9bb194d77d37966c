"""The table of files; their content is in storage, under a name made of their id."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from adulis.files.machine import FileState
from adulis.files.values import FilePurpose, MediaType
from adulis.kernel.ids import new_id
from adulis.kernel.sealed import SealedColumn

NAME = SealedColumn("files_file", "name_sealed")
SEALED = (NAME,)


class File(models.Model):
    """``digest`` is the SHA-256 of the content; ``key_id`` the key that sealed it, empty when there
    is nothing sealed. ``due_at``: when the worker erases it, unless something happens before.

    ``content_id``: what the content is stored as since it was sealed again; before that it lies
    under the file's own id. What is stored under a name is never replaced by anything else.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    merchant_id = models.UUIDField()
    purpose = models.CharField(max_length=16)
    media_type = models.CharField(max_length=40)
    size_bytes = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    name_sealed = models.TextField()
    key_id = models.CharField(max_length=40, blank=True)
    content_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default=FileState.ARRIVING)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "files_file"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[str(state) for state in FileState]),
                name="files_file_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(purpose__in=[str(each) for each in FilePurpose]),
                name="files_file_purpose_known",
            ),
            models.CheckConstraint(
                condition=models.Q(media_type__in=[str(each) for each in MediaType]),
                name="files_file_media_type_known",
            ),
            models.CheckConstraint(
                condition=models.Q(size_bytes__gte=1), name="files_file_is_not_empty"
            ),
            # What is kept is sealed by a key we know; what is erased is not there to be opened.
            models.CheckConstraint(
                condition=models.Q(state="arriving")
                | (models.Q(state="erased", key_id=""))
                | models.Q(state="removed")
                | models.Q(state="lost", key_id="")
                | (models.Q(state="kept") & ~models.Q(key_id="")),
                name="files_file_kept_has_key",
            ),
            # Whatever is not kept is erased one day, and what is kept is not.
            models.CheckConstraint(
                condition=models.Q(state__in=["arriving", "removed"], due_at__isnull=False)
                | models.Q(state__in=["kept", "lost", "erased"], due_at=None),
                name="files_file_due_is_erased",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at", "id"],
                name="files_file_due_idx",
                condition=models.Q(due_at__isnull=False),
            ),
            models.Index(fields=["merchant_id", "id"], name="files_file_merchant_idx"),
            models.Index(fields=["key_id", "id"], name="files_file_key_idx"),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"

    @property
    def stored_as(self) -> UUID:
        return self.content_id or self.id


class SpareContent(models.Model):
    """Content that may lie in storage and that no file needs: put beside the one in use while that
    is sealed again (``arriving_until``: by whom nobody else shall do the same), or replaced since.
    """

    id = models.UUIDField(primary_key=True)
    file_id = models.UUIDField()
    arriving_until = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    claim_count = models.IntegerField(default=0)

    class Meta:
        db_table = "files_spare_content"
        indexes = (
            models.Index(fields=["due_at", "id"], name="files_spare_content_due_idx"),
            models.Index(fields=["file_id"], name="files_spare_content_file_idx"),
        )

    def __str__(self) -> str:
        return f"spare content of {self.file_id}"
