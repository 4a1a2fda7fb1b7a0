"""Languages are identified; a declaration is kept unless the text clearly is in another language."""

from __future__ import annotations

import pytest

from communique.acquire.language import clean, identify

ENGLISH = "The minister received the ambassador and the sides discussed trade, which has grown this year. "
RUSSIAN = "Министр иностранных дел принял посла, и стороны обсудили торговлю, которая выросла за этот год. "
FRENCH = "Le ministre a reçu l’ambassadeur et les deux parties ont parlé du commerce, qui a progressé cette année. "
TEXTS = {
    "en": ENGLISH,
    "ru": RUSSIAN,
    "fr": FRENCH,
    "de": "Der Minister empfing den Botschafter, und beide Seiten sprachen über den Handel, der gewachsen ist. ",
    "es": "El ministro recibió al embajador y las dos partes hablaron del comercio, que ha crecido este año. ",
    "az": "Nazir səfiri qəbul etdi və tərəflər bu il artmış ticarət əlaqələrini müzakirə etdilər. ",
    "tr": "Bakan büyükelçiyi kabul etti ve taraflar bu yıl artan ticaret hacmini ele aldı, görüşme sürdü. ",
    "zh": "部长会见了大使,双方讨论了今年增长的贸易,并同意继续对话。双方还就地区局势交换了意见,表示愿意加强合作。",
    "ja": "大臣は大使と会談し、両者は今年増えた貿易について話し合い、対話を続けることで一致しました。協力を深めます。",
    "ar": "استقبل الوزير السفير وبحث الجانبان التبادل التجاري الذي نما هذا العام واتفقا على مواصلة الحوار. ",
    "uk": "Міністр прийняв посла, і сторони обговорили торгівлю, яка зросла цього року, та домовилися про зустріч. ",
}


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_language_of_a_paragraph(code: str) -> None:
    assert identify(TEXTS[code] * 3) == code


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_language_of_a_sentence_is_right_or_unknown(code: str) -> None:
    assert identify(TEXTS[code]) in (code, None)


def test_short_text_has_its_declared_language_or_none() -> None:
    assert identify("Le ministre a reçu.", None) is None
    assert identify("Le ministre a reçu.", "fr") == "fr"


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH * 4, "en-GB", "en-GB"),
        (ENGLISH * 4, "fr", "en"),
        (RUSSIAN * 4, "en", "ru"),
        (RUSSIAN * 4, "ru_RU", "ru-RU"),
        (FRENCH, "it", "it"),
        (RUSSIAN * 4, "bg", "ru"),
        (TEXTS["zh"] * 4, "zh-Hant-TW", "zh-Hant-TW"),
        (FRENCH * 4, "xx", "xx"),
    ],
)
def test_declaration_yields_only_to_clear_text(text: str, declared: str, language: str) -> None:
    assert identify(text, declared) == language


def test_long_text_is_sampled() -> None:
    assert identify("x" * 20_000_000 + ENGLISH) is None
    assert identify(ENGLISH * 100_000) == "en"


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("EN", "en"),
        ("en_us", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        (" ru ", "ru"),
        ("und", None),
        ("English", None),
        ("", None),
        (None, None),
        (5, None),
        ("x" * 1000, None),
    ],
)
def test_declared_tags_are_made_usual(declared: object, tag: str | None) -> None:
    assert clean(declared) == tag
