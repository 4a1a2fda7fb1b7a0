"""PDF: pages become paragraphs, divided words are joined, running lines are cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from communique.acquire import Limits
from communique.acquire.paragraphs import HYPHEN, Line, rebuild
from communique.shared.documents import Document
from communique.shared.errors import InputError

PdfMaker = Callable[[Sequence[Sequence[tuple[int, int, str]]]], bytes]
Reader = Callable[..., Document]
Refusal = Callable[..., InputError]

LINES = (
    "The minister received the ambassador of the neighbour and spoke of coopera-",
    "tion in trade, of the Asia-",
    "Pacific and of transport.",
)


def placed(*lines: str, top: int = 700, step: int = 14) -> list[tuple[int, int, str]]:
    return [(72, top - step * index, line) for index, line in enumerate(lines)]


def test_paragraphs_of_a_page(read_bytes: Reader, make_pdf: PdfMaker) -> None:
    second = placed(
        "The sides also agreed to meet again in the spring, in a place that is", "still to be named.", top=620
    )
    document = read_bytes("a.pdf", make_pdf([placed(*LINES) + second]))
    assert document.text == (
        "The minister received the ambassador of the neighbour and spoke of cooperation in trade, of the "
        "Asia-Pacific and of transport.\n\nThe sides also agreed to meet again in the spring, in a place that is "
        "still to be named."
    )
    assert (document.language, document.media_type, document.published) == ("en", "application/pdf", None)


def test_paragraph_goes_on_over_the_page(read_bytes: Reader, make_pdf: PdfMaker) -> None:
    pages = [
        [*placed("The minister received the ambassador of the neighbour and they"), (300, 30, "1")],
        [*placed("spoke of trade."), (300, 30, "2")],
    ]
    text = read_bytes("a.pdf", make_pdf(pages)).text
    assert text == "The minister received the ambassador of the neighbour and they spoke of trade."


def test_running_lines_are_cut(read_bytes: Reader, make_pdf: PdfMaker) -> None:
    pages = [
        [
            (72, 760, "Ministry of Examples"),
            *placed(f"Text number {word} has its own words here."),
            (72, 30, f"Page {n} of 4"),
        ]
        for n, word in enumerate(("one", "two", "three", "four"), 1)
    ]
    text = read_bytes("a.pdf", make_pdf(pages)).text
    assert "Ministry of Examples" not in text
    assert "Page" not in text
    assert text.count("has its own words") == 4


def test_pdf_that_is_none(refuse_bytes: Refusal, make_pdf: PdfMaker) -> None:
    whole = make_pdf([placed(*LINES)])
    assert refuse_bytes("a.pdf", b"%PDF-1.7 broken").kind == "broken"
    assert refuse_bytes("b.pdf", whole[:200]).kind == "broken"
    assert refuse_bytes("c.pdf", b"<html>no</html>").kind == "broken"


def test_pdf_without_text_is_taken_as_scanned(refuse_bytes: Refusal, make_pdf: PdfMaker) -> None:
    error = refuse_bytes("a.pdf", make_pdf([[], []]))
    assert error.kind == "no_text"
    assert "scanned" in str(error)


def test_encrypted_pdf(refuse_bytes: Refusal, make_pdf: PdfMaker) -> None:
    key = "<" + "41" * 32 + ">"
    locked = (
        f"trailer << /ID [<4142> <4142>] /Encrypt << /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>".encode()
    )
    error = refuse_bytes("a.pdf", make_pdf([placed(*LINES)]).replace(b"trailer <<", locked))
    assert error.kind == "encrypted"


def test_text_over_the_limit(refuse_bytes: Refusal, make_pdf: PdfMaker) -> None:
    data = make_pdf([placed(*["Words of the text."] * 40)] * 12)
    assert len(data) > 1000
    assert refuse_bytes("a.pdf", data, Limits(max_bytes=1000)).kind == "too_large"


def line(text: str, right: float = 0.9, low: float = 700.0, left: float = 0.1, height: float = 12.0) -> Line:
    return Line(text, left, right, low, low, height)


def test_line_with_room_for_the_next_word_ends_a_paragraph() -> None:
    page = [
        line("A long line of words that goes to the edge"),
        line("ends here", 0.4, 686),
        line("Then a new one begins", 0.9, 672),
    ]
    assert rebuild([page]) == "A long line of words that goes to the edge ends here\n\nThen a new one begins"


def test_items_and_headings_stand_alone() -> None:
    page = [
        line("Joint statement of the sides", 0.9, 700, height=18),
        line("The first paragraph that runs to the edge", 0.9, 680),
        line("1. the first point that runs to the edge", 0.9, 666),
        line("• the second point that runs to the edge", 0.9, 652),
    ]
    assert rebuild([page]).count("\n\n") == 3


def test_columns_are_not_taken_for_short_lines() -> None:
    page = [
        line("the left column goes on", 0.48, 700), line("and on to its edge", 0.47, 686),
        line("and the right column", 0.93, 700, 0.55), line("has more of the words", 0.92, 686, 0.55),
    ]  # fmt: skip
    assert "\n" not in rebuild([page])


def test_hyphen_stays_where_the_word_is_written_with_it() -> None:
    page = [
        line(f"a well{HYPHEN}known case, the well-known one, and co{HYPHEN}operation of COVID{HYPHEN}19 and e{HYPHEN}")
    ]
    assert rebuild([page]) == "a well-known case, the well-known one, and cooperation of COVID-19 and e-"


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert (
        rebuild([[line("部长会见了来访的客人双方讨论了"), line("贸易和运输问题", 0.9, 686)]])
        == "部长会见了来访的客人双方讨论了贸易和运输问题"
    )


def test_no_lines_no_text() -> None:
    assert rebuild([]) == ""
    assert rebuild([[], []]) == ""


def test_title_that_is_also_the_running_head_stays() -> None:
    pages = [
        [line("Joint Declaration", height=20), line("The first page has words that run to the edge,", low=680)],
        [line("Joint Declaration", height=9), line("and the second has more of them to the edge", low=680)],
        [line("Joint Declaration", height=9), line("before the third ends the sentence.", low=680)],
    ]
    assert rebuild(pages) == (
        "Joint Declaration\n\nThe first page has words that run to the edge, and the second has more of them to the "
        "edge before the third ends the sentence."
    )
