"""Reminders to the school's messenger: one signed message a person."""

import hmac
import json
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from services.chassis.settings import Settings
from services.transfer.reminding.mail import is_loopback
from services.transfer.reminding.parcels import FAILED, SENT, WAITING, Item, Outcome, Parcel

TIMEOUT_S = 10.0
LATER = {408, 425, 429}
"""Answers below 500 that ask for another try."""


class _Stay(HTTPRedirectHandler):
    """What is signed for one place is not carried to another."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Webhook:
    """The way to the messenger."""

    url: str
    secret: bytes = field(repr=False)
    ca: Path | None = None
    name: str = "webhook"

    def carry(self, parcel: Parcel, account: str, now: datetime) -> Outcome:
        """Posts one message; anything but a 2xx answer is a failure."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            return Outcome(FAILED, "the address is not https")
        body = _body(parcel, account)
        signature = hmac.new(self.secret, body, "sha256").hexdigest()
        request = Request(
            self.url,
            data=body,
            method="POST",
            headers={
                "Content-Type": "application/json",
                "X-Dangwu-Delivery": parcel.id,
                "X-Dangwu-Signature": f"sha256={signature}",
            },
        )
        context = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
        opener = build_opener(HTTPSHandler(context=context), _Stay())
        try:
            with opener.open(request, timeout=TIMEOUT_S):
                return Outcome(SENT)
        except HTTPError as error:
            error.close()
            final = error.code < 500 and error.code not in LATER
            return Outcome(FAILED if final else WAITING, f"answered {error.code}")
        except (OSError, URLError, HTTPException) as error:
            return Outcome(WAITING, type(error).__name__, away=True)


def _body(parcel: Parcel, account: str) -> bytes:
    content = {
        "delivery": parcel.id,
        "account": account,
        "announced_on": parcel.announced_on.isoformat(),
        "reminders": [_item(one) for one in parcel.items],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _item(item: Item) -> dict[str, object]:
    one = item.deadline
    return {
        "id": item.reminder_id,
        "mark": item.mark,
        "subject_id": one.subject_id,
        "transfer_id": one.transfer_id,
        "organization": one.organization_name,
        "what": one.what,
        "said": one.said,
        "said_en": one.said_en,
        "because": item.because,
        "because_en": item.because_en,
        "due_on": one.due_on,
        "next_step": one.next_step,
    }


def by(settings: Settings) -> Webhook | None:
    """The way to the messenger, if it is set up."""
    secret = settings.webhook_secret.get_secret_value()
    if not (settings.webhook_url and secret):
        return None
    return Webhook(settings.webhook_url, secret.encode(), settings.delivery_ca)
