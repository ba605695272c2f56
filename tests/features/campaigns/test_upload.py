"""The streaming multipart reader: fields on either side of the file, limits, and bodies that are not whole."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harkara.features.campaigns.errors import FileTooLargeError, MalformedUploadError
from harkara.features.campaigns.upload import Fields, read_upload

HEADERS = {"content-type": "multipart/form-data; boundary=frontier"}
MAX_FILE = 1_000_000


class Sink:
    def __init__(self) -> None:
        self.data = bytearray()

    def feed(self, data: bytes) -> None:
        self.data += data


def part(name: str, value: bytes, filename: str | None = None) -> bytes:
    disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    return f"--frontier\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + value + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--frontier--\r\n"


FILE = part("file", b"Phone\r\n919876543210\r\n", "a.csv")


class Body:
    """A request body that counts what was taken from it."""

    def __init__(self, *chunks: bytes, endless: bytes = b"") -> None:
        self.chunks = list(chunks)
        self.endless = endless
        self.taken = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            self.taken += len(chunk)
            yield chunk
        while self.endless:
            self.taken += len(self.endless)
            yield self.endless


async def read(body: Body, headers: dict[str, str] = HEADERS) -> tuple[Fields, bytes]:
    sink = Sink()
    fields = await read_upload(body, headers, sink, MAX_FILE)
    return fields, bytes(sink.data)


async def test_fields_may_stand_on_either_side_of_the_file() -> None:
    body = form(part("name", "दिवाली".encode()), part("template_ids", b"1"), FILE, part("template_ids", b"2"))
    fields, data = await read(Body(body))
    assert fields == {"name": ["दिवाली"], "template_ids": ["1", "2"]}
    assert data == b"Phone\r\n919876543210\r\n"


@given(st.binary(max_size=300), st.integers(1, 50))
async def test_any_content_arrives_whole_however_it_is_cut(content: bytes, size: int) -> None:
    if b"\r\n--frontier" in b"\r\n" + content:
        return
    body = form(part("name", b"x"), part("file", content, "a.csv"), part("number_id", b"7"))
    fields, data = await read(Body(*(body[start : start + size] for start in range(0, len(body), size))))
    assert data == content
    assert fields == {"name": ["x"], "number_id": ["7"]}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "cut off"),
        (FILE, "cut off"),
        (form(FILE)[:-20], "cut off"),
        (form(part("name", b"x")), "no file"),
        (form(FILE, FILE), "more than one file"),
        (form(*[part("template_ids", b"1")] * 121, FILE), "more than 120 fields"),
        (form(part("name", b"x" * 5000), FILE), "more than 4,096 bytes"),
        (b"not multipart at all", "not well formed"),
        (b"--frontier\r\n" + b"X: y\r\n" * 20, "not well formed"),
    ],
)
async def test_bodies_that_are_refused(body: bytes, words: str) -> None:
    with pytest.raises(MalformedUploadError, match=words):
        await read(Body(body))


@pytest.mark.parametrize(
    "content_type", ["", "application/json", "multipart/form-data", f"multipart/form-data; boundary={'x' * 300}"]
)
async def test_other_content_types_are_refused_unread(content_type: str) -> None:
    body = Body(form(FILE))
    with pytest.raises(MalformedUploadError):
        await read(body, {"content-type": content_type})
    assert body.taken == 0


async def test_a_declared_size_beyond_the_limit_is_refused_unread() -> None:
    body = Body(form(FILE))
    with pytest.raises(FileTooLargeError):
        await read(body, {**HEADERS, "content-length": "51000000"})
    assert body.taken == 0


async def test_a_body_without_end_is_left() -> None:
    body = Body(form(FILE), endless=b"x" * 65_536)
    with pytest.raises(FileTooLargeError):
        await read(body)
    assert body.taken < 3 * MAX_FILE
