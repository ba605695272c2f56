"""The words of the mail for a forgotten password, as plain text and as HTML."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from html import escape

from harkara.embedded.auth.recovery_tokens import MailSecrets

SUBJECT = "Your new Harkara password"

_TEXT = """Hello,

somebody asked for a new password for {email} in Harkara at {site}.

Open this page to choose it:

{link}

or type this code where you asked for the mail: {code}

Both work once, within an hour. If it was not you, do nothing: your password stays as it is, and nobody but you has read this.
"""

_HTML = """<!doctype html>
<html lang="en">
<body style="margin:0;padding:32px 16px;background:#f4f2ee;font:16px/1.5 system-ui,sans-serif;color:#1d1b18">
<div style="max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:12px">
<h1 style="margin:0 0 16px;font-size:20px">Choose a new password</h1>
<p>Somebody asked for a new password for <b>{email}</b> in Harkara at {site}.</p>
<p style="margin:24px 0"><a href="{link}" style="display:inline-block;padding:12px 20px;background:#1d1b18;color:#fff;border-radius:8px;text-decoration:none;font-weight:600">Choose a new password</a></p>
<p>Or type this code where you asked for the mail: <b style="font-family:ui-monospace,monospace">{code}</b></p>
<p style="margin-bottom:0;color:#5f5a52;font-size:14px">Both work once, within an hour. If it was not you, do nothing: your password stays as it is, and nobody but you has read this.</p>
</div>
</body>
</html>
"""


def recovery_mail(secrets: MailSecrets, *, page: str, site: str, sender: str, now: datetime) -> EmailMessage:
    """Return the mail. The token is in the fragment, which browsers send to no server: it comes into no log on the way."""
    words = {
        "email": secrets.email,
        "site": site,
        "link": f"{page}#token_hash={secrets.token}&type=recovery",
        "code": f"{secrets.code[:4]} {secrets.code[4:]}",
    }
    mail = EmailMessage()
    mail["Subject"] = SUBJECT
    mail["From"] = sender
    mail["To"] = secrets.email
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2])
    # Keeps holiday notices and lists from answering.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_TEXT.format(**words))
    mail.add_alternative(_HTML.format(**{name: escape(text) for name, text in words.items()}), subtype="html")
    return mail
