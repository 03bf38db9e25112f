"""Personal links are derived, not stored: a random public id and a keyed digest of it.

Withdrawing a link raises its version; every purpose (page, evaluation, calendar) has its own digest, so that one
link cannot be turned into another.
"""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_public_id() -> str:
    """12 characters, 72 random bits; says nothing about its owner."""
    return secrets.token_urlsafe(9)


def digest(purpose: str, public_id: str, version: int, *, key: str = "") -> str:
    """16 characters (96 bits) that only who holds LINK_KEY, or else `key`, can make."""
    message = f"{purpose}:{public_id}:{version}".encode()
    raw = hmac.digest((key or settings.LINK_KEY).encode(), message, hashlib.sha256)
    return base64.urlsafe_b64encode(raw[:12]).decode()


def is_genuine(given: str, purpose: str, public_id: str, version: int, *, key: str = "") -> bool:
    return hmac.compare_digest(given.encode(), digest(purpose, public_id, version, key=key).encode())
