"""Reports in another language are seen, and no English one is taken for such."""

from __future__ import annotations

import pytest

from dragoman.model import Block, BlockKind, CleanText
from dragoman.prepare.language import ENOUGH, is_stated_english, looks_english

ENGLISH = (
    "The foreign minister said on Monday that his country would not lift the ban before the two governments sign a new "
    "agreement in the capital. The visit was put off, and talks are to resume in May, the ministry told reporters."
)
OTHERS = {
    "es": "El ministro dijo el lunes que su país no levantará la prohibición de la fruta hasta que los dos gobiernos "
    "firmen un nuevo acuerdo en la capital. La visita fue aplazada y las conversaciones se reanudarán en mayo, según "
    "un portavoz del ministerio que no quiso dar más detalles.",
    "de": "Der Minister sagte am Montag, dass sein Land das Verbot nicht aufheben wird, bis die beiden Regierungen in "
    "der Hauptstadt ein neues Abkommen unterzeichnet haben. Der Besuch war verschoben worden, und die Gespräche will "
    "man im Mai wieder aufnehmen, hieß es in einer Mitteilung.",
    "fr": "Le ministre a déclaré lundi que son pays ne lèvera pas l'interdiction avant la signature d'un nouvel accord "
    "entre les deux gouvernements. La visite a été reportée et les pourparlers doivent reprendre en mai, selon un "
    "porte-parole qui n'a pas donné de détails.",
    "nl": "De minister zei maandag dat zijn land het verbod niet zal opheffen voordat de twee regeringen een nieuw "
    "akkoord hebben ondertekend in de hoofdstad. Het bezoek was uitgesteld en de gesprekken worden in mei hervat, zo "
    "staat in een verklaring die het ministerie heeft verspreid.",
    "tr": "Bakan pazartesi günü yaptığı açıklamada, iki hükümet başkentte yeni bir anlaşma imzalayana kadar ülkesinin "
    "yasağı kaldırmayacağını söyledi. Ziyaret ertelendi ve görüşmelerin mayıs ayında yeniden başlaması bekleniyor, "
    "dedi bakan ve başka bir şey söylemedi; gazetecilerin soruları yanıtsız kaldı, toplantı kısa sürede bitti.",
    "zh": "外交部长星期一表示，在两国政府签署新协议之前，该国不会取消这项禁令。"
    "访问被推迟，会谈将于五月恢复，外交部发言人说。",
    "ru": "Министр заявил в понедельник, что запрет не будет снят, пока оба правительства не подпишут соглашение.",
}


def clean(text: str, kind: BlockKind = BlockKind.BODY) -> CleanText:
    return CleanText(text, (Block(0, len(text), kind),), ((0, 0, len(text)),))


def test_english_is_english() -> None:
    assert len(ENGLISH.split()) < ENOUGH or looks_english(clean(ENGLISH))
    assert looks_english(clean(ENGLISH * 3))


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages(code: str) -> None:
    assert not looks_english(clean(OTHERS[code]))


def test_a_few_words_or_noise_alone_tell_nothing() -> None:
    assert looks_english(clean("Xi Jinping Hanoi"))
    assert looks_english(clean(""))
    assert looks_english(clean(OTHERS["de"], BlockKind.CAPTION))


def test_quotes_in_another_language_do_no_harm() -> None:
    assert looks_english(clean(f"{ENGLISH} {OTHERS['es']}"))


@pytest.mark.parametrize(
    ("stated", "is_it"),
    [("en", True), ("en-GB", True), ("EN_us", True), ("English", True), ("fr", False), ("enm", False), ("", None)],
)
def test_what_is_stated(stated: str, is_it: bool | None) -> None:
    assert is_stated_english(stated) is is_it
