"""Phrases of time with what they mean, worked out by hand on a calendar.

Each line: the phrase, as it follows "What happened"; the first and the last day it means, both
included ("..": open; one day alone: both); F where it limits the articles, L where it only lifts.
"""

from __future__ import annotations

PHRASES = {
    # A Wednesday.
    "2023-03-15": """
        on 9 Feb                           | 2023-02-09              | F
        on 9 February                      | 2023-02-09              | F
        on February 9                      | 2023-02-09              | F
        on Feb. 9                          | 2023-02-09              | F
        on Feb 9th                         | 2023-02-09              | F
        on the 9th of February             | 2023-02-09              | F
        on 9 Feb 2022                      | 2022-02-09              | F
        on 9 February, 2022                | 2022-02-09              | F
        on Feb. 9, 2022                    | 2022-02-09              | F
        on February 9th, 2022              | 2022-02-09              | F
        on the 9th of February 2022        | 2022-02-09              | F
        on Wednesday, 9 February 2022      | 2022-02-09              | F
        on Wednesday, Feb. 9, 2022         | 2022-02-09              | F
        on 2022-02-09                      | 2022-02-09              | F
        on 2022/02/09                      | 2022-02-09              | F
        on 09.02.2022                      | 2022-02-09              | F
        on 2/9/2022                        | 2022-02-09              | F
        on 25/2/2022                       | 2022-02-25              | F
        on 15 March                        | 2023-03-15              | F
        on 16 March                        | 2022-03-16              | F
        on March 31                        | 2022-03-31              | F
        on 1 January                       | 2023-01-01              | F
        on 31 December                     | 2022-12-31              | F
        on 29 February                     | 2020-02-29              | F
        on Sept. 30                        | 2022-09-30              | F
        on Sunday, Sept 4                  | 2022-09-04              | F
        on the 9th                         | 2023-03-09              | F
        on the 20th                        | 2023-02-20              | F
        on the 31st                        | 2023-01-31              | F
        on 9 February last year            | 2022-02-09              | F
        in February                        | 2023-02-01 2023-02-28   | F
        in february                        | 2023-02-01 2023-02-28   | F
        in March                           | 2023-03-01 2023-03-31   | F
        in April                           | 2022-04-01 2022-04-30   | F
        in May                             | 2022-05-01 2022-05-31   | F
        in Dec.                            | 2022-12-01 2022-12-31   | F
        in February 2022                   | 2022-02-01 2022-02-28   | F
        in February of 2022                | 2022-02-01 2022-02-28   | F
        in Feb. 2020                       | 2020-02-01 2020-02-29   | F
        in 2022-02                         | 2022-02-01 2022-02-28   | F
        in February last year              | 2022-02-01 2022-02-28   | F
        in July of last year               | 2022-07-01 2022-07-31   | F
        last February                      | 2023-02-01 2023-02-28   | F
        last March                         | 2022-03-01 2022-03-31   | F
        next June                          | 2023-06-01 2023-06-30   | L
        this March                         | 2023-03-01 2023-03-31   | L
        in early March                     | 2023-03-01 2023-03-10   | F
        in mid-February                    | 2023-02-11 2023-02-20   | F
        in late February                   | 2023-02-21 2023-02-28   | F
        in late January 2022               | 2022-01-21 2022-01-31   | F
        at the beginning of February       | 2023-02-01 2023-02-10   | F
        at the end of February 2020        | 2020-02-21 2020-02-29   | F
        in 2022                            | 2022-01-01 2022-12-31   | F
        during 2021                        | 2021-01-01 2021-12-31   | F
        throughout 2020                    | 2020-01-01 2020-12-31   | F
        in early 2022                      | 2022-01-01 2022-04-30   | F
        in mid-2022                        | 2022-05-01 2022-08-31   | F
        in late 2022                       | 2022-09-01 2022-12-31   | F
        in the 1990s                       | 1990-01-01 1999-12-31   | F
        in the early 1990s                 | 1990-01-01 1993-12-31   | F
        in the late '90s                   | 1997-01-01 1999-12-31   | F
        in 2021-2022                       | 2021-01-01 2022-12-31   | F
        in 2021/22                         | 2021-01-01 2022-12-31   | F
        in Q3 2022                         | 2022-07-01 2022-09-30   | F
        in Q1                              | 2023-01-01 2023-03-31   | F
        in the third quarter of 2022       | 2022-07-01 2022-09-30   | F
        in the fourth quarter              | 2022-10-01 2022-12-31   | F
        in the first half of 2022          | 2022-01-01 2022-06-30   | F
        in the second half of last year    | 2022-07-01 2022-12-31   | F
        in the summer of 2022              | 2022-06-01 2022-08-31   | F
        in summer 2022                     | 2022-06-01 2022-08-31   | F
        in the fall of 2022                | 2022-09-01 2022-11-30   | F
        in the winter of 2021              | 2021-12-01 2022-02-28   | F
        in late summer 2022                | 2022-08-01 2022-08-31   | F
        last summer                        | 2022-06-01 2022-08-31   | F
        last winter                        | 2022-12-01 2023-02-28   | F
        in the autumn                      | 2022-09-01 2022-11-30   | F
        this summer                        | 2023-06-01 2023-08-31   | L
        this spring                        | 2023-03-01 2023-05-31   | L
        yesterday                          | 2023-03-14              | F
        yesterday evening                  | 2023-03-14              | F
        last night                         | 2023-03-14              | F
        the day before yesterday           | 2023-03-13              | F
        today                              | 2023-03-15              | L
        this morning                       | 2023-03-15              | L
        tonight                            | 2023-03-15              | L
        tomorrow                           | 2023-03-16              | L
        on Tuesday                         | 2023-03-14              | F
        on Wednesday                       | 2023-03-15              | F
        on Thursday                        | 2023-03-09              | F
        last Tuesday                       | 2023-03-14              | F
        last Wednesday                     | 2023-03-08              | F
        last Thursday                      | 2023-03-09              | F
        this Monday                        | 2023-03-13              | F
        this Friday                        | 2023-03-17              | L
        next Monday                        | 2023-03-20              | L
        early Tuesday                      | 2023-03-14              | F
        Sunday night                       | 2023-03-12              | F
        on Friday morning                  | 2023-03-10              | F
        on Tuesday last week               | 2023-03-07              | F
        on Friday of last week             | 2023-03-10              | F
        over the weekend                   | 2023-03-11 2023-03-12   | F
        at the weekend                     | 2023-03-11 2023-03-12   | F
        last weekend                       | 2023-03-11 2023-03-12   | F
        this past weekend                  | 2023-03-11 2023-03-12   | F
        this weekend                       | 2023-03-18 2023-03-19   | L
        next weekend                       | 2023-03-25 2023-03-26   | L
        this week                          | 2023-03-13 2023-03-19   | L
        earlier this week                  | 2023-03-13 2023-03-15   | L
        later this week                    | 2023-03-15 2023-03-19   | L
        last week                          | 2023-03-06 2023-03-12   | F
        next week                          | 2023-03-20 2023-03-26   | L
        this month                         | 2023-03-01 2023-03-31   | L
        earlier this month                 | 2023-03-01 2023-03-15   | L
        later this month                   | 2023-03-15 2023-03-31   | L
        at the beginning of this month     | 2023-03-01 2023-03-10   | L
        last month                         | 2023-02-01 2023-02-28   | F
        late last month                    | 2023-02-21 2023-02-28   | F
        next month                         | 2023-04-01 2023-04-30   | L
        this year                          | 2023-01-01 2023-12-31   | L
        so far this year                   | 2023-01-01 2023-03-15   | L
        last year                          | 2022-01-01 2022-12-31   | L
        late last year                     | 2022-09-01 2022-12-31   | L
        next year                          | 2024-01-01 2024-12-31   | L
        last quarter                       | 2022-10-01 2022-12-31   | F
        in the last quarter                | 2022-10-01 2022-12-31   | F
        this quarter                       | 2023-01-01 2023-03-31   | L
        in the past three days             | 2023-03-12 2023-03-15   | F
        in the last 24 hours               | 2023-03-14 2023-03-15   | F
        in the past 48 hours               | 2023-03-13 2023-03-15   | F
        over the last ten days             | 2023-03-05 2023-03-15   | F
        in the past two weeks              | 2023-03-01 2023-03-15   | F
        in the last 6 months               | 2022-09-15 2023-03-15   | F
        in the past week                   | 2023-03-08 2023-03-15   | F
        over the past month                | 2023-02-15 2023-03-15   | F
        in the last month                  | 2023-02-15 2023-03-15   | F
        in the past few days               | 2023-03-12 2023-03-15   | L
        in the last couple of weeks        | 2023-03-01 2023-03-15   | L
        in the past year                   | 2022-03-15 2023-03-15   | L
        in the last five years             | 2018-03-15 2023-03-15   | L
        in recent days                     | 2023-03-08 2023-03-15   | L
        in recent weeks                    | 2023-02-15 2023-03-15   | L
        recently                           | 2023-02-13 2023-03-15   | L
        lately                             | 2023-02-13 2023-03-15   | L
        two days ago                       | 2023-03-13              | F
        3 days ago                         | 2023-03-12              | F
        a few days ago                     | 2023-03-12              | L
        about four days ago                | 2023-03-11              | L
        a week ago                         | 2023-03-06 2023-03-12   | L
        two weeks ago                      | 2023-02-27 2023-03-05   | L
        three months ago                   | 2022-12-01 2022-12-31   | L
        a year ago                         | 2022-01-01 2022-12-31   | L
        around 20 years ago                | 2003-01-01 2003-12-31   | L
        since March 2022                   | 2022-03-01 ..           | F
        since March                        | 2023-03-01 ..           | F
        since 9 February                   | 2023-02-09 ..           | F
        since early 2022                   | 2022-01-01 ..           | F
        since 2020                         | 2020-01-01 ..           | F
        since the summer of 2022           | 2022-06-01 ..           | F
        since last week                    | 2023-03-06 ..           | F
        since last year                    | 2022-01-01 ..           | F
        since Monday                       | 2023-03-13 ..           | F
        since yesterday                    | 2023-03-14 ..           | F
        ever since May 2021                | 2021-05-01 ..           | F
        from January 2023 onwards          | 2023-01-01 ..           | F
        starting in May 2022               | 2022-05-01 ..           | F
        until May 2022                     | .. 2022-05-31           | F
        until the end of 2022              | .. 2022-12-31           | F
        up to 9 February                   | .. 2023-02-09           | F
        through February                   | .. 2023-02-28           | F
        by the end of 2022                 | .. 2022-12-31           | F
        by March 2022                      | .. 2022-03-31           | F
        by 2030                            | .. 2030-12-31           | L
        before June 2022                   | .. 2022-05-31           | F
        before 2022                        | .. 2021-12-31           | F
        before 9 February 2022             | .. 2022-02-09           | F
        before the end of 2022             | .. 2022-12-31           | F
        prior to May 2022                  | .. 2022-04-30           | F
        after June 2022                    | 2022-07-01 ..           | F
        after 2021                         | 2022-01-01 ..           | F
        after 9 February 2022              | 2022-02-09 ..           | F
        following 9 February 2022          | 2022-02-09 ..           | F
        after June 2022 and before October 2022 | 2022-07-01 2022-09-30 | F
        around May 2022                    | 2022-05-01 2022-05-31   | L
        between March and May 2022         | 2022-03-01 2022-05-31   | F
        between November and February      | 2022-11-01 2023-02-28   | F
        between 2019 and 2021              | 2019-01-01 2021-12-31   | F
        between 9 and 16 November          | 2022-11-09 2022-11-16   | F
        between 9 Feb and 3 March 2022     | 2022-02-09 2022-03-03   | F
        between 28 December 2021 and 3 January 2022 | 2021-12-28 2022-01-03 | F
        between November 9 and 16, 2022    | 2022-11-09 2022-11-16   | F
        between Feb. 9, 2022 and March 3, 2022 | 2022-02-09 2022-03-03 | F
        from March to May 2022             | 2022-03-01 2022-05-31   | F
        from November to February          | 2022-11-01 2023-02-28   | F
        from Dec. 2021 until Feb. 2022     | 2021-12-01 2022-02-28   | F
        from 2019 to 2021                  | 2019-01-01 2021-12-31   | F
        from Monday to Wednesday           | 2023-03-13 2023-03-15   | F
        from 9 to 16 November 2022         | 2022-11-09 2022-11-16   | F
        March-May 2022                     | 2022-03-01 2022-05-31   | F
        9-16 November 2022                 | 2022-11-09 2022-11-16   | F
        9–16 November                      | 2022-11-09 2022-11-16   | F
        November 9-16, 2022                | 2022-11-09 2022-11-16   | F
        in the week of 5 May               | 2022-05-02 2022-05-08   | F
        in the week of May 5, 2022         | 2022-05-02 2022-05-08   | F
        in the week beginning 2 May 2022   | 2022-05-02 2022-05-08   | F
        in the week ending 8 May 2022      | 2022-05-02 2022-05-08   | F
        in the week to 9 February          | 2023-02-03 2023-02-09   | F
        on the weekend of 7 May 2022       | 2022-05-07 2022-05-08   | F
    """,
    # A leap day, a Thursday.
    "2024-02-29": """
        today                              | 2024-02-29              | L
        yesterday                          | 2024-02-28              | F
        tomorrow                           | 2024-03-01              | L
        on 29 February                     | 2024-02-29              | F
        on Feb. 28                         | 2024-02-28              | F
        on 1 March                         | 2023-03-01              | F
        on the 30th                        | 2024-01-30              | F
        in February                        | 2024-02-01 2024-02-29   | F
        in late February                   | 2024-02-21 2024-02-29   | F
        last February                      | 2023-02-01 2023-02-28   | F
        this month                         | 2024-02-01 2024-02-29   | L
        last month                         | 2024-01-01 2024-01-31   | F
        next month                         | 2024-03-01 2024-03-31   | L
        a year ago                         | 2023-01-01 2023-12-31   | L
        a month ago                        | 2024-01-01 2024-01-31   | L
        in the past month                  | 2024-01-29 2024-02-29   | F
        in the past year                   | 2023-02-28 2024-02-29   | L
        in the last four years             | 2020-02-29 2024-02-29   | L
        last winter                        | 2022-12-01 2023-02-28   | F
        this winter                        | 2023-12-01 2024-02-29   | L
        in the winter of 2023              | 2023-12-01 2024-02-29   | F
        this week                          | 2024-02-26 2024-03-03   | L
        last week                          | 2024-02-19 2024-02-25   | F
        over the weekend                   | 2024-02-24 2024-02-25   | F
        on Thursday                        | 2024-02-29              | F
        last Thursday                      | 2024-02-22              | F
        in Q1                              | 2024-01-01 2024-03-31   | F
        between 25 February and 1 March 2020 | 2020-02-25 2020-03-01 | F
        in February 2023                   | 2023-02-01 2023-02-28   | F
        until the end of February          | .. 2024-02-29           | F
    """,
    # The last day of a year, a Sunday.
    "2023-12-31": """
        today                              | 2023-12-31              | L
        tomorrow                           | 2024-01-01              | L
        yesterday                          | 2023-12-30              | F
        in December                        | 2023-12-01 2023-12-31   | F
        in January                         | 2023-01-01 2023-01-31   | F
        on 1 January                       | 2023-01-01              | F
        on New Year's Day, 1 January 2023  | 2023-01-01              | F
        on 31 December                     | 2023-12-31              | F
        last December                      | 2022-12-01 2022-12-31   | F
        this week                          | 2023-12-25 2023-12-31   | L
        last week                          | 2023-12-18 2023-12-24   | F
        next week                          | 2024-01-01 2024-01-07   | L
        over the weekend                   | 2023-12-30 2023-12-31   | F
        this weekend                       | 2023-12-30 2023-12-31   | L
        last weekend                       | 2023-12-23 2023-12-24   | F
        next weekend                       | 2024-01-06 2024-01-07   | L
        on Sunday                          | 2023-12-31              | F
        last Sunday                        | 2023-12-24              | F
        this Sunday                        | 2023-12-31              | F
        on Monday                          | 2023-12-25              | F
        next Monday                        | 2024-01-01              | L
        this year                          | 2023-01-01 2023-12-31   | L
        next year                          | 2024-01-01 2024-12-31   | L
        in 2023                            | 2023-01-01 2023-12-31   | F
        in 2024                            | 2024-01-01 2024-12-31   | L
        by the end of 2023                 | .. 2023-12-31           | F
        in the past decade                 | 2013-12-31 2023-12-31   | L
        last decade                        | 2010-01-01 2019-12-31   | L
        last quarter                       | 2023-07-01 2023-09-30   | F
        in the past three months           | 2023-09-30 2023-12-31   | F
        last summer                        | 2023-06-01 2023-08-31   | F
    """,
    # The first day of a year, a Monday.
    "2024-01-01": """
        today                              | 2024-01-01              | L
        yesterday                          | 2023-12-31              | F
        the day before yesterday           | 2023-12-30              | F
        in December                        | 2023-12-01 2023-12-31   | F
        in January                         | 2024-01-01 2024-01-31   | F
        last January                       | 2023-01-01 2023-01-31   | F
        last month                         | 2023-12-01 2023-12-31   | F
        last year                          | 2023-01-01 2023-12-31   | L
        this week                          | 2024-01-01 2024-01-07   | L
        last week                          | 2023-12-25 2023-12-31   | F
        over the weekend                   | 2023-12-30 2023-12-31   | F
        last weekend                       | 2023-12-30 2023-12-31   | F
        this weekend                       | 2024-01-06 2024-01-07   | L
        on Monday                          | 2024-01-01              | F
        last Monday                        | 2023-12-25              | F
        on Sunday                          | 2023-12-31              | F
        last quarter                       | 2023-10-01 2023-12-31   | F
        this winter                        | 2023-12-01 2024-02-29   | L
        last winter                        | 2022-12-01 2023-02-28   | F
        in the past three days             | 2023-12-29 2024-01-01   | F
        from November to January           | 2023-11-01 2024-01-31   | F
    """,
    # The last day of a month of 31.
    "2023-05-31": """
        in May                             | 2023-05-01 2023-05-31   | F
        in June                            | 2022-06-01 2022-06-30   | F
        in the past month                  | 2023-04-30 2023-05-31   | F
        in the last three months           | 2023-02-28 2023-05-31   | F
        three months ago                   | 2023-02-01 2023-02-28   | L
        a month ago                        | 2023-04-01 2023-04-30   | L
        last month                         | 2023-04-01 2023-04-30   | F
        late this month                    | 2023-05-21 2023-05-31   | L
        last May                           | 2022-05-01 2022-05-31   | F
        this spring                        | 2023-03-01 2023-05-31   | L
        last spring                        | 2022-03-01 2022-05-31   | F
    """,
    # A Saturday.
    "2022-11-05": """
        over the weekend                   | 2022-11-05 2022-11-06   | F
        last weekend                       | 2022-10-29 2022-10-30   | F
        this weekend                       | 2022-11-05 2022-11-06   | L
        on Saturday                        | 2022-11-05              | F
        on Sunday                          | 2022-10-30              | F
        this week                          | 2022-10-31 2022-11-06   | L
        last week                          | 2022-10-24 2022-10-30   | F
        this fall                          | 2022-09-01 2022-11-30   | L
        last fall                          | 2021-09-01 2021-11-30   | F
        last Friday                        | 2022-11-04              | F
    """,
}

NONE = """
    What happened in the September 11 attacks?
    What happened on the September 11 attacks anniversary?
    Who won the 2022 World Cup?
    Which team won the 2022 NHL Stanley Cup Finals?
    Where were the 2022 Winter Olympics held?
    Which city hosted the 1996 Olympics?
    Who is leading the 2024 presidential race?
    Who won Super Bowl 2023?
    What does Agenda 2030 ask for?
    What sold best on Black Friday?
    Who played on Monday Night Football?
    What did the January 6 committee find?
    How did the Oct. 7 attacks begin?
    What did the February 9 letter demand?
    Who leads the May Day parade?
    When was the council set up?
    When was that?
    Which country won for the first time since 2019?
    What was the biggest earthquake since 1995?
    Which storm was the worst since March 2018?
    Who is the first woman to win in the past 100 years?
    How did inflation compare with last year?
    Is it higher than in 2019?
    What is Covid-19?
    How many of the 2,022 people voted?
    Who paid $2022 for it?
    What is the F-16?
    Who may resign?
    How did the march end?
    What did Theresa May say?
    What is the second largest city?
    Which 90s pop group reunited?
    What happened at Area 51?
    What is 24/7 care?
    Who wrote 1984?
"""
"""Questions, asked on 2023-03-15, that hold a date in a name, or only something like a date."""
