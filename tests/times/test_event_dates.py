"""Which expression dates an event, on parsed invented sentences; the report is of Wednesday, 12 June 2019."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.dates import DateBasis, Interval
from dragoman.ledger.dating import constrain, date_event, said_on
from dragoman.model import Block, BlockKind, CleanText, Document, Parse, Published, PublishedBasis
from dragoman.prepare.parse import Parser
from dragoman.times import tag

DAY = date(2019, 6, 12)


def read(parser: Parser, text: str) -> tuple[Parse, Document]:
    block = Block(0, len(text), BlockKind.BODY)
    published = Published(Interval.day(DAY), PublishedBasis.USER)
    made = Document("d", text, CleanText(text, (block,), ((0, 0, len(text)),)), "text", published=published)
    return parser.parse([text])[0], made


@pytest.mark.parametrize(
    ("text", "trigger", "days"),
    [
        ("The two ministers met in Bern on Monday.", "met", ("2019-06-10", "2019-06-10")),
        ("Norway imposed a ban on Russian fish in May 2017.", "imposed", ("2017-05-01", "2017-05-31")),
        ("On Friday, Norway will lift the ban.", "lift", ("2019-06-14", "2019-06-14")),
        ("The army attacked the town on Monday and withdrew on Tuesday.", "attacked", ("2019-06-10", "2019-06-10")),
        ("The army attacked the town on Monday and withdrew on Tuesday.", "withdrew", ("2019-06-11", "2019-06-11")),
        ("Peru banned maize imports last month after mould was found.", "banned", ("2019-05-01", "2019-05-31")),
        ("The ministers held talks on Sunday.", "talks", ("2019-06-09", "2019-06-09")),
        ("Monday's attack killed two soldiers.", "attack", ("2019-06-10", "2019-06-10")),
        ("Flights resumed in 2015 after a four-year suspension.", "resumed", ("2015-01-01", "2015-12-31")),
        ("Flights resumed in 2015 after a four-year suspension.", "suspension", None),
        ("The army said Tuesday that rebels had shelled the town.", "shelled", None),
        ("On Monday, Norway rejected a visit.", "visit", None),
        ("The ministers have met.", "met", None),
        ("Rebels agreed to a truce Monday in the east.", "agreed", ("2019-06-10", "2019-06-10")),
        ("Chad closed its border and recalled its envoy on Monday.", "closed", ("2019-06-10", "2019-06-10")),
        ("Chad closed its border and later recalled its envoy on Monday.", "closed", None),
        ("Chad on Monday announced the expulsion of two envoys.", "expulsion", ("2019-06-10", "2019-06-10")),
        ("Chad on Monday condemned the expulsion of two envoys.", "expulsion", None),
        ("Three men were killed and five wounded by rebels on Monday.", "killed", ("2019-06-10", "2019-06-10")),
        ("Four men were expelled and two were held on Monday.", "expelled", None),
        ("Kenya and Chad signed a deal on sharing water here Monday.", "signed", ("2019-06-10", "2019-06-10")),
        ("Kenya accused Chad of shelling the town on Monday.", "accused", None),
        ("Ghana reopened its embassy for the first time since 2009.", "reopened", None),
        ("Ghana reopened its embassy on Monday, the first there since 2009.", "reopened", ("2019-06-10", "2019-06-10")),
        ("Peru lifted the ban, in force since 2014.", "lifted", None),
        ("The pass has been closed since May 2018.", "closed", ("2018-05-01", "2018-05-31")),
        ("Norway will lift the ban before the end of the month.", "lift", ("2019-06-12", "2019-06-30")),
        ("Norway will lift the ban in ten days.", "lift", ("2019-06-21", "2019-06-23")),
        ("Norway will lift the ban in two weeks' time.", "lift", ("2019-06-24", "2019-06-30")),
        ("Norway lifted three bans in ten days.", "lifted", None),
        ("Norway imposed the ban in 2017 after Russia seized a ship.", "seized", None),
        ("In 2017 Norway closed the damaged port.", "damaged", None),
        ("The visit was postponed until Friday.", "postponed", None),
        ("The ban, which was imposed in 2012, hurt Norway.", "hurt", None),
        ("The ban, which was imposed in 2012, hurt Norway.", "imposed", ("2012-01-01", "2012-12-31")),
        ("Norway must lift the ban by Friday.", "lift", ("2019-06-12", "2019-06-14")),
        ("Norway insisted on their departure before the autumn.", "insisted", None),
        ("The two agreed on Sunday to withdraw.", "withdraw", None),
        ("The two agreed on Sunday to withdraw.", "agreed", ("2019-06-09", "2019-06-09")),
        ("The two managed on Sunday to withdraw.", "withdraw", ("2019-06-09", "2019-06-09")),
        ("Peru halted aid in May and has since refused talks.", "refused", None),
        ("Peru halted aid in May and refused talks.", "refused", ("2019-05-01", "2019-05-31")),
        ("They met for the third time this year.", "met", None),
        ("They met for the third time two days ago.", "met", ("2019-06-10", "2019-06-10")),
        ("The rebels struck a bridge at dawn.", "struck", None),
        ("The rebels struck a bridge at dawn on Monday.", "struck", ("2019-06-10", "2019-06-10")),
        ("Norway condemned Sunday's bombing.", "condemned", None),
        ("Norway said on Monday that it was recalling its envoy.", "recalling", ("2019-06-10", "2019-06-10")),
        ("Norway said on Monday that it had recalled its envoy.", "recalled", None),
        ("Speaking in Bern on Monday, he condemned the coup.", "condemned", ("2019-06-10", "2019-06-10")),
        ("Having met him on Monday, he condemned the coup.", "condemned", None),
        # several days joined: from the first to the last
        ("The envoys met in Bern on Monday and Tuesday and signed a pact.", "met", ("2019-06-10", "2019-06-11")),
        ("Talks will be held in Oslo on June 18 and 19.", "held", ("2019-06-18", "2019-06-19")),
        ("The two sides held talks on May 3, 4 and 5, 2018 in Rome.", "talks", ("2018-05-03", "2018-05-05")),
        ("Norway held drills from 30 July to 2 August 2017.", "drills", ("2017-07-30", "2017-08-02")),
        ("Norway held drills July 30-Aug. 2, 2017.", "drills", ("2017-07-30", "2017-08-02")),
        ("Norway held drills from the 3rd to the 5th of June.", "drills", ("2019-06-03", "2019-06-05")),
        ("Norway held drills between June 3 and June 9.", "drills", ("2019-06-03", "2019-06-09")),
        ("The ministers signed the pact on Monday or Tuesday.", "signed", ("2019-06-10", "2019-06-11")),
        # and days that only stand in one sentence are not joined
        ("The envoys met on Monday and on Tuesday they left.", "met", ("2019-06-10", "2019-06-10")),
        ("The envoys met on Monday and Norway left on Tuesday.", "met", ("2019-06-10", "2019-06-10")),
    ],
)
def test_the_right_expression(parser: Parser, text: str, trigger: str, days: tuple[str, str] | None) -> None:
    parse, made = read(parser, text)
    found = date_event(parse, parse.texts.index(trigger), tag(text, published=DAY), made)
    if days is None:
        assert found is None
    else:
        assert found is not None
        assert found.interval == Interval(date.fromisoformat(days[0]), date.fromisoformat(days[1]))
        assert found.derivation
        assert found.span is not None


def test_joined_days_name_both_in_the_derivation(parser: Parser) -> None:
    text = "The envoys met in Bern on Monday and Tuesday."
    parse, made = read(parser, text)
    found = date_event(parse, parse.texts.index("met"), tag(text, published=DAY), made)
    assert found is not None
    assert '"Monday"' in found.derivation
    assert '; and "Tuesday"' in found.derivation
    assert found.span is not None
    assert text[found.span.start : found.span.end] == "Monday and Tuesday"


def test_the_day_of_speaking_belongs_to_the_speaker(parser: Parser) -> None:
    text = "The army said Tuesday that rebels had shelled the town in May."
    parse, made = read(parser, text)
    spoken = said_on(parse, parse.texts.index("said"), tag(text, published=DAY), made)
    assert spoken is not None
    assert spoken.interval == Interval.day(date(2019, 6, 11))
    shelled = date_event(parse, parse.texts.index("shelled"), tag(text, published=DAY), made)
    assert shelled is not None
    assert shelled.interval == Interval.month(2019, 5)


def test_a_clause_lends_its_date_and_says_so(parser: Parser) -> None:
    text = "The two leaders met in Rome on Monday, signing a pact."
    parse, made = read(parser, text)
    found = date_event(parse, parse.texts.index("signing"), tag(text, published=DAY), made)
    assert found is not None
    assert found.interval == Interval.day(date(2019, 6, 10))
    assert found.basis is DateBasis.INFERRED


def test_prepositions_constrain() -> None:
    friday = Interval.day(date(2019, 6, 14))

    def days(words: str, whole: Interval = friday, published: Interval | None = None) -> Interval:
        (timex,) = tag(words, published=DAY)
        return constrain(whole, timex, published)[0]

    assert days("He will go by Friday.", published=Interval.day(DAY)) == Interval(DAY, date(2019, 6, 14))
    assert days("He had gone by Friday.") == Interval(None, date(2019, 6, 14))
    assert days("He had gone before Friday.") == Interval(None, date(2019, 6, 13))
    assert days("He will go after Friday.") == Interval(date(2019, 6, 15), None)
    assert days("He went on Friday.") == friday
    # an end before the beginning would be no interval: the expression's own days stay
    assert days("He will go by Friday.", Interval.year(2012), Interval.day(DAY)) == Interval.year(2012)
