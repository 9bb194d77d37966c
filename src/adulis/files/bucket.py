"""S3-compatible storage, asked with patience that ends."""

from __future__ import annotations

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# One answer; a file of ten megabytes is several. Tried again twice, since putting twice is once.
CONFIG = Config(
    connect_timeout=5,
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    # Newer checksums than MD5 are not known by every storage that says it speaks S3.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class PrivateBucket(S3Storage):  # type: ignore[misc]  # ships without types
    """A bucket nobody but us reads: no public address, no access list, what is put replaces."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            client_config=CONFIG,
            default_acl=None,
            file_overwrite=True,
            custom_domain=None,
            **settings,
        )
