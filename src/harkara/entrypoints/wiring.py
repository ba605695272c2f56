"""Puts the parts of a process together; what differs between API and worker is added by each."""

from __future__ import annotations

from harkara.core.sender.airspace import Airspace
from harkara.core.sender.figures import OPEN
from harkara.core.sender.fleet import Fleet
from harkara.core.sender.limits import SendLimits
from harkara.core.sender.pacing import Pacers
from harkara.core.sender.recorder import Recorder
from harkara.core.sender.service import SenderParts, Stopping
from harkara.features.replies.answering import ReplyParts
from harkara.integrations.openai.chat import ChatModels
from harkara.integrations.whatsapp.client import GraphClient
from harkara.integrations.whatsapp.sending import MessageSender
from harkara.kit.clock import Clock, SystemClock
from harkara.kit.crypto import SecretBox
from harkara.kit.db import Database
from harkara.kit.errors import AppError
from harkara.kit.jobs import JobQueue
from harkara.kit.local_secrets import secret_box
from harkara.kit.parts import Parts
from harkara.kit.settings import Settings


class MissingSettingError(AppError):
    """A setting without which the platform cannot run in this mode."""

    code = "missing_setting"
    status = 500
    title = "A setting is missing"


def common_parts(settings: Settings, database: Database) -> Parts:
    """Return what every process needs. `settings` must have its local secrets filled in."""
    if settings.encryption_key is None:
        raise MissingSettingError(
            "ENCRYPTION_KEY is not set.", mend="Set it to 32 random bytes in base64: `openssl rand -base64 32`."
        )
    parts = Parts()
    parts.add(Settings, settings)
    parts.add(Database, database)
    parts.add(Clock, SystemClock())
    parts.add(SecretBox, secret_box(settings))
    parts.add(JobQueue, JobQueue())
    parts.add(GraphClient, graph_client(settings))
    parts.add(ChatModels, ChatModels())
    return parts


def graph_client(settings: Settings) -> GraphClient:
    """Return a client for Meta's management calls."""
    return GraphClient(
        settings.graph_url,
        settings.graph_api_version,
        app_id=settings.meta_app_id,
        app_secret=_proof_secret(settings),
    )


def sender_parts(parts: Parts, stopping: Stopping) -> SenderParts:
    """Return what the sender needs from a worker."""
    settings = parts[Settings]
    limits = SendLimits(settings.stuck_after_seconds)
    sender = MessageSender(
        settings.graph_url,
        settings.graph_api_version,
        app_secret=_proof_secret(settings),
        total_timeout=limits.deadline,
        connect_timeout=min(5.0, limits.deadline),
    )
    airspace = Airspace()
    OPEN.set_function(lambda: airspace.open)
    return SenderParts(
        database=parts[Database],
        jobs=parts[JobQueue],
        box=parts[SecretBox],
        sender=sender,
        clock=parts[Clock],
        limits=limits,
        recorder=Recorder(parts[Database], parts[Clock]),
        pacers=Pacers(parts[Clock]),
        airspace=airspace,
        fleet=Fleet(parts[Database]),
        stopping=stopping,
    )


def reply_parts(parts: Parts) -> ReplyParts:
    """Return what answering customers needs from a worker that also sends."""
    sending = parts[SenderParts]
    return ReplyParts(
        database=parts[Database],
        jobs=parts[JobQueue],
        box=parts[SecretBox],
        clock=parts[Clock],
        settings=parts[Settings],
        models=parts[ChatModels],
        sender=sending.sender,
        stopping=sending.stopping,
    )


async def close_clients(parts: Parts) -> None:
    """Close the connections of `common_parts` to Meta and to language models."""
    await parts[GraphClient].close()
    await parts[ChatModels].close()


def _proof_secret(settings: Settings) -> str | None:
    """Return the secret for appsecret_proof; the sandbox's made-up one proves nothing."""
    if settings.uses_sandbox or settings.meta_app_secret is None:
        return None
    return settings.meta_app_secret.get_secret_value()
