"""The comparison of two accounts for people: three lines for the busy, then side by side with the sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from communique.publish.quoting import one_line, sentence_around, shorten
from communique.publish.saying import say_date, say_word
from communique.shared.comparison import FORMAT, Comparison, Habit, Item, Quote, Side, Stronger, Usual
from communique.shared.parties import PartyNames

NAMES, TOPICS, CLAIMS, WORDS = 8, 6, 4, 160
"""At most so many names, topics and claims, and characters of a quotation, stand in a line for the busy."""

LABEL = 120
"""At most so many characters stand over a row."""


class Cell(msgspec.Struct, frozen=True):
    """A sentence with the words that count."""

    before: str = ""
    words: str = ""
    after: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What stands side by side. label: what it is about; a, b: of each account, None where it has nothing."""

    label: str
    a: Cell | None = None
    b: Cell | None = None

    @property
    def cells(self) -> tuple[Cell | None, Cell | None]:
        """Both cells."""
        return self.a, self.b


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A section: lines of text, then rows."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns (0, 1) that are not empty."""
        return tuple(place for place in (0, 1) if any(row.cells[place] for row in self.rows))


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A comparison as it is shown. heads: what stands over the two columns."""

    title: str
    headline: tuple[str, str, str]
    heads: tuple[str, str]
    notes: tuple[str, ...]
    blocks: tuple[Block, ...]


def comparison_json(comparison: Comparison, names: PartyNames) -> dict[str, Any]:
    """The comparison as one object: the three lines, and every list of it."""
    fields = msgspec.structs.asdict(comparison)
    return {"format": FORMAT, "headline": headline(comparison, names), **fields}


def headline(comparison: Comparison, names: PartyNames) -> tuple[str, str, str]:
    """What only each mentions; what one claims of the other; what goes further or differs."""
    a, b = side_name(comparison.a, names), side_name(comparison.b, names)
    if a == b:
        a, b = f"the first text of {a}", f"the second text of {b}"
    first = (
        f"Only {a}: {_alone(comparison.only_a, comparison.topics.only_a)}. "
        f"Only {b}: {_alone(comparison.only_b, comparison.topics.only_b)}."
    )
    sides = {"a": a, "b": b}
    second = " ".join(_claimed(comparison, sides, names)) or "Neither claims of the other what the other does not say."
    further = [stronger_of(each, a, b) for each in comparison.stronger]
    further += [
        f"{say_word(each.field)}: {say_date(each.a)} ({a}), {say_date(each.b)} ({b})" for each in comparison.differing
    ]
    third = (
        f"{'; '.join(further)}."
        if further
        else "Where both speak of one thing, neither goes further, and no fact differs."
    )
    return tuple(one_line(line) for line in (first, _capital(second), _capital(third)))  # type: ignore[return-value]


def side_name(side: Side, names: PartyNames) -> str:
    """Whose account it is, for people."""
    return names.name(side.party) if side.party else side.label


def _claimed(comparison: Comparison, sides: Mapping[str, str], names: PartyNames) -> Iterator[str]:
    """A sentence for each account that claims something of the other side."""
    for letter, side in sides.items():
        claims = [each for each in comparison.claims if each.account == letter]
        if claims:
            party = names.name(claims[0].party)
            words = [f"“{shorten(each.item.quotes[0].words, WORDS)}”" for each in claims]
            yield f"{side} says of {party}: {_some(words, CLAIMS)}; {party} itself does not say so."


def stronger_of(stronger: Stronger, a: str, b: str) -> str:
    """Which account goes further, with both acts and what it is about."""
    things = [thing.name for thing in stronger.about] or [say_word(topic) for topic in stronger.topics]
    about = f" on {', '.join(things)}" if things else ""
    return f"{a} has “{say_word(stronger.a)}”, {b} “{say_word(stronger.b)}”{about}"


def page_of(comparison: Comparison, texts: Mapping[str, str], names: PartyNames) -> Page:
    """The comparison as it is shown; texts: of the documents, by id."""
    a, b = side_name(comparison.a, names), side_name(comparison.b, names)
    blocks = [
        _block("In both", comparison.both, texts, names),
        Block(
            title="One goes further, or facts differ",
            lines=tuple(_facts(comparison)),
            rows=tuple(_further(comparison, texts)),
        ),
        Block(title="Claimed of the other side, which does not say it", rows=tuple(_claims(comparison, texts, names))),
        _block(f"Only {a}" if a != b else "Only the first", comparison.only_a, texts, names),
        _block(f"Only {b}" if a != b else "Only the second", comparison.only_b, texts, names),
        Block(title="Topics", lines=tuple(_topics(comparison, a, b))),
        *(_habit(habit, comparison, names) for habit in comparison.habits),
    ]
    same = ("Both texts carry one account.",) if comparison.same_side else ()
    others = (
        (f"Further accounts of the meeting, not compared: {', '.join(comparison.others)}.",)
        if comparison.others
        else ()
    )
    return Page(
        title=f"{a} and {b}: two accounts" if a != b else f"{a}: two texts",
        headline=headline(comparison, names),
        heads=(_head(comparison.a, a), _head(comparison.b, b)),
        notes=(*same, *others, *comparison.notes),
        blocks=tuple(block for block in blocks if block.lines or block.rows),
    )


def _head(side: Side, name: str) -> str:
    return f"{name} ({', '.join(side.sources)})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _alone(items: Iterable[Item], topics: Iterable[str]) -> str:
    """What is named, then topics; without either the words of statements."""
    listed = list(items)
    things = [item for item in listed if item.name and item.kind != "fact"] or listed
    named = list(dict.fromkeys(item.name for item in things if item.name))
    own = [topic for item in listed if len(item.by) == 1 for topic in item.topics]  # what one side brings up itself
    ordered = sorted(topics, key=lambda topic: topic not in own)
    said = [say_word(topic) for topic in ordered]
    parts = [_some(named, NAMES)] if named else []
    if said:
        parts.append(f"on {_some(said, TOPICS)}")
    if not parts:
        words = [part for item in listed for part in item.parts or (item.quotes[0].words,)]
        parts = [_some([f"“{shorten(each, WORDS)}”" for each in words], 3)] if words else ["nothing"]
    return "; ".join(parts)


def _some(values: list[str], most: int) -> str:
    more = f" and {len(values) - most} more" if len(values) > most else ""
    return ", ".join(values[:most]) + more


def _block(title: str, items: Iterable[Item], texts: Mapping[str, str], names: PartyNames) -> Block:
    """Names on one line, statements in rows."""
    listed = list(items)
    named = [one_line(item.name) for item in listed if item.name]
    rows = [
        Row(label=_label(item, names), a=_cell(item.quotes, "a", texts), b=_cell(item.quotes, "b", texts))
        for item in listed
        if not item.name
    ]
    return Block(title=title, lines=("; ".join(named),) if named else (), rows=tuple(rows))


def _label(item: Item, names: PartyNames) -> str:
    """The parts that are meant; else who says it, and what it is about."""
    who = ", ".join(names.name(party) for party in item.by)
    what = " · ".join(part for part in (who, say_word(item.act) if item.act else "") if part)
    meant = "; ".join(item.parts) or ", ".join(say_word(topic) for topic in item.topics)
    return shorten(one_line(": ".join(part for part in (what, meant) if part)), LABEL)


def _cell(quotes: Iterable[Quote], account: str, texts: Mapping[str, str]) -> Cell | None:
    quote = next((each for each in quotes if each.account == account), None)
    if quote is None:
        return None
    sentence = sentence_around(texts[quote.document], quote.evidence[0].start, quote.evidence[0].end)
    before, words, after = sentence.partition(one_line(quote.words))
    return Cell(before, words, after) if words else Cell("", one_line(quote.words), f" — in: {sentence}")


def _facts(comparison: Comparison) -> Iterator[str]:
    for each in comparison.differing:
        yield f"{say_word(each.field)}: {say_date(each.a)} / {say_date(each.b)}"


def _further(comparison: Comparison, texts: Mapping[str, str]) -> Iterator[Row]:
    for each in comparison.stronger:
        acts = f"{say_word(each.a)} / {say_word(each.b)}"
        yield Row(label=acts, a=_cell(each.quotes, "a", texts), b=_cell(each.quotes, "b", texts))


def _claims(comparison: Comparison, texts: Mapping[str, str], names: PartyNames) -> Iterator[Row]:
    for each in comparison.claims:
        quotes = each.item.quotes
        label = f"of {names.name(each.party)}"
        yield Row(label=label, a=_cell(quotes, "a", texts), b=_cell(quotes, "b", texts))


def _topics(comparison: Comparison, a: str, b: str) -> Iterator[str]:
    topics = comparison.topics
    for title, found in (("both", topics.both), (f"only {a}", topics.only_a), (f"only {b}", topics.only_b)):
        if found:
            yield f"{title}: {', '.join(map(say_word, found))}"


def _habit(habit: Habit, comparison: Comparison, names: PartyNames) -> Block:
    side = comparison.a if habit.account == "a" else comparison.b
    title = f"Against the habit of {side_name(side, names)}: {habit.texts} earlier texts on this pair"
    if not habit.texts:
        return Block(title=title)
    missing = [f"usual, and missing here: {_usual(each, habit)}" for each in habit.missing]
    new = [f"never said before: {say_word(each.name)}" for each in habit.new]
    return Block(title=title, lines=(*missing, *new) or ("nothing usual is missing, and nothing is new",))


def _usual(usual: Usual, habit: Habit) -> str:
    return f"{say_word(usual.name)} (in {usual.times} of {habit.texts}, last {usual.last or 'on an unknown day'})"
