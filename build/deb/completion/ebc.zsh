#compdef ebc
# zsh completion for ebc(1). ebc itself knows what may follow.
local line="${LBUFFER}"
if [[ $line == *" -- "* ]]; then
    _files
else
    local -a found=("${(@f)$(ebc "[suggest:${#line}]" "$line" 2>/dev/null)}")
    compadd -- ${(@)found:#(|/*)} || _files
fi
