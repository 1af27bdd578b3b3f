"""Bodies and people whose country other words of the report give, on invented sentences."""

from __future__ import annotations

import pytest

# text, the words of the mention, its actor (None: left open)
BODIES = [
    ("ABIDJAN - Chad shut its embargo office. The army in Burundi mutinied.", "army in Burundi", "BDI.MIL"),
    ("ABUJA - Ghana blamed the junta that seized power in Niger.", "junta", "NER.GOV"),
    ("MIAMI - The junta that rules Haiti agreed to go.", "junta", "HTI.GOV"),
    ("Police in Chad and Niger swapped lists.", "Police", None),
    ("PARIS - Burundi closed schools. Burundi shut banks. The army shelled a hill.", "army", "BDI.MIL"),
    ("LIMA - The foreign ministry said the government had shelved a plan.", "government", "PER.GOV"),
    ("Kenya's junta fell. Uganda and Kenya talked. The junta wept.", "junta wept", None),
    ("The government banned copper from Chile.", "government", None),
    (
        "Kosovo will end duties on goods from Serbia. They were imposed by the previous government.",
        "government",
        "XKX.GOV",
    ),
    ("Jordan and France signed. France paid. France left. The king smiled.", "king", "JOR.MON"),
    ("Poland's ruling party met in Kiev. The communist party wept.", "communist party", None),
    ("Karachi police shot a thief.", "Karachi police", "PAK.POL"),
    ("Officials in Texas wept.", "Officials in Texas", "USA.GOV.LOCAL"),
    ("The thief fled. He was shot by police in Basra.", "police", "IRQ.POL"),
    ("Togo froze. The thief was shot by police.", "police", "TGO.POL"),
    ("Togo froze. Ghana paid. The thief was shot by police.", "police", None),
    ("Togo and Ghana froze. In Accra, the government resigned.", "government", "GHA.GOV"),
    ("Togo and Ghana froze. Officials met in Kigali.", "Officials", None),
    ("LIMA, Peru (Wire) -- The army mutinied. Chile paid. Chile left. Chile wept.", "army", "PER.MIL"),
    ("Chile and Peru froze. In Syria, where government forces fled, it rained.", "government forces", "SYR.MIL"),
    ("Togo slept after Dallas Smith met Ghana's king. Anti-Western men wept.", "Western", None),
]


@pytest.mark.parametrize(("text", "words", "actor"), BODIES, ids=[f"{b[1]}: {b[0][:40]}" for b in BODIES])
def test_the_country_of_a_body_that_stands_alone(mentions_of, text, words, actor):
    start = text.rindex(words)
    found = [m.actor for m in mentions_of(text, "2009-03-03") if m.start == start]
    assert (found or [None])[0] == actor


# what stands for whom: text, head word, actors
RELATIONS = [
    ("President Emmanuel Macron said his country would wait.", "country", ["FRA"]),
    ("President Emmanuel Macron said his government would wait.", "government", ["FRA.GOV"]),
    ("Niger has a new junta. Nigeria cut off power to its neighbour.", "neighbour", ["NER"]),
    ("Macron met Modi. Prime Minister Narendra Modi phoned his Japanese counterpart.", "counterpart", ["JPN.GOV.PM"]),
    ("A spokesman for the Indian army resigned.", "spokesman", ["IND.MIL"]),
    ("Fighters of Hezbollah crossed the river.", "Fighters", ["ARM.hezbollah"]),
    ("Critics of the United Nations laughed.", "Critics", []),
    ("Indonesia's navy chased Chinese boats. The navy guards the country.", "country", ["IDN"]),
    ("Peru blamed Chile for the leak. It denied the accusation.", "It", ["CHL"]),
    ("Peru, Chile, Bolivia and Brazil signed. Spain wept. The four countries slept.", "countries",
     ["PER", "CHL", "BOL", "BRA"]),
    ("President Emmanuel Macron sent his envoy.", "envoy", ["FRA.ENVOY"]),
    ("Togo seized power.", "power", []),
    ("A delegation of Georgian winemakers flew home.", "delegation", [None]),
    ("Hezbollah wept. Its spokesman resigned.", "spokesman", ["ARM.hezbollah"]),
    ("Peru fought the Shining Path. The guerrillas fled.", "guerrillas", ["ARM.shining-path"]),
    ("Peru's defence minister resigned. The ministry wept.", "ministry", ["PER.GOV.MOD"]),
    ("Peru and Chile signed. Both foreign ministers wept.", "ministers", ["PER.GOV.FM", "CHL.GOV.FM"]),
    ("Macron met Modi. Narendra Modi slept. A source said he wept.", "he", ["IND.GOV.PM"]),
    ("Japan, which faces China, said its navy wept.", "navy", ["JPN.MIL.NAVY"]),
    ("Acme President Jane Roe met Togo.", "Roe", [None]),
    ("PKK fighters fled.", "fighters", ["ARM.pkk"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "actors"), RELATIONS, ids=[f"{r[1]}: {r[0][:40]}" for r in RELATIONS])
def test_actors_told_by_their_relation(references_of, text, head, actors):
    found = references_of(text, "2019-03-03")
    assert [m.actor for m in found.get(head, [])] == actors


def test_who_only_reports_is_no_side(references_of):
    found = references_of("Togo told Reuters that Chad had yielded. The two sides will meet.", "2011-01-01")
    assert {m.actor for m in found.get("sides", [])} == {"TGO", "TCD"}


TITLES = [
    ("A Kremlin spokesman sighed.", "Kremlin spokesman", "RUS.GOV.SPOX"),
    ("A Toyota spokesman sighed.", "Toyota spokesman", "COM.toyota"),
    ("President-elect Donald Trump sighed.", "Donald Trump", "person/donald-trump"),
    ("Peru's minister for mines, Ana Quispe, left.", "Ana Quispe", "PER.GOV.MIN"),
    ("The U.S. ambassador to Israel, Dan Roe, left.", "Dan Roe", "USA.AMB"),
    ("South Korea offered rice. The North's leader declined.", "North's leader", "PRK.GOV.LEADER"),
    ("The premier of New South Wales left.", "Wales", None),
    ("NATO-led troops left Kosovo.", "NATO-led troops", "IGO.NATO"),
]


@pytest.mark.parametrize(("text", "words", "actor"), TITLES, ids=[t[1] for t in TITLES])
def test_titles_and_their_states(mentions_of, text, words, actor):
    start = text.index(words)
    found = [m.actor for m in mentions_of(text, "2016-12-01") if m.start == start]
    assert (found or [None])[0] == actor


GROUPS = [
    ("The Nordic nations met.", {"GRP.nordic"}),
    ("The five Central Asian republics met.", {"GRP.central-asian-states"}),
    ("The Gulf countries met.", {"GRP.gulf"}),
    ("The two Koreas met.", {"KOR", "PRK"}),
    ("West Bengal and West Ham lost.", set()),
]


@pytest.mark.parametrize(("text", "actors"), GROUPS, ids=[g[0] for g in GROUPS])
def test_groups_of_states(mentions_of, text, actors):
    assert {m.actor for m in mentions_of(text) if m.actor} == actors


def test_a_group_gives_its_members_and_their_source(book):
    for actor in ("GRP.baltic", "GRP.nordic", "GRP.maghreb", "GRP.central-asian-states"):
        record = book.get(actor)
        assert record.members
        assert record.source
        assert all(book.get(member).kind == "country" for member in record.members)
