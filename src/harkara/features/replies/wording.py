"""Makes a model's answer fit for WhatsApp: clean, not empty, not too long. Pure; never adds a word of its own."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 4096
"""Characters of a text message (Meta refuses more)."""

# Some open models put what they think before the answer; it is not meant for the customer.
_THOUGHTS: Final = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
# Control characters (PostgreSQL has no room for NUL) and lone surrogates (no UTF-8 has), but not tab and newline.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SENTENCE_END: Final = re.compile(r"[.!?…।॥。！？]+[\"'”’)\]]*(?=\s|\Z)|\n")


def fit(text: str) -> str:
    """Return what may be sent; empty if nothing is left.

    A text that is too long ends with its last whole sentence, in need with its last whole word: one reply is one
    message, because a customer has 40 of them.
    """
    clean = _UNPRINTABLE.sub("", _THOUGHTS.sub("", text).replace("\r\n", "\n")).strip()
    return clean if len(clean) <= LONGEST else _cut(clean)


def _cut(text: str) -> str:
    head = text[: LONGEST + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(head) if match.end() <= LONGEST]
    # A sentence that ends in the first half would throw away most of the answer for a tidy end.
    if ends and ends[-1] > LONGEST // 2:
        return head[: ends[-1]].rstrip()
    words = text[:LONGEST].rpartition(" ")[0].rstrip()
    return f"{words or text[: LONGEST - 1]}…"
