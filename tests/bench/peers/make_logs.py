#!/usr/bin/env python3
"""Logs for the comparison, the same for the same seed.

make_logs.py KIND LINES SEED > LOG, KIND one of auth, proxy, dns, agent.  One line in a
thousand is what the first rule of make_rules.py looks for.
"""
import random
import sys

FINDING = "zzyzx-intruder"
PEOPLE = "amina bruno chidi dalia emre farah goran hanna imani jonas".split()
WORDS = "order report invoice customer region total check file branch test retry draft".split()
SITES = "mirror video news weather forum wiki shop bank maps music".split()


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
    return "%s gate%d dnsmasq[77]: query[A] %s-%s.example from 192.0.2.%d" % (
        stamp(number), chance.randrange(8), person, chance.choice(SITES), chance.randrange(250))


def agent(chance, number, person):
    words = " ".join(chance.choice(WORDS) for _ in range(60))
    return ('{"timestamp":"2026-11-03T%02d:%02d:%02dZ","user":{"name":"%s"},"gen_ai":{"agent":{"name":"helper"},'
            '"tool":{"name":"read_file"}},"attributes":{"session.id":"%016x","prompt":"%s"},"duration_ms":%d}') % (
        number // 72000 % 24, number // 1200 % 60, number // 20 % 60, person, chance.getrandbits(64), words,
        chance.randrange(9000))


def main():
    kind, lines, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    write = {"auth": auth, "proxy": proxy, "dns": dns, "agent": agent}[kind]
    for number in range(lines):
        person = FINDING if chance.randrange(1000) == 0 else chance.choice(PEOPLE)
        print(write(chance, number, person))


main()
