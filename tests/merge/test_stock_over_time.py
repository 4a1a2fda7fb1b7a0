"""Stock phrases that come and go, in texts of our own about an invented strait."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec
import pytest

from communique.merge.stock import SHORT, Stock
from communique.merge.tokens import Spoken
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.stock import Change, Subject, Wording

SUBJECT = Subject(speaker="NOR")
MATTERS = ("herring quotas", "school books", "mountain roads", "village clinics", "timber prices", "tidal mills")
VERBS = ("want", "seek", "praise", "desire", "defend", "cherish")
OLD, NEW = "calm waters of the strait", "an open and orderly strait"


@pytest.fixture(scope="module")
def stock(all_knowledge: Knowledge) -> Stock:
    """Finds the phrases."""
    return Stock(all_knowledge, PartyNames(all_knowledge))


def series(days: int, before: str, after: str, seed: int = 7) -> list[Spoken]:
    """A text a week, in nine of ten of which one phrase stands, in the first half another than in the second."""
    chance = random.Random(seed)
    made = []
    for number in range(days):
        said = before if number < days // 2 else after
        text = f"On {chance.choice(MATTERS)} they talked." + (
            f" They {chance.choice(VERBS)} {said}." if said and chance.random() < 0.9 else ""
        )
        day = date(2024, 1, 1) + timedelta(weeks=number)
        made.append(Spoken(id=f"d{number:03}", source=f"s{number}", day=day.isoformat(), stretches=((0, text),)))
    return made


def found(stock: Stock, texts: Sequence[Spoken]) -> Wording:
    return stock.of(SUBJECT, texts, lambda _: {})


def of_strait(wording: Wording) -> Change:
    """The most telling change of the phrases of the strait."""
    return next(e for e in wording.changes if any("strait" in each.words for each in (e.was, e.now) if each))


def test_a_phrase_that_comes_in_is_adopted_on_its_first_day(stock: Stock) -> None:
    texts = series(80, "", NEW)
    change = of_strait(found(stock, texts))
    assert change.now is not None and change.was is None
    assert (change.change, change.now.words) == ("adopted", "open and orderly strait")
    first = next(text for text in texts if NEW in text.stretches[0][1])
    assert change.first == change.now.first.day == first.day
    words = first.stretches[0][1][change.now.first.start : change.now.first.end]
    assert words == "open and orderly strait"
    assert change.before.having == 0 and change.p <= 0.05


def test_a_phrase_that_goes_is_dropped_after_its_last_day(stock: Stock) -> None:
    texts = series(80, OLD, "")
    change = of_strait(found(stock, texts))
    assert change.was is not None and change.now is None
    assert change.change == "dropped" and OLD in change.was.words
    assert change.last == max(text.day for text in texts if OLD in text.stretches[0][1])


def test_a_variant_that_takes_the_place_replaces(stock: Stock) -> None:
    change = of_strait(found(stock, series(80, "a calm and open strait", "a calm and free strait")))
    assert change.was is not None and change.now is not None
    assert change.change == "replaced"
    assert "calm and open strait" in change.was.words and "calm and free strait" in change.now.words


def test_a_phrase_used_throughout_is_common_and_unchanged(stock: Stock) -> None:
    wording = found(stock, series(80, f"the {OLD}", f"the {OLD}"))
    assert not any(each.was and OLD in each.was.words for each in wording.changes) and wording.tested > 0
    usage = next(each for each in wording.phrases if OLD in each.words)
    assert sum(usage.counts) == usage.texts > 60


def test_more_texts_alone_are_no_change(stock: Stock) -> None:
    sparse = series(120, f"the {OLD}", f"the {OLD}")
    texts = [*sparse[:60:4], *sparse[60:]]
    assert found(stock, texts).changes == ()


def test_a_short_series_is_compared_text_by_text(stock: Stock) -> None:
    wording = found(stock, series(SHORT - 1, "the calm waters of the strait", "the free waters of the strait"))
    assert wording.tested == 0 and wording.changes == ()
    assert any((each.was, each.now) == ("calm", "free") for each in wording.series)


def test_a_phrase_that_is_followed_has_all_its_uses(stock: Stock) -> None:
    texts = series(80, "", NEW)
    wording = stock.follow(SUBJECT, texts, "open, orderly strait", lambda _: {})
    assert wording.followed is not None
    assert wording.followed.texts == len(wording.followed.uses) == sum(NEW in t.stretches[0][1] for t in texts)
    assert [change.change for change in wording.changes] == ["adopted"]
    assert stock.follow(SUBJECT, texts, "velvet harbour", lambda _: {}).followed is None


def test_days_dealt_out_anew_show_hardly_any_change(stock: Stock) -> None:
    """Of forty orders without meaning two may be called changed, since ALPHA is one in twenty; four leave room."""
    texts = series(80, "", NEW)
    days = [text.day for text in texts]
    changed = 0
    for seed in range(40):
        random.Random(seed).shuffle(days)
        dealt = [msgspec.structs.replace(text, day=day) for text, day in zip(texts, days, strict=True)]
        changed += bool(found(stock, sorted(dealt, key=lambda text: text.day)).changes)
    assert changed <= 4
