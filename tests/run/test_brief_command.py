"""`communique brief` in all its forms, and every citation of the briefs of examples/."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from communique.acquire import read
from communique.ledger.store import Ledger
from communique.publish.brief.model import Brief
from communique.publish.brief.page import brief_html
from communique.publish.brief.sight import Asked
from communique.publish.brief.word import brief_docx
from communique.publish.quoting import one_line
from communique.run.briefing import brief_of
from communique.run.merging import Merging
from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TODAY = date(2026, 11, 25)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, all_knowledge: Knowledge) -> Iterator[Ledger]:
    """A ledger that holds the texts of examples/."""
    reader = Reader()
    with Ledger.open(str(tmp_path_factory.mktemp("examples") / "examples.db")) as ledger:
        ledger.add([reader.read(each) for each in read([str(EXAMPLES)]) if isinstance(each, Document)])
        Merging(all_knowledge).update(ledger)
        yield ledger


@pytest.fixture(scope="session")
def of_examples(examples: Ledger, all_knowledge: Knowledge) -> Callable[..., Brief]:
    def made(*parties: str, as_of: date = TODAY, known_by: bool = False) -> Brief:
        return brief_of(examples, all_knowledge, Asked(parties=parties, as_of=as_of), known_by)

    return made


PAIRS = (
    *(("AZE", "CHN"), ("CHN", "USA"), ("USA", "JPN"), ("FRA", "DEU"), ("GRC", "TUR"), ("GBR", "GRC"), ("POL", "UKR")),
    *(("KAZ", "UZB"), ("ARG", "BRA"), ("AUS", "IND"), ("CHN",), ("USA",)),
)


@pytest.mark.slow  # reads all texts of examples/ first
@pytest.mark.parametrize("parties", PAIRS, ids="-".join)
def test_every_citation_stands_in_its_document(
    examples: Ledger, of_examples: Callable[..., Brief], parties: tuple[str, ...]
) -> None:
    brief = of_examples(*parties)
    texts = examples.texts({source.document for source in brief.sources})
    numbers = {source.number: source for source in brief.sources}
    assert brief.sources
    for source in brief.sources:
        text = texts[source.document]
        parts = [text[span.start : span.end] for span in source.spans]
        assert all(parts)
        assert source.words == " […] ".join(map(one_line, parts))
        assert one_line(parts[0]) in source.sentence
        assert source.sentence in one_line(text)
        assert source.sources and source.date
    told = {section.name: section.lines for section in brief.told()}
    for name, lines in told.items():
        for line in lines:
            assert set(line.sources) <= numbers.keys()
            assert line.sources or line.text.endswith(": not stated"), (name, line.text)
            cited = " ".join(one_line(texts[numbers[number].document]) for number in line.sources)
            for quote in re.findall("“(.+?)…?”", line.text):
                assert quote in cited, (name, line.text)


def test_the_whole_story_of_a_pair(of_examples: Callable[..., Brief]) -> None:
    brief = of_examples("AZE", "CHN")
    lines = {section.name: [line.text for line in section.lines] for section in brief.sections}
    assert lines["relations"][0] == "diplomatic relations since 1992"
    assert lines["partnership"][0].startswith("comprehensive strategic partnership")
    assert lines["partnership"][1].startswith("strategic partnership")
    assert any("35th anniversary of diplomatic relations" in line and "2027" in line for line in lines["next"])
    for day in ("2026-01-28", "2025-08-31", "2025-04-23", "2024-07-03", "2022-04-20"):
        assert any(day in line for line in lines["meetings"]), day
    assert any("only the account of China has of Azerbaijan" in line for line in lines["differ"])
    assert {line.under for section in brief.sections if section.name == "positions" for line in section.lines} == {
        "Azerbaijan", "China", "both",
    }  # fmt: skip


def test_the_story_as_it_was_known_before(of_examples: Callable[..., Brief]) -> None:
    brief = of_examples("AZE", "CHN", as_of=date(2024, 8, 1), known_by=True)
    assert max(source.date or "" for source in brief.sources) <= "2024-08-01"
    level = next(section.lines[0].text for section in brief.sections if section.name == "partnership")
    assert level.startswith("strategic partnership")


class Tags(HTMLParser):
    """Collects the tags and the addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on") or name in ("src", "style")]
        self.links += [value for name, value in attrs if name == "href" and value]
        self.ids += [value for name, value in attrs if name == "id" and value]


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\x1b[2J\u202e\x00{{ 7*7 }}\ufffe"


@pytest.fixture
def hostile(of_examples: Callable[..., Brief]) -> Brief:
    """A brief whose documents hold what may be meant to do harm."""
    brief = of_examples("AZE", "CHN")
    first, *rest = brief.sources
    change = msgspec.structs.replace
    bad = change(
        first, title=HOSTILE, publisher=HOSTILE, words=HOSTILE, sentence=f"a {HOSTILE} b", url="javascript:alert(3)"
    )
    line = change(brief.sections[0].lines[0], text=HOSTILE, because=HOSTILE, stated=False, under=HOSTILE)
    section = change(brief.sections[0], lines=(line,))
    return change(brief, sections=(section, *brief.sections[1:]), sources=(bad, *rest))


def test_the_page_shows_texts_and_runs_nothing(hostile: Brief) -> None:
    page = brief_html(hostile)
    seen = Tags(page)
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(seen.tags)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert not re.search("[\x00\x1b\u202e]", page)
    assert not [link for link in seen.links if not link.startswith("#")]
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))
    assert "default-src 'none'" in page


def test_the_page_links_to_documents_on_the_web(hostile: Brief) -> None:
    source = msgspec.structs.replace(hostile.sources[0], url='https://ministry.example/a?b=1&c="2')
    seen = Tags(brief_html(msgspec.structs.replace(hostile, sources=(source, *hostile.sources[1:]))))
    assert 'https://ministry.example/a?b=1&c="2' in seen.links


def test_the_word_document(hostile: Brief) -> None:
    import docx

    made = brief_docx(hostile)
    assert made == brief_docx(hostile)
    document = docx.Document(io.BytesIO(made))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    headings = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert headings == [*(section.title for section in hostile.told()), "Sources"]
    assert styles.count("List Bullet") == sum(len(section.lines) for section in hostile.sections)
    assert document.core_properties.title == "Azerbaijan – China: brief, as of 2026-11-25"
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    anchors = set(re.findall(r'w:anchor="(\w+)"', xml))
    assert anchors
    assert anchors <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml))
    assert "<script>alert(1)</script>" in "".join(paragraph.text for paragraph in document.paragraphs)


def test_brief_in_all_forms(communique: Run, filled: str, tmp_path: Path) -> None:
    asked = ("brief", "azerbaijani", "CHN", "--ledger", filled, "--as-of", "2026-11-25")
    status, shown, _ = communique(*asked)
    assert status == 0
    assert shown.startswith("Azerbaijan – China\nas of 2026-11-25\n\nAt a glance\n")
    assert json.loads(communique(*asked, "--format", "json")[1])["parties"] == ["AZE", "CHN"]
    assert communique(*asked, "--format", "markdown")[1].startswith("# Azerbaijan – China\n")
    page = communique(*asked, "--format", "html")[1]
    assert page.startswith("<!DOCTYPE html>")
    for name, start in (
        ("a.txt", shown[:30].encode()),
        ("a.html", page.encode()),
        ("a.md", b"# Azerbaijan"),
        ("a.json", b'{"format":"communique-brief/1"'),
        ("a.docx", b"PK"),
    ):
        assert communique(*asked, "--output", tmp_path / name) == (0, "", "")
        assert (tmp_path / name).read_bytes().startswith(start)
    assert communique(*asked, "--format", "json", "--output", tmp_path / "b")[0] == 0
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_the_brief_of_one_party_and_of_a_period(communique: Run, filled: str) -> None:
    asked = ("brief", "Azerbaijan", "--ledger", filled, "--as-of", "2026-11-25")
    _, shown, _ = communique(*asked)
    assert re.findall(r"^\d+\. \w+", shown, re.MULTILINE) == ["1. China", "2. Georgia"]
    _, shown, _ = communique(*asked, "--until", "2025")
    assert re.findall(r"^\d+\. \w+", shown, re.MULTILINE) == ["1. China"]
    _, shown, _ = communique("brief", "AZE", "CHN", "--ledger", filled, "--since", "2026", "--until", "2026-06")
    assert "from" not in shown.splitlines()[1]
    assert shown.splitlines()[1].endswith(", 2026 to 2026-06")
