#!/usr/bin/env python3
"""Writes a program's manual page from what its --help says, so that neither has more or less than the other.

    manual.py PROGRAM SECTION VERSION >PAGE
"""
import os
import re
import subprocess
import sys

# What --help does not say, by program: (heading, [(term, meaning)]).
MORE = {
    "ebc": [
        ("ENVIRONMENT", [
            ("EBC_BROKER, EBC_BROKER_KEY, EBC_KEY, EBC_IDENTITY", "As the options; they go over the files and under the command line."),
            ("NO_COLOR", "No colours if it is not empty."),
        ]),
        ("FILES", [
            ("~/.config/ebc/ebc.json", "The user's settings: broker, broker_key, key, identity, timeout. They go over the machine's."),
            ("/etc/ebc/ebc.json", "The machine's settings; /etc/ebc/ebc.json.example shows them."),
        ]),
    ],
    "ebc-broker": [
        ("FILES", [
            ("/etc/ebc/broker.json", "Its configuration; /etc/ebc/broker.json.example is one to begin with."),
            ("/etc/ebc/broker.key", "Its secret key, readable by the user ebc-broker and nobody else."),
            ("/etc/ebc/allowed-keys", "Who may link up; it is read again by itself when it changes."),
        ]),
        ("SIGNALS", [("SIGTERM", "Stops it within StopTime."), ("SIGUSR1", "Logs the counters at once.")]),
    ],
    "ebc-frontend": [
        ("FILES", [
            ("/etc/ebc/frontend.json", "Its configuration; /etc/ebc/frontend.json.example is one to begin with."),
            ("/var/lib/ebc-frontend", "Its journal: what is under way, and what it knows of applications."),
        ]),
        ("SIGNALS", [("SIGTERM", "Stops it within StopTime; what was under way is finished or undone at the next start.")]),
    ],
    "ebc-appdrv": [
        ("FILES", [
            ("/etc/ebc/appdrv.json", "Its configuration; /etc/ebc/appdrv.json.example is one to begin with."),
            ("/var/lib/ebc-appdrv", "Applications, images and records; the same path on every node."),
            ("/usr/lib/ebcsuite/libebc-nopty.so", "Keeps MPI jobs from using pseudo terminals."),
        ]),
        ("SIGNALS", [("SIGTERM", "Stops it within StopTime. Applications go on, and it finds them again.")]),
    ],
}
ALL = ["ebc(1)", "ebc-broker(8)", "ebc-frontend(8)", "ebc-appdrv(8)"]


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha").replace("~", "\\(ti")
    return "\\&" + text if text[:1] in (".", "'") else text


def help_of(command):
    return subprocess.run([*command, "--help"], check=True, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}).stdout


def sections(text):
    """[(heading, [line])]: a heading begins at the margin, what belongs to it is indented or follows in its line."""
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith(" "):
            heading, _, rest = line.partition(":")
            found.append((heading, [rest.strip()] if rest.strip() else []))
        elif line.strip() and found:
            found[-1][1].append(line.strip())
    return found


def terms(lines):
    """Lines of 'term  meaning' as paragraphs with a hanging term; a line without a meaning is a term alone."""
    for line in lines:
        term, _, meaning = re.match(r"(.*?)(\s{2,}|$)(.*)", line).groups()
        yield ".TP"
        yield f"\\fB{escaped(term)}\\fR"
        yield escaped(meaning)


def verbatim(lines):
    yield from [".nf", ".RS 4", *[escaped(line) for line in lines], ".RE", ".fi"]


def commands(command):
    """Every command of ebc below this one, the nested ones too, with its help."""
    text = help_of(command)
    for heading, lines in sections(text):
        if heading == "Commands":
            for line in lines:
                nested = [*command, line.split()[0]]
                yield nested, sections(help_of(nested))
                yield from commands(nested)


def of_ebc(program):
    top = dict(sections(help_of([program])))
    general = {line.split()[0].rstrip(",") for line in top["Options"]}
    yield from [".SH NAME", f"ebc \\- {escaped(first_small(top['Description'][0]))}", ".SH SYNOPSIS", *verbatim(top["Usage"])]
    yield from [".SH OPTIONS", "Every command takes these.", *terms(top["Options"]), ".SH COMMANDS"]
    for command, parts in commands([program]):
        parts = dict(parts)
        if "Commands" in parts:
            continue
        yield f".SS {escaped(' '.join(['ebc', *command[1:]]))}"
        yield from [escaped(" ".join(parts["Description"])) + ".", *verbatim(parts["Usage"])]
        own = [line for line in parts.get("Options", []) if line.split()[0].rstrip(",") not in general]
        yield from terms(parts.get("Arguments", []) + own)
        if parts.get("Examples"):
            yield from [".PP", "For example:", *verbatim(parts["Examples"])]
    yield from [".SH EXAMPLES", *verbatim(top["Examples"]), ".SH EXIT STATUS", *terms(top["Exit codes"])]


def of_daemon(program):
    name = os.path.basename(program)
    parts = sections(help_of([program]))
    (_, [purpose]), (_, usage), *rest = parts
    yield from [".SH NAME", f"{escaped(name)} \\- {escaped(purpose.rstrip('.'))}", ".SH SYNOPSIS", *verbatim(usage[:1])]
    yield from [".SH OPTIONS", *terms(usage[1:])]
    for heading, lines in rest:
        if heading == "Exit codes":
            yield from [".SH EXIT STATUS", escaped(" ".join(lines))]
        else:
            yield from [".SH CONFIGURATION", escaped(heading) + ".", *terms(lines)]


def first_small(text):
    return (text[:1].lower() + text[1:]).rstrip(".")


def main(program, section, version):
    name = os.path.basename(program)
    print(f'.TH {escaped(name).upper()} {section} "" "EbcSuite {version}" "EbcSuite"')
    for line in of_ebc(program) if name == "ebc" else of_daemon(program):
        print(line)
    for heading, entries in MORE[name]:
        print(f".SH {heading}")
        for line in terms(f"{term}  {meaning}" for term, meaning in entries):
            print(line)
    print(".SH SEE ALSO")
    print(", ".join(re.sub(r"(.*)(\(\d\))", lambda m: f"\\fB{escaped(m[1])}\\fR{m[2]}", page) for page in ALL if not page.startswith(name + "(")))


main(*sys.argv[1:])
