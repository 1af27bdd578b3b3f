"""Who did it to whom: parties that stand far off, and those that only stand near."""

from __future__ import annotations

import pytest

from dragoman.model import Reading, Report
from dragoman.pipeline import Pipeline

# The trigger | ids or names of the actors | of the recipients, "-" for nobody | the text, of which the last such counts
CASES = """
end        | GHA.CVL | GHA.GOV | Oil workers in Ghana said they will not end the strike until the government pays more.
called off | GHA.CVL | GHA.GOV | Ghana's miners called off their strike after talks with the government.
called off | GHA.CVL | -       | Ghana's miners called off their strike on the advice of a priest.
complained | PER     | CHL     | Peru complained to the United Nations over two Chilean air raids.
complained | PER     | IGO.UN  | Peru complained to the United Nations on Monday.
discussed  | PER.GOV.PRES, CHL.GOV.PRES | - | The Peruvian and Chilean presidents discussed trade with a focus on Oman.
failed     | PER.GOV, IGO.EU | - | Peruvian and EU negotiators failed to reach a deal on the Bolivian border.
condemned  | IGO.UN  | -       | The UN Transition Mission in Peru condemned the bombing of a school on Monday.
arrested   | PER.POL | Ana de Lima | Peru's police arrested Senator Ana de Lima on Monday.
ending     | TCD, TCD.REB | -  | Chad and its rebels have made progress towards ending a war in talks in Kenya.
attacked   | KEN.MIL | ARM.al-shabaab | Kenyan troops attacked a camp of al-Shabaab near Kismayo.
killed     | ARM.taliban | at least 20 | Taliban gunmen killed at least 20 on Monday.
killed     | PER.REB | two     | Chad met Niger on Monday. Peruvian rebels killed two on Friday.
rammed     | Chilean vessel | - | Peru says a Chilean vessel rammed two of its boats.
commenced  | PER     | CHL.REB | Peru commenced air strikes on Chilean rebels on Monday.
expulsion  | CHL     | Doe     | Jane Doe left Oman. Doe blamed her expulsion on Chile.
accused    | ETH, ERI | -      | Ethiopia and Eritrea signed a truce. Each accused the other of fraud.
ended      | PER, CHL | -      | Talks in Oslo on the islands disputed between Peru and Chile ended on Monday.
bombed     | ESP.REB | police, ESP | Basque separatists bombed a police barracks in northern Spain on Monday.
killed     | PHL.REB | three soldiers | Communist rebels killed three soldiers in the southern Philippines on Monday.
clashed    | TCD.MIL, TCD.REB | - | Chadian soldiers clashed with rebels on Monday.
kill       | ARM.maoists-nepal | six police | Maoist rebels in Nepal kill six police.
killed     | ARM.maoists-nepal | two soldiers | Maoist rebels in Nepal fled. Maoist rebels killed two soldiers in Nepal.
freed      | NPL.REB | nurse | Maoist guerrillas raided a bank in Nepal. The Maoists freed a nurse.
met        | Jane Roe, ZAF.GOV.PRES | - | Zimbabwe voted. MRD leader Jane Roe met South Africa's president on Monday.
met        | Jane Roe, ZAF.GOV.PRES | - | Zimbabwe voted. Jane Roe, the leader of the MRD, met South Africa's president.
agree      | PER, ARM.shining-path | - | Peru offered to free Shining Path rebels, but both sides failed to agree.
took       | ARM.m23 | COD.MIL | Uganda praised M23. Congo wept. The M23 rebel group took a town from the army.
accused    | Democrats | HUN    | Slovakia voted. The Democrats accused Hungary of fraud.
resumed    | COD.GOV, COD.REB | - | Congo's government resumed talks with a rebel movement in Uganda.
agreed     | LBN, SYR | -      | Lebanon's prime minister met Syria's president and the two agreed to meet again.
expelled   | UGA     | KEN.AMB | Kenya's ambassador to Uganda was expelled on Monday.
summoned   | PER.GOV.MFA | CHL.AMB | The foreign ministry summoned the Chilean ambassador to Lima on Monday.
stabbed    | PSE     | soldier | Israel's army shot dead a Palestinian who had stabbed a soldier in Hebron.
arrested   | FRA.MIL | man     | French peacekeepers arrested a man suspected of planning raids on Algerian troops.
talks      | TCD, NER | -       | Iranian officials met the United States. Chad announced plans for talks with Niger.
meeting    | TCD, NER | -       | Chad has set a date for a meeting with Niger.
patrol     | TCD, NER | -       | Chad has drawn up a proposal for a joint patrol with Niger.
talks      | NER      | -       | Iranian officials met the United States. Chad regrets the talks with Niger.
talks      | KEN, UGA | -       | Uganda accepted that its milk must be tested, Kenya said after talks.
suspend    | IGO.UN.SC | -      | The Security Council will suspend its sanctions once the suspects have reached Norway.
accused    | IGO.OSCE | KEN     | The OSCE's mission in Tajikistan accused Kenya of fraud.
condemned  | IGO.EU  | -        | The European Union monitoring team in Nepal condemned the blast.
met        | IGO.IMF, LKA.GOV | - | An IMF mission met Sri Lanka's government on Monday.
attacked   | TCD.REB | IGO.UN   | Chadian rebels attacked the UN base in Bangui on Monday.
met        | PER.GOV.FM, CHL.GOV.FM | - | The foreign ministers of Peru and of Chile met on Monday.
clashed    | TCD.MIL, NER.MIL | - | The presidents of Chad and Niger, whose armies clashed last month, met in Algiers.
accused    | GAB     | BEL     | Gabon and Belgium fell out in May. Gabon accused Brussels of spying.
warned     | IGO.EU  | BLR     | The European Union met on Monday. Brussels warned Belarus.
warned     | Brussels | BLR    | NATO and the European Union met on Monday. Brussels warned Belarus.
recalled   | GAB     | BEL     | Gabon recalled its ambassador to Brussels on Monday.
severed    | OMN     | PER     | Peru named Juan Poe as its ambassador to Oman, which had severed relations in May.
summit     | ZAF, PER | -      | A second Peru-South Africa summit was held in Oslo on Monday.
urged      | PER.GOV.MIN | CHL | Peru and Chile met on Monday. The Peruvian minister urged both sides to wait.
slammed    | PER.GOV | CHL     | Peru met Chile in March. The Peruvian government slammed the country for its tests.
left       | ESP.MIL | TGO     | Spain sent troops to Togo in May. The last Spanish soldiers left the country.
left       | ESP.MIL | TGO     | Spain sent troops to Togo. The last Spanish soldiers left the West African nation.
meeting    | UGA.GOV, ARM.lra | - | Oman hosted a meeting of envoys from Uganda's government and the LRA rebel group.
"""
ROWS = [[part.strip() for part in line.split("|")] for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("trigger", "actors", "recipients", "text"), ROWS, ids=[row[3] for row in ROWS])
def test_who_did_it_to_whom(pipeline: Pipeline, trigger: str, actors: str, recipients: str, text: str) -> None:
    reading = pipeline.read(Report("x", text, published="2004-03-04", language="en"))
    assert isinstance(reading, Reading)
    at = text.rindex(trigger)
    told = [e for e in reading.events if e.evidence.trigger.start <= at < e.evidence.trigger.end]
    assert told
    assert [a.id or a.name for a in told[0].actors] == actors.split(", ")
    assert [a.id or a.name for a in told[0].recipients] == ([] if recipients == "-" else recipients.split(", "))


def test_who_only_hosts_the_talks_is_no_side(pipeline: Pipeline) -> None:
    text = (
        "The end of a rebellion in northern Uganda is near, as the government says rebel leaders have agreed to resume "
        "talks in Kenya. An adviser said both sides had reached a deal in Nairobi. Kenya, which has tried to help for "
        "years, hosted a meeting of envoys from the Ugandan government and the Lord's Resistance Army."
    )
    reading = pipeline.read(Report("x", text, published="2004-03-04", language="en"))
    assert isinstance(reading, Reading)
    reached = next(e for e in reading.events if "reached a deal" in e.evidence.quote and e.type == "AGREE")
    assert {a.country for a in reached.actors} - {None} == {"UGA"}


def test_who_is_named_among_others_has_nothing_done_to_him(pipeline: Pipeline) -> None:
    text = (
        "The United States threatened to veto any attempt to lift the sanctions for good, "
        "which several members, among them Chad and Niger, had urged."
    )
    reading = pipeline.read(Report("x", text, published="1999-07-08", language="en"))
    assert isinstance(reading, Reading)
    undone = [event for event in reading.events if event.type in ("CONCEDE", "REJECT")]
    assert undone and not any(event.recipients for event in undone)
