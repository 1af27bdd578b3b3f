"""E-mail messages: the text that a mail program would show, with the subject and the date as what is known of it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from dragoman.errors import InputError
from dragoman.model import Report
from dragoman.sources.common.decode import decoded, fit


def read_mail(raw: bytes, path: str) -> Report:
    """The message `raw` as a report; its `content` is the decoded body: the plain part, else the page.

    The part's own transfer encoding and character set are undone. Raises InputError where there is no such part.
    """
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise InputError("not an e-mail message: it has no headers", place=path, remedy="export the message again")
    for form in ("plain", "html"):
        part = message.get_body(preferencelist=(form,))
        content = _content(part, path) if isinstance(part, EmailMessage) else ""
        if content.strip():
            title, sender = (_header(message, name) for name in ("Subject", "From"))
            kind = "html" if form == "html" else "text"
            return Report(path, content, kind, _date(message), title=title, outlet=_name(sender))
    raise InputError("a message without a text", place=path, remedy="save what it carries as files of their own")


def _content(part: EmailMessage, path: str) -> str:
    payload = part.get_payload(decode=True)
    return decoded(payload, path, declared=part.get_content_charset()) if isinstance(payload, bytes) and payload else ""


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, KeyError, AttributeError):  # the standard library trips over some broken headers
        return None
    return " ".join(fit(str(value)).split()) or None if value is not None else None


def _name(sender: str | None) -> str | None:
    """The name before the address, if there is one: newsletters carry that of their outlet."""
    name = sender.partition("<")[0].strip(" \"'") if sender and "<" in sender else ""
    return name or None


def _date(message: EmailMessage) -> str | None:
    """The `Date` header with its offset, in ISO 8601, or as it stands where it cannot be read."""
    text = _header(message, "Date")
    if text is None:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return text
