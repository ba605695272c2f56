"""The language model's settings, and the replies' days, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from harkara.features.replies import days, llm_settings
from harkara.features.replies.schemas import LlmChange, LlmOut, LlmTest, ReplyDays
from harkara.integrations.openai.chat import ChatModels
from harkara.kit.parts import ClockDep, DatabaseDep, PartsDep, SecretBoxDep, SettingsDep
from harkara.kit.problems import Problem
from harkara.kit.sparingly import Sparingly
from harkara.kit.transactions import SessionDep

router = APIRouter(tags=["replies"])

MODEL_TESTS = Sparingly("Tests of the model", burst=20, refill_seconds=3.0)
"""Each costs tokens, and could try out keys and addresses."""

Day = Annotated[date | None, Query(description="A day of India")]


@router.get("/api/llm")
async def get_llm(session: SessionDep, settings: SettingsDep, box: SecretBoxDep) -> LlmOut:
    """Show the language model's settings in force; of the key only its end."""
    return await llm_settings.show(session, settings, box)


@router.put("/api/llm", responses={422: {"model": Problem}})
async def put_llm(session: SessionDep, settings: SettingsDep, box: SecretBoxDep, change: LlmChange) -> LlmOut:
    """Change the settings; they count for the next reply. A key that is left out stays."""
    return await llm_settings.change(session, settings, box, change)


@router.post(
    "/api/llm/test",
    dependencies=[MODEL_TESTS.dependency],
    responses={409: {"model": Problem}, 502: {"model": Problem}},
)
async def test_llm(
    database: DatabaseDep, parts: PartsDep, settings: SettingsDep, box: SecretBoxDep, clock: ClockDep
) -> LlmTest:
    """Send one real request with the saved settings and show what came back."""
    return await llm_settings.try_model(database, settings, box, parts[ChatModels], clock)


@router.get("/api/analytics/replies", responses={422: {"model": Problem}})
async def list_reply_days(
    session: SessionDep,
    clock: ClockDep,
    first: Annotated[Day, Query(alias="from")] = None,
    last: Annotated[Day, Query(alias="to")] = None,
) -> ReplyDays:
    """Show per day how many messages came in, were answered or not (and why), and what the model took."""
    return await days.reply_days(session, first, last, clock.now())
