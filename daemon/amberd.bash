# Completion of amberd for bash.

_amberd()
{
    case $3 in
    -c | --config) compopt -o default ;;
    *) mapfile -t COMPREPLY < <(compgen -W '--config --check --help --version' -- "$2") ;;
    esac
}

complete -F _amberd amberd
