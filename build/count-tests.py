#!/usr/bin/env python3
"""Sums up the .trx results of build/test.sh: by category, and in the last line over all."""
import collections
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

SPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
KINDS = {"Passed": "passed", "NotExecuted": "skipped"}


def read(path):
    """Yields (category, kind) of each result in a .trx file."""
    root = tree.parse(path).getroot()
    categories = {
        test.get("id"): [item.get("TestCategory") for item in test.findall(".//t:TestCategoryItem", SPACE)]
        for test in root.findall(".//t:UnitTest", SPACE)
    }
    for result in root.findall(".//t:UnitTestResult", SPACE):
        names = categories.get(result.get("testId")) or ["(none)"]
        known = [name for name in names if name != "Soak"] or names
        yield known[0], KINDS.get(result.get("outcome"), "failed")


def main(results, output, *options):
    by_category = collections.defaultdict(lambda: {"passed": 0, "failed": 0, "skipped": 0})
    broken = []
    for status in sorted(pathlib.Path(results).glob("*.status")):
        trx = status.with_suffix(".trx")
        seen = list(read(trx)) if trx.exists() else []
        for category, kind in seen:
            by_category[category][kind] += 1
        failed = any(kind == "failed" for _, kind in seen)
        if status.read_text().strip() != "0" and not failed:
            broken.append(f"{status.stem}: crashed or hung; see {status.with_suffix('.log')}")
        elif not seen and "--may-be-empty" not in options:
            broken.append(f"{status.stem}: ran no test")

    total = {kind: sum(counts[kind] for counts in by_category.values()) for kind in ("passed", "failed", "skipped")}
    total["failed"] += len(broken)
    document = {"categories": dict(sorted(by_category.items())), "broken": broken, **total}
    pathlib.Path(output).write_text(json.dumps(document, indent=2) + "\n")

    for category, counts in sorted(by_category.items()):
        print(f"  {category:<12} {counts['passed']:>5} passed {counts['failed']:>4} failed {counts['skipped']:>4} skipped")
    for line in broken:
        print(line)
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
