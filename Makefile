# amberd - everything starts here.
#
#   make deps         install what building, testing and the demo need (Debian, root)
#   make              the programs, build/release/amberd, amberctl, and those beside them
#   make demo         a day of a small operation in fast motion, alerts arriving live
#   make check        unit, fault and scenario tests
#   make asan ubsan   the same tests under a sanitizer
#   make fuzz         each fuzz target for FUZZ_SECONDS
#   make lint format  layers, sizes, words, layout, clang-tidy, cppcheck, shellcheck; mend the layout
#   make bench        what it costs, beside others, in one run; BENCH_LONG=1 for more
#   make deps-bench   install those others (Debian, root); syslog-ng into build/peers
#   make coverage     lines of daemon/ that no test reaches
#   make check-real   against real servers: sshd, sudo, rsyslog, squid, dnsmasq, PostgreSQL ... (root)
#   make deps-real    install those servers (Debian, root); it starts none, the next boot will
#   make check-long   10,000 kills and the like: hours
#   make install uninstall    below $(DESTDIR)$(PREFIX), rules in $(DESTDIR)$(RULESDIR)
#   make deb          a Debian package, in build/deb
#   make help         this list
#
# Another way of building is another folder: make MODE=debug|asan|ubsan|coverage|fuzz.

VERSION := 0.1.0

PREFIX       ?= /usr/local
SBINDIR      ?= $(PREFIX)/sbin
BINDIR       ?= $(PREFIX)/bin
DATADIR      ?= $(PREFIX)/share
MANDIR       ?= $(DATADIR)/man
SYSCONFDIR   ?= /etc
UNITDIR      ?= $(PREFIX)/lib/systemd/system
RULESDIR     ?= /usr/share/amberd/rules
SYSUSERSDIR  ?= $(PREFIX)/lib/sysusers.d
TMPFILESDIR  ?= $(PREFIX)/lib/tmpfiles.d
CATALOGDIR   ?= $(PREFIX)/lib/systemd/catalog
BASHDIR      ?= $(DATADIR)/bash-completion/completions
ZSHDIR       ?= $(DATADIR)/zsh/site-functions
FISHDIR      ?= $(DATADIR)/fish/vendor_completions.d
FUZZ_SECONDS ?= 60

# V=1 shows the whole commands.
Q   := $(if $(V),,@)
say  = @$(if $(V),true,printf '  %-8s %s\n' $(1) $@)

MODE  ?= release
BUILD ?= build/$(MODE)

PACKAGES := libev-dev libjansson-dev libpcre2-dev libfyaml-dev libsqlite3-dev nettle-dev
TOOLS    := gcc make pkg-config check clang clang-format clang-tidy cppcheck libclang-rt-dev \
            git strace mandoc tzdata jq zsh fish shellcheck
SERVERS  := openssh-server openssh-client sshpass rsyslog sudo squid dnsmasq-base postgresql \
            logrotate openvpn openssl curl iproute2 systemd python3 socat netcat-openbsd
PEERS    := python3 rsyslog ripgrep sec fail2ban libvectorscan-dev
MODULES  := jansson libpcre2-8 libfyaml sqlite3 nettle

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wold-style-definition -Wpointer-arith -Wcast-qual -Wcast-align \
            -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough \
            -Wnull-dereference -Wdouble-promotion

# Small functions of base/ are called everywhere; across files, a quarter of the
# work on a line is calling them.
ifeq ($(findstring clang,$(CC)),)
LTO := -flto=auto
AR  := gcc-ar
endif

CFLAGS_release  := -O2 -g $(LTO) -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2 \
                   -fPIE
LDFLAGS_release := -O2 -g $(LTO) -pie -Wl,-z,relro,-z,now,-z,noexecstack
CFLAGS_debug    := -O0 -g3 -Werror -DFAULTS
CFLAGS_asan     := -O1 -g -Werror -DFAULTS -fno-omit-frame-pointer -fsanitize=address
LDFLAGS_asan    := -fsanitize=address
CFLAGS_ubsan    := -O1 -g -Werror -DFAULTS -fsanitize=undefined -fno-sanitize-recover=all
LDFLAGS_ubsan   := -fsanitize=undefined
CFLAGS_coverage := -O0 -g -DFAULTS --coverage
LDFLAGS_coverage := --coverage
CFLAGS_fuzz     := -O1 -g -DFAULTS -fsanitize=address,undefined,fuzzer-no-link \
                   -fno-sanitize-recover=all
LDFLAGS_fuzz    := -fsanitize=address,undefined

ifeq ($(MODE),fuzz)
CC := clang
endif

# What the caller sets is appended to ours, so that packagers have the last word.
ALL_CPPFLAGS = -Idaemon -Itests -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
               -DCONFIG_PATH='"$(SYSCONFDIR)/amberd/amberd.yml"' \
               -DRULES_PATHS='"$(RULESDIR) $(SYSCONFDIR)/amberd/rules.d"' $(CPPFLAGS)
ALL_CFLAGS   = -std=c11 $(WARNINGS) $(CFLAGS_$(MODE)) \
               $(shell pkg-config --cflags $(MODULES) 2>/dev/null) $(CFLAGS)
ALL_LDFLAGS  = $(LDFLAGS_$(MODE)) $(LDFLAGS)
ALL_LIBS     = $(shell pkg-config --libs $(MODULES) 2>/dev/null) -lev -lm -lpthread $(LDLIBS)

# All of daemon/ but the main.c's goes into one archive; the
# programs, the tests, the fuzz targets and the benches link that same archive.
SOURCES := $(filter-out daemon/%/main.c,$(wildcard daemon/*/*.c))
SUPPORT := $(wildcard tests/support/*.c)
TESTS   := $(wildcard tests/unit/*/test_*.c tests/faults/test_*.c tests/scenarios/test_*.c)
FUZZERS := $(wildcard tests/fuzz/fuzz_*.c)
BENCHES := $(wildcard tests/bench/bench_*.c)
SCRIPTS := $(wildcard tests/scenarios/*.sh)
REAL    := $(filter-out %/lib.sh,$(wildcard tests/real/*.sh))

objects  = $(patsubst %.c,$(BUILD)/%.o,$(1))
programs = $(patsubst %.c,$(BUILD)/%,$(1))

LIBRARY := $(BUILD)/libamber.a
HELPERS := $(BUILD)/libsupport.a
DAEMON  := $(BUILD)/amberd
CLIENT  := $(BUILD)/amberctl
RELAY   := $(BUILD)/amberd-journal
EXPORT  := $(BUILD)/amberd-export
NOTIFY  := $(BUILD)/amberd-notify

.PHONY: all deps deps-bench deps-real demo check check-real check-long asan ubsan lint format fuzz fuzz-run bench \
        coverage help install uninstall deb clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(DAEMON) $(CLIENT) $(RELAY) $(EXPORT) $(NOTIFY)

$(DAEMON): $(call objects,daemon/main.c) $(LIBRARY)
$(CLIENT): $(call objects,daemon/ctl/main.c) $(LIBRARY)
$(RELAY): $(call objects,daemon/relay/main.c) $(LIBRARY)
$(EXPORT): $(call objects,daemon/exporter/main.c) $(LIBRARY)
$(NOTIFY): $(call objects,daemon/notifier/main.c) $(LIBRARY)
$(DAEMON) $(CLIENT) $(RELAY) $(EXPORT) $(NOTIFY):
	$(call say,link)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(LIBRARY): $(call objects,$(SOURCES))
	@rm -f $@
	$(call say,archive)
	$(Q)$(AR) rcs $@ $^

$(HELPERS): $(call objects,$(SUPPORT))
	@rm -f $@
	$(call say,archive)
	$(Q)$(AR) rcs $@ $^

# What the Makefile says of version and places is compiled in; it changes when they do.
PLACED := $(shell grep -lE '\<(VERSION|CONFIG_PATH|RULES_PATHS)\>' daemon/*.c daemon/*/*.c)

$(call objects,$(PLACED)): $(BUILD)/places
$(BUILD)/places: FORCE
	@mkdir -p $(@D)
	@echo '$(VERSION) $(RULESDIR) $(SYSCONFDIR)' | cmp -s - $@ || \
	    echo '$(VERSION) $(RULESDIR) $(SYSCONFDIR)' > $@
.PHONY: FORCE

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,compile)
	$(Q)$(CC) $(ALL_CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(call programs,$(TESTS)): $(BUILD)/%: $(BUILD)/%.o $(HELPERS) $(LIBRARY)
	$(call say,link)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) $(ALL_LIBS)

$(call programs,$(BENCHES)): $(BUILD)/%: $(BUILD)/%.o $(HELPERS) $(LIBRARY)
	$(call say,link)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell pkg-config --libs check) $(ALL_LIBS)

$(call programs,$(FUZZERS)): $(BUILD)/%: $(BUILD)/%.o $(LIBRARY)
	$(call say,link)
	$(Q)$(CC) -fsanitize=fuzzer $(ALL_LDFLAGS) -o $@ $^ $(ALL_LIBS)

# Building with the fault points in is the debug build's business.
check:
ifeq ($(MODE),release)
	$(MAKE) MODE=debug check
else
	$(MAKE) MODE=$(MODE) BUILD=$(BUILD) all $(call programs,$(TESTS))
	tests/support/run-tests.sh $(BUILD) $(call programs,$(TESTS)) $(SCRIPTS)
endif

asan ubsan:
	$(MAKE) MODE=$@ check

demo: all
	tests/demo/demo.sh $(BUILD)

check-real: all
	LIMIT=600 tests/support/run-tests.sh $(BUILD) $(REAL)

check-long: MODE := debug
check-long:
	LONG=1 $(MAKE) MODE=debug check

bench: all $(call programs,$(BENCHES))
	for bench in $(call programs,$(BENCHES)); do BUILD=$(BUILD) $$bench || exit 1; done
	tests/bench/compare.py $(BUILD) build/peers

coverage:
	$(MAKE) MODE=coverage check
	tests/support/coverage.sh build/coverage

fuzz:
	$(MAKE) MODE=fuzz fuzz-run

fuzz-run: $(call programs,$(FUZZERS))
	tests/fuzz/run.sh $(FUZZ_SECONDS) $^

lint:
	tests/style/check-layers.sh
	tests/style/check-size.sh
	tests/style/check-words.sh
	tests/style/check-units.sh
	tests/style/check-catalog.sh
	tests/style/check-headers.sh $(CC) $(ALL_CPPFLAGS)
	shellcheck --external-sources --severity=warning .ci/run $$(find daemon tests -name '*.sh' -o -name '*.bash') \
	    systemd/debian/amberd.config systemd/debian/amberd.p*
	clang-format --dry-run -Werror $$(find daemon tests -name '*.[ch]')
	cppcheck --quiet --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppress=missingIncludeSystem -j 2 -D_GNU_SOURCE -Idaemon daemon
	tests/style/run-tidy.sh $(ALL_CPPFLAGS)

format:
	clang-format -i $$(find daemon tests -name '*.[ch]')

# Under -j, too, packages come before what is made with them.
ifneq ($(filter deps deps-%,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif

deps:
	tests/support/install-packages.sh update $(PACKAGES) $(TOOLS)

# pgaudit's package is named after the version of PostgreSQL that this Debian has.
deps-real: deps
	tests/support/install-packages.sh $(SERVERS) \
	    $$(apt-cache depends postgresql | sed -n 's/^ *Depends: \(postgresql-[0-9]*\)$$/\1-pgaudit/p')

# What is not there is not measured.
deps-bench: deps
	tests/support/install-packages.sh $(PEERS)
	tests/bench/peers/unpack-syslog-ng.sh build/peers

# The list at the head of this file.
help:
	@sed -n '/^#   make/s/^#  //p' $(firstword $(MAKEFILE_LIST))

# What is installed beside the programs and the rules, as source:target.
UNITS  = $(notdir $(wildcard systemd/*.service systemd/*.socket systemd/*.timer))
PAGES  = $(wildcard daemon/*.[1-8] daemon/*/*.[1-8] conf/*.[1-8])
FILES  = $(foreach u,$(UNITS),systemd/$(u):$(UNITDIR)/$(u)) \
         $(foreach p,$(PAGES),$(p):$(MANDIR)/man$(subst .,,$(suffix $(p)))/$(notdir $(p))) \
         systemd/amberd.sysusers:$(SYSUSERSDIR)/amberd.conf \
         systemd/amberd.tmpfiles:$(TMPFILESDIR)/amberd.conf \
         systemd/amberd.catalog:$(CATALOGDIR)/amberd.catalog \
         daemon/amberd.bash:$(BASHDIR)/amberd daemon/ctl/amberctl.bash:$(BASHDIR)/amberctl \
         daemon/amberd.zsh:$(ZSHDIR)/_amberd daemon/ctl/amberctl.zsh:$(ZSHDIR)/_amberctl \
         daemon/amberd.fish:$(FISHDIR)/amberd.fish daemon/ctl/amberctl.fish:$(FISHDIR)/amberctl.fish
RULES  = $(shell cd rules && find . -type f | sed 's|^\./||' | sort)

# Places as they stand in what is installed.
PLACES = -e 's|@SBINDIR@|$(SBINDIR)|' -e 's|@BINDIR@|$(BINDIR)|' \
         -e 's|/etc/amberd|$(SYSCONFDIR)/amberd|g' -e 's|/usr/share/amberd/rules|$(RULESDIR)|g'

# Settings that are there stay as they are.
SETTINGS = $(SYSCONFDIR)/amberd/amberd.yml

install: all
	install -D -m 0755 $(DAEMON) $(DESTDIR)$(SBINDIR)/amberd
	install -D -m 0755 $(CLIENT) $(DESTDIR)$(BINDIR)/amberctl
	install -D -m 0755 $(RELAY) $(DESTDIR)$(SBINDIR)/amberd-journal
	install -D -m 0755 $(EXPORT) $(DESTDIR)$(SBINDIR)/amberd-export
	install -D -m 0755 $(NOTIFY) $(DESTDIR)$(SBINDIR)/amberd-notify
	install -d $(DESTDIR)$(SYSCONFDIR)/amberd/rules.d
	@for pair in $(FILES) \
	    $$(test -e $(DESTDIR)$(SETTINGS) || echo conf/amberd.yml:$(SETTINGS)); do \
	    target=$(DESTDIR)$${pair#*:}; echo "install $$target"; \
	    install -D -m 0644 $${pair%%:*} $$target && sed -i $(PLACES) $$target || exit 1; done
	@for rule in $(RULES); do echo "install $(DESTDIR)$(RULESDIR)/$$rule"; \
	    install -D -m 0644 rules/$$rule $(DESTDIR)$(RULESDIR)/$$rule || exit 1; done

# Folders that were made for this go when nothing else is in them.
EMPTIED = $(dir $(addprefix $(RULESDIR)/,$(RULES)) $(foreach f,$(FILES),$(lastword $(subst :, ,$(f))))) \
          $(RULESDIR) $(filter %/amberd/,$(dir $(RULESDIR))) $(dir $(UNITDIR) $(CATALOGDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR))

uninstall:
	rm -f $(DESTDIR)$(SBINDIR)/amberd $(DESTDIR)$(BINDIR)/amberctl
	rm -f $(addprefix $(DESTDIR)$(SBINDIR)/,amberd-journal amberd-export amberd-notify)
	@rm -f $(foreach f,$(FILES),$(DESTDIR)$(lastword $(subst :, ,$(f))))
	@rm -f $(addprefix $(DESTDIR)$(RULESDIR)/,$(RULES))
	@echo "removed: $(words $(FILES)) files of theirs, $(words $(RULES)) rules in $(DESTDIR)$(RULESDIR)"
	@for folder in $$(printf '%s\n' $(EMPTIED) | LC_ALL=C sort -ru); do \
	    rmdir "$(DESTDIR)$$folder" 2>/dev/null || true; done
	@echo "kept: $(DESTDIR)$(SYSCONFDIR)/amberd, /var/lib/amberd, and the user and groups of the daemon"

# The package is made of a copy, so that nothing lies about here.
DEB := build/deb/amberd-$(VERSION)

deb:
	@command -v dpkg-buildpackage >/dev/null && command -v dh >/dev/null || \
	    { echo "make deb wants: make deps && apt-get install build-essential debhelper lintian"; exit 1; }
	rm -rf build/deb && mkdir -p $(DEB)
	cp -a Makefile README.md CHANGELOG.md LICENSE daemon rules conf systemd tests $(DEB)
	mv $(DEB)/systemd/debian $(DEB)/debian
	sed -e 's|@VERSION@|$(VERSION)|' \
	    -e "s|@DATE@|$$(date -R -d @$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null || date +%s)})|" \
	    $(DEB)/debian/changelog.in > $(DEB)/debian/changelog
	rm $(DEB)/debian/changelog.in
	cd $(DEB) && env -u MAKEFLAGS -u MFLAGS dpkg-buildpackage --build=binary --no-sign
	@if command -v lintian >/dev/null; then lintian --pedantic --fail-on error,warning build/deb/*.deb; \
	    else echo "lintian: skipped, it is not installed"; fi
	@ls build/deb/*.deb

clean:
	rm -rf build

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
