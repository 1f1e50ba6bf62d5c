#!/usr/bin/env python3
"""The same rules for everybody: make_rules.py COUNT FOLDER.

Writes rules.tsv (number, "text" or "regex", pattern), sigma/*.yml, and a configuration
for each peer.  The first rule finds what make_logs.py plants, the others nothing.
"""
import os
import random
import re
import sys

SYLLABLES = "ba ko ren tis mul fa dre zo pi lan gos ux wim cha ne ry".split()
END = "the-end-of-the-log"


def word(chance):
    return "".join(chance.choice(SYLLABLES) for _ in range(4))


def rules(count):
    chance = random.Random(7)
    yield "text", "zzyzx-intruder"
    for _ in range(count - 1):
        if chance.randrange(4) == 0:
            yield "regex", r"%s from [0-9]+\.[0-9]+\.%s" % (word(chance), word(chance)[:2])
        else:
            yield "text", word(chance) + chance.choice([" logged in", ".example", "-agent"])


def pattern(kind, text):
    return text if kind == "regex" else re.escape(text).replace(r"\ ", " ").replace(r"\-", "-")


def quoted(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def write(path, lines):
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def sigma(folder, made):
    os.makedirs(folder + "/sigma", exist_ok=True)
    for first in range(0, len(made), 1000):
        lines = []
        for number, (kind, text) in enumerate(made[first:first + 1000], first):
            item = "['%s']" % text if kind == "text" else "{'|re': '%s'}" % text
            lines += ["---", "title: Rule %d" % number, "id: 00000000-0000-4000-8000-%012d" % number,
                      "level: medium", "logsource: {category: any}", "detection:", "  a: " + item,
                      "  condition: a"]
        write("%s/sigma/%d.yml" % (folder, first), lines)


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    made = list(rules(count))
    os.makedirs(folder, exist_ok=True)
    write(folder + "/rules.tsv", ["%d\t%s\t%s" % (i, k, t) for i, (k, t) in enumerate(made)])
    write(folder + "/patterns", [pattern(k, t) for k, t in made])
    sigma(folder, made)
    write(folder + "/sec.conf", [
        "type=Single\nptype=%s\npattern=%s\ndesc=%d\naction=write - %d $0\n" %
        ("SubStr" if k == "text" else "RegExp", t, i, i) for i, (k, t) in enumerate(made)])
    write(folder + "/fail2ban.conf", ["[Definition]", "failregex = " + "\n            ".join(
        "<F-ID>%s</F-ID>" % pattern(k, t).replace("%", "%%") for k, t in made), "ignoreregex ="])
    out = 'action(type="omfile" file="%s/rsyslog.out" template="raw")' % folder
    write(folder + "/rsyslog.conf", [
        'module(load="imfile" mode="polling" pollingInterval="1")', 'global(workDirectory="%s")' % folder,
        'template(name="raw" type="string" string="%rawmsg%\\n")',
        'input(type="imfile" file="%s/log" tag="bench:" reopenOnTruncate="on")' % folder] + [
        'if %s then { %s stop }' % ('$rawmsg contains "%s"' % quoted(t) if k == "text" else
                                    're_match($rawmsg, "%s")' % quoted(t), out)
        for k, t in made + [("text", END)]])
    write(folder + "/syslog-ng.conf", [
        "@version: 3.38", 'options { flush_lines(1); stats_freq(0); };',
        'source s { file("%s/log" flags(no-parse) follow_freq(1)); };' % folder, "filter f {"] + [
        "  %smatch(\"%s\" value(\"MESSAGE\") type(\"%s\")%s)" %
        ("or " if i else "", quoted(t), "string" if k == "text" else "pcre",
         ' flags("substring")' if k == "text" else "") for i, (k, t) in enumerate(made + [("text", END)])] + [
        "};", 'destination d { file("%s/syslog-ng.out"); };' % folder,
        "log { source(s); filter(f); destination(d); };"])


main()
