"""What can go wrong with the language model's settings, and a model's failure as a refusal of the test."""

from __future__ import annotations

from harkara.integrations.openai.errors import ChatError
from harkara.kit.errors import AppError, ConflictError, FieldError, InvalidInputError


class LlmNotConfiguredError(ConflictError):
    """There is neither a key nor the address of a server that needs none."""

    code = "llm_not_configured"
    title = "No language model is set up"
    mend = "Enter an API key and a model under Settings, or set OPENAI_API_KEY."


class KeyWouldLeaveError(InvalidInputError):
    """The address changes and the stored key would be sent to the new one."""

    code = "llm_key_needed"
    title = "Another address needs its own key"
    mend = "Enter the key for the new address; leave it empty if that server needs none."


class PrivateAddressError(InvalidInputError):
    """The address is this machine's or a private network's, and nobody at the machine has allowed that."""

    code = "llm_address_private"
    title = "The language model's address is not on the public internet"
    mend = "Correct the base URL. For a model of your own, set OPENAI_BASE_URL, or ALLOW_PRIVATE_LLM=true, and restart."


class LlmTestFailedError(AppError):
    """The model gave no usable answer to the test."""

    code = "llm_test_failed"
    status = 502
    title = "The language model did not answer as it should"

    def __init__(self, error: ChatError) -> None:
        super().__init__(str(error), mend=error.advice, fields=_fields(error))


def _fields(error: ChatError) -> tuple[FieldError, ...]:
    """Return the field of the settings that is to blame, if one is."""
    field = {"key_refused": "api_key", "unknown_model": "model"} | dict.fromkeys(
        ("unreachable", "unreadable", "forbidden_address"), "base_url"
    )
    name = field.get(error.fault.value)
    return () if name is None else (FieldError(name, error.title),)
