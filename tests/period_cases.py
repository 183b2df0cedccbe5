"""Phrases of time with what they mean, worked out by hand on a calendar.

Each line: the phrase, as it follows "What happened", or a whole question; the first and the last
day it means, both included ("..": open; one day alone: both); F where it limits the articles, L
where it only lifts.
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
        on the 1st of March                | 2023-03-01              | F
        on Monday, 6 March                 | 2023-03-06              | F
        on Mon. 6 March 2023               | 2023-03-06              | F
        on Fri, Feb 10                     | 2023-02-10              | F
        on 3 March this year               | 2023-03-03              | F
        on 9.2.2022                        | 2022-02-09              | F
        on 31/12/2022                      | 2022-12-31              | F
        on the morning of 9 February       | 2023-02-09              | F
        on the night of March 3, 2022      | 2022-03-03              | F
        in the first week of March         | 2023-03-01 2023-03-07   | F
        in the second week of January 2022 | 2022-01-08 2022-01-14   | F
        in the last week of February       | 2023-02-22 2023-02-28   | F
        on the last day of February 2020   | 2020-02-29              | F
        on the first day of March          | 2023-03-01              | F
        over the past weekend              | 2023-03-11 2023-03-12   | F
        on the weekend                     | 2023-03-11 2023-03-12   | F
        this coming weekend                | 2023-03-18 2023-03-19   | L
        the weekend before last            | 2023-03-04 2023-03-05   | F
        the week before last               | 2023-02-27 2023-03-05   | F
        the month before last              | 2023-01-01 2023-01-31   | F
        the year before last               | 2021-01-01 2021-12-31   | L
        earlier this year                  | 2023-01-01 2023-03-15   | L
        later this year                    | 2023-03-15 2023-12-31   | L
        early this year                    | 2023-01-01 2023-04-30   | L
        earlier today                      | 2023-03-15              | L
        late yesterday                     | 2023-03-14              | F
        yesterday morning                  | 2023-03-14              | F
        on Monday of this week             | 2023-03-13              | F
        this past Monday                   | 2023-03-13              | F
        last Friday night                  | 2023-03-10              | F
        late on Monday                     | 2023-03-13              | F
        on Monday afternoon                | 2023-03-13              | F
        this Sunday                        | 2023-03-19              | L
        on Saturday and Sunday             | 2023-03-11 2023-03-12   | F
        over the last 30 days              | 2023-02-13 2023-03-15   | F
        in the past fortnight              | 2023-03-01 2023-03-15   | F
        in the past twelve months          | 2022-03-15 2023-03-15   | F
        within the last 72 hours           | 2023-03-12 2023-03-15   | F
        over the past two decades          | 2003-03-15 2023-03-15   | L
        in the last decade                 | 2013-03-15 2023-03-15   | L
        over the past couple of days       | 2023-03-13 2023-03-15   | L
        in the last few weeks              | 2023-02-22 2023-03-15   | L
        in recent months                   | 2022-09-15 2023-03-15   | L
        in recent years                    | 2020-03-15 2023-03-15   | L
        of late                            | 2023-02-13 2023-03-15   | L
        these days                         | 2023-02-13 2023-03-15   | L
        right now                          | 2023-02-13 2023-03-15   | L
        ten days ago                       | 2023-03-05              | F
        six weeks ago                      | 2023-01-30 2023-02-05   | L
        a fortnight ago                    | 2023-02-27 2023-03-05   | L
        two years ago                      | 2021-01-01 2021-12-31   | L
        several days ago                   | 2023-03-10              | L
        just over a month ago              | 2023-02-01 2023-02-28   | L
        at the end of last year            | 2022-09-01 2022-12-31   | L
        in the middle of last month        | 2023-02-11 2023-02-20   | F
        in the first quarter of 2022       | 2022-01-01 2022-03-31   | F
        in Q4 of last year                 | 2022-10-01 2022-12-31   | F
        in the second quarter              | 2022-04-01 2022-06-30   | F
        in H1 2022                         | 2022-01-01 2022-06-30   | F
        in the second half of February     | 2023-02-16 2023-02-28   | F
        in 2020-21                         | 2020-01-01 2021-12-31   | F
        in the 2010s                       | 2010-01-01 2019-12-31   | F
        in the 80s                         | 1980-01-01 1989-12-31   | F
        in the mid-1990s                   | 1994-01-01 1996-12-31   | F
        in the late 2010s                  | 2017-01-01 2019-12-31   | F
        in spring 2022                     | 2022-03-01 2022-05-31   | F
        in the autumn of 2021              | 2021-09-01 2021-11-30   | F
        in early spring 2022               | 2022-03-01 2022-03-31   | F
        in the spring                      | 2023-03-01 2023-05-31   | F
        in the winter                      | 2022-12-01 2023-02-28   | F
        last autumn                        | 2022-09-01 2022-11-30   | F
        next spring                        | 2024-03-01 2024-05-31   | L
        next winter                        | 2023-12-01 2024-02-29   | L
        since the beginning of March       | 2023-03-01 ..           | F
        since mid-January                  | 2023-01-11 ..           | F
        since January 6, 2021              | 2021-01-06 ..           | F
        since last Tuesday                 | 2023-03-14 ..           | F
        since the weekend                  | 2023-03-11 ..           | F
        since Sunday night                 | 2023-03-12 ..           | F
        since last summer                  | 2022-06-01 ..           | F
        since the start of 2023            | 2023-01-01 ..           | F
        since the 1990s                    | 1990-01-01 ..           | F
        until 9 February                   | .. 2023-02-09           | F
        till March 2022                    | .. 2022-03-31           | F
        up until last week                 | .. 2023-03-12           | F
        before last week                   | .. 2023-03-05           | F
        before May                         | .. 2022-04-30           | F
        earlier than June 2022             | .. 2022-05-31           | F
        later than May 2022                | 2022-06-01 ..           | F
        after Feb. 24, 2022                | 2022-02-24 ..           | F
        after last weekend                 | 2023-03-13 ..           | F
        ahead of March 2022                | .. 2022-02-28           | F
        between January 2021 and March 2022 | 2021-01-01 2022-03-31   | F
        between Monday and Wednesday       | 2023-03-13 2023-03-15   | F
        between 9 February and 3 March     | 2023-02-09 2023-03-03   | F
        between 28 December and 3 January  | 2022-12-28 2023-01-03   | F
        from 9 February to 3 March 2022    | 2022-02-09 2022-03-03   | F
        from 2020 through 2022             | 2020-01-01 2022-12-31   | F
        from January 2022 to January 2023  | 2022-01-01 2023-01-31   | F
        from the summer of 2021 to the spring of 2022 | 2021-06-01 2022-05-31   | F
        from 28 December 2022 to 2 January 2023 | 2022-12-28 2023-01-02   | F
        from Feb. 9, 2022, to March 3, 2022 | 2022-02-09 2022-03-03   | F
        from Friday to Sunday              | 2023-03-10 2023-03-12   | F
        from 5 May 2022 onward             | 2022-05-05 ..           | F
        from 2021 on                       | 2021-01-01 ..           | F
        in January–March 2022              | 2022-01-01 2022-03-31   | F
        around 9 February 2022             | 2022-02-09              | L
        circa 2010                         | 2010-01-01 2010-12-31   | L
        in the week of 27 February         | 2023-02-27 2023-03-05   | F
        in the week commencing 6 March 2023 | 2023-03-06 2023-03-12   | F
        over the weekend of Feb. 25        | 2023-02-25 2023-02-26   | F
        as recently as last week           | 2023-03-06 2023-03-12   | F
        on 9 February 2022 and 3 March 2022 | 2022-02-09 2022-03-03   | F
        in March and April 2022            | 2022-03-01 2022-04-30   | F
        on 2022-2-9                        | 2022-02-09              | F
        on Feb 9 '22                       | 2022-02-09              | F
        in Feb '22                         | 2022-02-01 2022-02-28   | F
        in the last three months of 2022   | 2022-10-01 2022-12-31   | F
        in the first three months of 2022  | 2022-01-01 2022-03-31   | F
        on 9th February 2022               | 2022-02-09              | F
        on the 9th February                | 2023-02-09              | F
        on February the 9th                | 2023-02-09              | F
        the night before last              | 2023-03-13              | F
        on the first Tuesday in November 2022 | 2022-11-01              | F
        on the last Friday of January      | 2023-01-27              | F
        over the first weekend of February | 2023-02-04 2023-02-05   | F
        in the first half of September     | 2022-09-01 2022-09-15   | F
        in the last days of 2022           | 2022-12-22 2022-12-31   | F
        in the first days of March 2022    | 2022-03-01 2022-03-10   | F
        in the last two weeks of 2022      | 2022-12-18 2022-12-31   | F
        in the final quarter of last year  | 2022-10-01 2022-12-31   | F
        in the last week of March          | 2022-03-25 2022-03-31   | F
        in 2019, 2020 and 2021             | 2019-01-01 2021-12-31   | F
        in 2020 or 2021                    | 2020-01-01 2021-12-31   | F
        in March and in May 2022           | 2022-03-01 2022-05-31   | F
        in April or May                    | 2022-04-01 2022-05-31   | F
        on 9 February and 3 March 2022     | 2022-02-09 2022-03-03   | F
        in May '68                         | 1968-05-01 1968-05-31   | F
        on the night of 13 November 2015   | 2015-11-13              | F
        on May. 5, 2022                    | 2022-05-05              | F
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
        on Feb. 29, 2020                   | 2020-02-29              | F
        since Feb. 29                      | 2024-02-29 ..           | F
        four years ago                     | 2020-01-01 2020-12-31   | L
        in the past 12 months              | 2023-02-28 2024-02-29   | F
        a week ago                         | 2024-02-19 2024-02-25   | L
        in the last 7 days                 | 2024-02-22 2024-02-29   | F
        from 28 to 29 February 2024        | 2024-02-28 2024-02-29   | F
        on the last day of February        | 2024-02-29              | F
        in the last week of February       | 2024-02-23 2024-02-29   | F
        since 29 February 2020             | 2020-02-29 ..           | F
        this February                      | 2024-02-01 2024-02-29   | L
        in the week of 29 February         | 2024-02-26 2024-03-03   | F
        before 29 February                 | .. 2024-02-29           | F
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
        in the fourth quarter              | 2023-10-01 2023-12-31   | F
        in the second half of 2023         | 2023-07-01 2023-12-31   | F
        since 25 December                  | 2023-12-25 ..           | F
        in the past 12 months              | 2022-12-31 2023-12-31   | F
        next January                       | 2024-01-01 2024-01-31   | L
        this December                      | 2023-12-01 2023-12-31   | L
        a week ago                         | 2023-12-18 2023-12-24   | L
        tomorrow night                     | 2024-01-01              | L
        next month                         | 2024-01-01 2024-01-31   | L
        in the last week of December       | 2023-12-25 2023-12-31   | F
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
    # A Friday whose week began in the year before.
    "2026-01-02": """
        this week                          | 2025-12-29 2026-01-04   | L
        earlier this week                  | 2025-12-29 2026-01-02   | L
        on Wednesday                       | 2025-12-31              | F
        late last year                     | 2025-09-01 2025-12-31   | L
        since December 2025                | 2025-12-01 ..           | F
        in the past 48 hours               | 2025-12-31 2026-01-02   | F
        in the week of 29 December         | 2025-12-29 2026-01-04   | F
        in the last quarter of 2025        | 2025-10-01 2025-12-31   | F
        between 31 December and 2 January  | 2025-12-31 2026-01-02   | F
        from 30 December to 1 January      | 2025-12-30 2026-01-01   | F
        in the first days of January       | 2026-01-01 2026-01-10   | F
        on Jan. 1                          | 2026-01-01              | F
        two weeks ago                      | 2025-12-15 2025-12-21   | L
    """,
    # A Saturday, the day after a February of 28 days.
    "2025-03-01": """
        yesterday                          | 2025-02-28              | F
        two days ago                       | 2025-02-27              | F
        on 29 February                     | 2024-02-29              | F
        last month                         | 2025-02-01 2025-02-28   | F
        over the weekend                   | 2025-03-01 2025-03-02   | F
        on the 29th                        | 2025-01-29              | F
        on the 28th                        | 2025-02-28              | F
        in late February                   | 2025-02-21 2025-02-28   | F
        a year ago                         | 2024-01-01 2024-12-31   | L
        in the past month                  | 2025-02-01 2025-03-01   | F
        last winter                        | 2024-12-01 2025-02-28   | F
        this spring                        | 2025-03-01 2025-05-31   | L
    """,
}

# All asked on 2023-03-15, a Wednesday.
QUESTIONS = """
    After the attack on 9 January 2022, who was arrested?      | 2022-01-09 ..           | F
    Who was arrested after the coup of 1 February 2021?        | 2021-02-01 ..           | F
    Who led the polls before the election in May 2022?         | .. 2022-05-31           | F
    Which firm, founded in 1998, was sold yesterday?           | 2023-03-14              | F
    Did the firm founded in 1998 close in 2022?                | 2022-01-01 2022-12-31   | F
    How many people died in 2021 and how many in 2022?         | 2021-01-01 2022-12-31   | F
    What has changed since May 2022, and who left in March?    | 2022-05-01 ..           | F
    What did the article published on 9 February say?          | 2023-02-09              | F
    What did the February 9 article say?                       | 2023-02-09              | F
    What did the article of 2 February say that later reports denied? | 2023-02-02 ..    | F
    What did the article of 2 February say that earlier ones denied? | 2023-02-02        | F
    What did the article of 9 February say, and that of 3 March 2022? | 2022-02-09 2022-03-03 | F
    What did the report of May 5, 2021, say, and the one of June 6? | 2021-05-05 2021-06-06 | F
    Who won in Australia in January and in Paris in June 2021? | 2021-01-01 2021-06-30   | F
    What did Biden say on Monday and Tuesday?                  | 2023-03-13 2023-03-14   | F
    Will the summit be held in May?                            | 2023-05-01 2023-05-31   | L
    Will it take place between May and July?                   | 2022-05-01 2022-07-31   | L
    Is the decision due on 9 April?                            | 2023-04-09              | L
    What happened to the man who was arrested in May 2021?     | 2021-05-01 2021-05-31   | L
    What was the word of the year for 2021?                    | 2021-01-01 2021-12-31   | L
    What did she say on 9 February about the war of 2021?      | 2023-02-09              | F
    Who went to see the king this week, and what did he say yesterday? | 2023-03-14      | F
    What is the latest on the storm?                           | 2023-02-13 2023-03-15   | L
    WHO WON ON 9 FEBRUARY?                                     | 2023-02-09              | F
    Qui a gagné l'élection en février 2022 ?                   | 2022-02-01 2022-02-28   | F
    Que s'est-il passé hier ?                                  | 2023-03-14              | F
    Was geschah am 9. Februar 2022?                            | 2022-02-09              | F
    ¿Qué pasó el 9 de febrero de 2022?                         | 2022-02-09              | F
    Cosa è successo la settimana scorsa?                       | 2023-03-06 2023-03-12   | F
    Quem venceu a eleição em outubro de 2022?                  | 2022-10-01 2022-10-31   | F
    Что случилось вчера?                                       | 2023-03-14              | F
"""
"""Whole questions with the one period that covers what they limit themselves to."""

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
    Who scored in the 2018 and 2022 World Cup finals?
    When were the 2022 and 2023 budgets passed?
    Who won the March and April primaries?
    What happened in the first quarter of the game?
    How many goals did he score in the second half?
    Who spoke in the first week of the trial?
    Did sales rise more than between 2010 and 2015?
    Who came earlier than expected?
    Qui est le président ?
    Wer ist Olaf Scholz?
"""
"""Questions, asked on 2023-03-15, that hold a date in a name, or only something like a date."""
