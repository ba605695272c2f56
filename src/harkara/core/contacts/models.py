"""The tables of customers and of the ids they have given up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key

REPLIES_FOR_LIFE = 40
"""Replies of the language model a customer gets, over all numbers (PRD D)."""


class Contact(Base):
    """A customer. Since 2026 a phone number may be missing and the business-scoped user id (BSUID) the only key."""

    __tablename__ = "contacts"
    __table_args__ = (
        CheckConstraint("wa_id is not null or bsuid is not null", name="has_an_identity"),
        # Serves search by any part of phone number or name. The function is in migration 0009 (ADR 0015).
        Index("ix_contacts_grams", text("customer_grams(wa_id, profile_name, username)"), postgresql_using="gin"),
        # Serves names by one or two characters; customers who never wrote have none. The function is in migration 0013.
        Index(
            "ix_contacts_name_grams",
            text("name_grams(profile_name, username)"),
            postgresql_using="gin",
            postgresql_where=text("coalesce(profile_name, username) is not null"),
        ),
    )

    id: Mapped[int] = primary_key()
    wa_id: Mapped[str | None] = mapped_column(unique=True)
    bsuid: Mapped[str | None] = mapped_column(unique=True)
    wa_id_at: Mapped[datetime | None]
    """When Meta last told that this number is this customer's; null while only a CSV says so."""
    bsuid_at: Mapped[datetime | None]
    profile_name: Mapped[str | None]
    username: Mapped[str | None]
    """Without the leading @."""
    reply_count: Mapped[int] = mapped_column(server_default="0")
    """Replies of the language model so far; REPLIES_FOR_LIFE at most."""
    marketing_opted_out: Mapped[bool] = mapped_column(server_default=false())
    marketing_opted_out_at: Mapped[datetime | None]
    """When the customer last spoke on marketing, to stop or to resume it; null if never."""
    last_inbound_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class FormerId(Base):
    """A phone number or BSUID a customer had before. What is told of it up to then is still theirs, however late it comes."""

    __tablename__ = "contact_former_ids"

    value: Mapped[str] = mapped_column(Text, primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    retired_at: Mapped[datetime]


class ErasedId(Base):
    """The fingerprint of an id of an erased customer: a phone number, a BSUID, or Meta's id of one of their messages.

    What Meta tells of it up to `until`, however late and however often, is thrown away unread. The id itself is nowhere.
    """

    __tablename__ = "erased_ids"

    id: Mapped[int] = primary_key()
    fingerprint: Mapped[bytes] = mapped_column(unique=True)
    until: Mapped[datetime | None]
    """Null for a message's id: what is told of it is always about the past."""
    erased_at: Mapped[datetime] = mapped_column(server_default=func.now())
