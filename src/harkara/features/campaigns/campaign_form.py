"""The text fields that come with the file: what they mean, what is accepted, and every wrong one named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from harkara.features.campaigns.errors import ScheduleInPastError
from harkara.features.campaigns.upload import FILE_FIELD, Fields
from harkara.kit.clock import IST
from harkara.kit.errors import FieldError, InvalidInputError

MAX_ID = 2**63 - 1
"""Largest bigint; anything above would be an error of the database instead of a plain 'no such thing'."""
MAX_TEMPLATES = 50


def _moment(value: object) -> object:
    """Take ISO 8601 only, and only with an offset: a bare time could mean India or UTC, 5½ hours apart."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a time in ISO 8601; write it like 2026-11-24T18:30:00+05:30") from None
    if moment.tzinfo is None:
        raise ValueError("has no offset; write it like 2026-11-24T18:30:00+05:30 (India) or 2026-11-24T13:00:00Z (UTC)")
    return moment


def _printable(value: object) -> object:
    if isinstance(value, str) and any(ord(character) < 32 for character in value):
        raise ValueError("must not contain line breaks or other control characters")
    return value


Id = Annotated[int, Field(ge=1, le=MAX_ID)]
Name = Annotated[str, BeforeValidator(_printable)]
Form = TypeVar("Form", bound="UploadForm")


class UploadForm(BaseModel):
    """The fields both kinds of upload have."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    number_id: Id = Field(description="The number that sends")
    template_ids: list[Id] = Field(
        min_length=1, max_length=MAX_TEMPLATES, description="One field per template, in the order of the batches"
    )
    scheduled_at: Annotated[datetime, BeforeValidator(_moment)] | None = Field(
        default=None, description="ISO 8601 with offset; without it the campaign starts now"
    )
    skip_duplicates: bool = Field(
        default=True, description="Whether a phone number that an earlier row has makes a row invalid"
    )

    def check_schedule(self, now: datetime) -> None:
        """Raise ScheduleInPastError unless the time is still to come."""
        if self.scheduled_at is not None and self.scheduled_at <= now:
            past = self.scheduled_at.astimezone(IST)
            raise ScheduleInPastError(f"{past:%d %b %Y, %H:%M} IST is not in the future.")


class DryRunForm(UploadForm):
    """The fields of a dry run, which needs no name."""

    name: Name = Field(default="", max_length=200)


class CampaignForm(UploadForm):
    """The fields of a new campaign."""

    name: Name = Field(min_length=1, max_length=200, description="For people")
    request_id: UUID | None = Field(
        default=None, description="Of the caller's making: sent again with the same one, the campaign is not made twice"
    )


def parse_form(form: type[Form], fields: Fields) -> Form:
    """Return the typed form; raise InvalidInputError naming every field that is wrong."""
    repeated = [name for name, values in fields.items() if len(values) > 1 and name != "template_ids"]
    if repeated:
        raise _refused([FieldError(name, "is given more than once") for name in repeated])
    values: dict[str, Any] = {name: value[0] for name, value in fields.items() if value[0] or name == "name"}
    if "template_ids" in values:
        values["template_ids"] = fields["template_ids"]
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise _refused([_named(item["loc"], item["msg"]) for item in error.errors(include_url=False)]) from None


def form_schema(form: type[UploadForm]) -> dict[str, Any]:
    """Describe the request body for OpenAPI: the handler reads the stream itself, so nobody else can."""
    schema = form.model_json_schema()
    schema["properties"][FILE_FIELD] = {
        "type": "string",
        "format": "binary",
        "description": "The CSV: at most 1,00,000 rows and 50 MB, UTF-8, header Phone,{{Media}},{{1}},{{2}},…",
    }
    schema["required"].append(FILE_FIELD)
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


def _named(location: Sequence[int | str], message: str) -> FieldError:
    return FieldError(str(location[0]), message.removeprefix("Value error, "))


def _refused(fields: list[FieldError]) -> InvalidInputError:
    named = "; ".join(f"{field.field}: {field.message}" for field in fields)
    return InvalidInputError(named, mend="Correct the named fields.", fields=tuple(fields))
