#!/usr/bin/env python3
"""Works the cases of own-cases.json out, second by second, and writes the file.

Independent of the suite: its own reading of the five agreements, its own arithmetic (Fraction), its own calendar (zoneinfo), and no
interval algebra: every second of a period is a byte. Run it to write own-cases.json again, with --check to compare; the tests read that file.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True

from oracle import infopromo, tagoio, justlogin, omniful, justopex, claims, clocks  # noqa: E402,F401  (each adds its cases)
from oracle.common import CASES  # noqa: E402


def main():
    path = pathlib.Path(__file__).with_name("own-cases.json")
    text = json.dumps(CASES, indent=1, ensure_ascii=False) + "\n"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not what the oracle works out; run {pathlib.Path(__file__).name} without --check")
    else:
        path.write_text(text, encoding="utf-8")
    figures = sum(len(case["expected"]) + sum(len(other["expected"]) for other in case["alternatives"]) for case in CASES)
    readings = sum(len(case["alternatives"]) for case in CASES)
    print(f"{len(CASES)} cases, {readings} alternative readings, {figures} figures")


if __name__ == "__main__":
    main()
