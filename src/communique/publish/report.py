"""A report for people: sections of entries, each with the sentences that it rests on; for terminal, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape as escape_html
from typing import TYPE_CHECKING

import msgspec

from communique.publish.brief.markdown import escape
from communique.publish.quoting import one_line, sentence_around, shorten
from communique.shared.stock import Cited

if TYPE_CHECKING:
    from rich.console import Console

LONGEST = 360
"""At most so many characters of a sentence are shown."""

_STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
blockquote { margin: .3rem 0 .3rem 1rem; padding-left: .7rem; border-left: .2rem solid #7a6a2f }
mark { background: #fff1b0 }
cite, .note { color: #555; font-style: normal }
"""


class Quotation(msgspec.Struct, frozen=True):
    """A sentence with the words that count. label: what it is an example of; place: day and source; url: its address
    (http or https)."""

    label: str
    before: str
    words: str
    after: str
    place: str
    url: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found."""

    head: str
    lines: tuple[str, ...] = ()
    quotations: tuple[Quotation, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the report; numbered: whether its entries are."""

    title: str
    entries: tuple[Entry, ...]
    numbered: bool = False


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The whole report."""

    title: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def quotation(label: str, cited: Cited, texts: Mapping[str, str]) -> Quotation:
    """The sentence around words of a document; texts: of documents, by id."""
    text = texts[cited.document]
    words = one_line(text[cited.start : cited.end])
    sentence = sentence_around(text, cited.start, cited.end)
    return Quotation(label, *in_sentence(words, sentence), f"{cited.day}, {cited.source}")


def in_sentence(words: str, sentence: str) -> tuple[str, str, str]:
    """What stands before words in their sentence, the words, and what stands after, each shortened."""
    before, found, after = sentence.partition(words)
    room = max(0, LONGEST - len(found)) // 2
    head = before if len(before) <= room else "…" + before[-room:].partition(" ")[2]
    return head, found, shorten(after, room) if room else ""


def report_markdown(report: Report) -> str:
    """The report as a Markdown page, with a final newline."""
    return "\n".join(_markdown(report)) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {escape(report.title)}"
    for note in report.notes:
        yield from ("", f"*{escape(note)}*")
    for section in report.sections:
        yield from ("", f"## {escape(section.title)}")
        for number, entry in enumerate(section.entries, start=1):
            mark = f"{number}." if section.numbered else "-"
            yield from ("", f"{mark} **{escape(entry.head)}**")
            for line in entry.lines:
                yield from ("", f"   {escape(line)}")
            for each in entry.quotations:
                quoted = f"{_spaced(each.before)}**{escape(each.words)}**{_spaced(each.after)}"
                address = f" <{each.url}>" if each.url else ""
                yield from ("", f"   > {escape(each.label)}: {quoted} ({escape(each.place)}{address})")


def _spaced(text: str) -> str:
    """A text as Markdown, with the blank before or after it."""
    return f"{' ' * text.startswith(' ')}{escape(text)}{' ' * text.endswith(' ')}"


def report_html(report: Report) -> str:
    """The report as one HTML page that needs nothing else."""
    return "\n".join(_html(report)) + "\n"


def _html(report: Report) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{escape_html(report.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape_html(report.title)}</h1>"
    yield from (f'<p class="note">{escape_html(note)}</p>' for note in report.notes)
    for section in report.sections:
        listed = "ol" if section.numbered else "ul"
        yield f"<h2>{escape_html(section.title)}</h2>\n<{listed}>"
        for entry in section.entries:
            yield f"<li><strong>{escape_html(entry.head)}</strong>"
            yield from (f"<div>{escape_html(line)}</div>" for line in entry.lines)
            for each in entry.quotations:
                words = f"{escape_html(each.before)}<mark>{escape_html(each.words)}</mark>{escape_html(each.after)}"
                place = f"<cite>{escape_html(each.place)}</cite>"
                if each.url:
                    place = f'<a href="{escape_html(each.url)}">{place}</a>'
                yield f"<blockquote>{escape_html(each.label)}: {words} {place}</blockquote>"
            yield "</li>"
        yield f"</{listed}>"
    yield "</body>\n</html>"


def print_report(report: Report, console: Console) -> None:
    """Prints the report; colours only where the console is a terminal."""
    from rich.text import Text

    from communique.publish.terminal import put

    put(console, Text(one_line(report.title), style="bold"))
    for note in report.notes:
        put(console, Text(one_line(note), style="dim"))
    for section in report.sections:
        console.print()
        put(console, Text(section.title, style="bold"))
        for number, entry in enumerate(section.entries, start=1):
            mark = f"{number:>2}. " if section.numbered else "- "
            put(console, Text(mark + one_line(entry.head)), 0, len(mark))
            for line in entry.lines:
                put(console, Text(one_line(line)), len(mark), 2)
            for each in entry.quotations:
                quoted = Text(f"{one_line(each.label)}: {each.before}", style="dim")
                address = f"{each.place}, {each.url}" if each.url else each.place
                quoted.append(each.words, style="bold").append(f"{each.after} ({one_line(address)})")
                put(console, quoted, len(mark), 2)
