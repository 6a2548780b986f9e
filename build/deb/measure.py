#!/usr/bin/env python3
"""How large the packages are and how quickly their programs start, as JSON.

    measure.py DIRECTORY VERSION >JSON
"""
import json
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 11


def processor():
    """Seconds of processor time that ended children have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start(program, option):
    """
    Milliseconds of a whole run, from exec to its end: the first (the file may be cold) and the median of the rest; and the
    median of processor time, which says more on a machine that others use too.
    """
    times, processors = [], []
    for _ in range(RUNS):
        began, used = time.perf_counter(), processor()
        subprocess.run([program, option], check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - began) * 1000)
        processors.append((processor() - used) * 1000)
    return {
        "first_ms": round(times[0], 1),
        "median_ms": round(statistics.median(times[1:]), 1),
        "processor_ms": round(statistics.median(processors), 1),
    }


def main(directory, version):
    report = {"version": version, "runs": RUNS, "packages": {}}
    for deb in sorted(pathlib.Path(directory).glob(f"*_{version}_*.deb")):
        name = deb.name.partition("_")[0]
        with tempfile.TemporaryDirectory() as unpacked:
            subprocess.run(["dpkg-deb", "--extract", str(deb), unpacked], check=True)
            [program] = pathlib.Path(unpacked, "usr", "bin").iterdir()
            report["packages"][name] = {
                "deb_bytes": deb.stat().st_size,
                "program_bytes": program.stat().st_size,
                "installed_bytes": sum(f.stat().st_size for f in pathlib.Path(unpacked).rglob("*") if f.is_file()),
                "version": start(program, "--version"),
                "help": start(program, "--help"),
            }
    report["largest_resident_kib"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps(report, indent=2))


main(*sys.argv[1:])
