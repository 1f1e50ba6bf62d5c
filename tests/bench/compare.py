#!/usr/bin/env python3
"""amberd beside other programs, on the same logs and rules, in one run.

compare.py BUILD.  Prints lines per second of processor time (user and system, with all
children), what starting costs taken off, and how many times as many amberd does.  Each
program gets as many lines as keep it at work for about a second.  A program that is not
installed is said; `make deps-bench` installs them.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
END = "the-end-of-the-log"
FORMATS = {"auth": "syslog", "proxy": "squid", "dns": "dnsmasq", "agent": "json"}
MOST_LINES = {"auth": 1000000, "proxy": 500000, "dns": 500000, "agent": 200000}
COUNTS = [int(word) for word in os.environ.get("RULES", "10 1000 5000").split()]
PATIENCE = 60


class Bench:
    def __init__(self, build):
        self.folder = tempfile.mkdtemp(prefix="amberd-compare-")
        self.amberctl = os.path.abspath(build + "/amberctl")
        self.logs = {}

    def log(self, kind, lines):
        path = "%s/%s.%d" % (self.folder, kind, lines)
        if not os.path.exists(path):
            with open(path, "wb") as file:
                subprocess.run([sys.executable, HERE + "/peers/make_logs.py", kind, str(lines), "42"],
                               stdout=file, check=True)
        return path

    def rules(self, count):
        path = "%s/rules-%d" % (self.folder, count)
        if not os.path.exists(path):
            subprocess.run([sys.executable, HERE + "/peers/make_rules.py", str(count), path], check=True)
        return path


def reap(process, until=None):
    """Processor seconds of the process once it ends, or `until` says that it is done."""
    deadline = time.time() + PATIENCE
    while time.time() < deadline:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            good = until is None and os.waitstatus_to_exitcode(status) in (0, 1)
            return usage.ru_utime + usage.ru_stime if good else None
        if until and until():
            process.terminate()
            _, _, usage = os.wait4(process.pid, 0)
            return usage.ru_utime + usage.ru_stime
        time.sleep(0.01)
    process.kill()
    os.wait4(process.pid, 0)
    return None


def run(command):
    return reap(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 stdin=subprocess.DEVNULL))


def run_daemon(command, rules, log, out):
    """A program that follows a file: it is done when it has written the last line."""
    for name in os.listdir(rules):
        if name.startswith("imfile-state") or name.endswith((".out", ".persist")):
            os.remove(rules + "/" + name)
    shutil.copy(log, rules + "/log")
    with open(rules + "/log", "a") as file:
        file.write(END + "\n")

    def is_done():
        if not os.path.exists(out):
            return False
        with open(out, "rb") as file:
            file.seek(max(0, os.path.getsize(out) - 500))
            return END.encode() in file.read()
    return reap(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 stdin=subprocess.DEVNULL), is_done)


def vectorscan(bench):
    program = bench.folder + "/vectorscan"
    if not os.path.exists(program) and subprocess.run(
            ["cc", "-O2", "-o", program, HERE + "/peers/vectorscan.c", "-lhs"],
            stderr=subprocess.DEVNULL).returncode != 0:
        return None
    return program


def peers(bench):
    """Name, whether it alerts, the program or None, and how to run it."""
    def rsyslog(rules, log, _):
        return run_daemon(["rsyslogd", "-n", "-iNONE", "-f", rules + "/rsyslog.conf"], rules, log,
                          rules + "/rsyslog.out")

    def syslog_ng(rules, log, _):
        return run_daemon(["syslog-ng", "-F", "-f", rules + "/syslog-ng.conf", "-R", rules + "/ng.persist",
                           "-c", rules + "/ng.ctl", "-p", rules + "/ng.pid"], rules, log,
                          rules + "/syslog-ng.out")
    return [
        ("amberd", None, bench.amberctl, lambda rules, log, kind: run(
            [bench.amberctl, "match", "--any-logsource", "-q", "--rules", rules + "/sigma", "--format",
             FORMATS[kind], log])),
        ("vectorscan", False, vectorscan(bench), lambda rules, log, _: run(
            [vectorscan(bench), rules + "/patterns", log])),
        ("ripgrep", False, shutil.which("rg"), lambda rules, log, _: run(
            ["rg", "-j1", "--no-config", "-i", "-c", "-f", rules + "/patterns", log])),
        ("rsyslog", True, shutil.which("rsyslogd"), rsyslog),
        ("syslog-ng", True, shutil.which("syslog-ng"), syslog_ng),
        ("SEC", True, shutil.which("sec"), lambda rules, log, _: run(
            ["sec", "--conf=" + rules + "/sec.conf", "--input=" + log, "--notail", "--fromstart",
             "--bufsize=1", "--debug=1"])),
        ("fail2ban", True, shutil.which("fail2ban-regex"), lambda rules, log, _: run(
            ["fail2ban-regex", "--print-no-missed", log, rules + "/fail2ban.conf"])),
    ]


def measure(bench, how, kind, rules):
    """Lines per second of processor time, None when it does not get through."""
    start = how(rules, bench.log(kind, 1), kind)
    lines = 500
    rate = None
    while start is not None:
        spent = how(rules, bench.log(kind, lines), kind)
        if spent is None:
            break
        rate = lines / max(spent - start, 0.001)
        if spent - start > 1 or lines == MOST_LINES[kind]:
            break
        lines = min(MOST_LINES[kind], lines * 10)
    return rate


def main():
    bench = Bench(sys.argv[1])
    kinds = os.environ.get("LOGS", "auth proxy agent").split()
    programs = peers(bench)
    try:
        for name, _, program, _ in programs:
            if not program:
                print("compare: %s is not installed" % name)
        for kind in kinds:
            for count in COUNTS:
                ours = None
                best = 0
                for name, alerts, program, how in programs:
                    rate = measure(bench, how, kind, bench.rules(count)) if program else None
                    ours = rate if name == "amberd" else ours
                    best = max(best, rate or 0) if alerts else best
                    if program:
                        print("compare, %s, %d rules: %-10s %s" % (
                            kind, count, name, "%11.0f lines/s%s" % (
                                rate, "" if name == "amberd" else ", amberd %.1f times" % ((ours or 0) / rate))
                            if rate else "does not get through"), flush=True)
                if ours and best:
                    print("compare, %s, %d rules: %.0f times the best that alerts" % (kind, count, ours / best),
                          flush=True)
    finally:
        shutil.rmtree(bench.folder)


main()
