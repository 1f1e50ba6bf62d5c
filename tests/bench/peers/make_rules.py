#!/usr/bin/env python3
"""The same rules for everybody: make_rules.py COUNT FOLDER.

Writes sigma/*.yml, patterns (a regex a line, for ripgrep and vectorscan) and a
configuration for each peer that has one.  Three rules of four are texts, the others
regexes; all are phrases of the logs of make_logs.py around a name of the same
syllables.  The first finds the name that make_logs.py plants, the others nothing.

Each peer gets the form it is fastest with: plain texts where it has them (rsyslog, SEC,
syslog-ng), all in one filter or expression where it takes that (syslog-ng, fail2ban),
and no more rules for a line once one has matched.  amberd, ripgrep and vectorscan
ignore case in texts, the others do not.
"""
import os
import random
import re
import sys

from make_logs import FINDING, name

END = "the-end-of-the-log"
TEXTS = ["session opened for user %s", "publickey for %s from", "USER=%s", "http://%s.example", "%s from 192.0.2.",
         "customer report for %s"]
REGEXES = [r"(Accepted|Failed) [a-z]+ for %s from", r"for user %s\(uid=[0-9]+\)", r"http://[a-z]+\.%s\.example",
           r"%s from 192\.0\.2\.[0-9]+", r"(order|invoice) for %s"]


def rules(count):
    chance = random.Random(7)
    taken = {FINDING}
    yield "text", FINDING
    while len(taken) < count:
        one = name(chance, 4)
        if one not in taken:
            taken.add(one)
            kind, forms = ("regex", REGEXES) if chance.randrange(4) == 0 else ("text", TEXTS)
            yield kind, chance.choice(forms) % one


def pattern(kind, text):
    return text if kind == "regex" else re.escape(text).replace(r"\ ", " ")


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


def sec(folder, made):
    write(folder + "/sec.conf", [
        "type=Single\nptype=%s\npattern=%s\ndesc=%d\naction=write - %d $0\n" %
        ("SubStr" if kind == "text" else "RegExp", text, number, number)
        for number, (kind, text) in enumerate(made)])


def fail2ban(folder, made):
    write(folder + "/fail2ban.conf", ["[Definition]", "failregex = " + "\n            ".join(
        "<F-ID>%s</F-ID>" % pattern(*rule).replace("%", "%%") for rule in made), "ignoreregex ="])


def rsyslog(folder, made):
    out = 'action(type="omfile" file="%s/rsyslog.out" template="raw")' % folder
    write(folder + "/rsyslog.conf", [
        'module(load="imfile" mode="polling" pollingInterval="1")', 'global(workDirectory="%s")' % folder,
        'template(name="raw" type="string" string="%rawmsg%\\n")',
        'input(type="imfile" file="%s/log" tag="bench:" reopenOnTruncate="on")' % folder] + [
        "if %s then { %s stop }" % (('$rawmsg contains "%s"' if kind == "text" else
                                     're_match($rawmsg, "%s")') % quoted(text), out)
        for kind, text in made + [("text", END)]])


def syslog_ng(folder, made):
    forms = {"text": 'match("%s" value("MESSAGE") type("string") flags("substring"))',
             "regex": 'match("%s" value("MESSAGE") type("pcre"))'}
    write(folder + "/syslog-ng.conf", [
        "@version: 3.38", "options { flush_lines(1); stats_freq(0); };",
        'source s { file("%s/log" flags(no-parse) follow_freq(1)); };' % folder,
        "filter f {\n  " + "\n  or ".join(forms[kind] % quoted(text) for kind, text in made + [("text", END)]),
        "};", 'destination d { file("%s/syslog-ng.out"); };' % folder,
        "log { source(s); filter(f); destination(d); };"])


def main():
    count, folder = int(sys.argv[1]), sys.argv[2]
    made = list(rules(count))
    os.makedirs(folder, exist_ok=True)
    write(folder + "/patterns", [pattern(*rule) for rule in made])
    for configure in (sigma, sec, fail2ban, rsyslog, syslog_ng):
        configure(folder, made)


if __name__ == "__main__":
    main()
