"""What chat models write about the sample articles, each sentence judged by hand.

A sentence is right when the passages that it cites say all of it, in whatever words; together with
a passage stand its title, outlet and date, which the prompt shows too, and what the output itself
said before ("he", "the treaty"). It is wrong when any part of it is not said there, even where the
rest is, where another passage says it, or where it happens to be true of the world. Words in
quotation marks must be the article's own, and be given to the person to whom the article gives
them. A sentence without a marker, or whose only marker names no passage given, is judged by all
passages given. A marker that says nothing for its sentence does no harm beside one that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

What: TypeAlias = Literal[
    "wrong number",
    "wrong date",
    "wrong name",
    "wrong place",
    "swapped speaker",
    "swapped role",
    "negated",
    "unsupported addition",
    "invented quote",
    "wrong marker",
    "missing marker",
    "malformed marker",
    "paraphrase",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a model wrote from the passages of one article or several."""

    article: tuple[str, ...]
    """File name, or title where a file holds several. Passage 1 is the first one's first."""
    text: str
    """As the model wrote it."""
    sentences: tuple[bool, ...]
    """For each sentence whether it is right."""
    what: What
    """What is wrong first, or what makes a right one hard to check."""


EU = "2022-02-09-eu-letter-osce.txt"
WEBB_L2 = "2022-01-24-webb-reaches-l2.md"
WEBB_IMAGES = "2022-07-12-webb-first-images.html"
HEAT = "2022-07-19-uk-heat-record.txt"
COP27 = "2022-11-07-guterres-cop27.md"
WORLD_CUP = "2022-12-18-world-cup-final.html"
CROATIA = "2023-01-01-croatia-euro-schengen.md"
MINISTRY = "2023-01-31-pensions-march-ministry-count.txt"
UNIONS = "2023-01-31-pensions-march-union-count.html"
FINLAND = "2023-04-04-finland-nato-example-wire.md"
FINLAND_COPY = "2023-04-04-finland-nato-sample-courier.html"
WHO = "2023-05-05-who-ends-covid-emergency.html"
MOON = "2023-08-23-chandrayaan-3-lands.md"
MOON_CORRECTED = "2023-08-24-chandrayaan-3-correction.md"
QUAKE = "2024-02-06-quake-one-year-on.txt"
AI_ACT = "2024-03-13-eu-ai-act-vote.html"
BRIDGE = "2024-03-27-baltimore-bridge.txt"
OUTAGE = "2024-07-20-crowdstrike-outage.html"
NOTRE_DAME = "2024-12-07-notre-dame-reopens.md"
BLACKOUT = "2025-04-29-iberian-blackout.txt"
POPE = "2025-05-08-leo-xiv-elected.md"
LOUVRE = "2025-10-22-louvre-reopens.html"
STORMS = "how-storms-get-their-names.txt"
ARTEMIS_1 = "Artemis I lifts off on its way around the Moon"
ARTEMIS_CREW = "Four astronauts named for the first trip to the Moon in half a century"
ARTEMIS_JANUARY = "NASA delays return of astronauts to the Moon by almost a year"
ARTEMIS_DECEMBER = "Artemis II slips again, to April 2026"
BRAZIL = "Lula defeats Bolsonaro in Brazil's closest presidential election"
MEXICO = "Claudia Sheinbaum to be Mexico's first woman president"
BRITAIN = "Labour wins landslide as Conservatives suffer worst defeat in their history"
GERMANY = "Merz set to be German chancellor after conservatives win early election"
FED_MARCH_2022 = "Fed raises interest rates for the first time since 2018"
FED_JUNE_2022 = "Fed makes biggest rate rise since 1994"
FED_2024 = "Fed starts to cut rates with a half-point move"
FED_2025 = "Fed resumes rate cuts as hiring slows"
GRAIN = "Russia and Ukraine sign deals to let grain leave Black Sea ports"
DART = "Spacecraft's crash shortened an asteroid's orbit by 32 minutes"
MARATHON = "Kiptum runs marathon in 2:00:35 to take world record"
MALARIA = "Cameroon begins routine vaccination against malaria"
COURT = "World Court says states are bound by law to protect the climate"
HIGH_SEAS = "High Seas Treaty gets the ratifications it needs"

WRONG: tuple[Output, ...] = (
    Output(
        article=(EU,),
        text=(
            "Josep Borrell answered Russia on behalf of all 28 member states of the EU [1]. The "
            "letter was sent on Thursday [1]. In it he proposed that Moscow bring its security "
            "complaints to the OSCE [1]."
        ),
        sentences=(False, False, True),
        what="wrong number",
    ),
    Output(
        article=(EU,),
        text=(
            "Lavrov wrote to Josep Borrell in the name of all 27 member states and proposed that "
            "the EU bring its complaints to the OSCE [1]. The reply was handed to the Russian "
            "ambassador in Brussels [1]."
        ),
        sentences=(False, True),
        what="swapped role",
    ),
    Output(
        article=(HEAT,),
        text=(
            "The highest temperature, 40.3 degrees Celsius, was measured at Charlwood in Surrey "
            "[1]. The old record of 38.7 degrees had been set at Cambridge University Botanic "
            "Garden in July 2019 [1]. About 100 firefighters were sent to Wennington, where homes "
            "were destroyed [3]."
        ),
        sentences=(False, True, True),
        what="wrong place",
    ),
    Output(
        article=(COP27,),
        text=(
            "At the opening of COP27, Guterres warned that the world was “sleepwalking into a "
            "climate catastrophe” [1]. He told the delegates that “we are in the fight of our "
            "lives” and that the fight was being lost [1]. The United States and China, he said, "
            "had a particular responsibility to make a pact a reality [2]."
        ),
        sentences=(False, True, True),
        what="invented quote",
    ),
    Output(
        article=(WORLD_CUP,),
        text=(
            "Argentina beat France 4-2 on penalties after a 3-3 draw [1]. Kylian Mbappé received "
            "the Golden Ball as the best player of the tournament, while Lionel Messi won the "
            "Golden Boot with eight goals [2][3]."
        ),
        sentences=(True, False),
        what="swapped role",
    ),
    Output(
        article=(MINISTRY,),
        text=(
            "The reform would raise the legal retirement age from 62 to 64 [1]. President Macron "
            "said two days before the march that 64 was no longer up for negotiation [2]. On the "
            "day itself SNCF ran only about one in three high-speed trains [2]."
        ),
        sentences=(True, False, True),
        what="swapped speaker",
    ),
    Output(
        article=(MINISTRY, UNIONS),
        text=(
            "The two counts are far apart: the Interior Ministry spoke of 2.8 million "
            "demonstrators, whereas the CGT counted 1.27 million [1][4]. In Paris, the police "
            "prefecture counted 87,000 people and the union 500,000 [1][4]. The National Assembly "
            "is due to begin its debate on 6 February [6]."
        ),
        sentences=(False, True, True),
        what="swapped speaker",
    ),
    Output(
        article=(FINLAND,),
        text=(
            "Finland became the 31st member of NATO on 4 April 2023 [1]. With its wartime "
            "strength of 280,000 soldiers, the country brings one of Europe's largest artillery "
            "forces into the alliance [1]. Its accession more than doubles the length of NATO's "
            "land border with Russia [1]."
        ),
        sentences=(True, False, True),
        what="unsupported addition",
    ),
    Output(
        article=(FINLAND, FINLAND_COPY),
        text=(
            "All 30 existing members had to agree to Finland's accession [2][5]. Türkiye and "
            "Hungary have already approved Sweden's application as well [2][5]. Stoltenberg said "
            "that Finland's membership was not directed against anyone [3]."
        ),
        sentences=(True, False, False),
        what="negated",
    ),
    Output(
        article=(WHO,),
        text=(
            "The WHO had declared a public health emergency of international concern on 11 March "
            "2020 [1]. Since then almost seven million deaths have been reported to it, although "
            "Tedros put the true toll at 20 million or more [2]. He said that the disease had "
            "stopped being a threat [2]."
        ),
        sentences=(False, True, False),
        what="wrong date",
    ),
    Output(
        article=(MOON,),
        text=(
            "Prime Minister Narendra Modi announced the success with the words “India is on the "
            "Moon” [1][2]. He was following the landing by video link from Johannesburg, where he "
            "attended a summit of the BRICS countries [2]. Chandrayaan-3 had been launched on "
            "July 14 [2]."
        ),
        sentences=(False, True, True),
        what="swapped speaker",
    ),
    Output(
        article=(MOON, ARTEMIS_1),
        text=(
            "India's lander set down a six-wheeled rover named Pragyan, which will study the "
            "chemistry of the soil [4]. Russia's Luna-25 hit the Moon on 19 August after going out "
            "of control [3]. NASA's Space Launch System flew for the first time at 1:47 a.m. "
            "Eastern time [4]."
        ),
        sentences=(False, True, True),
        what="wrong marker",
    ),
    Output(
        article=(QUAKE,),
        text=(
            "A year after the earthquakes, the official toll stands at 53,537 dead in Türkiye and "
            "nearly 16,000 in Syria. More than 107,000 people were injured. Ceremonies "
            "of remembrance began at 4:17 in the morning."
        ),
        sentences=(False, True, True),
        what="missing marker",
    ),
    Output(
        article=(AI_ACT,),
        text=(
            "The European Parliament adopted the AI Act with 523 votes in favour, 49 against and "
            "46 abstentions [1]. Companies that break the bans can be fined up to €35 million or "
            "7% of their worldwide annual turnover, whichever is higher [3]. The law entered into "
            "force on 1 August 2024 [4]. The bans apply six months after its entry into force [4]."
        ),
        sentences=(False, True, False, True),
        what="wrong number",
    ),
    Output(
        article=(BRIDGE,),
        text=(
            "Of the eight workers on the bridge, four were pulled from the water alive [2]. "
            'Governor Wes Moore called the collapse "an unthinkable tragedy" and declared a state '
            "of emergency [3]. President Biden said he wanted the federal government to pay for "
            "the rebuilding of the bridge [3]."
        ),
        sentences=(False, False, True),
        what="invented quote",
    ),
    Output(
        article=(OUTAGE,),
        text=(
            "According to Microsoft, about 8.5 million Windows computers were put out of action "
            "[1]. Machines running macOS or Linux crashed as well [1]. Satya Nadella, the chief "
            "executive of CrowdStrike, apologised and said that the failure was not a cyberattack "
            "[2]."
        ),
        sentences=(True, False, False),
        what="wrong name",
    ),
    Output(
        article=(NOTRE_DAME,),
        text=(
            "Because of strong winds, Macron spoke inside the cathedral instead of on the square "
            "[3]. His guests included Volodymyr Zelensky, Donald Trump, Elon Musk and Prince "
            "William [3]. Donations for the restoration came to 846 million euros, from 340,000 "
            "givers in 150 countries [2]."
        ),
        sentences=(True, False, True),
        what="unsupported addition",
    ),
    Output(
        article=(BLACKOUT,),
        text=(
            "Prime Minister Sánchez said that 15 gigawatts of generation had disappeared from the "
            "grid within five minutes [1]. That was 60% of the electricity being consumed in Spain "
            "at the time [1]. Red Eléctrica said that no hypothesis had been ruled out [3]. A "
            "judge at the National Court has opened an inquiry [3]."
        ),
        sentences=(False, True, False, True),
        what="wrong number",
    ),
    Output(
        article=(POPE,),
        text=(
            "Robert Prevost was elected on the second day of the conclave, at the fourth ballot "
            "[1]. Cardinal Pietro Parolin announced the choice from the balcony of St. Peter's "
            "Basilica [1]. A two-thirds majority of 133 votes was required [3]. His predecessor "
            "Francis had died on Easter Monday, aged 88 [3]."
        ),
        sentences=(True, False, False, True),
        what="wrong name",
    ),
    Output(
        article=(LOUVRE,),
        text=(
            "The break-in took place at about 9:30 a.m. on Monday and lasted less than eight "
            "minutes [1]. Laure Beccuau, the director of the Louvre, told the Senate that there "
            "were not enough cameras on the outer walls [3]. Culture minister Rachida Dati had "
            "turned down the resignation that Laurence des Cars offered [3]."
        ),
        sentences=(False, False, True),
        what="wrong date",
    ),
    Output(
        article=(FED_MARCH_2022, FED_JUNE_2022),
        text=(
            "In March 2022 the Fed lowered its benchmark by a quarter of a point, to a range of "
            "0.25 to 0.5 percent [1]. In June it raised the rate by three quarters of a point, the "
            "biggest step since November 1994 [3]. James Bullard was the only member of the "
            "committee who dissented in June [4]."
        ),
        sentences=(False, True, False),
        what="wrong name",
    ),
    Output(
        article=(BRAZIL,),
        text=(
            "Lula spent 508 days in prison before the Supreme Court annulled his conviction in "
            "2021 [3]. Bolsonaro acknowledged his defeat in a televised speech on Sunday night "
            "[2]. The new president takes office on January 1, 2023 [3]."
        ),
        sentences=(False, False, True),
        what="wrong number",
    ),
    Output(
        article=(BRITAIN,),
        text=(
            "Labour won 411 of the 650 seats in the House of Commons [1]. The Conservatives were "
            "left with 72 seats, and the Liberal Democrats won 121, their best result [1]. Around "
            "noon on Friday, Rishi Sunak asked Starmer to form a government [3]."
        ),
        sentences=(True, False, False),
        what="wrong number",
    ),
    Output(
        article=(GERMANY,),
        text=(
            "The coalition collapsed in November 2024 when Christian Lindner dismissed Olaf "
            "Scholz in a dispute over the budget [2]. Scholz then lost a confidence vote in the "
            "Bundestag on December 16 [2]. Merz has ruled out governing with the Alternative for "
            "Germany [3]."
        ),
        sentences=(False, True, True),
        what="swapped role",
    ),
    Output(
        article=(GRAIN,),
        text=(
            "The agreements are meant to reopen the ports of Odesa, Chornomorsk and Pivdennyi "
            "[1]. “Today, there is a beacon on the Black Sea,” said Turkish President Erdoğan "
            "[1]. Wheat prices in Chicago fell by almost six percent after the signing [5]."
        ),
        sentences=(True, False, False),
        what="swapped speaker",
    ),
    Output(
        article=(DART,),
        text=(
            "The impact of DART shortened the orbit of Dimorphos by 73 seconds [1]. The spacecraft "
            "had hit the asteroid on September 26 at about 22,500 miles per hour [1]. Neither "
            "Dimorphos nor Didymos is a danger to Earth [2]."
        ),
        sentences=(False, False, True),
        what="wrong number",
    ),
    Output(
        article=(COURT,),
        text=(
            "The court's fifteen judges adopted the opinion unanimously [1]. It is legally binding "
            "on all states, including those that are party to none of the climate treaties [1][3]. "
            "Its president, Iwasawa Yuji, took about two hours to read out the summary [1]."
        ),
        sentences=(True, False, True),
        what="negated",
    ),
    Output(
        article=(MARATHON,),
        text=(
            "Kelvin Kiptum set the new world record of 2:00:35 at the Berlin Marathon on Sunday "
            "[1]. Eliud Kipchoge finished second, almost three and a half minutes behind him [2]. "
            "The women's race was won by Sifan Hassan in 2:13:44 [3]."
        ),
        sentences=(False, False, True),
        what="wrong place",
    ),
    Output(
        article=(MALARIA,),
        text=(
            "The vaccine is given free of charge in 42 districts of Cameroon [1]. The vaccine "
            "alliance Gavi hailed the rollout as “a transformative chapter in Africa's public "
            "health history” [2]. About twenty countries intend to introduce a malaria vaccine in "
            "2024, Gavi says [2]."
        ),
        sentences=(True, False, True),
        what="invented quote",
    ),
    Output(
        article=(HIGH_SEAS,),
        text=(
            "The treaty will become law on 17 January 2026 [1]. Morocco deposited the 60th "
            "ratification, and Sierra Leone followed on the same day [3]. The United States, "
            "Russia and Japan are among the countries that have ratified it [3]."
        ),
        sentences=(True, False, False),
        what="wrong marker",
    ),
    Output(
        article=(STORMS,),
        text=(
            "A tropical storm becomes a hurricane once its sustained winds reach 119 miles per "
            "hour. Names come from six lists that are used in rotation, so that each list returns "
            "after six years."
        ),
        sentences=(False, True),
        what="missing marker",
    ),
)

RIGHT: tuple[Output, ...] = (
    Output(
        article=(EU,),
        text=(
            "On 9 February 2022, EU foreign policy chief Josep Borrell replied to Russia with one "
            "letter on behalf of all twenty-seven member states [1]. He suggested that Moscow "
            "raise its security concerns at the OSCE [1]. The letter also called on Russia to "
            "pull back its troops from around Ukraine and from Belarus [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(EU,),
        text=(
            "The OSCE is based in Vienna and has fifty-seven participating states, Russia and "
            "Ukraine among them【3】. The NATO-Russia Council met on Jan. 12, for the first time "
            "since July 2019, but there was no breakthrough【3†source】."
        ),
        sentences=(True, True),
        what="malformed marker",
    ),
    Output(
        article=(WEBB_L2,),
        text=(
            "Webb reached its orbit around L2 on Monday, 24 January 2022, after firing its "
            "thrusters for almost five minutes [1]. The spot is 1.5 million km from Earth, nearly "
            "four times as far away as the Moon [1]. The telescope cost about $10 billion [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(WEBB_IMAGES,),
        text=(
            "The first image was presented by President Biden at the White House on Monday "
            "evening[^1]. It shows the galaxy cluster SMACS 0723 as it was 4.6 billion years "
            "ago[^1]. Water vapour was found in the light of the planet WASP-96 b[^3]."
        ),
        sentences=(True, True, True),
        what="malformed marker",
    ),
    Output(
        article=(HEAT,),
        text=(
            "Britain's hottest day on record was Tuesday, 19 July 2022, when 40.3°C was measured "
            "at Coningsby in Lincolnshire [1]. The previous high was 38.7°C, recorded in Cambridge "
            "on July 25, 2019 [1]. Scotland also set a record, with 34.8°C at Charterhall [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(COP27,),
        text=(
            "Guterres wants coal phased out by 2030 in OECD countries and by 2040 in the rest of "
            "the world [2][3]. He also presented a $3.1bn plan, spread over five years, to protect "
            "everyone on Earth with early warnings of dangerous weather [3]. The world, he warned, "
            "is “on a highway to climate hell” [1]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(WORLD_CUP,),
        text=(
            "Messi scored twice, with a penalty in the 23rd minute and from close range in the "
            "108th [1]. Mbappé's three goals for France were only the second hat-trick in a men's "
            "final, after Geoff Hurst's for England in 1966 [2]. In the shoot-out, Martínez saved "
            "Coman's kick and Montiel converted the decisive penalty [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(CROATIA,),
        text=(
            "Croatia became the twentieth country to use the euro on 1 January 2023 and entered "
            "the Schengen area at the same time [1]. Kuna were converted at 7.5345 to the euro "
            "[1]. Border checks at airports will be lifted on March 26 [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(MINISTRY, UNIONS),
        text=(
            "The Interior Ministry put the number of marchers at 1.27 million, while the CGT union "
            "spoke of 2.8 million [1, 4]. For Paris alone, the independent firm Occurrence arrived "
            "at 55,000 [4]. More protests were called for Feb. 7 and 11 [3, 6]."
        ),
        sentences=(True, True, True),
        what="malformed marker",
    ),
    Output(
        article=(FINLAND,),
        text=(
            "Example Wire reported on 4 April 2023 that Finland had become NATO's 31st member [1]. "
            "The accession document was handed to Antony Blinken by Finland's foreign minister, "
            "Pekka Haavisto [1]. According to Stoltenberg, the alliance is now stronger and "
            "Finland safer [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(FINLAND,),
        text=(
            "Finland and Sweden applied to join in May 2022 (2). Türkiye was the last of the "
            "thirty members to ratify Finland's application (2). The Kremlin said it was forced to "
            "take countermeasures to protect Russia's security (3)."
        ),
        sentences=(True, True, True),
        what="malformed marker",
    ),
    Output(
        article=(WHO,),
        text=(
            "The World Health Organization ended the global emergency over COVID-19 on Friday, 5 "
            "May 2023. Tedros followed the advice of an emergency committee, which had met for the "
            "15th time the day before. He warned that the virus was still killing one person every "
            "three minutes."
        ),
        sentences=(True, True, True),
        what="missing marker",
    ),
    Output(
        article=(MOON, MOON_CORRECTED),
        text=(
            "Placeholder Post first reported that India was the third country to land safely on "
            "the Moon [1], but corrected this on 24 August 2023: India is the fourth, as the "
            "Soviet Union had been left out of the list [4]. The chairman of ISRO, S. Somanath, "
            "told the control room: “India is on the Moon” [1]."
        ),
        sentences=(True, True),
        what="paraphrase",
    ),
    Output(
        article=(QUAKE,),
        text=(
            "According to the official count, 53,537 people died in Türkiye [1], and close to "
            "6,000 deaths have been confirmed in Syria [2]. The first quake had a magnitude of "
            "7.8, the second, early in the afternoon of the same day, one of 7.5 [1]. Survivors in "
            "Kahramanmaraş, where Erdoğan marked the anniversary, received keys to new homes [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(AI_ACT,),
        text=(
            "Parliament passed the Artificial Intelligence Act by 523 votes to 46, with 49 "
            "abstentions [1]. Social scoring is among the uses that are banned outright [1]. "
            "Violations of the bans can cost a company up to €35m or 7 percent of its global "
            "annual turnover, whichever is greater [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(BRIDGE,),
        text=(
            "The Dali, a container ship under Singapore's flag, hit a support of the bridge at "
            "around 1:28 a.m. on Tuesday after losing power [1]. Two of the eight workers on the "
            "roadway were rescued from the water alive [2]. The NTSB is investigating the accident "
            "and has recovered the ship's data recorder [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(OUTAGE,),
        text=(
            "A faulty update from CrowdStrike knocked out about 8.5 million Windows machines, "
            "fewer than 1% of the total [1]. It went out at 4:09 a.m. UTC on July 19 and was "
            "withdrawn 78 minutes later [1]. Kurtz, CrowdStrike's CEO, apologised and said there "
            "had been no cyberattack [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(BLACKOUT,),
        text=(
            "The blackout in Spain and Portugal began at 12:33 p.m. on Monday, April 28, 2025 "
            "[1]. Within five seconds, 15 GW of generation had vanished from Spain's "
            "grid, according to Pedro Sánchez [1]. The Canary Islands and the Balearic Islands "
            "were spared [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(POPE,),
        text=(
            "Robert Prevost, who was born in Chicago, was elected pope on May 8, 2025, and chose "
            "the name Leo XIV [1][2]. He was a missionary in Peru for many years and is also a "
            "Peruvian citizen [2]. Francis made him a cardinal in 2023 [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(LOUVRE,),
        text=(
            "The Louvre reopened on Wednesday, three days after thieves stole eight pieces of the "
            "French crown jewels. The curator put their value at €88 million, prosecutor Laure "
            "Beccuau said. The Apollo Gallery remained closed."
        ),
        sentences=(True, True, True),
        what="missing marker",
    ),
    Output(
        article=(ARTEMIS_JANUARY, ARTEMIS_DECEMBER),
        text=(
            "In January 2024 NASA put off its first crewed Artemis flight to September 2025 [1], "
            "and in December it delayed Artemis II again, to April 2026 [3]. Orion's heat shield "
            "had lost material because gases in its outer layer could not escape fast enough [3]. "
            "Rather than replace the shield, NASA will alter the capsule's path through the "
            "atmosphere [4]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(ARTEMIS_CREW,),
        text=(
            "- Reid Wiseman: commander [1]\n"
            "- Victor Glover: pilot [1]\n"
            "- Christina Koch and Jeremy Hansen: mission specialists [1]\n\n"
            "The crew will fly around the far side of the Moon without landing [2]."
        ),
        sentences=(True, True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(BRAZIL,),
        text=(
            "Lula won the second round with 50.9 percent of the valid votes to Bolsonaro's 49.1 "
            "percent (Passage 1). He said that he would govern for all 215 million Brazilians "
            "[Passage 2]. His vice-president will be Geraldo Alckmin [Source 3]."
        ),
        sentences=(True, True, True),
        what="malformed marker",
    ),
    Output(
        article=(MEXICO,),
        text=(
            "Mexico has elected its first female president, Claudia Sheinbaum, a physicist who "
            "headed the government of Mexico City until 2023 [1][2]. The opposition candidate, "
            "Xóchitl Gálvez, conceded [1]. Sheinbaum takes office on October 1 [2]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(BRITAIN,),
        text=(
            "Starmer's Labour Party took 411 seats, while the Conservatives fell to 121, their "
            "fewest ever [1]. Reform UK got around 14% of the vote but just 5 seats [2]. Reeves "
            "became the first woman to be chancellor of the exchequer [3]."
        ),
        sentences=(True, True, True),
        what="paraphrase",
    ),
    Output(
        article=(FED_2024, FED_2025),
        text=(
            "The Fed cut its benchmark by 0.5 percentage points in September 2024 and by 0.25 "
            "points in September 2025 [1][3]. In 2024 Bowman dissented because she preferred a "
            "smaller cut; a year later Stephen Miran wanted a bigger one [2][3]."
        ),
        sentences=(True, True),
        what="paraphrase",
    ),
    Output(
        article=(MARATHON,),
        text=(
            "Kiptum, 23, won in Chicago in 2:00:35, thirty-four seconds faster than Eliud "
            "Kipchoge's world record [1-2]. Benson Kipruto finished second and Bashir Abdi of "
            "Belgium third [[2]]."
        ),
        sentences=(True, True),
        what="malformed marker",
    ),
    Output(
        article=(COURT,),
        text=(
            "The International Court of Justice found that states are legally obliged to protect "
            "the climate [1]. The campaign for it was started in 2019 by law students of the "
            "University of the South Pacific [3]. Almost a hundred states took part in the "
            "hearings in December 2024 [9]."
        ),
        sentences=(True, True, True),
        what="malformed marker",
    ),
    Output(
        article=(HIGH_SEAS,),
        text=(
            "The High Seas Treaty takes effect on Jan. 17, 2026, 120 days after Morocco handed in "
            "the sixtieth ratification [1]. When a deal was reached in March 2023, Rena Lee, who "
            "presided over the talks, said: “The ship has reached the shore” [2]."
        ),
        sentences=(True, True),
        what="paraphrase",
    ),
)

OUTPUTS: tuple[Output, ...] = WRONG + RIGHT
