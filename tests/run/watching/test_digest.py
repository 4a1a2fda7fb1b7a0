"""`communique watch` and `communique digest` on a ledger of invented texts, on each store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import feedparser
import pytest
from tests.run.conftest import Run
from tests.run.watching.conftest import Add, meeting, promise, relations, statement, text_of

PLANNED = text_of("plan", "Kari Moe will meet Jon Hall of Iceland on 9 May.", "2026-05-04",
                  meeting("Kari Moe will meet Jon Hall", "2026-05-09", "planned"))  # fmt: skip
HELD = text_of("held", "Kari Moe met Jon Hall on 9 May at noon. Norway backs the <b>cod</b> plan.", "2026-05-09",
               meeting("Kari Moe met Jon Hall", "2026-05-09"), statement("Norway backs the <b>cod</b> plan"),
               title="Talks on <cod> & \x07ice", url="https://fjord.example/held?a=1&b=2")  # fmt: skip
THEIRS = text_of("theirs", "Jon Hall received Kari Moe on 9 May.", "2026-05-10",
                 meeting("Jon Hall received Kari Moe", "2026-05-09"), side="ISL", publisher="Glaciers")  # fmt: skip


@pytest.fixture
def digest(communique: Run, address: str) -> Any:
    """Gives the news of the first watch in JSON, or of all of the ledger."""

    def found(*arguments: str) -> list[dict[str, Any]]:
        status, out, err = communique("digest", "--ledger", address, "--format", "json", *arguments)
        assert (status, err) == (0, "")
        items: list[dict[str, Any]] = json.loads(out)["watches"][0]["items"]
        return items

    return found


def kinds(items: list[dict[str, Any]]) -> list[str]:
    return [each["kind"] for each in items]


def test_a_meeting_from_plan_to_the_other_side_s_account(communique: Run, address: str, add: Add, digest: Any) -> None:
    communique("watch", "add", "ice", "Norway", "Iceland", "--ledger", address)
    for day, reading, expected in (
        (4, PLANNED, ["meeting", "document"]),
        (9, HELD, ["status", "document"]),
        (10, THEIRS, ["account", "document"]),
    ):
        add(day, reading)
        items = digest("--mark")
        assert kinds(items) == expected
        (evidence,) = items[0]["evidence"]
        source = reading.document.source
        assert (evidence["source"], evidence["added"][:10]) == (source, f"2026-05-{day:02}")
        assert evidence["sentence"] == reading.document.text.partition(". ")[0].removesuffix(".") + "."
    assert items[0]["details"] == {"by": "ISL", "publisher": "Glaciers"}
    assert digest() == []


def test_what_was_not_marked_is_told_again(communique: Run, address: str, add: Add, digest: Any) -> None:
    communique("watch", "add", "ice", "Norway", "--ledger", address)
    add(9, HELD)
    first = digest()
    assert kinds(first) == ["meeting", "document"] == kinds(digest("--mark"))
    assert digest() == []
    assert digest("--since", "2026-05-09") == first
    assert digest("--since", "2026-05-09T12:00:01") == []


def test_a_changed_status_names_both(add: Add, digest: Any) -> None:
    add(4, PLANNED)
    add(6, text_of("off", "The meeting of Kari Moe and Jon Hall on 9 May is off.", "2026-05-06",
                   meeting("meeting of Kari Moe and Jon Hall", "2026-05-09", "cancelled")))  # fmt: skip
    (status, _) = digest("--since", "2026-05-06")
    assert status["details"] == {"list": "meetings", "was": "planned", "now": "cancelled"}
    assert status["title"].startswith("Now cancelled, was planned: ")


def test_two_carriers_of_one_side_are_one_account(add: Add, digest: Any) -> None:
    add(9, HELD)
    again = text_of("again", "Norway's Kari Moe met Jon Hall in May.", "2026-05-10",
                    meeting("Kari Moe met Jon Hall", "2026-05-09"))  # fmt: skip
    add(10, again)
    assert kinds(digest("--since", "2026-05-10")) == ["document"]


@pytest.mark.parametrize(
    ("as_of", "since", "expected"),
    [
        ("2026-05-10", "2026-05-09", []),
        ("2026-05-20", "2026-05-09", ["due"]),
        ("2026-05-30", "2026-05-09", ["due"]),
        ("2026-05-31", "2026-05-30", ["overdue"]),
        ("2026-06-09", "2026-05-31", []),
    ],
)
def test_promises_fall_due(add: Add, digest: Any, as_of: str, since: str, expected: list[str]) -> None:
    text = "Norway will send three tugs to Iceland by 30 May."
    add(4, text_of("tugs", text, "2026-05-04", promise("send three tugs to Iceland by 30 May", "2026-05-30")))
    items = digest("--since", since, "--as-of", as_of)
    assert kinds(items) == expected
    days = {"due": "2026-05-16T00:00:00+00:00", "overdue": "2026-05-31T00:00:00+00:00"}
    assert [each["when"] for each in items] == [days[kind] for kind in expected]


def test_a_due_day_is_told_once_where_it_is_marked(communique: Run, address: str, add: Add, digest: Any) -> None:
    text = "Norway will send three tugs to Iceland by 30 May."
    add(4, text_of("tugs", text, "2026-05-04", promise("send three tugs to Iceland by 30 May", "2026-05-30")))
    communique("watch", "add", "tugs", "--for", "due", "--days", "20", "--ledger", address)
    told = [kinds(digest("--as-of", "2026-05-12", *more)) for more in ((), ("--mark",), ())]
    assert told == [["due"], ["due"], []]


def test_a_promise_that_was_kept_is_told(add: Add, digest: Any) -> None:
    text = "Norway will build a water laboratory in Turku by June."
    add(4, text_of("pledge", text, "2026-05-04", promise("build a water laboratory in Turku", "2026-06")))
    deed = "The water laboratory in Turku was handed over to Iceland today."
    add(20, text_of("deed", deed, "2026-05-20", statement(deed, "announce")))
    kept = digest("--since", "2026-05-20", "--as-of", "2026-05-21")[0]
    assert (kept["kind"], kept["title"]) == ("fulfilled", "Fulfilled: Norway · build a water laboratory in Turku")
    assert [each["source"] for each in kept["evidence"]] == ["deed", "pledge"]


def test_a_contradiction_is_new_with_its_second_text(add: Add, digest: Any) -> None:
    one, other = (
        "Norway and Iceland have had relations since 1926.",
        "Norway and Iceland have had relations since 1930.",
    )
    add(4, text_of("one", one, "2026-05-04", relations("relations since 1926", "1926")))
    assert kinds(digest("--since", "2026-05-04")) == ["milestone", "document"]
    add(5, text_of("other", other, "2026-05-05", relations("relations since 1930", "1930")))
    items = digest("--since", "2026-05-05")
    assert kinds(items)[0] == "contradiction"
    assert {each["source"] for each in items[0]["evidence"]} == {"one", "other"}
    add(6, HELD)
    assert "contradiction" not in kinds(digest("--since", "2026-05-06"))


@pytest.mark.parametrize("who", [(), ("Norway",)])
def test_a_phrase_is_told_with_each_use(communique: Run, address: str, add: Add, digest: Any, who: tuple[str]) -> None:
    communique("watch", "add", "seas", *who, "--phrase", "calm open seas", "--ledger", address)
    for day, words, expected in (
        (4, "Norway wants quiet waters.", []),
        (5, "Norway wants calm and open seas.", ["phrase_first_used"]),
        (6, "Calm, open seas are what Norway wants.", ["phrase_used"]),
    ):
        add(day, text_of(f"text-{day}", words, f"2026-05-{day:02}"))
        items = digest("--mark")
        assert kinds(items) == expected
    assert items[0]["evidence"][0]["words"] == "Calm, open seas"


def test_a_topic_narrows_texts_meetings_and_promises(communique: Run, address: str, add: Add, digest: Any) -> None:
    communique("watch", "add", "sea", "Norway", "--topic", "maritime", "--ledger", address)
    add(4, PLANNED)
    assert digest() == []
    add(9, HELD)
    (item,) = digest()
    assert (item["kind"], item["topics"]) == ("document", ["maritime"])


def test_a_feed_is_read_back(communique: Run, address: str, add: Add) -> None:
    for name in ("one", "two"):
        communique("watch", "add", name, "Norway", "--ledger", address)
    add(9, HELD)
    asked = ("digest", "--ledger", address, "--format", "rss", "--title", "Fjord & sea", "--link", "https://x.example/")
    status, out, _ = communique(*asked)
    feed = feedparser.parse(out.encode())
    assert (status, feed.bozo, feed.version) == (0, False, "rss20")
    assert (feed.feed.title, feed.feed.link) == ("Fjord & sea", "https://x.example/")
    assert len(feed.entries) == 2
    text = next(each for each in feed.entries if each.id.startswith("document-"))
    assert text.title == "Readout: Talks on <cod> & ice"
    assert text.link == "https://fjord.example/held?a=1&b=2"
    assert text.published_parsed[:5] == (2026, 5, 9, 12, 0)
    assert {each.term for each in text.tags} == {"one", "two", "document"}
    assert "Norway backs the &lt;b&gt;cod&lt;/b&gt; plan" in text.summary
    again = feedparser.parse(communique(*asked)[1].encode())
    assert [each.id for each in again.entries] == [each.id for each in feed.entries]


@pytest.fixture
def held(add: Add) -> None:
    add(9, HELD)


@pytest.mark.parametrize(
    ("form", "head", "link"),
    [
        ("terminal", "New in the ledger", "https://fjord.example/held?a=1&b=2"),
        ("markdown", "# New in the ledger", "<https://fjord.example/held?a=1&b=2>"),
        ("html", "<!DOCTYPE html>", '<a href="https://fjord.example/held?a=1&amp;b=2">'),
    ],
)
def test_people_see_sentence_and_address(
    communique: Run, address: str, add: Add, form: str, head: str, link: str
) -> None:
    add(9, HELD)
    out = communique("digest", "--since", "2026", "--ledger", address, "--format", form)[1]
    plain = " ".join(out.split())
    assert plain.startswith(head)
    assert link in plain and "Fjord Office" in plain and "\x07" not in plain
    assert ("&lt;cod&gt;" in plain) == (form == "html")
    nothing = communique("digest", "--since", "2027", "--ledger", address, "--format", form)[1]
    assert "nothing new since 2027-01-01" in nothing


def test_a_delivered_digest_is_marked(communique: Run, address: str, add: Add, digest: Any, tmp_path: Path) -> None:
    communique("watch", "add", "ice", "Norway", "--ledger", address)
    add(9, HELD)
    out = communique("digest", "--ledger", address, "--format", "json")[1]
    found = json.loads(out)
    assert (found["format"], found["count"], list(found["watches"][0])) == (
        "communique-digest/1", 2, ["name", "query", "since", "seen", "items"]
    )  # fmt: skip
    add(10, THEIRS)
    sent = tmp_path / "sent.json"
    sent.write_text(out, encoding="utf-8")
    assert communique("watch", "mark", sent, "--ledger", address)[:2] == (0, "marked as told: ice\n")
    assert kinds(digest()) == ["account", "document"]


def test_watches_are_listed(communique: Run, address: str) -> None:
    add = ("watch", "add", "sea", "Norway", "Iceland", "--ledger", address)
    assert communique(*add, "--topic", "maritime")[1].startswith("saved the watch sea: Norway and Iceland, on maritime")
    assert communique(*add, "--for", "due", "--days", "30")[1].startswith("changed the watch sea: Norway and Iceland")
    listed = communique("watch", "list", "--ledger", address, "--format", "jsonl")[1]
    query = json.loads(listed)["query"]
    assert query == {"parties": ["NOR", "ISL"], "topics": [], "phrase": None, "wanted": ["due"], "days": 30}
    assert "Norway and Iceland" in communique("watch", "list", "--ledger", address)[1]
    assert communique("watch", "remove", "sea", "--ledger", address)[0] == 0
    assert communique("watch", "list", "--ledger", address, "--format", "jsonl")[1] == ""


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("digest",), "no watch is saved"),
        (("digest", "--since", "2026", "--mark"), "no watch is saved"),
        (("digest", "--since", "soon"), "--since soon is no date"),
        (("digest", "--watch", "sea"), "there is no watch sea"),
        (("watch", "remove", "sea"), "there is no watch sea"),
        (("watch", "add", "sea", "--topic", "tides"), "--topic tides is no topic"),
        (("watch", "add", "sea", "--for", "phrase"), "belong together"),
        (("watch", "add", "sea", "--phrase", "at sea", "--for", "due"), "belong together"),
        (("watch", "add", "sea", "--for", "wording"), "needs a party"),
        (("watch", "add", "sea", "--phrase", "at sea", "--topic", "trade"), "needs the party that speaks"),
        (("watch", "add", "sea", "--for", "contradictions", "--topic", "trade"), "have no topic"),
        (("watch", "add", "sea", "--days", "-1"), "give 0 to 3660"),
        (("watch", "add", " "), "a watch needs a name"),
        (("watch", "mark", "/nowhere.json"), "cannot be read"),
    ],
)
def test_what_makes_no_sense_is_refused(communique: Run, tmp_path: Path, command: tuple[str], said: str) -> None:
    address = str(tmp_path / "empty.db")
    communique("watch", "add", "tide", "--ledger", address)
    communique("watch", "remove", "tide", "--ledger", address)
    status, _, err = communique(*command, "--ledger", address)
    assert status == 1 and said in err


@pytest.mark.parametrize("content", ["{}", "no json", '{"format": "other/1", "made": "x", "watches": []}'])
def test_only_a_digest_is_marked(communique: Run, address: str, tmp_path: Path, content: str) -> None:
    communique("watch", "add", "tide", "--ledger", address)
    other = tmp_path / "other.json"
    other.write_text(content, encoding="utf-8")
    status, _, err = communique("watch", "mark", other, "--ledger", address)
    assert status == 1 and "other.json" in err and "digest" in err
