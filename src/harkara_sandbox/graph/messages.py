"""`POST /{phone-number-id}/messages`: the hot path. Checks in Meta's order, enters the ledger, starts the statuses.

Everything between reading the body and the decision is one synchronous step, so limits and ledger are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from harkara_sandbox.asgi import answer, read_body
from harkara_sandbox.graph.auth import authenticate, bearer_token, require_asset
from harkara_sandbox.graph.errors import GraphError, required, status_error, unknown_object
from harkara_sandbox.graph.message_shape import SendRequest, parse_send
from harkara_sandbox.graph.template_parameters import check_parameters
from harkara_sandbox.ids import new_wamid
from harkara_sandbox.json_values import JsonObject, as_object, as_text, parse_object
from harkara_sandbox.ledger import AcceptedMessage
from harkara_sandbox.limits import TIERS
from harkara_sandbox.sandbox import Sandbox
from harkara_sandbox.statuses import SentMessage
from harkara_sandbox.world import Number, Template

SUCCESS = b'{"success":true}'
# A `sent` that overtakes its answer needs the answer to take at least this long.
EARLY_STATUS_LATENCY = 0.3


@dataclass(frozen=True, slots=True)
class _Checked:
    """A send that passed every check but the limits."""

    number: Number
    request: SendRequest
    template: Template | None
    media: JsonObject | None

    @property
    def user(self) -> str:
        return self.request.wa_id or self.request.bsuid or ""


class MessagesEndpoint:
    """ASGI endpoint; expects `scope["path"]` without the version prefix."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        object_id = scope["path"].split("/", 2)[1]
        body = await read_body(receive)
        latency = self._draw_latency(object_id)
        try:
            status, result = 200, self._take(object_id, bearer_token(scope["headers"]), body, latency)
        except GraphError as error:
            status, result = error.status, orjson.dumps(error.as_json())
        if latency:
            await self._sandbox.clock.sleep(latency)
        await answer(send, status, result)

    def _draw_latency(self, object_id: str) -> float:
        sandbox = self._sandbox
        least, most = sandbox.behaviour.latency
        if sandbox.faults.active:
            fault = sandbox.faults.strike_send("latency", object_id, sandbox.clock.monotonic())
            if fault is not None:
                least, most = fault.span
        latency = least + (most - least) * sandbox.rng.random()
        return max(latency, EARLY_STATUS_LATENCY) if sandbox.behaviour.early_status_share else latency

    def _take(self, object_id: str, token: str | None, raw: bytes, latency: float) -> bytes:
        world = self._sandbox.world
        grant = authenticate(world, token)
        number = world.numbers.get(object_id)
        if number is None:
            raise unknown_object(object_id, "post")
        require_asset(grant, object_id, "post")
        number.last_token = grant.token
        body = parse_object(raw)
        if body is None:
            raise GraphError(100, details="The request body is not a JSON object.")
        if body.get("messaging_product") != "whatsapp":
            raise required("messaging_product")
        if "status" in body:
            return self._mark_as_read(body)
        checked = self._check(number, body)
        self._admit(checked)
        return self._accept(checked, latency)

    def _mark_as_read(self, body: JsonObject) -> bytes:
        if body["status"] != "read":
            raise GraphError(100, 'Param status must be one of {"read"}.')
        message_id = as_text(body.get("message_id"))
        if message_id is None:
            raise required("message_id")
        if message_id not in self._sandbox.world.received:
            raise GraphError(131009, details="The parameter message_id is not a message this number received.")
        typing = body.get("typing_indicator")
        if typing is not None and (as_object(typing) or {}).get("type") != "text":
            raise GraphError(100, "Param typing_indicator['type'] must be one of {\"text\"}.")
        if typing is not None:
            self._sandbox.typing.append(message_id)
        return SUCCESS

    def _check(self, number: Number, body: JsonObject) -> _Checked:
        request = parse_send(body, number.digits)
        if not number.registered:
            raise GraphError(133010)
        if request.type != "template":
            return _Checked(number, request, None, None)
        template = self._find_template(number, request)
        try:
            media = check_parameters(template.rules, request.content.get("components"), self._sandbox.world.media)
        except GraphError as error:
            if error.code in {132000, 132012} and self._sandbox.behaviour.parameter_errors == "v23":
                raise GraphError(132018, details=error.details) from error
            raise
        return _Checked(number, request, template, media)

    def _find_template(self, number: Number, request: SendRequest) -> Template:
        name = as_text(request.content.get("name"))
        language = as_text((as_object(request.content.get("language")) or {}).get("code"))
        if name is None or language is None:
            missing = "template['name']" if name is None else "template['language']['code']"
            raise GraphError(131008, details=f"The parameter {missing} is required.")
        template = self._sandbox.world.wabas[number.waba_id].by_name.get((name, language))
        if template is None or template.status not in {"APPROVED", "PAUSED", "DISABLED"}:
            raise GraphError(132001, details=f"template name ({name}) does not exist in {language}")
        if template.status != "APPROVED":
            raise GraphError(132015 if template.status == "PAUSED" else 132016)
        if request.bsuid is not None and {"OTP", "COPY_CODE"} & set(template.rules.button_types):
            raise GraphError(131062)
        return template

    def _admit(self, checked: _Checked) -> None:
        """Raises GraphError 131047 (synchronous variant), 131057, 130429 or 131056; counts only what is admitted."""
        sandbox, number = self._sandbox, checked.number
        now = sandbox.clock.monotonic()
        if checked.template is None and sandbox.behaviour.window_error == "sync" and not self._window_is_open(checked):
            raise GraphError(131047)
        if now < number.maintenance_until:
            raise GraphError(131057)
        limit = number.messages_per_second
        if sandbox.faults.active:
            fault = sandbox.faults.strike_send("rate_limit", number.id, now)
            limit = limit if fault is None else fault.messages_per_second
        second, pair = sandbox.seconds[number.id], (number.id, checked.user)
        if not second.has_room(now, limit):
            raise GraphError(130429, status=sandbox.behaviour.throttle_status)
        if not sandbox.pairs.has_room(pair, now):
            raise GraphError(131056, status=sandbox.behaviour.throttle_status)
        second.take(now)
        sandbox.pairs.take(pair, now)

    def _window_is_open(self, checked: _Checked) -> bool:
        return self._sandbox.world.window_is_open(checked.number.id, checked.user, self._sandbox.clock.time())

    def _accept(self, checked: _Checked, latency: float) -> bytes:
        sandbox, request, template = self._sandbox, checked.request, checked.template
        record = AcceptedMessage(
            sequence=sandbox.ledger.next_sequence,
            wamid=new_wamid(checked.user),
            phone_number_id=checked.number.id,
            to=checked.user,
            type=request.type,
            template=template and template.name,
            language=template and template.language,
            biz_opaque_callback_data=request.callback_data,
            accepted_at=sandbox.clock.time(),
            accepted_monotonic=sandbox.clock.monotonic(),
        )
        sandbox.ledger.append(record)
        window = self._window_is_open(checked)
        message = SentMessage(
            record=record,
            number=checked.number,
            category=template.category.lower() if template else "service",
            wa_id=request.wa_id or sandbox.world.wa_id_by_bsuid.get(request.bsuid or ""),
            user_id=request.bsuid or sandbox.world.meet(request.wa_id or ""),
            addressed_by_bsuid=request.bsuid is not None,
            free=window,
        )
        early_share = sandbox.behaviour.early_status_share
        sandbox.lifecycle.begin(
            message,
            answer_after=latency,
            early=bool(early_share) and sandbox.rng.random() < early_share,
            failure=self._later_failure(checked, window),
        )
        return _accepted_body(request, record.wamid)

    def _later_failure(self, checked: _Checked, window: bool) -> dict[str, Any] | None:
        """The error this accepted message is bound to fail with, beside bad luck."""
        sandbox = self._sandbox
        if sandbox.faults.active:
            fault = sandbox.faults.strike_send("async_failure", checked.number.id, sandbox.clock.monotonic())
            if fault is not None:
                return status_error(fault.code, fault.details)
        if not window:
            if checked.template is None and sandbox.behaviour.window_error == "async":
                return status_error(131047)
            limit = TIERS[sandbox.world.messaging_limit]
            if not sandbox.messaging.reach(checked.user, sandbox.clock.time(), limit):
                return status_error(131048)
        if checked.media is not None and _cannot_be_fetched(checked.media):
            return status_error(131053)
        return None


def _cannot_be_fetched(media: JsonObject) -> bool:
    """Media links are not fetched; a host under `.invalid` (RFC 6761) stands for one that fails."""
    host = str(media.get("link", "")).partition("://")[2].partition("/")[0]
    return host.partition(":")[0].endswith(".invalid")


def _accepted_body(request: SendRequest, wamid: str) -> bytes:
    contact: dict[str, str] = {"input": request.input}
    if request.wa_id is not None:
        contact["wa_id"] = request.wa_id
    else:
        contact["user_id"] = request.bsuid or ""
    message = {"id": wamid}
    if request.type == "template":
        message["message_status"] = "accepted"
    return orjson.dumps({"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]})
