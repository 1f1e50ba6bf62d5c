# Completion of amberd for fish.

complete -c amberd -f
complete -c amberd -s c -l config -r -F -d 'settings'
complete -c amberd -l check -d 'only check settings and rules, then exit'
complete -c amberd -s h -l help -d 'help'
complete -c amberd -s V -l version -d 'the version'
