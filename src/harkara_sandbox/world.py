"""The business the sandbox plays: WABAs, phone numbers, templates, tokens, media. Plain state, no HTTP, no time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from harkara_sandbox.config import APP_ID
from harkara_sandbox.ids import bsuid_of
from harkara_sandbox.template_rules import TemplateRules, compile_rules

DEFAULT_TOKEN = "SANDBOX-TOKEN-1"  # noqa: S105  documented constant of the stand-in
EXPIRED_TOKEN = "EXPIRED-TOKEN"  # noqa: S105  as above: answers 190/463
SEND_ONLY_TOKEN = "SEND-ONLY-TOKEN"  # noqa: S105  as above: lacks whatsapp_business_management
NO_ASSETS_TOKEN = "NO-ASSETS-TOKEN"  # noqa: S105  as above: valid, but granted no WABA
_GOOD_TOKEN = re.compile(r"SANDBOX-TOKEN-[\w-]{1,64}")

MANAGEMENT = "whatsapp_business_management"
MESSAGING = "whatsapp_business_messaging"


@dataclass(slots=True, kw_only=True)
class Template:
    """A message template; `rules` is what a send is checked against and follows from `components`."""

    id: str
    order: int
    waba_id: str
    name: str
    language: str
    category: str
    status: str
    components: list[dict[str, Any]]
    parameter_format: str = "POSITIONAL"
    quality: str = "UNKNOWN"
    quality_date: int = 1_767_225_600
    rejected_reason: str = "NONE"
    sub_category: str = "CUSTOM"
    previous_category: str | None = None
    correct_category: str | None = None
    last_updated_time: str = "2026-01-01T00:00:00+0000"
    rules: TemplateRules = field(init=False)

    def __post_init__(self) -> None:
        self.rules = compile_rules(self.components, self.parameter_format)

    def replace_components(self, components: list[dict[str, Any]]) -> None:
        self.components = components
        self.rules = compile_rules(components, self.parameter_format)


@dataclass(slots=True, kw_only=True)
class Number:
    """A business phone number."""

    id: str
    waba_id: str
    display_phone_number: str
    verified_name: str
    messages_per_second: int
    quality_rating: str = "GREEN"
    status: str = "CONNECTED"
    name_status: str = "APPROVED"
    code_verification_status: str = "VERIFIED"
    registered: bool = True
    maintenance_until: float = 0.0
    """Monotonic time until which sends answer 131057 (throughput upgrade)."""
    last_token: str = DEFAULT_TOKEN

    @property
    def digits(self) -> str:
        return re.sub(r"\D", "", self.display_phone_number)

    @property
    def throughput_level(self) -> str:
        return "HIGH" if self.messages_per_second > 80 else "STANDARD"


@dataclass(slots=True, kw_only=True)
class Waba:
    """A WhatsApp Business Account: owner of numbers and templates."""

    id: str
    name: str
    subscribed: bool
    currency: str = "INR"
    timezone_id: str = "71"
    country: str = "IN"
    override_callback_uri: str | None = None
    numbers: dict[str, Number] = field(default_factory=dict[str, Number])
    templates: dict[str, Template] = field(default_factory=dict[str, Template])
    by_name: dict[tuple[str, str], Template] = field(default_factory=dict[tuple[str, str], Template])

    def add_template(self, template: Template) -> None:
        self.templates[template.id] = template
        self.by_name[template.name, template.language] = template

    def remove_template(self, template: Template) -> None:
        del self.templates[template.id]
        del self.by_name[template.name, template.language]


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token may do; an expired one may do nothing."""

    token: str
    scopes: tuple[str, ...]
    covers_wabas: bool
    expired: bool = False


@dataclass(slots=True, kw_only=True)
class Media:
    """An uploaded or received file."""

    id: str
    mime_type: str
    sha256: str
    content: bytes


@dataclass(slots=True)
class World:
    """Everything Meta knows about the business. Ids are unique over all kinds of nodes."""

    business_id: str = "506914307656634"
    business_name: str = "Asha Sarees"
    app_id: str = APP_ID
    messaging_limit: str = "TIER_UNLIMITED"
    wabas: dict[str, Waba] = field(default_factory=dict[str, Waba])
    numbers: dict[str, Number] = field(default_factory=dict[str, Number])
    templates: dict[str, Template] = field(default_factory=dict[str, Template])
    templates_made: int = 0
    """Deleted ones count: a template made anew under an old name has a new id, as at Meta."""
    media: dict[str, Media] = field(default_factory=dict[str, Media])
    windows: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """(phone_number_id, user) -> wall time of the user's last message; opens the 24-h window."""
    received: set[str] = field(default_factory=set[str])
    """wamids of customers' messages."""
    wa_id_by_bsuid: dict[str, str] = field(default_factory=dict[str, str])
    """Phone numbers known of users met by BSUID."""
    expired_tokens: set[str] = field(default_factory=lambda: {EXPIRED_TOKEN})

    def add_waba(self, waba: Waba) -> None:
        self.wabas[waba.id] = waba

    def add_number(self, number: Number) -> None:
        self.numbers[number.id] = number
        self.wabas[number.waba_id].numbers[number.id] = number

    def add_template(self, template: Template) -> None:
        self.templates[template.id] = template
        self.wabas[template.waba_id].add_template(template)

    def remove_template(self, template: Template) -> None:
        del self.templates[template.id]
        self.wabas[template.waba_id].remove_template(template)

    def find_template(self, id_or_name: str) -> Template | None:
        """By id, else the first template of that name."""
        named = (template for template in self.templates.values() if template.name == id_or_name)
        return self.templates.get(id_or_name) or next(named, None)

    def grant_of(self, token: str) -> Grant | None:
        """What `token` may do; None for a token Meta never issued."""
        if token in self.expired_tokens:
            return Grant(token, (), covers_wabas=False, expired=True)
        if _GOOD_TOKEN.fullmatch(token):
            return Grant(token, (MANAGEMENT, MESSAGING), covers_wabas=True)
        if token == SEND_ONLY_TOKEN:
            return Grant(token, (MESSAGING,), covers_wabas=True)
        if token == NO_ASSETS_TOKEN:
            return Grant(token, (MANAGEMENT, MESSAGING), covers_wabas=False)
        return None

    def meet(self, wa_id: str) -> str:
        """Note that the business knows this phone number; returns the user's BSUID."""
        bsuid = bsuid_of(wa_id)
        self.wa_id_by_bsuid[bsuid] = wa_id
        return bsuid

    def window_is_open(self, phone_number_id: str, user: str, now: float) -> bool:
        """True within 24 h of the user's last message to this number."""
        return now - self.windows.get((phone_number_id, user), float("-inf")) < 86_400.0
