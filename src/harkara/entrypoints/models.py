"""Every table of the platform, imported once, so that migrations and mappings see the whole."""

from harkara.core.contacts.models import Contact, ErasedId, FormerId
from harkara.core.messages.campaigns import Campaign, CampaignContact, CampaignTemplate
from harkara.core.messages.days import NumberDay
from harkara.core.messages.models import Conversation, Message, MessageStatusLog
from harkara.core.messages.tallies import CampaignFailure, CampaignPace
from harkara.core.notifications.models import Notification
from harkara.core.numbers.models import RateChange, WhatsAppNumber
from harkara.core.sender.models import Installation, ReplyQueueItem, SenderWorker, SendQueueItem
from harkara.core.templates.models import Template, TemplateChange, TemplateSyncRun
from harkara.embedded.auth.models import AuthRecoveryToken, AuthSession, AuthSigningKey, AuthUser
from harkara.entrypoints.figures.models import ProcessFigures
from harkara.features.privacy.models import Erasure
from harkara.features.replies.models import LlmSettings, ReplyTask
from harkara.features.webhooks.models import WebhookEvent, WebhookReject
from harkara.kit.db import Base

__all__ = [
    "AuthRecoveryToken",
    "AuthSession",
    "AuthSigningKey",
    "AuthUser",
    "Base",
    "Campaign",
    "CampaignContact",
    "CampaignFailure",
    "CampaignPace",
    "CampaignTemplate",
    "Contact",
    "Conversation",
    "ErasedId",
    "Erasure",
    "FormerId",
    "Installation",
    "LlmSettings",
    "Message",
    "MessageStatusLog",
    "Notification",
    "NumberDay",
    "ProcessFigures",
    "RateChange",
    "ReplyQueueItem",
    "ReplyTask",
    "SendQueueItem",
    "SenderWorker",
    "Template",
    "TemplateChange",
    "TemplateSyncRun",
    "WebhookEvent",
    "WebhookReject",
    "WhatsAppNumber",
]
