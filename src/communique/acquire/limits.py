"""How much one document may cost, and what a format hands on."""

from __future__ import annotations

import msgspec

from communique.shared.errors import InputError, SettingsError


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds that keep one bad input from taking the memory of the whole run.

    max_bytes: the most bytes of one document: a file, a line of a JSONL file (unpacked), the XML parts of a docx
    (unpacked). A JSONL file itself may be of any size. max_page_bytes: the same for web pages, whose parsing takes
    seconds and thirty times the memory for each megabyte. Less than 1 is a SettingsError.
    """

    max_bytes: int = 50_000_000
    max_page_bytes: int = 5_000_000

    def __post_init__(self) -> None:
        for name in ("max_bytes", "max_page_bytes"):
            if getattr(self, name) < 1:
                raise SettingsError(f"--{name.replace('_', '-')} is {getattr(self, name)}; give at least 1")


DEFAULT = Limits()


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a format found in the bytes. `language` is as declared; `notices` tell what was left aside."""

    text: str
    media_type: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    notices: tuple[str, ...] = ()


def too_large(source: str, limit: int, option: str, place: str | None = None, what: str = "is") -> InputError:
    """The error of an input above a limit; it names the limit in bytes and the option that raises it."""
    return InputError(
        source,
        f"{what} larger than the limit of {limit:,} bytes for one document",
        place,
        f"raise the limit with --{option}, or split the text into documents",
        "too_large",
    )


def one_line(value: object) -> str | None:
    """A title or name with its white space made single; None for what is no string or has no letter or digit."""
    if not isinstance(value, str):
        return None
    joined = " ".join(value[:10_000].split())
    return joined if any(map(str.isalnum, joined)) else None
