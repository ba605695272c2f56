"""The tables of messages, of the conversations they make up, and of the statuses Meta reported for them. All keep 90 days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, PrimaryKeyConstraint, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from harkara.kit.db import Base, primary_key


class Message(Base):
    """One message, in or out, unique by wamid. No foreign keys: rows outlive and are outlived, and inserts are hot."""

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("direction in ('in', 'out')", name="direction_known"),
        # Serves one customer's thread, newest first. Nothing in it ever changes, so that statuses stay HOT updates.
        Index("ix_messages_contact_id_created_at_id", "contact_id", "created_at", "id"),
        # Serves what is shown on another message; as long as there are such, which is rarely.
        Index(
            "ix_messages_attached",
            "target_wamid",
            postgresql_where=text("type in ('reaction', 'edit', 'revoke')"),
        ),
        {"postgresql_with": {"fillfactor": 85}},
    )

    id: Mapped[int] = primary_key()
    wamid: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[str]
    type: Mapped[str]
    number_id: Mapped[int]
    contact_id: Mapped[int | None]
    campaign_id: Mapped[int | None]
    campaign_contact_id: Mapped[int | None]
    body: Mapped[str | None]
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    target_wamid: Mapped[str | None]
    """The message it replies to, reacts to, edits or revokes; that one may be older than the ledger."""
    status: Mapped[str]
    error_code: Mapped[int | None]
    error_details: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    """When it was sent or received, in Meta's time. Set once: the thread's order and the day it counts on never move."""
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class Conversation(Base):
    """One customer with one of our numbers. Narrow, because every send moves one: what was said last is read from `messages`.

    No key of its own: the pair is the key, so that a conversation that retention removed has the same address when
    the customer is back.
    """

    __tablename__ = "conversations"
    __table_args__ = (
        # The time is for searches, which sort all that thousands of customers have without visiting a row. It costs no write
        # more: a conversation that moves gets new entries in every index anyway (ADR 0015).
        PrimaryKeyConstraint("contact_id", "number_id", postgresql_include=["last_message_at"]),
        Index("ix_conversations_newest", "last_message_at", "contact_id", "number_id"),
        Index("ix_conversations_newest_of_number", "number_id", "last_message_at", "contact_id"),
        {"postgresql_with": {"fillfactor": 85}},
    )

    contact_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_message_at: Mapped[datetime]
    """Of the first one ever, also when it was deleted since."""
    last_message_at: Mapped[datetime]


class MessageStatusLog(Base):
    """One status event as Meta sent it. Duplicates collide on the unique key and are ignored."""

    __tablename__ = "message_status_logs"
    __table_args__ = (
        UniqueConstraint("wamid", "status", "occurred_at"),
        Index("ix_message_status_logs_parked", "received_at", postgresql_where=text("is_parked")),
    )

    id: Mapped[int] = primary_key()
    wamid: Mapped[str]
    status: Mapped[str]
    occurred_at: Mapped[datetime]
    error_code: Mapped[int | None]
    error_title: Mapped[str | None]
    error_details: Mapped[str | None]
    pricing: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    is_parked: Mapped[bool]
    """Its message was not known yet when it came; it is applied as soon as the message is recorded."""
    received_at: Mapped[datetime] = mapped_column(server_default=func.now())
