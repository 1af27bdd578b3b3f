"""Does the tagger of temporal expressions take linear time? The input is doubled, and doubled again.

usage: python bench/time_doubling.py [--doublings N]

Prints for plain news prose and for inputs made to hurt a matcher (numbers, months, units, dates without end) how long
each size took, and what one doubling multiplied the time by: 2 is linear, 4 quadratic. The least of three runs counts.
Exits with 1 where a doubling of the largest inputs took more than 3 times as long.
"""

import argparse
import itertools
import sys
import time
from datetime import date

from dragoman.times import tag

PROSE = (
    "The envoy of Norway said on Tuesday that talks planned for late May had been put off until the end of June. "
    "Two weeks ago the two sides met in Bern for the first time in 15 years, and on March 3, 2014 they signed a pact. "
)
INPUTS = {
    "prose": PROSE,
    "numbers": "12 345 6789 3 4 2019 1999 31 30 29 ",
    "months": "May March May and March or May to March ",
    "units": "two more days of weeks and three long years or months ",
    "one sentence of dates": "on May 3, 2014 and May 4, 2015 and 5 May and the 6th of June and ",
    "digits without a space": "1234567890",
    "slashes": "1/2/3/4/5/6/",
    "dashes": "two-and-a-half-year-",
    "list of days": "May 1, 2, 3, 4, 5, 6, 7, 8, 9 and ",
}


def least(text):
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        tag(text, published=date(2019, 6, 12))
        best = min(best, time.process_time() - began)
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--doublings", type=int, default=4)
    given = parser.parse_args()
    bad = []
    for name, unit in INPUTS.items():
        base = unit * max(1, 20_000 // len(unit))
        seconds = [least(base * 2**n) for n in range(given.doublings + 1)]
        factors = [later / earlier for earlier, later in itertools.pairwise(seconds)]
        size = len(base) * 2**given.doublings
        print(f"{name:24s} {size:9,d} characters {seconds[-1]:7.3f} s   x{' x'.join(f'{f:.1f}' for f in factors)}")
        if factors[-1] > 3:
            bad.append(name)
    if bad:
        sys.exit(f"not linear: {', '.join(bad)}")


if __name__ == "__main__":
    main()
