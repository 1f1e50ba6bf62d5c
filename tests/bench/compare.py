#!/usr/bin/env python3
"""amberd beside other programs: the same logs, the same rules, in one run.

    compare.py BUILD PEERS

BUILD holds amberctl; PEERS is where `make deps-bench` unpacked syslog-ng.  A program that
is not there is said.  `make bench` runs this.

What is compared
    amberd       amberctl match: the daemon's decoders, sieve and rules, no journal
    vectorscan   a bare loop around hs_scan, a line a call, all rules in one database
    ripgrep      rg -c -f, one thread; reports lines, not rules
    rsyslog, syslog-ng   following a file, one filter a rule or a filter of them all
    SEC, fail2ban        SEC on a file to its end; fail2ban-regex
The first three of these find lines; the last four are the ones that alert.  Logs and
rules: peers/make_logs.py and peers/make_rules.py, where it says how alike they are.

What is printed
    Lines per second of processor time: user and system of all threads, less what the
    program spends on a short log: 5,000 lines for those that find (ripgrep builds its
    automata on the first ones), one line for those that alert.  So compiling does not
    count; vectorscan keeps what it compiled, for it takes it half a minute.  Each
    program gets as many lines as keep it at work for about ENOUGH seconds, and writes
    what it finds to a file.  `found 37 of 37` is hits of lines planted in that log, one
    in a thousand; a row that found another number says so, and counts for no ratio.

What is left out, unless BENCH_LONG=1
    Programs that alert are measured with all numbers of rules on the auth log only, on
    the others with 1,000.  RULES="10 1000" and LOGS="auth dns" choose others.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/peers")
from make_logs import FINDING  # noqa: E402
from make_rules import END  # noqa: E402

FORMATS = {"auth": "syslog", "proxy": "squid", "dns": "dnsmasq", "agent": "json"}
MOST_LINES = {"auth": 3000000, "proxy": 2000000, "dns": 3000000, "agent": 400000}
FIRST_LINES = {False: (5000, 100000), True: (1, 500)}  # taken off, and measured; by whether it alerts
ENOUGH = 0.5
PATIENCE = 120
IS_LONG = os.environ.get("BENCH_LONG", "") not in ("", "0")
COUNTS = [int(word) for word in os.environ.get("RULES", "10 1000 5000").split()]
KINDS = os.environ.get("LOGS", "auth proxy dns agent").split()
USUAL_KIND, USUAL_COUNT = "auth", 1000


class Bench:
    """A folder with the logs and rules made so far."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="amberd-compare-")
        self.planted = {}

    def log(self, kind, lines):
        path = "%s/%s.%d" % (self.folder, kind, lines)
        if not os.path.exists(path):
            with open(path, "wb") as file:
                subprocess.run([sys.executable, HERE + "/peers/make_logs.py", kind, str(lines), "42"],
                               stdout=file, check=True)
            with open(path, "rb") as file:
                self.planted[path] = sum(FINDING.encode() in line for line in file)
        return path

    def rules(self, count):
        path = "%s/rules-%d" % (self.folder, count)
        if not os.path.exists(path):
            subprocess.run([sys.executable, HERE + "/peers/make_rules.py", str(count), path], check=True)
        return path

    def forget_logs(self):
        for path in self.planted:
            os.remove(path)
        self.planted = {}

    def finish(self):
        shutil.rmtree(self.folder)


def reap(process, is_done=None):
    """Processor seconds of the process once it ends, or is_done says that it may."""
    deadline = time.time() + PATIENCE
    while time.time() < deadline:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            is_good = is_done is None and os.waitstatus_to_exitcode(status) in (0, 1)
            return usage.ru_utime + usage.ru_stime if is_good else None
        if is_done and is_done():
            process.terminate()
            is_done = None
            deadline = time.time() + PATIENCE
            usage = wait_for_end(process, deadline)
            return usage.ru_utime + usage.ru_stime
        time.sleep(0.01)
    process.kill()
    os.wait4(process.pid, 0)
    return None


def wait_for_end(process, deadline):
    while time.time() < deadline:
        pid, _, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return usage
        time.sleep(0.01)
    process.kill()
    return os.wait4(process.pid, 0)[2]


def start(command, out, environment=None):
    with open(out, "wb") as file:
        return subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                env=dict(os.environ, **(environment or {})))


def hits_of_amberd(out):
    """Lines with a match; two rules may match one."""
    with open(out) as file:
        return len({json.loads(line)["line"] for line in file})


def hits_as_number(out):
    with open(out) as file:
        return int(file.read().strip() or 0)


def hits_as_lines(out):
    with open(out, "rb") as file:
        return sum(END.encode() not in line for line in file)


def hits_of_fail2ban(out):
    with open(out, errors="replace") as file:
        found = re.search(r"([0-9]+) matched", file.read())
    return int(found.group(1)) if found else 0


class Program:
    """One that reads a log to its end."""

    def __init__(self, name, path, command, hits, alerts=False):
        self.name, self.path, self.command, self.hits, self.alerts = name, path, command, hits, alerts

    def run(self, rules, log, kind):
        """Processor seconds and hits, or None."""
        out = rules + "/out"
        spent = reap(start(self.command(self.path, rules, log, kind), out))
        return None if spent is None else (spent, self.hits(out))


class Daemon:
    """One that follows a file: it is done when it has written the last line."""

    alerts = True

    def __init__(self, name, path, command, environment=None):
        self.name, self.path, self.command, self.environment = name, path, command, environment

    def run(self, rules, log, kind):
        out = "%s/%s.out" % (rules, self.name)
        for old in os.listdir(rules):
            if old.startswith("imfile-state") or old.endswith((".out", ".persist")):
                os.remove(rules + "/" + old)
        shutil.copy(log, rules + "/log")
        with open(rules + "/log", "a") as file:
            file.write(END + "\n")

        def is_done():
            if not os.path.exists(out):
                return False
            with open(out, "rb") as file:
                file.seek(max(0, os.path.getsize(out) - 500))
                return END.encode() in file.read()
        process = start(self.command(self.path, rules), rules + "/said", self.environment)
        spent = reap(process, is_done)
        return None if spent is None else (spent, hits_as_lines(out))


def vectorscan(bench):
    program = bench.folder + "/vectorscan"
    built = subprocess.run(["cc", "-O2", "-o", program, HERE + "/peers/vectorscan.c", "-lhs"],
                           stderr=subprocess.DEVNULL)
    return program if built.returncode == 0 else None


def syslog_ng(peers):
    """As unpacked by peers/unpack-syslog-ng.sh, or as installed."""
    def command(path, rules):
        return [path, "-F", "--no-caps", *modules, "-f", rules + "/syslog-ng.conf",
                "-R", rules + "/ng.persist", "-c", rules + "/ng.ctl", "-p", rules + "/ng.pid"]

    folder = os.path.abspath(peers)
    path = folder + "/usr/sbin/syslog-ng"
    modules, environment = [], {}
    if os.path.exists(path):
        library = folder + "/usr/lib"
        versions = sorted(name for name in os.listdir(library + "/syslog-ng") if name[0].isdigit())
        modules = ["--module-path=%s/syslog-ng/%s" % (library, versions[-1])]
        triplets = [library + "/" + name for name in os.listdir(library)]
        environment = {"LD_LIBRARY_PATH": ":".join(triplets)}
    else:
        path = shutil.which("syslog-ng")
    return Daemon("syslog-ng", path, command, environment)


def programs(bench, build, peers):
    return [
        Program("amberd", build + "/amberctl", lambda path, rules, log, kind: [
            path, "match", "--any-logsource", "-q", "--rules", rules + "/sigma", "--format", FORMATS[kind],
            log], hits_of_amberd),
        Program("vectorscan", vectorscan(bench), lambda path, rules, log, _: [
            path, rules + "/patterns", rules + "/vectorscan.database", log], hits_as_number),
        Program("ripgrep", shutil.which("rg"), lambda path, rules, log, _: [
            path, "-j1", "--no-config", "-i", "-c", "-f", rules + "/patterns", log], hits_as_number),
        Daemon("rsyslog", shutil.which("rsyslogd"), lambda path, rules: [
            path, "-n", "-iNONE", "-f", rules + "/rsyslog.conf"]),
        syslog_ng(peers),
        Program("SEC", shutil.which("sec"), lambda path, rules, log, _: [
            path, "--conf=" + rules + "/sec.conf", "--input=" + log, "--notail", "--fromstart", "--bufsize=1",
            "--debug=1"], hits_as_lines, True),
        Program("fail2ban", shutil.which("fail2ban-regex"), lambda path, rules, log, _: [
            path, "--print-no-missed", log, rules + "/fail2ban.conf"], hits_of_fail2ban, True),
    ]


class Row:
    """What one program did with one log and one set of rules; rate None: it did not get
    through."""

    def __init__(self, program, rate=None, found=0, planted=0):
        self.name, self.alerts = program.name, program.alerts
        self.rate, self.found, self.planted = rate, found, planted

    def counts(self):
        return self.rate is not None and self.found == self.planted


def measure(bench, program, kind, count):
    rules = bench.rules(count)
    before, lines = FIRST_LINES[program.alerts]
    if not program.alerts:
        program.run(rules, bench.log(kind, 1), kind)  # vectorscan compiles
    idle = program.run(rules, bench.log(kind, before), kind)
    row = Row(program)
    while idle:
        log = bench.log(kind, lines)
        done = program.run(rules, log, kind)
        if not done:
            break
        spent = max(done[0] - idle[0], 0.001)
        row = Row(program, (lines - before) / spent, done[1], bench.planted[log])
        if spent >= ENOUGH / 2 or lines == MOST_LINES[kind]:
            break
        lines = min(MOST_LINES[kind], int(lines * min(50, 1.5 * ENOUGH / spent)) + 1)
    return row


def say(kind, count, text):
    print("compare, %s, %d rules: %s" % (kind, count, text), flush=True)


def say_row(kind, count, row, ours):
    if row.rate is None:
        text = "does not get through in %d s" % PATIENCE
    else:
        found = "found %d of %d" % (row.found, row.planted)
        if not row.counts():
            found += ", NOT COMPARABLE"
        ratio = "" if row is ours or not ours.rate else "  amberd does %.1f times as many" % (ours.rate / row.rate)
        text = "%11.0f lines/s  %s%s" % (row.rate, found, ratio)
    say(kind, count, "%-10s %s" % (row.name, text))


def say_ratios(kind, count, ours, rows):
    good = [row for row in rows if row.counts()]
    alerting = sorted((row for row in good if row.alerts), key=lambda row: row.rate)
    words = ["%.1f times %s" % (ours.rate / row.rate, row.name) for row in good if not row.alerts]
    if alerting:
        words.insert(0, "%.0f times %s, the best that alerts" % (ours.rate / alerting[-1].rate, alerting[-1].name))
    if ours.counts() and words:
        say(kind, count, "amberd does " + ", ".join(words))


def is_measured(program, kind, count):
    return program.path and (IS_LONG or not program.alerts or kind == USUAL_KIND or count == USUAL_COUNT)


def compare(bench, everybody, kind):
    rates = {}
    for count in COUNTS:
        ours, rows = None, []
        for program in everybody:
            if is_measured(program, kind, count):
                rows.append(measure(bench, program, kind, count))
                ours = ours or rows[0]
                say_row(kind, count, rows[-1], ours)
        say_ratios(kind, count, ours, rows[1:])
        rates[count] = ours.rate
    few, many = min(COUNTS), max(COUNTS)
    if few != many and rates[few] and rates[many]:
        print("compare, %s: a line costs amberd %.2f times as much with %d rules as with %d" % (
            kind, rates[few] / rates[many], many, few), flush=True)


def main():
    bench = Bench()
    try:
        everybody = programs(bench, os.path.abspath(sys.argv[1]), sys.argv[2])
        for program in everybody:
            if not program.path:
                print("compare: %s is not here" % program.name)
        for kind in KINDS:
            compare(bench, everybody, kind)
            bench.forget_logs()
    finally:
        bench.finish()


main()
