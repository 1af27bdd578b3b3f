"""Past or future: weekdays and months without a year, in invented sentences of news English."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.times import tag

# a Wednesday
DAY = date(2019, 6, 12)

FUTURE = [
    ("They would be ready to leave for the United States as soon as Friday.", "2019-06-14"),
    ("On Tuesday the federation plans to hold a vote.", "2019-06-18"),
    ("Carriers hope to fly again as early as Thursday.", "2019-06-13"),
    ("The crew will sail as soon as Friday.", "2019-06-14"),
    ("Lenders gave Ankara until 9 a.m. Monday to reply.", "2019-06-17"),
    ("Nobody knows what happens once the appeal is heard on Friday.", "2019-06-14"),
    ("The minister will travel to Lisbon on Friday.", "2019-06-14"),
    ("The two delegations are to meet on Monday.", "2019-06-17"),
    ("The envoys are scheduled to resume talks Thursday.", "2019-06-13"),
    ("The vote was postponed until Tuesday.", "2019-06-18"),
    ("The hearing has been adjourned until Monday.", "2019-06-17"),
    ("He planned to leave on Saturday.", "2019-06-15"),
    ("The council plans to take up the draft on Friday.", "2019-06-14"),
    ("The ceasefire is due to take effect on Sunday.", "2019-06-16"),
    ("A court is expected to rule Thursday on the appeal.", "2019-06-13"),
    ("The president said he would sign the bill on Friday.", "2019-06-14"),
    ("The two leaders agreed to speak again on Monday.", "2019-06-17"),
    ("The ministry set a deadline of Friday for replies.", "2019-06-14"),
    ("The rebels must withdraw by Sunday, the army said.", "2019-06-16"),
    ("The summit begins on Saturday in Manila.", "2019-06-15"),
    ("The embassy is closing on Friday for a week.", "2019-06-14"),
    ("The talks are set for Monday in Vienna.", "2019-06-17"),
    ("The visit, scheduled for Thursday, has raised hopes.", "2019-06-13"),
    ("The chancellor may announce the sanctions on Tuesday.", "2019-06-18"),
    ("Parliament should decide on Monday whether to ratify the pact.", "2019-06-17"),
    ("On Friday, the two sides will exchange prisoners.", "2019-06-14"),
    ("On Monday, the committee is to hear three witnesses.", "2019-06-17"),
    ("Talks were expected to continue on Thursday.", "2019-06-13"),
    ("The flight was rescheduled for Sunday.", "2019-06-16"),
    ("The premier vowed to publish the list on Friday.", "2019-06-14"),
    ("Officials hope to reach a deal by Saturday.", "2019-06-15"),
    ("The strike is likely to end on Monday.", "2019-06-17"),
    ("The general intends to step down on Tuesday.", "2019-06-18"),
    ("The truce runs until Saturday.", "2019-06-15"),
    ("The ban expires on Sunday.", "2019-06-16"),
    ("The foreign ministers meet on Friday in Oslo.", "2019-06-14"),
    ("She is going to visit the camp on Thursday.", "2019-06-13"),
    ("The trip was put off until Monday.", "2019-06-17"),
    ("He was to have dinner with the king on Friday.", "2019-06-14"),
    ("The results will not be known until Sunday.", "2019-06-16"),
    ("The delegation, which leaves on Saturday, will stay a week.", "2019-06-15"),
    ("The review is slated to start Monday.", "2019-06-17"),
    ("The court has ordered him to appear on Thursday.", "2019-06-13"),
    ("Unions called a general strike for Friday.", "2019-06-14"),
    ("A second round of voting takes place on Sunday.", "2019-06-16"),
    ("The union extended the talks until Saturday.", "2019-06-15"),
    ("They have until Friday to reply.", "2019-06-14"),
    ("The government gave the company until Monday to comply.", "2019-06-17"),
    ("Both sides will meet again next Friday.", "2019-06-14"),
    ("The admiral's visit is planned for October.", "2019-10"),
    ("The contract will be signed in September.", "2019-09"),
    ("The base is expected to open in March.", "2020-03"),
    ("Elections are due in May.", "2020-05"),
    ("Talks are supposed to conclude by February.", "2020-02"),
    ("The tariffs take effect in January.", "2020-01"),
    ("The summit was postponed until November.", "2019-11"),
    ("The drill will be held in early August.", "2019-08"),
    ("The two countries agreed to hold a new round in July.", "2019-07"),
    ("The treaty expires in April.", "2020-04"),
    ("The minister plans to visit Cairo in December.", "2019-12"),
    ("The parliament will be dissolved on July 3.", "2019-07-03"),
    ("The ban is to end on January 5.", "2020-01-05"),
]
PAST = [
    ("Until Monday, the ministry had not named him.", "2019-06-10"),
    ("The army said Tuesday that it had withdrawn.", "2019-06-11"),
    ("The two ministers met on Monday.", "2019-06-10"),
    ("Talks broke down on Saturday.", "2019-06-08"),
    ("Since Friday, the border has been closed.", "2019-06-07"),
    ("The envoy arrived on Sunday to prepare the summit.", "2019-06-09"),
    ("He declined to say on Tuesday whether he would run.", "2019-06-11"),
    ("The ship left Piraeus Thursday night.", "2019-06-06"),
    ("The premier flew to Paris on Monday to meet investors.", "2019-06-10"),
    ("Monday's attack killed two soldiers.", "2019-06-10"),
    ("The deal, signed on Friday, ends the dispute.", "2019-06-07"),
    ("The committee failed to agree on Monday.", "2019-06-10"),
    ("The minister, who resigned on Sunday, denied the charge.", "2019-06-09"),
    ("They began to pull out on Saturday.", "2019-06-08"),
    ("The plan was presented on Monday in Geneva.", "2019-06-10"),
    ("The talks were called off on Tuesday.", "2019-06-11"),
    ("The president could not be reached on Monday.", "2019-06-10"),
    ("The court should have ruled on Monday.", "2019-06-10"),
    ("On Thursday, police arrested nine people.", "2019-06-06"),
    ("According to a Friday statement, the visit went well.", "2019-06-07"),
    ("The president said on Wednesday that he was ready.", "2019-06-12"),
    ("Wednesday's meeting lasted two hours.", "2019-06-12"),
    ("The bridge was opened in October.", "2018-10"),
    ("The two sides last met in March.", "2019-03"),
    ("A ban was imposed in December after the spill.", "2018-12"),
    ("He has been in prison since August.", "2018-08"),
    ("The pact signed in September covers fishing.", "2018-09"),
    ("In November, the court dismissed the case.", "2018-11"),
    ("The mission ended on December 3.", "2018-12-03"),
    ("Oslo has often asked that the ban be lifted, including during talks on Sunday.", "2019-06-09"),
    ("Unemployment rose in May.", "2019-05"),
    ("The army has held the town since June 2.", "2019-06-02"),
]


def first_value(sentence: str) -> str:
    found = tag(sentence, published=DAY)
    assert found, sentence
    return found[0].value[:10]


@pytest.mark.parametrize(("sentence", "value"), FUTURE)
def test_the_clause_points_ahead(sentence: str, value: str) -> None:
    assert first_value(sentence) == value


@pytest.mark.parametrize(("sentence", "value"), PAST)
def test_the_clause_points_back(sentence: str, value: str) -> None:
    assert first_value(sentence) == value
