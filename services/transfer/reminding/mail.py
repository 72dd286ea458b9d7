"""Reminders by mail: one digest a person, in the clear only to this very machine."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import unquote, urlsplit

from services.chassis.settings import Settings
from services.transfer.reminding.parcels import FAILED, SENT, WAITING, Item, Outcome, Parcel

TIMEOUT_S = 15.0
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """The way by mail."""

    url: str = field(repr=False)
    sender: str
    domain: str
    ca: Path | None = None
    name: str = "mail"

    def carry(self, parcel: Parcel, account: str, now: datetime) -> Outcome:
        """Hands one digest to the mail server."""
        message = self._message(parcel, account, now)
        try:
            server = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            return Outcome(WAITING, f"login refused ({error.smtp_code})", away=True)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(WAITING, _named(error), away=True)
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(max(code for code, _ in error.recipients.values()))
        except smtplib.SMTPResponseException as error:
            return _refused(error.smtp_code)
        except (OSError, smtplib.SMTPException) as error:
            return Outcome(WAITING, _named(error), away=True)
        finally:
            # What was taken is taken, whatever becomes of the goodbye.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        return Outcome(SENT)

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        secure = ssl.create_default_context(cafile=str(self.ca) if self.ca else None)
        own = self.sender.rpartition("@")[2] or None
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, port, own, timeout=TIMEOUT_S, context=secure
            )
        else:
            server = smtplib.SMTP(host, port, own, timeout=TIMEOUT_S)
        try:
            server.ehlo()
            if parts.scheme == "smtp":
                self._cover(server, host, secure)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _cover(self, server: smtplib.SMTP, host: str, secure: ssl.SSLContext) -> None:
        """STARTTLS; without it nothing is said to another machine."""
        if server.has_extn("starttls"):
            server.starttls(context=secure)
            server.ehlo()
        elif not is_loopback(host):
            raise smtplib.SMTPNotSupportedError("STARTTLS is not offered")

    def _message(self, parcel: Parcel, account: str, now: datetime) -> EmailMessage:
        number = len(parcel.items)
        message = EmailMessage()
        message["From"], message["To"] = self.sender, f"{account}@{self.domain}"
        message["Subject"] = f"党务提醒：{number} 项 / dangwu: {number} due"
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<{parcel.id}@{self.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content("\n\n".join(map(_line, parcel.items)) + f"\n\n{FOOT}\n")
        return message


FOOT = (
    "本邮件由系统自动发送。全部提醒：dangwu reminder list\n"
    "Sent by machine. All reminders: dangwu reminder list"
)


def _line(item: Item) -> str:
    one = item.deadline
    return (
        f"{one.said}\n{one.said_en}\n{one.subject_id} · {one.organization_name} · {one.due_on}\n"
        f"{item.because}\n{item.because_en}\n    {one.next_step}"
    )


def _refused(code: int) -> Outcome:
    """What the server refuses for good is not tried again."""
    return Outcome(FAILED if code >= 500 else WAITING, f"refused by the mail server ({code})")


def _named(error: Exception) -> str:
    """What went wrong, without words of another machine."""
    return type(error).__name__


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def by(settings: Settings) -> Mail | None:
    """The way by mail, if it is set up."""
    url = settings.smtp_url.get_secret_value()
    if not (url and settings.mail_from and settings.mail_domain):
        return None
    return Mail(url, settings.mail_from, settings.mail_domain, settings.delivery_ca)
