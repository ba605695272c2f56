"""The world a sandbox starts with: one business, its WABAs and numbers, and some 120 templates on each WABA."""

from __future__ import annotations

from harkara_sandbox.seed import business
from harkara_sandbox.seed.marketing import AUTHENTICATION, MARKETING
from harkara_sandbox.seed.orders import ORDERS
from harkara_sandbox.seed.payments import PAYMENTS
from harkara_sandbox.seed.regional import REGIONAL
from harkara_sandbox.seed.services import NAMED, SERVICES
from harkara_sandbox.seed.template_seed import TemplateSeed
from harkara_sandbox.seed.troubled import TROUBLED
from harkara_sandbox.world import Template, World

CATALOGUE: tuple[TemplateSeed, ...] = (
    *ORDERS, *PAYMENTS, *SERVICES, *NAMED, *REGIONAL, *MARKETING, *AUTHENTICATION, *TROUBLED,
)  # fmt: skip
FIRST_TEMPLATE_ID = 1_387_372_356_726_668


def build_world(*, wabas: int, numbers: int, subscribed: bool) -> World:
    """`numbers` on the first WABA, one on each further one."""
    world = World()
    for position in range(wabas):
        add_waba(world, subscribed=subscribed)
        for _ in range(numbers if position == 0 else 1):
            add_number(world, list(world.wabas)[position])
    return world


def add_waba(world: World, *, subscribed: bool) -> str:
    """Add the next WABA, with the whole catalogue and no number; returns its id."""
    position = len(world.wabas)
    waba = business.waba(position, subscribed=subscribed)
    world.add_waba(waba)
    for order, seed in enumerate(CATALOGUE, 1):
        add_template(world, waba.id, seed, order)
    return waba.id


def add_number(world: World, waba_id: str) -> str:
    """Add the next number to a WABA; returns its phone_number_id."""
    number = business.number(waba_id, len(world.numbers))
    world.add_number(number)
    return number.id


def add_template(world: World, waba_id: str, seed: TemplateSeed, order: int) -> Template:
    """Add a template to a WABA; ids count over the whole world in steps that leave no pattern to rely on, none comes twice."""
    world.templates_made += 1
    template = Template(
        id=str(FIRST_TEMPLATE_ID + 7_919_317 * world.templates_made),
        order=order,
        waba_id=waba_id,
        name=seed.name,
        language=seed.language,
        category=seed.category,
        status=seed.status,
        components=seed.components(),
        parameter_format=seed.parameter_format,
        quality=seed.quality,
        rejected_reason=seed.rejected_reason,
        sub_category=seed.sub_category,
        previous_category=seed.previous_category,
        correct_category=seed.correct_category,
    )
    world.add_template(template)
    return template
