#!/usr/bin/env python3
"""Logs for the comparison, the same for the same seed.

make_logs.py KIND LINES SEED > LOG, KIND one of auth, proxy, dns, agent.

People and sites are made of the syllables that make_rules.py makes its texts of, three
to a name; the rules' have four, so that a line is full of pieces of what is looked for
and never holds it by chance (as many vowels as syllables).  One line in a thousand, the
334th first, holds the name that the first rule looks for.  No more than BLOCK lines are
made; a longer log repeats them.
"""
import random
import sys

FINDING = "kogoswimba"
SYLLABLES = "ba ko ren tis mul fa dre zo pi lan gos ux wim cha ne ry".split()
WORDS = "order report invoice customer region total check file branch test retry draft".split()
BLOCK = {"auth": 100000, "proxy": 100000, "dns": 100000, "agent": 20000}


def name(chance, syllables):
    return "".join(chance.choice(SYLLABLES) for _ in range(syllables))


NAMES = random.Random(11)
PEOPLE = [name(NAMES, 3) for _ in range(400)]
SITES = [name(NAMES, 3) for _ in range(400)]


def stamp(number):
    second = number // 20
    return "Nov %2d %02d:%02d:%02d" % (
        1 + second // 86400 % 30, second // 3600 % 24, second // 60 % 60, second % 60)


def auth(chance, number, person):
    head = "%s gate%d " % (stamp(number), chance.randrange(8))
    kind = chance.randrange(4)
    if kind == 0:
        return head + "sshd[%d]: Accepted publickey for %s from 198.51.100.%d port %d ssh2" % (
            chance.randrange(30000), person, chance.randrange(250), chance.randrange(1024, 60000))
    if kind == 1:
        return head + "sshd[%d]: pam_unix(sshd:session): session closed for user %s" % (
            chance.randrange(30000), person)
    if kind == 2:
        return head + "sudo: %s : TTY=pts/%d ; PWD=/home/%s ; USER=root ; COMMAND=/usr/bin/id" % (
            person, chance.randrange(9), person)
    return head + "CRON[%d]: pam_unix(cron:session): session opened for user %s(uid=%d)" % (
        chance.randrange(30000), person, chance.randrange(1000, 1050))


def proxy(chance, number, person):
    return "%d.%03d %d 192.0.2.%d TCP_MISS/200 %d GET http://%s.example/%x %s HIER_DIRECT/203.0.113.%d text/html" % (
        1793577901 + number // 20, number % 1000, chance.randrange(900), chance.randrange(250),
        chance.randrange(100000), chance.choice(SITES), chance.getrandbits(40), person,
        chance.randrange(250))


def dns(chance, number, person):
    return "%s gate%d dnsmasq[77]: query[A] %s.%s.example from 192.0.2.%d" % (
        stamp(number), chance.randrange(8), person, chance.choice(SITES), chance.randrange(250))


def agent(chance, number, person):
    words = " ".join(chance.choice(WORDS) for _ in range(60))
    return ('{"timestamp":"2026-11-03T%02d:%02d:%02dZ","user":{"name":"%s"},"gen_ai":{"agent":{"name":"helper"},'
            '"tool":{"name":"read_file"}},"attributes":{"session.id":"%016x","prompt":"%s for %s"},'
            '"duration_ms":%d}') % (
        number // 72000 % 24, number // 1200 % 60, number // 20 % 60, person, chance.getrandbits(64), words,
        chance.choice(PEOPLE), chance.randrange(9000))


def main():
    kind, lines, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    write = {"auth": auth, "proxy": proxy, "dns": dns, "agent": agent}[kind]
    made = []
    for number in range(min(lines, BLOCK[kind])):
        person = FINDING if number % 1000 == 333 else chance.choice(PEOPLE)
        made.append(write(chance, number, person) + "\n")
    block = "".join(made)
    for _ in range(lines // len(made)):
        sys.stdout.write(block)
    sys.stdout.write("".join(made[:lines % len(made)]))


if __name__ == "__main__":
    main()
