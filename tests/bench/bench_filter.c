/*
 * What matching costs in the library alone, per second of processor time: a made
 * auth.log in memory, in chunks, against 10, 1,000 and 5,000 rules, sieved; and made
 * access, proxy and DNS logs against the rules of rules/, each line decoded.
 *
 * Not in it: reading files, correlation, alerts, the journal (bench_throughput has them).
 * People, sites and what the 5,000 rules look for are made of the same syllables, three
 * to a name in the logs and four in the rules, so that no rule but the first matches by
 * chance.  One line in a thousand, by chance, is one that the first rule finds, or one
 * of the proxy's rules.
 *
 * MEGABYTES=N for another size.  tests/bench/compare.py holds the programs against
 * others.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buffer.h"
#include "engine/pipeline.h"
#include "record/line_splitter.h"
#include "support/give_up.h"
#include "support/seeded_random.h"
#include "support/temp_folder.h"

enum {
    USUAL_MEGABYTES = 100,
    MEGABYTE = 1000000,
    RULES_A_FILE = 1000,
    FINDING_ONCE_IN = 1000,
    NAME_SYLLABLES = 3
};

#define FINDING "kogoswimba"

static const char *const syllables[] = {"ba", "ko",  "ren", "tis", "mul", "fa",  "dre", "zo",
                                        "pi", "lan", "gos", "ux",  "wim", "cha", "ne",  "ry"};

static void write_word(struct seeded_random *random, unsigned length, struct buffer *buffer)
{
    for (unsigned i = 0; i < length; i++)
        buffer_printf(buffer, "%s", syllables[seeded_random_below(random, 16)]);
}

static void write_name(struct seeded_random *random, struct buffer *buffer)
{
    write_word(random, NAME_SYLLABLES, buffer);
}

/* "Nov  1 00:00:05 gate3 " */
static void write_frame(struct seeded_random *random, unsigned number, struct buffer *log)
{
    unsigned second = number / 20;

    buffer_printf(log, "Nov %2u %02u:%02u:%02u gate%u ", 1 + second / 86400 % 30,
                  second / 3600 % 24, second / 60 % 60, second % 60,
                  seeded_random_below(random, 8));
}

static void write_auth(struct seeded_random *random, unsigned number, struct buffer *log)
{
    bool is_finding = seeded_random_once_in(random, FINDING_ONCE_IN);

    write_frame(random, number, log);
    if (!is_finding && seeded_random_once_in(random, 2)) {
        buffer_printf(log, "sudo: pam_unix(sudo:session): session opened for user root(uid=0) by ");
        write_name(random, log);
        buffer_printf(log, "(uid=%u)\n", 1000 + seeded_random_below(random, 50));
        return;
    }
    buffer_printf(log, "sshd[%u]: ", seeded_random_below(random, 30000));
    if (is_finding) {
        buffer_printf(log, "Failed password for invalid user " FINDING);
    } else {
        buffer_printf(log, "Accepted publickey for ");
        write_name(random, log);
    }
    buffer_printf(log, " from 198.51.100.%u port %u ssh2", seeded_random_below(random, 250),
                  1024 + seeded_random_below(random, 60000));
    if (!is_finding)
        buffer_printf(log, ": ED25519 SHA256:%016llx",
                      (unsigned long long)seeded_random_next(random));
    buffer_printf(log, "\n");
}

static void write_proxy(struct seeded_random *random, unsigned number, struct buffer *log)
{
    buffer_printf(log, "%u.%03u %6u 192.0.2.%u TCP_MISS/200 %u GET http://",
                  1793577901 + number / 20, number % 1000, seeded_random_below(random, 900),
                  seeded_random_below(random, 250), seeded_random_below(random, 100000));
    if (seeded_random_once_in(random, FINDING_ONCE_IN)) {
        buffer_printf(log, "chat.mistral.ai");
    } else {
        buffer_printf(log, "www.");
        write_name(random, log);
        buffer_printf(log, ".example");
    }
    buffer_printf(log, "/%08x/page.html ", (unsigned)seeded_random_next(random));
    write_name(random, log);
    buffer_printf(log, " HIER_DIRECT/203.0.113.%u text/html\n", seeded_random_below(random, 250));
}

static void write_dns(struct seeded_random *random, unsigned number, struct buffer *log)
{
    write_frame(random, number, log);
    buffer_printf(log, "dnsmasq[77]: query[A] ");
    write_name(random, log);
    buffer_printf(log, ".example from 192.0.2.%u\n", seeded_random_below(random, 250));
}

typedef void write_line(struct seeded_random *random, unsigned number, struct buffer *log);

static unsigned make_log(write_line *write, struct buffer *log)
{
    const char *wanted = getenv("MEGABYTES");
    size_t most = (wanted ? strtoul(wanted, NULL, 10) : USUAL_MEGABYTES) * MEGABYTE;
    struct seeded_random random = {42};
    unsigned lines = 0;

    while (log->length < most)
        write(&random, lines++, log);
    return lines;
}

static void write_rule(struct seeded_random *random, unsigned number, struct buffer *file)
{
    static const char *const forms[] = {"user.name: ", "message|contains: ", "host.name: "};
    unsigned form = number == 0 ? 0 : seeded_random_below(random, 3);

    buffer_printf(file,
                  "---\ntitle: Rule %u\nid: 00000000-0000-4000-8000-%012u\nlevel: medium\n"
                  "logsource: {product: linux}\ndetection:\n  a:\n    %s",
                  number, number, forms[form]);
    if (number == 0)
        buffer_printf(file, FINDING);
    else
        write_word(random, NAME_SYLLABLES + 1, file);
    buffer_printf(file, "\n  condition: a\n");
}

static void make_rules(const struct path *folder, unsigned count)
{
    struct seeded_random random = {7};
    struct buffer file = {0};

    for (unsigned i = 0; i < count; i++) {
        write_rule(&random, i, &file);
        if ((i + 1) % RULES_A_FILE != 0 && i + 1 != count)
            continue;
        file_write(path_print("%s/%u.yml", folder->text, i / RULES_A_FILE).text, "%s",
                   buffer_string(&file));
        buffer_clear(&file);
    }
    buffer_finish(&file);
}

static struct generation *load(const char *format, const char *rules, const char *decode)
{
    struct diagnostics diagnostics = {0};
    struct buffer yaml = {0};
    struct generation *generation = NULL;
    struct settings *settings = NULL;

    buffer_printf(&yaml,
                  "sources: [{name: bench, path: /var/log/bench.log, format: %s, zone: UTC, "
                  "decode: %s}]\nrules: {paths: [%s]}\n",
                  format, decode, rules);
    settings = settings_parse("bench.yml", buffer_text(&yaml), &diagnostics);
    generation = settings ? generation_build(settings, false, &diagnostics) : NULL;
    if (!generation)
        give_up("the bench's settings do not load: %s",
                diagnostics.count > 0 ? diagnostics.items[0].message : "");
    diagnostics_finish(&diagnostics);
    buffer_finish(&yaml);
    return generation;
}

static double processor_seconds(void)
{
    struct rusage usage = {0};

    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Lets the log through.  Returns what a line costs, in nanoseconds. */
static double pass(const char *what, const struct generation *generation, struct text log,
                   unsigned lines)
{
    struct pipeline *pipeline = pipeline_create(&(struct pipeline_options){0});
    struct cursor cursor = {.incarnation = {{7}}};
    struct pipeline_counts counts = {0};
    double start = processor_seconds();
    double spent = 0;

    pipeline_use(pipeline, generation);
    while (cursor.offset < log.length) {
        struct text rest = text_until(text_from(log, cursor.offset), CHUNK_LARGEST);
        const char *newline = memrchr(rest.data, '\n', rest.length);
        struct chunk chunk = {.start = cursor,
                              .data = rest.data,
                              .length = (size_t)(newline - rest.data) + 1,
                              .path = "bench.log",
                              .modified = 1793693101 * SECOND};

        pipeline_take(pipeline, &chunk, 1793693101 * SECOND);
        cursor = line_splitter_end(&chunk);
    }
    spent = processor_seconds() - start;
    counts = pipeline_counts(pipeline);
    printf(
        "filter, %s: %.2f M lines/s, %.0f MB/s of processor time; %llu of %u lines decoded, %llu "
        "matches\n",
        what, lines / spent / 1e6, (double)log.length / spent / 1e6,
        (unsigned long long)counts.records, lines, (unsigned long long)counts.matches);
    pipeline_destroy(pipeline);
    return spent * 1e9 / lines;
}

static double measure_rules(unsigned count, struct text log, unsigned lines)
{
    struct path folder = temp_folder_create("filter");
    struct generation *generation = NULL;
    char what[64] = "";
    double cost = 0;

    make_rules(&folder, count);
    generation = load("sshd", folder.text, "needed");
    snprintf(what, sizeof what, "auth.log, %u rules", count);
    cost = pass(what, generation, log, lines);
    generation_destroy(generation);
    temp_folder_remove(&folder);
    return cost;
}

static void measure_sieved(void)
{
    struct buffer log = {0};
    unsigned lines = make_log(write_auth, &log);
    double few = measure_rules(10, buffer_text(&log), lines);
    double many = 0;

    measure_rules(1000, buffer_text(&log), lines);
    many = measure_rules(5000, buffer_text(&log), lines);
    printf("filter: a line costs %.2f times as much with 5,000 rules as with 10\n", many / few);
    buffer_finish(&log);
}

static void measure_decoded(const char *format, write_line *write)
{
    struct buffer log = {0};
    unsigned lines = make_log(write, &log);
    struct generation *generation = load(format, "rules", "all");
    char what[64] = "";

    snprintf(what, sizeof what, "%s, rules/, each line decoded", format);
    pass(what, generation, buffer_text(&log), lines);
    generation_destroy(generation);
    buffer_finish(&log);
}

int main(void)
{
    measure_sieved();
    measure_decoded("sshd", write_auth);
    measure_decoded("squid", write_proxy);
    measure_decoded("dnsmasq", write_dns);
    return EXIT_SUCCESS;
}
