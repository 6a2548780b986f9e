# fish completion for ebc(1). ebc itself knows what may follow.
function __ebc_complete
    set -l line (commandline --cut-at-cursor)
    string match -q -- '* -- *' $line; and return
    ebc "[suggest:"(string length -- $line)"]" "$line" 2>/dev/null | string match -rv '^/'
end
complete -c ebc -a '(__ebc_complete)'
