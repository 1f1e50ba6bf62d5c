#compdef amberd
# Completion of amberd for zsh.

_arguments -s \
    '(-c --config)'{-c+,--config=}'[settings]:file:_files' \
    '--check[only check settings and rules, then exit]' \
    '(- *)'{-h,--help}'[help]' \
    '(- *)'{-V,--version}'[the version]'
