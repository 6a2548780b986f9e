#!/usr/bin/env python3
"""Sums up what NUnit wrote of each project for build/test.sh: by category, and in the last line over all."""
import collections
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

KINDS = {"Passed": "passed", "Skipped": "skipped", "Inconclusive": "skipped"}


def cases(node, category="(none)"):
    """Yields (category, case) for every test case below a node; a fixture's category is its cases'."""
    for name in [item.get("value") for item in node.findall("./properties/property[@name='Category']")]:
        # Soak says how long a test takes, not what it needs.
        if name != "Soak":
            category = name
    if node.tag == "test-case":
        yield category, node
    for child in node:
        if child.tag in ("test-run", "test-suite", "test-case"):
            yield from cases(child, category)


def main(results, output, *options):
    by_category = collections.defaultdict(lambda: {"passed": 0, "failed": 0, "skipped": 0})
    broken = []
    for status in sorted(pathlib.Path(results).glob("*.status")):
        report = status.with_suffix(".xml")
        seen = list(cases(tree.parse(report).getroot())) if report.exists() else []
        failed = False
        for category, case in seen:
            kind = KINDS.get(case.get("result"), "failed")
            by_category[category][kind] += 1
            if kind == "failed":
                failed = True
                message = case.findtext("./failure/message") or case.findtext("./reason/message") or ""
                print(f"FAILED {case.get('fullname')}\n    " + message.strip().replace("\n", "\n    ")[:2000])
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
