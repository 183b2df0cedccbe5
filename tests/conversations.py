"""Conversations over the sample articles, as people type, and where each follow-up's answer stands.

The questions were written before it was looked at how follow-ups are understood.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question asked after others."""

    question: str
    right: tuple[str, ...]
    """Files of `articles/` of which one must come first, with the record where it holds several."""
    answers: tuple[str, ...] = ()
    """Words of the sentences that answer; none where more is asked for, or what is left open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """An opening question and what is asked after it."""

    opening: str
    follow_ups: tuple[FollowUp, ...]
    leaves_topic: bool = False
    """Whether the last question is about something else entirely."""


_BORRELL = ("2022-02-09-eu-letter-osce.txt",)
_WEBB_ARRIVES = ("2022-01-24-webb-reaches-l2.md",)
_WEBB_YEAR = ("2023-07-12-webb-first-year.md",)
_GALAXY = ("2024-05-30-webb-record-galaxy.md",)
_HEAT = ("2022-07-19-uk-heat-record.txt",)
_COP27 = ("2022-11-07-guterres-cop27.md",)
_WORLD_CUP = ("2022-12-18-world-cup-final.html",)
_CROATIA = ("2023-01-01-croatia-euro-schengen.md",)
_MINISTRY = ("2023-01-31-pensions-march-ministry-count.txt",)
_UNIONS = ("2023-01-31-pensions-march-union-count.html",)
_FINLAND = (
    "2023-04-04-finland-nato-example-wire.md",
    "2023-04-04-finland-nato-sample-courier.html",
)
_COVID = ("2023-05-05-who-ends-covid-emergency.html",)
_INDIA = ("2023-08-23-chandrayaan-3-lands.md", "2023-08-24-chandrayaan-3-correction.md")
_QUAKE = ("2024-02-06-quake-one-year-on.txt",)
_AI_ACT = ("2024-03-13-eu-ai-act-vote.html",)
_BRIDGE = ("2024-03-27-baltimore-bridge.txt",)
_CROWDSTRIKE = ("2024-07-20-crowdstrike-outage.html",)
_NOTRE_DAME = ("2024-12-07-notre-dame-reopens.md",)
_BLACKOUT = ("2025-04-29-iberian-blackout.txt",)
_POPE = ("2025-05-08-leo-xiv-elected.md",)
_LOUVRE = ("2025-10-22-louvre-reopens.html",)
_ARTEMIS_LAUNCH = ("artemis.jsonl, record 1",)
_SPLASHDOWN = ("artemis.jsonl, record 2",)
_CREW = ("artemis.jsonl, record 3",)
_ARTEMIS_SLIPS = ("artemis.jsonl, record 5",)
_BRAZIL = ("elections.json, record 1",)
_MEXICO = ("elections.json, record 2",)
_BRITAIN = ("elections.json, record 3",)
_GERMANY = ("elections.json, record 4",)
_FED_2023 = ("fed-interest-rates.csv, record 3",)
_FED_CUT = ("fed-interest-rates.csv, record 4",)
_STORMS = ("how-storms-get-their-names.txt",)
_GRAIN_DEAL = ("world-desk.jsonl.gz, record 1",)
_GRAIN_END = ("world-desk.jsonl.gz, record 2",)
_DART = ("world-desk.jsonl.gz, record 3",)
_MARATHON = ("world-desk.jsonl.gz, record 4",)
_MALARIA = ("world-desk.jsonl.gz, record 5",)
_WORLD_COURT = ("world-desk.jsonl.gz, record 6",)
_EURO_2025 = ("world-desk.jsonl.gz, record 7",)
_HIGH_SEAS = ("world-desk.jsonl.gz, record 8",)


def _talk(
    opening: str, *follow_ups: tuple[str, tuple[str, ...], str], leaves_topic: bool = False
) -> Conversation:
    return Conversation(
        opening=opening,
        follow_ups=tuple(
            FollowUp(question=asked, right=right, answers=tuple(filter(None, words.split("|"))))
            for asked, right, words in follow_ups
        ),
        leaves_topic=leaves_topic,
    )


CONVERSATIONS: tuple[Conversation, ...] = (
    _talk(
        "What did Borrell propose?",
        ("and what did he say about ukraine?", _BORRELL, "around Ukraine"),
    ),
    _talk(
        "who won the election in mexico",
        ("what did she do before", _MEXICO, "head of government of Mexico City"),
    ),
    _talk(
        "Who is the new pope?",
        ("where was he born", _POPE, "born in Chicago"),
        ("and when did his predecessor die?", _POPE, "died on 21 April"),
    ),
    _talk(
        "who broke the marathon world record in chicago",
        ("how old is he", _MARATHON, "Kiptum is 23"),
        ("and who won the women's race", _MARATHON, "Hassan"),
    ),
    _talk("When did Croatia adopt the euro?", ("and schengen?", _CROATIA, "stroke of midnight")),
    _talk(
        "what happened to the baltimore bridge",
        ("how many people died", _BRIDGE, "Six road workers"),
        ("what was the ship called", _BRIDGE, "The Dali"),
    ),
    _talk(
        "how many computers were hit by the crowdstrike outage",
        ("why?", _CROWDSTRIKE, "defective update|configuration file"),
        ("who apologised", _CROWDSTRIKE, "Kurtz"),
    ),
    _talk(
        "what did the european parliament decide about AI",
        ("when was that?", _AI_ACT, "on Wednesday passed"),
        ("what are the fines", _AI_ACT, "35 million"),
    ),
    _talk(
        "How much did the Fed raise rates in June 2022?", ("and in 2023?", _FED_2023, "5.25 to 5.5")
    ),
    _talk(
        "when did the fed cut rates for the first time in four years",
        ("who voted against it", _FED_CUT, "Bowman"),
    ),
    _talk(
        "what was stolen from the louvre",
        ("how did they get in", _LOUVRE, "lift mounted"),
        ("how much is it all worth", _LOUVRE, "88 million"),
    ),
    _talk(
        "why did the lights go out in spain",
        ("tell me more", _BLACKOUT, ""),
        ("was it a cyberattack", _BLACKOUT, "no sign of a cyberattack"),
    ),
    _talk("how many people died in the earthquakes in turkey", ("and in syria?", _QUAKE, "6,000")),
    _talk(
        "when did notre dame reopen",
        ("who was there?", _NOTRE_DAME, "Zelensky"),
        ("how much did people donate", _NOTRE_DAME, "846 million"),
    ),
    _talk(
        "how many goals did mbappé score in the world cup",
        ("and messi", _WORLD_CUP, "one more than Messi|Messi struck"),
        ("how old is he", _WORLD_CUP, "Messi, who is 35"),
    ),
    _talk(
        "what did guterres say at the climate summit in egypt",
        ("yes, tell me more", _COP27, ""),
        ("how much does his plan cost", _COP27, "3.1 billion"),
    ),
    _talk(
        "who signed the grain deal in istanbul", ("how long does it run", _GRAIN_DEAL, "120 days")
    ),
    _talk(
        "When did Russia quit the grain deal?",
        ("what did it want back", _GRAIN_END, "SWIFT|promises made"),
    ),
    _talk(
        "when did the WHO end the covid emergency",
        ("how many deaths?", _COVID, "seven million"),
        (
            "did tedros say it could come back",
            _COVID,
            "new variants could again|convene another emergency committee|stopped being a threat",
        ),
    ),
    _talk(
        "how hot did it get in britain in july 2022",
        ("and in scotland?", _HEAT, "Charterhall"),
        ("what about wales", _HEAT, "Hawarden"),
    ),
    _talk("who will fly on artemis ii", ("what about the second one?", _CREW, "")),
    _talk(
        "why was artemis ii moved to april 2026",
        ("what did they find out about the heat shield", _ARTEMIS_SLIPS, "Gases that formed"),
    ),
    _talk(
        "when did india land on the moon",
        ("was that the first try", _INDIA, "crashed in September 2019"),
        ("what's the rover called", _INDIA, "Pragyan"),
    ),
    _talk(
        "how many countries ratified the high seas treaty",
        ("who presided over it", _HIGH_SEAS, "Rena Lee"),
    ),
    _talk(
        "what did the world court say about climate",
        ("is it binding", _WORLD_COURT, "not binding"),
        ("who started that", _WORLD_COURT, "law students"),
    ),
    _talk(
        "who won the women's euro in 2025",
        ("who scored for spain", _EURO_2025, "Caldentey headed"),
        ("where was it played?", _EURO_2025, "BASEL|St. Jakob-Park"),
    ),
    _talk("what was the dart mission", ("how fast was it going", _DART, "22,500")),
    _talk(
        "which country was the first to vaccinate kids against malaria",
        ("how many doses do they get", _MALARIA, "four doses"),
    ),
    _talk(
        "how many people marched in france on 31 january 2023 according to the ministry",
        ("and according to the unions?", _UNIONS, "2.8 million"),
    ),
    _talk(
        "who won the presidential election in brazil",
        ("what about germany?", _GERMANY, "CDU and CSU"),
        ("and the uk", _BRITAIN, "Labour Party won"),
    ),
    # From here on the last question leaves the topic.
    _talk(
        "what did borrell propose",
        ("who did he write to", _BORRELL, "Lavrov"),
        ("how many seats did labour win", _BRITAIN, "won 411"),
        leaves_topic=True,
    ),
    _talk(
        "When did the Louvre reopen?",
        (
            "what did macron say about his promise to rebuild notre dame",
            _NOTRE_DAME,
            "within five years",
        ),
        leaves_topic=True,
    ),
    _talk(
        "how many people died in the quake in turkey",
        ("why did bolsonaro doubt the voting machines before he lost", _BRAZIL, "cast doubt"),
        leaves_topic=True,
    ),
    _talk(
        "who won the chicago marathon in 2023",
        ("why did scholz fire his finance minister", _GERMANY, "dispute over the budget"),
        leaves_topic=True,
    ),
    _talk(
        "what did powell say in september 2024",
        ("where did the orion capsule splash down", _SPLASHDOWN, "Baja California"),
        leaves_topic=True,
    ),
    _talk(
        "when did croatia join schengen",
        ("what's on the coins?", _CROATIA, "marten"),
        (
            "what did sheinbaum promise about the programmes of her predecessor",
            _MEXICO,
            "continue his social",
        ),
        leaves_topic=True,
    ),
    _talk(
        "which letters are left out of the storm names",
        ("why", _STORMS, "too few common names"),
        ("what does webb use its sunshield for", _WEBB_ARRIVES, "grow cold"),
        leaves_topic=True,
    ),
    _talk(
        "who is the new german chancellor",
        (
            "what does nasa say about how far away its most distant galaxy is",
            _GALAXY,
            "290 million years",
        ),
        leaves_topic=True,
    ),
    _talk(
        "when did artemis i launch",
        ("and when did it land?", _SPLASHDOWN, "came down in the Pacific"),
        ("what does finland's president say about nato membership", _FINLAND, "Niinistö said"),
        leaves_topic=True,
    ),
    _talk(
        "who did webb take a portrait of",
        ("how far away are they", _WEBB_YEAR, "390 light-years"),
        ("thanks. how many spectators were at the world cup final", _WORLD_CUP, "88,966"),
        leaves_topic=True,
    ),
)
