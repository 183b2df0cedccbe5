"""Questions about the sample articles with where the answer stands, and some they leave open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleQuestion:
    """A question and how to recognise its answer."""

    question: str
    answer: str
    """Occurs verbatim in the sentence that answers."""
    url: tuple[str, ...] = ()
    """Articles that hold the answer; any of them will do. Empty for one without an address."""
    title: str = ""
    """Title of the article, where it has no address."""


SAMPLE_QUESTIONS: tuple[SampleQuestion, ...] = (
    SampleQuestion(
        question="What did Borrell propose to Russia in February 2022?",
        answer="bring its security complaints to the Organisation for Security",
        title="EU tells Moscow to raise its security worries at the OSCE",
    ),
    SampleQuestion(
        question="Who received the letter that Borrell wrote for the 27 EU countries?",
        answer="Russian Foreign Minister Sergei Lavrov",
        title="EU tells Moscow to raise its security worries at the OSCE",
    ),
    SampleQuestion(
        question="How many members does the OSCE have?",
        answer="57 participating states",
        title="EU tells Moscow to raise its security worries at the OSCE",
    ),
    SampleQuestion(
        question="When was the NATO-Russia Council set up?",
        answer="2002",
        title="EU tells Moscow to raise its security worries at the OSCE",
    ),
    SampleQuestion(
        question="Where was the UK's hottest temperature ever measured?",
        answer="Coningsby in Lincolnshire",
        title="Britain passes 40 degrees for the first time",
    ),
    SampleQuestion(
        question="What was Britain's heat record before July 2022?",
        answer="38.7 degrees",
        title="Britain passes 40 degrees for the first time",
    ),
    SampleQuestion(
        question="Why were train passengers in Britain told to stay at home during the heatwave?",
        answer="steel tracks expand",
        title="Britain passes 40 degrees for the first time",
    ),
    SampleQuestion(
        question="How big were the French protests of 31 January 2023 according to the ministry?",
        answer="1.27 million",
        title="Second day of French pension protests draws 1.27 million, ministry says",
    ),
    SampleQuestion(
        question="How many marchers did the CGT count across France on 31 January 2023?",
        answer="2.8 million",
        url=("https://example.net/world/2023/french-pensions-union-count",),
    ),
    SampleQuestion(
        question="How many people joined the Paris pension march according to the police?",
        answer="87,000 people",
        title="Second day of French pension protests draws 1.27 million, ministry says",
    ),
    SampleQuestion(
        question="How many protesters in Paris did the firm Occurrence estimate?",
        answer="55,000",
        url=("https://example.net/world/2023/french-pensions-union-count",),
    ),
    SampleQuestion(
        question="How many people died in Türkiye in the earthquakes of February 2023?",
        answer="53,537",
        title="Türkiye falls silent at 4:17 a.m., a year after the earthquakes",
    ),
    SampleQuestion(
        question="What was the name of the ship that hit the bridge in Baltimore?",
        answer="Dali",
        title="Container ship brings down Baltimore's Key Bridge",
    ),
    SampleQuestion(
        question="Why was a road crew on the Key Bridge in the middle of the night?",
        answer="fill potholes",
        title="Container ship brings down Baltimore's Key Bridge",
    ),
    SampleQuestion(
        question="Which country was the ship heading for when it hit the Baltimore bridge?",
        answer="Sri Lanka",
        title="Container ship brings down Baltimore's Key Bridge",
    ),
    SampleQuestion(
        question="When did the power go out in Spain in April 2025?",
        answer="12:33 p.m.",
        title="Lights back on in Spain and Portugal after a day without power",
    ),
    SampleQuestion(
        question="How much electricity generation did Spain lose in the blackout?",
        answer="15 gigawatts",
        title="Lights back on in Spain and Portugal after a day without power",
    ),
    SampleQuestion(
        question="Which countries helped Spain get its power grid running again?",
        answer="France and Morocco",
        title="Lights back on in Spain and Portugal after a day without power",
    ),
    SampleQuestion(
        question="How fast must the wind blow before an Atlantic storm is given a name?",
        answer="39 miles per hour",
        title="How tropical storms in the Atlantic get their names",
    ),
    SampleQuestion(
        question="Why do no Atlantic storm names start with Q or X?",
        answer="too few common names begin with them",
        title="How tropical storms in the Atlantic get their names",
    ),
    SampleQuestion(
        question="How far from Earth is the spot where the Webb telescope works?",
        answer="1.5 million kilometres",
        url=("https://example.org/space/2022/webb-reaches-l2",),
    ),
    SampleQuestion(
        question="Who told the climate summit that we are losing the fight of our lives?",
        answer="António Guterres",
        url=("https://example.com/climate/2022/guterres-cop27-opening",),
    ),
    SampleQuestion(
        question="Who showed the very first Webb image to the public?",
        answer="President Joe Biden",
        url=("https://example.org/space/2022/webb-first-images",),
    ),
    SampleQuestion(
        question="What did Webb detect in the light of WASP-96 b?",
        answer="water vapour",
        url=("https://example.org/space/2022/webb-first-images",),
    ),
    SampleQuestion(
        question="Which star-forming region did NASA show for Webb's first anniversary?",
        answer="Rho Ophiuchi",
        url=("https://example.org/space/2023/webb-first-year",),
    ),
    SampleQuestion(
        question="How long after the Big Bang do we see the record-breaking galaxy JADES-GS-z14-0?",
        answer="290 million years after the Big Bang",
        url=("https://example.org/space/2024/webb-most-distant-galaxy",),
    ),
    SampleQuestion(
        question="Who said that the world is on a highway to climate hell?",
        answer="Guterres",
        url=("https://example.com/climate/2022/guterres-cop27-opening",),
    ),
    SampleQuestion(
        question="What did the UN chief say about coal in OECD countries?",
        answer="by 2030 in the member countries of the OECD",
        url=("https://example.com/climate/2022/guterres-cop27-opening",),
    ),
    SampleQuestion(
        question="Which country was the last before Croatia to adopt the euro?",
        answer="Lithuania in 2015",
        url=("https://example.net/economy/croatia-euro-schengen",),
    ),
    SampleQuestion(
        question="At what exchange rate was the kuna converted into euros?",
        answer="7.53450 kuna to one euro",
        url=("https://example.net/economy/croatia-euro-schengen",),
    ),
    SampleQuestion(
        question="How long is Finland's border with Russia?",
        answer="1,340 kilometres",
        url=(
            "https://example.com/world/2023/finland-joins-nato",
            "https://example.org/world/2023/finland-nato-member",
        ),
    ),
    SampleQuestion(
        question="Which country was the last to approve Finland's entry into NATO?",
        answer="Türkiye was the last of them",
        url=(
            "https://example.com/world/2023/finland-joins-nato",
            "https://example.org/world/2023/finland-nato-member",
        ),
    ),
    SampleQuestion(
        question="Who handed over Finland's accession papers?",
        answer="Pekka Haavisto",
        url=(
            "https://example.com/world/2023/finland-joins-nato",
            "https://example.org/world/2023/finland-nato-member",
        ),
    ),
    SampleQuestion(
        question="Was India the third or the fourth nation to land safely on the Moon?",
        answer="the fourth country",
        url=("https://example.net/science/2023/chandrayaan-3-correction",),
    ),
    SampleQuestion(
        question="Which probe made the first soft landing on the Moon?",
        answer="Luna 9",
        url=("https://example.net/science/2023/chandrayaan-3-correction",),
    ),
    SampleQuestion(
        question="Where was Modi when Chandrayaan-3 landed?",
        answer="Johannesburg",
        url=(
            "https://example.net/science/2023/chandrayaan-3-lands",
            "https://example.net/science/2023/chandrayaan-3-correction",
        ),
    ),
    SampleQuestion(
        question="How much money was donated for rebuilding Notre-Dame?",
        answer="846 million euros",
        url=("https://example.org/culture/2024/notre-dame-reopens",),
    ),
    SampleQuestion(
        question="Why did Macron speak inside Notre-Dame rather than outside at the reopening?",
        answer="strong winds",
        url=("https://example.org/culture/2024/notre-dame-reopens",),
    ),
    SampleQuestion(
        question="Where was Pope Leo XIV born?",
        answer="Chicago",
        url=("https://example.com/world/2025/leo-xiv-elected",),
    ),
    SampleQuestion(
        question="How many cardinals voted in the conclave of May 2025?",
        answer="133 cardinals",
        url=("https://example.com/world/2025/leo-xiv-elected",),
    ),
    SampleQuestion(
        question="Who won the Golden Boot at the 2022 World Cup?",
        answer="Mbappé won the Golden Boot",
        url=("https://example.net/football/2022/world-cup-final",),
    ),
    SampleQuestion(
        question="When did the WHO first declare COVID-19 an international emergency?",
        answer="30 January 2020",
        url=("https://example.com/health/2023/who-ends-covid-emergency",),
    ),
    SampleQuestion(
        question="How did the European Parliament vote on the AI Act?",
        answer="523 in favour",
        url=("https://example.org/tech/2024/eu-ai-act-vote",),
    ),
    SampleQuestion(
        question="What is the highest fine under the EU's artificial intelligence law?",
        answer="35 million euros",
        url=("https://example.org/tech/2024/eu-ai-act-vote",),
    ),
    SampleQuestion(
        question="How many computers did the CrowdStrike update crash?",
        answer="8.5 million Windows machines",
        url=("https://example.org/tech/2024/crowdstrike-outage",),
    ),
    SampleQuestion(
        question="What are the jewels stolen from the Louvre worth?",
        answer="88 million euros",
        url=("https://example.org/culture/2025/louvre-reopens-after-theft",),
    ),
    SampleQuestion(
        question="By what share of the vote did Lula win in 2022?",
        answer="50.9 percent",
        url=("https://example.org/elections/2022/brazil-runoff",),
    ),
    SampleQuestion(
        question="When does Sheinbaum become president of Mexico?",
        answer="1 October",
        url=("https://example.com/elections/2024/mexico-sheinbaum",),
    ),
    SampleQuestion(
        question="How many seats did the Conservatives keep in the 2024 British election?",
        answer="121 seats",
        url=("https://example.net/elections/2024/uk-general-election",),
    ),
    SampleQuestion(
        question="Why was Germany's 2025 election held early?",
        answer="coalition with the Greens and the FDP collapsed",
        url=("https://example.org/elections/2025/germany-bundestag",),
    ),
    SampleQuestion(
        question="Who are the four astronauts of Artemis II?",
        answer="Reid Wiseman, Victor Glover and Christina Koch",
        url=("https://example.com/science/2023/artemis-2-crew",),
    ),
    SampleQuestion(
        question="Why did Orion's heat shield lose material on Artemis I?",
        answer="could not escape quickly enough",
        url=("https://example.org/space/artemis/2024-12-second-delay",),
    ),
    SampleQuestion(
        question="By how much did the Fed raise rates in June 2022?",
        answer="three quarters of a percentage point",
        url=("https://example.net/markets/2022/fed-three-quarters",),
    ),
    SampleQuestion(
        question="Who voted against the Fed's rate cut in September 2024?",
        answer="Michelle Bowman",
        url=("https://example.net/markets/2024/fed-first-cut",),
    ),
    SampleQuestion(
        question="Which Ukrainian ports were to reopen under the grain deal?",
        answer="Odesa, Chornomorsk and Pivdennyi",
        url=("https://example.com/world/2022/black-sea-grain-deal",),
    ),
    SampleQuestion(
        question="How much food was exported under the Black Sea grain deal before Russia left it?",
        answer="Nearly 33 million tonnes",
        url=("https://example.com/world/2023/russia-quits-grain-deal",),
    ),
    SampleQuestion(
        question="By how many minutes did DART shorten the asteroid's orbit?",
        answer="32 minutes",
        url=("https://example.org/space/2022/dart-orbit-change",),
    ),
    SampleQuestion(
        question="What is Kelvin Kiptum's winning time in Chicago?",
        answer="2:00:35",
        url=("https://example.net/athletics/2023/kiptum-chicago",),
    ),
    SampleQuestion(
        question="In how many districts does Cameroon give out the malaria vaccine?",
        answer="42 districts",
        url=("https://example.net/health/2024/cameroon-malaria-vaccine",),
    ),
    SampleQuestion(
        question="Which country's ratification was the 60th of the High Seas Treaty?",
        answer="Morocco deposited the 60th ratification",
        url=("https://example.org/environment/2025/high-seas-treaty-ratified",),
    ),
)

FOREIGN_QUESTIONS: tuple[str, ...] = (
    "Who won the Nobel Prize in Literature in 2024?",
    "What did Borrell say about sanctions against Belarus?",
    "How old is Sergei Lavrov?",
    "Who designed the Francis Scott Key Bridge?",
    "How much will the new bridge in Baltimore cost?",
    "What did Pope Leo XIV say about artificial intelligence?",
    "Which club does Lionel Messi play for now?",
    "When did Kelvin Kiptum die?",
    "What is the inflation rate in Japan?",
    "When did Bulgaria introduce the euro?",
    "How many gold medals did France win at the Paris Olympics?",
    "When did Sweden finally join NATO?",
    "Who was convicted of the Louvre robbery?",
    "What did the Webb telescope find on Mars?",
    "Who leads the Bank of England?",
    "How many people were killed in the floods in Valencia?",
    "What compensation did Delta Air Lines receive from CrowdStrike?",
    "Which film won the Oscar for best picture in 2023?",
    "How many people live in Cameroon's capital?",
    "What is the score of the latest Lakers game?",
)
"""Questions that no sample article answers; several name someone or something that one does."""
