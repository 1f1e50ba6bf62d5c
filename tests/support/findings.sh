# shellcheck shell=bash
# What a running amberd has raised, for shells to compare; sourced, needs jq.
#
# findings CTL...   one line each, sorted: RULE | SUBJECT | COUNT
#
# RULE is the name of the rule's file; CTL is how amberctl is called.  A rule that only
# observes has no alert: its subject is -, its count that of its matches.
findings() {
    local rules alerts
    rules=$("$@" --json rules | jq -s .)
    alerts=$("$@" --json alerts --all)
    {
        jq -r --argjson book "$rules" '
            ($book | map({key: .rule, value: (.path | split("/") | last | rtrimstr(".yml"))}) | from_entries) as $names
            | "\($names[.rule.key] // .rule.key) | \(.subject.name) | \(.count)"' <<< "$alerts"
        jq -r '.[] | select(.rag == "observation" and .matches > 0)
            | "\(.path | split("/") | last | rtrimstr(".yml")) | - | \(.matches)"' <<< "$rules"
    } | LC_ALL=C sort
}
