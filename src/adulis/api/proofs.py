"""``/ledger/entries/<id>/proof/``: what convinces a merchant, without us, that the book says so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.request import Request

from adulis.api.merchants import viewer_of
from adulis.api.renderers import answer, raw_answer
from adulis.api.schema import documents
from adulis.api.views import Endpoint, PublicEndpoint
from adulis.ledger import errors, proving

_PYTHON = "text/x-python"


class ProofOut(serializers.Serializer[Any]):
    """A proof of inclusion (RFC 6962); what it is made of is told in docs/proof.md."""

    format = serializers.CharField()
    position = serializers.IntegerField(help_text="The place of the leaf, counted from 0.")
    parts = serializers.ListField(
        child=serializers.DictField(),
        help_text="What and when, by whom and why, then each line: a `part` with its `salt`, or the"
        " `commitment` (SHA-256) of one that is not shown. All in hex.",
    )
    path = serializers.ListField(child=serializers.CharField(), help_text="Hashes up to the root.")
    head = serializers.CharField(help_text="The head of the sealed book, with its signature.")
    public_key = serializers.CharField(allow_null=True, help_text="Who is said to have signed.")


class EntryProof(Endpoint):
    @documents(
        "get_entry_proof",
        "Prove a ledger entry",
        answers={200: ProofOut},
        refuses=(errors.UnknownEntry, errors.EntryNotSealed),
        merchant=True,
    )
    def get(self, request: Request, entry_id: UUID) -> HttpResponse:
        """That an entry which moved money of the merchant is in the sealed book, for anybody to
        check offline with `/ledger/verifier/`. It shows what the entry is, when it was, and the
        merchant's own lines; who else is in it, who did it and why stays hidden.
        """
        viewer = viewer_of(request)
        sent = answer(proving.prove_to_merchant(viewer.merchant_id, entry_id))
        sent["Content-Disposition"] = f'attachment; filename="proof-{entry_id}.json"'
        return sent


class Verifier(PublicEndpoint):
    @documents(
        "get_proof_verifier",
        "Download the program that checks proofs",
        answers={(200, _PYTHON): OpenApiTypes.STR},
        public=True,
    )
    def get(self, _request: Request) -> HttpResponse:
        """One file that needs nothing but Python 3.9: no network, and nothing of ours. Read it."""
        sent = raw_answer(proving.VERIFIER.read_bytes(), status=200, media_type=_PYTHON)
        sent["Content-Disposition"] = f'attachment; filename="{proving.VERIFIER.name}"'
        return sent


urlpatterns = [
    path("ledger/entries/<uuid:entry_id>/proof/", EntryProof.as_view(), name="entry-proof"),
    path("ledger/verifier/", Verifier.as_view(), name="proof-verifier"),
]
