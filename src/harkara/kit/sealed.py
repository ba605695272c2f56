"""Names a column that holds sealed secrets, and the place each value is bound to. Who seals and opens is decided above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of values sealed with ENCRYPTION_KEY, so that a rotation finds every one of them."""

    table: str
    key: str
    """The column the rows are walked by."""
    column: str
    place: str
    """What a value is bound to, as a format of the row's columns; bytes as hexadecimal digits."""

    @property
    def place_columns(self) -> Sequence[str]:
        """Return the columns the place is made of."""
        return [name for _, name, _, _ in Formatter().parse(self.place) if name]

    def place_of(self, **values: object) -> str:
        """Return the place of one row."""
        texts = {name: value.hex() if isinstance(value, bytes) else str(value) for name, value in values.items()}
        return self.place.format(**texts)
