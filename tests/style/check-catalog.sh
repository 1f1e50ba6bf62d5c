#!/bin/bash
# daemon/model/notice.h, systemd/amberd.catalog and amberd(8) speak of the same kinds of
# messages, each with an identifier of its own; the code says each of them; fields that the
# catalog refers to are sent; and systemd reads the catalog as it is meant.
set -euo pipefail
cd "$(dirname "$0")/../.."
table=daemon/model/notice.h catalog=systemd/amberd.catalog manual=daemon/amberd.8
failed=0

wrong()
{
    echo "check-catalog: $*" >&2
    failed=1
}

# same WHAT IN_TABLE ELSEWHERE
same()
{
    local odd
    odd=$(diff <(echo "$2") <(echo "$3") | sed -n 's/^</  only in the table:/p; s/^>/  only there:/p' || true)
    [[ -z $odd ]] || wrong "$1"$'\n'"$odd"
}

rows=$(sed -nE 's/^ *ROW\((\w+), +"([a-z-]+)", +\w+, +"([0-9a-f]{32})"\).*/\1 \2 \3/p' $table)
[[ $(wc -l <<<"$rows") == $(grep -c '^ *ROW(' $table) ]] || wrong "$table: a row that is not understood"
for column in 1 2 3; do
    twice=$(cut -d ' ' -f $column <<<"$rows" | sort | uniq -d)
    [[ -z $twice ]] || wrong "$table: twice: $twice"
done

ids=$(cut -d ' ' -f 3 <<<"$rows" | sort)
same "$catalog has other identifiers" "$ids" "$(sed -n 's/^-- //p' $catalog | sort)"
same "$manual names other kinds" "$(cut -d ' ' -f 2 <<<"$rows" | sort)" \
    "$(sed -n '/^\.Ss Messages/,/^\.S[sh] /s/^\.It Cm //p' $manual | tr -d ' ' | tr ',' '\n' | sort)"

# A kind that nobody says is none.
while read -r word name _; do
    grep -qrw "NOTICE_$word" daemon --include='*.c' || wrong "$name is never said"
done <<<"$rows"

# An entry has a subject and a text, in lines that fit a terminal.
awk -v file=$catalog '
    function wrong(text) { print "check-catalog: " file ":" FNR ": " text > "/dev/stderr"; failed = 1 }
    function finish() { if (id && (!subject || !text)) wrong(id " has no subject or no text") }
    length > 88 { wrong("a line of more than 88 characters") }
    /^-- / { finish(); id = $2; subject = text = body = 0; next }
    id && /^$/ { body = 1; next }
    id && body { text = 1 }
    id && !body && /^Subject: ./ { subject = 1 }
    END { finish(); exit failed }
' $catalog || failed=1

for field in $(grep -oE '@[A-Z_]+@' $catalog | tr -d @ | sort -u); do
    grep -qr "\"$field\"" daemon --include='*.c' || wrong "$catalog: nothing sends $field"
done

if ! command -v journalctl >/dev/null; then
    echo 'check-catalog: systemd was not asked, journalctl is not installed'
    exit $failed
fi
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
install -D -m 0644 $catalog "$room/usr/lib/systemd/catalog/amberd.catalog"
mkdir -p "$room/var/lib/systemd/catalog"
journalctl --root="$room" --update-catalog >"$room/said" 2>&1 || wrong "$(cat "$room/said")"
[[ ! -s $room/said ]] || wrong "$(cat "$room/said")"
# "ID DEFINED-BY: SUBJECT", as systemd has read it.
same 'systemd has read other entries' \
    "$(awk '/^-- / { id = $2 } sub(/^Subject: /, "") { print id " amberd: " $0 }' $catalog | sort)" \
    "$(journalctl --root="$room" --list-catalog | sort)"
exit $failed
