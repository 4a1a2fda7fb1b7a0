"""Every encoding comes out right, and binary data does not come out."""

from __future__ import annotations

import random

import pytest

from communique.acquire.encoding import decode
from communique.shared.errors import InputError

RUSSIAN = "Министр иностранных дел принял посла. Стороны обсудили торговлю, транспорт и культурные связи."
FRENCH = "Le ministre a reçu l’ambassadeur – une visite « très utile », a déclaré la porte-parole à la presse."
CHINESE = "外交部长会见了来访的客人,双方讨论了贸易和运输问题,并同意继续对话。"
JAPANESE = "外務大臣は来訪した大臣と会談し、貿易と輸送について話し合いました。"
ENGLISH = "The minister received the ambassador of Türkiye. The sides agreed – as expected – to talk again."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "utf-8"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_undeclared_encoding_is_detected(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_decides_and_is_cut(encoding: str) -> None:
    assert decode(CHINESE.encode(encoding), "x.txt") == CHINESE


@pytest.mark.parametrize(("encoding", "declared"), [("cp1251", "windows-1251"), ("koi8-r", '"KOI8-R"')])
def test_declared_encoding_decides_for_short_text(encoding: str, declared: str) -> None:
    assert decode("Приём".encode(encoding), "x.html", declared) == "Приём"


def test_valid_utf8_overrules_a_wrong_declaration() -> None:
    assert decode(RUSSIAN.encode(), "x.html", "windows-1251") == RUSSIAN


@pytest.mark.parametrize("declared", ["rot13", "zip", "idna", "unicode_escape", "no-such-code", "x" * 5000, "a\0b", ""])
def test_declaration_that_is_no_encoding_is_passed_over(declared: str) -> None:
    assert decode(FRENCH.encode("cp1252"), "x.html", declared) == FRENCH


def test_latin1_declared_has_the_quotes_of_cp1252() -> None:
    assert decode(FRENCH.encode("cp1252"), "x.html", "iso-8859-1") == FRENCH


def test_detection_sees_letters_that_come_late() -> None:
    text = "Plain words. " * 40_000 + RUSSIAN
    assert decode(text.encode("cp1251"), "x.txt") == text


def test_few_accents_in_a_long_text() -> None:
    text = (
        "The minister spoke for an hour about trade and transport. " * 40 + "Café Türkiye – “talks” in Côte d’Ivoire. "
    ) * 20
    assert decode(text.encode("cp1252"), "x.txt") == text


def test_line_ends_stay() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "x.txt") == "one\r\ntwo\rthree\n"


def test_text_cut_in_the_middle_of_a_character_is_kept() -> None:
    assert decode(RUSSIAN.encode()[:-2], "x.txt").startswith(RUSSIAN[:-2])


@pytest.mark.parametrize(
    "data",
    [
        b"text with \0 a NUL",
        b"\x01\x02\x03\x04 abc \x05\x06",
        bytes(range(256)) * 20,
        random.Random(1).randbytes(5000),
        b"\xff\xfe\x00",
    ],
)
def test_binary_data_is_an_error(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "x.txt")
    assert caught.value.kind == "binary"
