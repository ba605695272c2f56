"""Access tokens at rest: sealed, each bound to the number it belongs to."""

from __future__ import annotations

from harkara.core.numbers.errors import NumberInactiveError
from harkara.core.numbers.models import WhatsAppNumber
from harkara.kit.crypto import SecretBox
from harkara.kit.sealed import SealedColumn

SEALED = SealedColumn(
    "whatsapp_numbers", "id", "access_token_encrypted", "whatsapp_numbers.access_token:{phone_number_id}"
)


def seal_token(box: SecretBox, phone_number_id: str, token: str) -> bytes:
    """Return the token encrypted for this number only."""
    return box.encrypt(token, SEALED.place_of(phone_number_id=phone_number_id))


def open_token(box: SecretBox, number: WhatsAppNumber) -> str:
    """Return a number's access token; raise NumberInactiveError if it was wiped, UnreadableSecretError if sealed otherwise."""
    if number.access_token_encrypted is None:
        raise NumberInactiveError(f"'{number.display_name}' has no access token.")
    return box.decrypt(number.access_token_encrypted, SEALED.place_of(phone_number_id=number.phone_number_id))
