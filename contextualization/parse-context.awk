# Reads a context.sh as data. Nothing of it is ever executed.
#
# What is understood: blank lines, comments, and NAME=VALUE as a POSIX shell would read it without expanding anything:
# '…' (may span lines), "…" with \" \\ \$ \`, \c, and bare letters. A $ or ` that a shell would expand, a command, a quote that is
# never closed: all are faults, told with their line.
#
# Out: NAME=VALUE for every EBC_… name and the few others that are wanted, in the VALUE \ as \\ and a line's end as \n, so
# that each takes one line; and "!LINE WHY" for a fault. Run with LC_ALL=C: bytes, not letters.

{ text = text $0 "\n" }

function next_is(pattern) { return match(text, pattern) && RSTART == 1 }

function take(length_, taken) {
    taken = substr(text, 1, length_)
    text = substr(text, length_ + 1)
    line += gsub(/\n/, "\n", taken)
    return taken
}

function fault(why) {
    printf "!%d %s\n", line, why
    if (next_is("[^\n]*\n")) take(RLENGTH)
}

function wanted(name) {
    return name ~ /^EBC_/ || name == "VMID" || name == "ONEGATE_ENDPOINT"
}

function emit(name, value, parts, count, i) {
    if (!wanted(name)) return
    # Not by gsub: awks differ in what a backslash in its replacement means.
    count = split(value, parts, /\\/)
    value = parts[1]
    for (i = 2; i <= count; i++) value = value "\\\\" parts[i]
    count = split(value, parts, /\n/)
    value = parts[1]
    for (i = 2; i <= count; i++) value = value "\\n" parts[i]
    print name "=" value
}

# One value, up to the end of its line. Leaves `broken` set after a fault.
function read_value(value, first, at) {
    broken = 0
    value = ""
    for (;;) {
        first = substr(text, 1, 1)
        if (first == "\n" || first == "") {
            take(1)
            return value
        } else if (first == "'") {
            at = index(substr(text, 2), "'")
            if (at == 0) { broken = 1; fault("a quote is never closed"); text = ""; return "" }
            value = value substr(text, 2, at - 1)
            take(at + 1)
        } else if (first == "\\") {
            if (substr(text, 2, 1) != "\n") value = value substr(text, 2, 1)
            take(2)
        } else if (first == "\"") {
            take(1)
            value = value read_double()
            if (broken) return ""
        } else if (next_is("[ \t]+(#[^\n]*)?\n")) {
            take(RLENGTH)
            return value
        } else if (next_is("[][A-Za-z0-9_.,:/@%+=^~!*?{}-]+")) {
            value = value take(RLENGTH)
        } else {
            broken = 1
            fault("'" first "' outside of quotes")
            return ""
        }
    }
}

# Behind an opening " up to and with its closing one.
function read_double(value, first, second) {
    value = ""
    for (;;) {
        first = substr(text, 1, 1)
        if (first == "") { broken = 1; fault("a quote is never closed"); return "" }
        if (first == "\"") { take(1); return value }
        if (first == "$" || first == "`") { broken = 1; fault("'" first "' would be expanded: write it in single quotes"); return "" }
        if (first == "\\") {
            second = substr(text, 2, 1)
            if (second == "\"" || second == "\\" || second == "$" || second == "`") value = value second
            else if (second != "\n") value = value first second
            take(2)
        } else {
            if (!next_is("[^\"$`\\\\]+")) { broken = 1; fault("not understood"); return "" }
            value = value take(RLENGTH)
        }
    }
}

END {
    line = 1
    while (text != "") {
        if (next_is("[ \t]*(#[^\n]*)?\n")) {
            take(RLENGTH)
        } else if (next_is("[ \t]*(export[ \t]+)?[A-Za-z_][A-Za-z0-9_]*=")) {
            name = take(RLENGTH)
            sub(/=$/, "", name)
            sub(/^[ \t]*(export[ \t]+)?/, "", name)
            value = read_value()
            if (!broken) emit(name, value)
        } else {
            fault("not NAME='value'")
        }
    }
}
