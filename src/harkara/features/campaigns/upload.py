"""Reads a multipart form off the wire without keeping its file: each piece goes to a sink as it arrives.

Starlette's own form parser waits for the last byte and spools files above 1 MB to disk; campaign files are refused in
the middle and never touch the disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from harkara.features.campaigns.errors import FileTooLargeError, MalformedUploadError, UploadStalledError
from harkara.kit.wording import grouped

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILE_FIELD = "file"
MAX_FIELDS = 120
MAX_FIELD_BYTES = 4096
SILENCE_SECONDS = 30.0
_MAX_HEADER_BYTES = 4096
_MAX_BYTES_BESIDE_FILE = MAX_FIELDS * (MAX_FIELD_BYTES + _MAX_HEADER_BYTES)
_PIECE_BYTES = 64 * 1024
"""Handed to the sink at once, so that it never works long without a turn of the event loop."""

Fields = dict[str, list[str]]


class FileSink(Protocol):
    """Takes the file's bytes as they arrive; whatever it raises ends the upload."""

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        ...


async def read_upload(body: AsyncIterable[bytes], headers: Mapping[str, str], sink: FileSink, max_file: int) -> Fields:
    """Read the form to its end and return its text fields; the part named `file` goes to `sink`, wherever it stands.

    The sink itself refuses a file above `max_file` bytes. Here a body is refused unread when its header declares more,
    and when it goes on after its end. Raises MalformedUploadError if it is no complete form with exactly one file.
    """
    most = max_file + _MAX_BYTES_BESIDE_FILE
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise FileTooLargeError(
            f"The upload has {grouped(int(declared))} bytes; the file may have {grouped(max_file)} at most."
        )
    form = _Form(sink)
    parser = MultipartParser(_boundary(headers.get("content-type", "")), form.callbacks())
    try:
        await _parse(body, parser, most)
    except FormParserError as error:
        raise MalformedUploadError(f"The multipart body is not well formed: {error}.") from None
    if not form.is_complete:
        raise MalformedUploadError("The upload was cut off before its end.", mend="Send it again.")
    if not form.has_file:
        raise MalformedUploadError("There is no file in it: the part named `file` is missing.")
    return form.fields


async def arriving(body: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """Yield the pieces of a body; raise UploadStalledError if none comes for a while. Slow is fine, silent is not."""
    pieces = aiter(body)
    while True:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                piece = await anext(pieces)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise UploadStalledError(f"Nothing came for {SILENCE_SECONDS:.0f} seconds.") from None
        yield piece


async def _parse(body: AsyncIterable[bytes], parser: MultipartParser, most: int) -> None:
    size = 0
    async for chunk in body:
        size += len(chunk)
        if size > most:
            raise FileTooLargeError(f"The upload has more than {grouped(most)} bytes.")
        for start in range(0, len(chunk), _PIECE_BYTES):
            parser.write(chunk[start : start + _PIECE_BYTES])
            await asyncio.sleep(0)


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise MalformedUploadError(f"Its content type is '{content_type[:80]}', not multipart/form-data.")
    if len(boundary) > 70:  # RFC 2046 §5.1.1
        raise MalformedUploadError("The boundary of the multipart body is longer than 70 characters.")
    return boundary


@dataclass(slots=True)
class _Form:
    """What the parser's events add up to."""

    sink: FileSink
    fields: Fields = field(default_factory=dict[str, list[str]])
    has_file: bool = False
    is_complete: bool = False
    _parts: int = 0
    _in_file: bool = False
    _name: str = ""
    _value: bytearray = field(default_factory=bytearray)
    _header_name: bytearray = field(default_factory=bytearray)
    _header_value: bytearray = field(default_factory=bytearray)

    def callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._part_begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_part,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._part_data,
            "on_part_end": self._part_end,
            "on_end": self._end,
        }

    def _part_begin(self) -> None:
        self._parts += 1
        if self._parts > MAX_FIELDS:
            raise MalformedUploadError(f"It has more than {MAX_FIELDS} fields.")
        self._name = ""
        self._in_file = False
        self._value.clear()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _header_part(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _header_end(self) -> None:
        if bytes(self._header_name).lower() == b"content-disposition":
            options = parse_options_header(bytes(self._header_value).decode("latin-1"))[1]
            self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._header_name.clear()
        self._header_value.clear()

    def _headers_finished(self) -> None:
        self._in_file = self._name == FILE_FIELD
        if self._in_file and self.has_file:
            raise MalformedUploadError("It has more than one file; a campaign is made of one.")
        self.has_file = self.has_file or self._in_file

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._in_file:
            self.sink.feed(data[start:end])
            return
        self._value += data[start:end]
        if len(self._value) > MAX_FIELD_BYTES:
            raise MalformedUploadError(f"The field `{self._name[:40]}` has more than {grouped(MAX_FIELD_BYTES)} bytes.")

    def _part_end(self) -> None:
        if not self._in_file:
            self.fields.setdefault(self._name, []).append(self._value.decode("utf-8", "replace"))

    def _end(self) -> None:
        self.is_complete = True
