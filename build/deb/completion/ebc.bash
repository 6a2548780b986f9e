# bash completion for ebc(1). ebc itself knows what may follow.
_ebc() {
    local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT}
    COMPREPLY=()
    # Behind a lone -- stands another program's command line.
    [[ $line != *" -- "* ]] &&
        mapfile -t COMPREPLY < <(compgen -W "$(ebc "[suggest:${#line}]" "$line" 2>/dev/null | grep '^[^/]')" -- "$word")
}
complete -o default -F _ebc ebc
