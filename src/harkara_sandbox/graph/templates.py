"""Message template nodes: list with filters, read, unpause."""

from __future__ import annotations

from harkara_sandbox.graph.call import Call
from harkara_sandbox.graph.fields import select
from harkara_sandbox.graph.paging import page
from harkara_sandbox.json_values import JsonObject
from harkara_sandbox.world import Template

DEFAULT_FIELDS = (
    "name",
    "parameter_format",
    "components",
    "language",
    "status",
    "category",
    "sub_category",
    "previous_category",
    "id",
)
KIND = "WhatsAppMessageTemplate"
MOST_PER_PAGE = 250


def template_node(template: Template) -> JsonObject:
    """Every field of a template; None where Meta leaves the member out."""
    return {
        "id": template.id,
        "name": template.name,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "sub_category": template.sub_category,
        "previous_category": template.previous_category,
        "correct_category": template.correct_category,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "quality_score": {"score": template.quality, "date": template.quality_date},
        "rejected_reason": template.rejected_reason,
        "last_updated_time": template.last_updated_time,
        "health_status": {
            "can_send_message": "AVAILABLE" if template.status == "APPROVED" else "BLOCKED",
            "entities": [],
        },
        "message_send_ttl_seconds": None,
        "library_template_name": None,
        "cta_url_link_tracking_opted_out": False,
        "is_primary_device_delivery_only": None,
        "display_format": None,
        "source": None,
    }


def read_template(call: Call) -> JsonObject:
    """`GET /{template-id}`."""
    node = template_node(call.world.templates[call.object_id])
    return select(node, call.query("fields"), DEFAULT_FIELDS, KIND)


async def list_templates(call: Call) -> JsonObject:
    """`GET /{waba-id}/message_templates`."""
    fields = call.query("fields")
    return page(
        [template for template in call.waba.templates.values() if _matches(template, call)],
        lambda template: template.order,
        lambda template: select(template_node(template), fields, DEFAULT_FIELDS, KIND),
        call.url,
        most=MOST_PER_PAGE,
        token=call.grant.token,
    )


async def unpause(call: Call) -> JsonObject:
    """`POST /{template-id}/unpause`."""
    template = call.world.templates[call.object_id]
    if template.status != "PAUSED":
        return {"success": False, "reason": "The template is not paused."}
    template.status = "APPROVED"
    return {"success": True}


def _matches(template: Template, call: Call) -> bool:
    """Filters compare in any case: Meta documents `status=approved`."""
    wanted = {
        "status": template.status,
        "category": template.category,
        "language": template.language,
        "quality_score": template.quality,
        "name": template.name,
    }
    if any((value := call.query(name)) and value.lower() != has.lower() for name, has in wanted.items()):
        return False
    text = call.query("name_or_content") or call.query("content")
    return not text or text.lower() in f"{template.name} {template.components}".lower()
