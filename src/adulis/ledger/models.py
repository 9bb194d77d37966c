"""The four tables of the book. No verbs; nothing here is ever changed.

What Django cannot say (transaction ids, guards, the functions of the posting path) is SQL beside
the first migration. Foreign keys are checked by the guards, not by constraints: those would cost a
batch almost half its speed.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Account(models.Model):
    """A place where money can be. Everything about it follows from its address (see ``chart``)."""

    id = models.BigIntegerField(
        primary_key=True, help_text="The first 63 bits of the SHA-256 of the address."
    )
    address = models.CharField(max_length=160)
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=24)
    floor_minor = models.BigIntegerField(null=True, help_text="The balance never falls below this.")
    chained = models.BooleanField(help_text="Its lines carry a sequence and the running balance.")

    class Meta:
        db_table = "ledger_account"
        constraints = (
            models.UniqueConstraint(fields=["address"], name="ledger_account_address_unique"),
        )
        indexes = (
            models.Index(
                fields=["address"],
                name="ledger_account_begins_idx",
                opclasses=["varchar_pattern_ops"],
            ),
        )

    def __str__(self) -> str:
        return self.address


class Entry(models.Model):
    """One balanced event. The column ``xid`` exists only in SQL."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    at = models.DateTimeField(help_text="Business time: when it happened.")
    recorded_at = models.DateTimeField(help_text="When it entered the book.")
    actor = models.CharField(max_length=200)
    reverses = models.UUIDField(null=True, help_text="The entry this one takes back.")
    memo = models.TextField(blank=True)
    metadata = models.JSONField()
    digest = models.BinaryField(help_text="SHA-256 of everything the entry says.")

    class Meta:
        db_table = "ledger_entry"
        constraints = (
            # Compares bytes, so that it also finds keys by how they begin.
            models.UniqueConstraint(
                fields=["key"],
                name="ledger_entry_key_unique",
                opclasses=["varchar_pattern_ops"],
            ),
            models.CheckConstraint(condition=~Q(key=""), name="ledger_entry_has_key"),
            models.CheckConstraint(condition=~Q(kind=""), name="ledger_entry_has_kind"),
        )
        indexes = (
            models.Index(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_entry_reverses_idx",
            ),
            # For people who look through the book; whoever posts asks nothing of it.
            models.Index(fields=["kind", "at", "id"], name="ledger_entry_kind_at_idx"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Line(models.Model):
    """What one entry does to one account. The column ``xid`` exists only in SQL.

    A transfer is two neighbouring lines: odd positions give, even ones take. ``at`` and
    ``recorded_at`` repeat the entry's, so that an account's history is read from its lines alone.
    """

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(
        Entry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    position = models.SmallIntegerField()
    account = models.ForeignKey(
        Account,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    sequence = models.BigIntegerField(null=True)
    amount_minor = models.BigIntegerField()
    balance_minor = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_line"
        constraints = (
            models.UniqueConstraint(
                fields=["entry", "position"], name="ledger_line_position_unique"
            ),
            models.UniqueConstraint(
                fields=["account", "sequence"],
                condition=Q(sequence__isnull=False),
                name="ledger_line_sequence_unique",
            ),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="ledger_line_moves"),
        )

    def __str__(self) -> str:
        return f"line {self.id}: {self.amount_minor:+d}"


class Checkpoint(models.Model):
    """What an unchained account came to, up to a transaction nobody can precede any more.

    In SQL also ``through_xid`` (lines of earlier transactions are in) and ``next_xid`` (the first
    transaction id that had not been given out).
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        Account,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    balance_minor = models.BigIntegerField()
    line_count = models.BigIntegerField()
    recorded_through = models.DateTimeField(help_text="Recorded time of the latest line in it.")
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_checkpoint"

    def __str__(self) -> str:
        return f"{self.account_id}: {self.balance_minor} after {self.line_count} lines"


class Leaf(models.Model):
    """One entry in the sealed book (see ``leaves``). ``salt`` hides what a proof does not show."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(
        Entry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    hash = models.BinaryField()
    salt = models.BinaryField()

    class Meta:
        db_table = "ledger_leaf"
        constraints = (models.UniqueConstraint(fields=["entry"], name="ledger_leaf_entry_unique"),)

    def __str__(self) -> str:
        return f"leaf {self.position}"


class Node(models.Model):
    """The root of a complete subtree of 256 leaves, of 256 such, and so on (see ``sealed``)."""

    id = models.BigAutoField(primary_key=True)
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        db_table = "ledger_node"
        constraints = (
            models.UniqueConstraint(fields=["level", "index"], name="ledger_node_place_unique"),
        )

    def __str__(self) -> str:
        return f"node {self.index} of level {self.level}"


class Seal(models.Model):
    """How the book stood: so many entries, with this root (see ``heads``)."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField(help_text="How many entries it is over.")
    root = models.BinaryField()
    previous = models.BinaryField(help_text="SHA-256 of the text of the head before.")
    made_at = models.DateTimeField()
    origin = models.CharField(max_length=120)
    public_key = models.BinaryField(help_text="Ed25519; empty where it is not signed.")
    signature = models.BinaryField()
    through_xid = models.BigIntegerField(
        help_text="Entries of earlier transactions are all sealed."
    )
    lineage = models.CharField(max_length=60, help_text="Which database counted transactions.")

    class Meta:
        db_table = "ledger_seal"
        constraints = (models.UniqueConstraint(fields=["size"], name="ledger_seal_size_unique"),)

    def __str__(self) -> str:
        return f"seal {self.number} over {self.size} entries"


class Publication(models.Model):
    """That a head has left the house. It may have left more than once; once it is known to."""

    id = models.BigAutoField(primary_key=True)
    number = models.BigIntegerField(help_text="The number of the seal.")
    place = models.CharField(max_length=300, help_text="Where it is, without what opens it.")
    published_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_publication"
        indexes = (models.Index(fields=["place", "number"], name="ledger_publication_place_idx"),)

    def __str__(self) -> str:
        return f"head {self.number} at {self.place}"
