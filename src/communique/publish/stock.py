"""The stock phrases of a speaker for people, as JSON, and as a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from communique.publish.quoting import one_line, sentence_around
from communique.publish.report import Entry, Quotation, Report, Section, quotation
from communique.publish.saying import say_count, say_parties, say_word
from communique.shared.parties import PartyNames
from communique.shared.stock import FORMAT, Change, Cited, Level, Period, Stretch, Subject, Usage, Wording

BARS = "▁▂▃▄▅▆▇█"
LEAST = 0.001  # a smaller p is told as under it

FORMS, ALONG, CHARTED = 4, 6, 6
"""At most so many variants and phrases that changed along are shown, and phrases drawn in a chart."""


def sparkline(counts: Sequence[int], totals: Sequence[int]) -> str:
    """A bar for each period: the share of its texts that have a phrase; a dot where there is no text, a blank where
    none has it."""
    shares = [count / total if total else 0.0 for count, total in zip(counts, totals, strict=True)]
    highest = max(shares, default=0.0) or 1.0
    return "".join(
        "·" if not total else " " if not share else BARS[min(len(BARS) - 1, int(share / highest * len(BARS)))]
        for share, total in zip(shares, totals, strict=True)
    )


def cited_documents(wording: Wording) -> set[str]:
    """The documents whose words are shown."""
    return {each.document for each in _cited(wording)}


def _cited(value: object) -> Iterator[Cited]:
    if isinstance(value, Cited):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _cited(each)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _cited(getattr(value, name))


def wording_json(wording: Wording, texts: Mapping[str, str]) -> dict[str, Any]:
    """All that was found as one object; each citation with its words and sentence."""
    return {"format": FORMAT, **filled(wording, texts)}


def filled(value: Any, texts: Mapping[str, str]) -> Any:
    """A typed value in plain ones, each citation with its words and the sentence around them."""
    if isinstance(value, Cited):
        text = texts[value.document]
        words = one_line(text[value.start : value.end])
        return {
            **msgspec.structs.asdict(value),
            "words": words,
            "sentence": sentence_around(text, value.start, value.end),
        }
    if isinstance(value, msgspec.Struct):
        return {name: filled(getattr(value, name), texts) for name in value.__struct_fields__}
    return [filled(each, texts) for each in value] if isinstance(value, tuple) else value


def title_of(subject: Subject, names: PartyNames, what: str) -> str:
    """What the report is called."""
    parts = [f"{what} of {names.name(subject.speaker)}"]
    parts += [f"to or about {names.name(subject.towards)}"] if subject.towards else []
    parts += [f"on {one_line(subject.about)}"] if subject.about else []
    parts += [f"topic {say_word(subject.topic)}"] if subject.topic else []
    parts += [f"from {subject.since}"] if subject.since else []
    parts += [f"until {subject.until}"] if subject.until else []
    return ", ".join(parts)


def report_of(wording: Wording, texts: Mapping[str, str], names: PartyNames) -> Report:
    """The report; texts: of the documents cited, by id."""
    shown = _Shown(wording, texts, names)
    sections = (
        Section(title=f"“{wording.phrase}”", entries=tuple(shown.followed())) if wording.phrase else None,
        Section(title="What changed", entries=tuple(map(shown.change, wording.changes)), numbered=True),
        Section(title="What changed from text to text", entries=tuple(map(shown.stretch, wording.series))),
        Section(title="Levels of partnership", entries=tuple(map(shown.level, wording.levels))),
        Section(title="The commonest phrases", entries=tuple(map(shown.usage, wording.phrases))),
    )
    return Report(
        title=title_of(wording.subject, names, "The wording"),
        notes=tuple(_notes(wording)),
        sections=tuple(section for section in sections if section and section.entries),
    )


def _notes(wording: Wording) -> Iterator[str]:
    if not wording.texts:
        yield "No text of the speaker says anything of it."
        return
    yield f"{say_count(wording.texts, 'texts')} of {say_count(wording.days, 'days')}."
    if wording.tested:
        yield (
            f"{say_count(wording.tested, 'phrases')} tested. Shares are of texts; p is the share of chance, at most, "
            "among all changes as great."
        )
    else:
        yield "Too few texts to tell a change from chance: they are compared text by text, without a significance."


class _Shown:
    """Puts what was found into entries."""

    def __init__(self, wording: Wording, texts: Mapping[str, str], names: PartyNames) -> None:
        self._wording, self._texts, self._names = wording, texts, names
        self._totals = [period.texts for period in wording.periods]

    def change(self, change: Change) -> Entry:
        """A phrase adopted, dropped or replaced, with its last and first sentences."""
        was, now = change.was, change.now
        head = " → ".join(f"“{each.words}”" for each in (was, now) if each)
        before, after = change.before, change.after
        lines = [
            f"texts with it: {before.having} of {before.texts} before, {after.having} of {after.texts} after "
            f"({'p under 0.001' if change.p < LEAST else f'p {change.p:.3f}'})"
        ]
        if was and not now:
            used = "usual until" if after.having else "last used"
            lines.append(f"{used} {change.last}; {after.texts - after.having} later texts without it")
        lines += [line for usage in (was, now) if usage for line in self._lines(usage)]
        if change.along:
            lines.append(f"along with it: {_some(change.along, ALONG)}")
        quotations = [quotation("last", was.last, self._texts)] if was else []
        quotations += [quotation("first", now.first, self._texts)] if now else []
        return Entry(
            head=f"{change.change} {change.first if now else change.last}: {head}",
            lines=tuple(lines),
            quotations=tuple(quotations),
        )

    def usage(self, usage: Usage) -> Entry:
        """A phrase with its first and last use."""
        return Entry(head=f"“{usage.words}”", lines=tuple(self._lines(usage)), quotations=tuple(self._ends(usage)))

    def _ends(self, usage: Usage) -> list[Quotation]:
        return [quotation(label, each, self._texts) for label, each in (("first", usage.first), ("last", usage.last))]

    def _lines(self, usage: Usage) -> Iterator[str]:
        bars = sparkline(usage.counts, self._totals)
        first, last = self._wording.periods[0].value, self._wording.periods[-1].value
        yield f"{say_count(usage.texts, 'texts')}, {usage.first.day} to {usage.last.day}   {first} |{bars}| {last}"
        if len(usage.forms) > 1:
            yield "variants: " + _some([f"“{form.words}” ({form.texts})" for form in usage.forms], FORMS)
        about = [say_word(topic) for topic in usage.topics]
        to = [say_parties(usage.parties, self._names)] if usage.parties else []
        if about or to:
            yield f"said on {', '.join(about) or 'no topic'}" + (f"; to or about {to[0]}" if to else "")

    def followed(self) -> Iterator[Entry]:
        """The phrase that was asked for, and every text that has it."""
        usage = self._wording.followed
        if usage is None:
            yield Entry(head="No text has it.")
            return
        later = sum(self._totals) - usage.texts
        yield Entry(head=f"{say_count(usage.texts, 'texts')} with it, {later} without", lines=tuple(self._lines(usage)))
        for use in usage.uses:
            yield Entry(head=use.day, quotations=(quotation("said", use, self._texts),))

    def stretch(self, change: Stretch) -> Entry:
        """A change from one text to the next."""
        head = " → ".join(f"“{each}”" for each in (change.was, change.now) if each)
        quotations = (quotation("before", change.old, self._texts), quotation("after", change.new, self._texts))
        return Entry(head=f"{change.change} {change.first}: {head}", quotations=quotations)

    def level(self, level: Level) -> Entry:
        """A level of partnership from one text on."""
        change = f" ({level.change} than before)" if level.change else ""
        head = (
            f"{level.first.day} to {level.last.day}: {level.value}{change}, {say_parties(level.parties, self._names)}"
        )
        return Entry(
            head=head,
            lines=(say_count(level.texts, "texts"),),
            quotations=(quotation("first", level.first, self._texts),),
        )


def _some(values: Sequence[str], most: int) -> str:
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return ", ".join(values[:most]) + more


def charted(wording: Wording) -> list[Usage]:
    """The phrases that a chart draws: the one asked for, else those that changed most, else the commonest."""
    if wording.followed:
        return [wording.followed]
    changed = [usage for change in wording.changes for usage in (change.was, change.now) if usage]
    unique = {usage.words: usage for usage in (*changed, *wording.phrases)}
    return list(unique.values())[:CHARTED]


def chart_spec(usages: Iterable[Usage], periods: Sequence[Period], title: str) -> dict[str, Any]:
    """A chart in the grammar of Vega-Lite: for each phrase the share of each period's texts that have it."""
    listed = list(usages)
    rows = [
        {"period": period.value, "phrase": usage.words, "share": count / period.texts}
        for usage in listed
        for period, count in zip(periods, usage.counts, strict=True)
        if period.texts
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": title,
        "data": {"values": rows},
        "width": 720,
        "height": 90,
        "mark": {"type": "bar", "color": "#4a5f8a"},
        "encoding": {
            "x": {"field": "period", "type": "ordinal", "title": None, "scale": {"domain": [p.value for p in periods]}},
            "y": {"field": "share", "type": "quantitative", "title": "share of texts", "axis": {"format": "%"}},
            "row": {
                "field": "phrase",
                "title": None,
                "sort": [usage.words for usage in listed],
                "header": {"labelAngle": 0, "labelAnchor": "start", "labelOrient": "top"},
            },
        },
        "resolve": {"scale": {"y": "independent"}},
    }
