"""Whose a body, office or group is, and which two a phrase counts, on invented reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dragoman.dates import Interval
from dragoman.extract.actors import find_mentions
from dragoman.lexicon.actor_press import country_of_outlet, load_press
from dragoman.model import Block, BlockKind, CleanText, Document, Published, PublishedBasis, Sentence

# text, the words of the mention (their last place), its actor (None: left open)
WHOSE = [
    ("China took offence. Congress voted against Beijing.", "Congress", "USA.LEG"),
    ("NEW DELHI: Voters in India turned out. Congress won.", "Congress", "IND.PTY.congress"),
    ("LIMA - Peru sued Chile. Congress met.", "Congress", "PER.LEG"),
    ("China and the United States quarrelled. China grew. The administration waited.", "administration", "USA.GOV"),
    ("The United States pressed North Korea. North Korea fired. The National Security Council met.",
     "National Security Council", "USA.GOV"),
    ("JERUSALEM (AP) _ Israel left Lebanon. Lebanon cheered. Defense Minister Moshe Katz said so.", "Moshe Katz",
     "ISR.GOV.DM"),
    ("KABUL Fighters died on Sunday. The army denied it.", "army", "AFG.MIL"),
    ("The World Court heard Chad. Chad said the court erred.", "court", None),
    ("Ugandan and Congolese troops clashed.", "Congolese troops", "COD.MIL"),
    ("China wrote. The Korean president replied.", "president", None),
    ("MANILA - Norway has been brokering talks between the government and rebels.", "government", "PHL.GOV"),
    ("GENEVA (AP) - Talks on Chad resumed in Geneva. Togo and Ghana praised them. The army said no.", "army", None),
    ("The opposition left the session in Geneva, where envoys of Mali met. Chad sent aid.", "opposition", "MLI.OPP"),
    ("LIMA (AP) - Peru held talks in Lima with Chile and Cuba. Parliament adjourned.", "Parliament", "PER.LEG"),
    ("EU ministers met their parliament. British ministers fretted. The parliament voted.", "parliament", None),
    ("Egypt's parliament asked the prime minister to send troops to Libya and Iraq.", "prime minister", "EGY.GOV.PM"),
    ("Peru and Chile quarrelled. Chile grew. Chile backed the army.", "army", "PER.MIL"),
    ("PESHAWAR - Gunmen shot teacher Hamid Hussain. Later Hussain died.", "Hussain", None),
    ("Staff mourned professor Dr Hamid Hussain, a chemist. Hussain was shot.", "Hussain", None),
    ("The United States let Central Americans in.", "Americans", None),
    ("ELEVEN DIE IN TURKEY CAR BOMB ATTACK", "CAR", None),
    ("Iran heard Secretary of State Hillary Clinton speak.", "Hillary Clinton", "person/hillary-clinton"),
    ("The head of the FBI investigation in Peru left.", "FBI", "USA.POL.FBI"),
    ("DAR ES SALAAM - She would ask Congress to pay for schools in Tanzania.", "Congress", "USA.LEG"),
    ("FBI Director Jane Roe met police.", "Jane Roe", "USA.POL.FBI"),
    ("The head of the U.N. Refugee Mission in Chad left.", "head of the U.N.", "IGO.UN"),
    ("U.S. military forces left Peru.", "U.S. military forces", "USA.MIL"),
    ("Peru and the United States conduct annual military drills.", "United States", "USA"),
    ("The Netherlands sent extra troops to Mali.", "Netherlands", "NLD"),
    ("Peru jailed officials from rival Chile.", "officials from rival Chile", "CHL.GOV"),
    ("Planes left Offutt Air Force Base for Japan.", "Air Force", None),
    ("Sailors of the HMAS Torrens waved in Fiji.", "HMAS Torrens", "AUS.MIL.NAVY"),
    ("India grew. The INS Kaveri sank.", "INS Kaveri", "IND.MIL.NAVY"),
    ("Fiji grew. The INS Kaveri sank.", "INS Kaveri", None),
    ("Jane Roe, president of Malawi's High Court, left.", "Jane Roe", "MWI.JUD"),
    ("KENYA and Uganda met.", "KENYA", "KEN"),
    ("SOUTH AFRICA's army left.", "SOUTH AFRICA's army", "ZAF.MIL"),
    ("The Islamic Republic of Mauritania paid.", "Islamic Republic of Mauritania", "MRT"),
    ("The Democratic Republic of Timor-Leste paid.", "Democratic Republic of Timor-Leste", "TLS"),
    ("The head of Chad's air force left.", "head of Chad's air force", "TCD.MIL.AIR"),
    ("The president of Senegal's fishing federation left.", "Senegal", "SEN"),
    ("The speaker of Kenya's parliament left.", "speaker of Kenya", "KEN.LEG.SPEAKER"),
    ("The deputy speaker of Kenya's parliament left.", "speaker of Kenya", "KEN.LEG.SPEAKER"),
    ("The president of Malawi's visit to Chad began.", "president of Malawi", "MWI.GOV.PRES"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["Diego Castro Moreno", "Ramon Santos Martinez"])
def test_a_name_goes_on_with_the_surnames_that_follow(mentions_of, name):
    assert [m.name for m in mentions_of(f"The envoy met {name} on the pier.", "2011-03-25")] == [name]


# A name of which two words are surnames of the book, and its bearer later, beside a bearer whom the book knows.
STRANGER = "Kim Dong Chul was jailed in North Korea. Kim confessed. The country's leader, Kim Jong Un, was absent."


def test_a_surname_is_that_of_who_was_named_in_full_before(mentions_of):
    found = {(m.name, m.start): m for m in mentions_of(STRANGER, "2016-03-25")}
    assert found["Kim Dong Chul", 0].actor is None
    assert found["Kim", STRANGER.index("Kim confessed")].antecedent == (0, len("Kim Dong Chul"))
    assert found["Kim Jong Un", STRANGER.index("Kim Jong Un")].actor == "PRK.GOV.LEADER"


@pytest.mark.parametrize(("text", "words", "actor"), WHOSE, ids=[f"{w[1]}: {w[0][:40]}" for w in WHOSE])
def test_whose_it_is(mentions_of, text, words, actor):
    start = text.rindex(words)
    found = [m.actor for m in mentions_of(text, "1999-03-03") if m.start == start]
    assert (found or [None])[0] == actor


def test_an_outlet_writes_of_its_own_state(book):
    text = "Congress met. Iran and Iraq wrote to the president."
    sentences = (Sentence(0, 0, 13, 0, BlockKind.BODY), Sentence(1, 14, len(text), 0, BlockKind.BODY))
    clean = CleanText(text, (Block(0, len(text), BlockKind.BODY),), ((0, 0, len(text)),))
    published = Published(Interval.day(date(2009, 3, 3)), PublishedBasis.USER)
    document = Document("doc_test", text, clean, "text", published=published)
    found = {m.name: m.actor for m in find_mentions(replace(document, outlet="Boston Globe"), sentences, book)}
    assert found["president"] == "USA.GOV.PRES"
    assert {m.name: m.actor for m in find_mentions(document, sentences, book)}["president"] is None


def test_outlets_are_known_by_name_and_host():
    press = load_press()
    assert country_of_outlet("The Hindu", press) == country_of_outlet("www.thehindu.com", press) == "IND"
    assert country_of_outlet("Gazette of Nowhere", press) is country_of_outlet(None, press) is None


# text, the word (its last place) and the actors or, where they have none, the countries for which it stands
STANDS_FOR = [
    ("Gunmen killed nine people in a raid on a hotel in Mali.", "people", ["MLI"]),
    ("A bomb at a mosque in Kabul killed nine people and wounded six others.", "others", ["AFG"]),
    ("They said police in Peru and Bolivia arrested ten men.", "police", ["PER.POL", "BOL.POL"]),
    ("An adviser to President Yeltsin met him.", "adviser", ["RUS"]),
    ("Chadian troops left Niger. The soldiers burnt homes.", "soldiers", ["TCD.MIL"]),
    ("A State Department official spoke.", "official", ["USA.GOV.MFA"]),
    ("Chad's military council and opposition leaders resumed talks.", "leaders", ["TCD.OPP"]),
    ("A bomb in Lima, Peru, and Quito, Ecuador, killed nine people.", "people", [None]),
    ("Paul Ryan visited Netanyahu in Israel. He met Putin in Oman, where he praised him.", "he", ["person/paul-ryan"]),
    ("The Iraq inquiry criticised him.", "inquiry", []),
    ("Kenya accused Nairobi's western neighbour.", "neighbour", [None]),
    ("Chad's neighbour shut its border, the Niger interior ministry said.", "neighbour", ["NER"]),
    ("Kenya froze the accounts of Somalis, and its bombers hit a camp.", "its", ["KEN"]),
    ("Kofi Annan met Saddam Hussein. After his talks in Oman, Hosni Mubarak flew to Peru.", "his", ["EGY.GOV.PRES"]),
    ("Peru and Chile met. Brazil wrote, while Cuba slept. Both countries signed.", "countries", ["PER", "CHL"]),
    ("The leaders of Chad and of the European Union met.", "leaders", ["TCD.GOV", "IGO.EU"]),
    ("Mali's government and rebels met. Algeria hosted the talks. The two sides signed.", "sides",
     ["MLI.GOV", "MLI.REB"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "actors"), STANDS_FOR, ids=[f"{c[1]}: {c[0][:40]}" for c in STANDS_FOR])
def test_for_whom_a_phrase_stands(references_of, text, head, actors):
    assert [m.actor or m.country for m in references_of(text, "1998-03-03").get(head, [])] == actors
