#include "support/made_log.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"

enum { SEED_LONGEST = 2000, SEEDS_MOST = 4000 };

struct made_log {
    char **seeds; /* lines of the fuzz targets' corpora */
    size_t count;
    size_t capacity;
};

static void take_seeds(struct made_log *log, struct text text)
{
    struct text line = {0};

    while (text.length > 0 && log->count < SEEDS_MOST) {
        struct text rest = {0};

        if (!text_cut(text, TEXT("\n"), &line, &rest))
            line = text;
        text = rest;
        if (line.length == 0 || line.length > SEED_LONGEST || memchr(line.data, '\0', line.length))
            continue;
        log->seeds = array_room(log->seeds, log->count, &log->capacity, sizeof(char *));
        log->seeds[log->count++] = mem_copy_text(line);
    }
}

static void read_seed(struct made_log *log, const char *folder, const char *name)
{
    char path[512] = "";
    char bytes[16384];
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "rb");
    if (!file)
        return;
    take_seeds(log, (struct text){bytes, fread(bytes, 1, sizeof bytes, file)});
    fclose(file);
}

static void read_folder(struct made_log *log, const char *path, unsigned depth)
{
    DIR *folder = opendir(path);
    const struct dirent *entry = NULL;

    while (folder && (entry = readdir(folder)) != NULL) {
        char below[512] = "";

        if (entry->d_name[0] == '.')
            continue;
        if (depth == 0) {
            read_seed(log, path, entry->d_name);
            continue;
        }
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        read_folder(log, below, depth - 1);
    }
    if (folder)
        closedir(folder);
}

/* A folder gives its files in any order; the same SEED is to make the same log. */
static int compare_seeds(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

struct made_log *made_log_create(void)
{
    struct made_log *log = mem_zero(sizeof *log);

    read_folder(log, "tests/fuzz/corpus", 1);
    if (log->count > 0)
        qsort(log->seeds, log->count, sizeof(char *), compare_seeds);
    return log;
}

void made_log_destroy(struct made_log *log)
{
    for (size_t i = 0; i < log->count; i++)
        mem_free(log->seeds[i]);
    mem_free(log->seeds);
    mem_free(log);
}

static const char *folding_twin(char byte)
{
    if (byte == 's' || byte == 'S')
        return "\xC5\xBF";
    return byte == 'k' || byte == 'K' ? "\xE2\x84\xAA" : NULL;
}

/* One byte of a bait; the chosen ones are what the disguise hides. */
static void write_byte(enum disguise disguise, char byte, struct buffer *text)
{
    unsigned code = (unsigned char)byte;

    if (disguise == DISGUISE_UPPER && byte >= 'a' && byte <= 'z')
        buffer_append_byte(text, (char)(byte - 'a' + 'A'));
    else if (disguise == DISGUISE_UPPER && byte == '\xA9') /* of U+00E9 */
        buffer_append_byte(text, '\x89');
    else if (disguise == DISGUISE_FOLDING && folding_twin(byte))
        buffer_printf(text, "%s", folding_twin(byte));
    else if (disguise == DISGUISE_PERCENT)
        buffer_printf(text, "%%%02x", code);
    else if (disguise == DISGUISE_UNICODE_ESCAPE)
        buffer_printf(text, "\\u%04x", code);
    else if (disguise == DISGUISE_HEX_ESCAPE)
        buffer_printf(text, "\\x%02x", code);
    else if (disguise == DISGUISE_HEX)
        buffer_printf(text, "%02X", code);
    else if (disguise == DISGUISE_BROKEN)
        buffer_printf(text, "%c\n", byte);
    else
        buffer_append_byte(text, byte);
}

void made_log_disguise(struct seeded_random *random, enum disguise disguise, const char *bait,
                       struct buffer *text)
{
    bool is_whole = disguise == DISGUISE_UPPER || disguise == DISGUISE_HEX;
    size_t chosen = seeded_random_below(random, (unsigned)strlen(bait));

    while (disguise == DISGUISE_FOLDING && chosen > 0 && !folding_twin(bait[chosen]))
        chosen--;
    for (size_t i = 0; bait[i]; i++)
        write_byte(is_whole || i == chosen ? disguise : DISGUISE_NONE, bait[i], text);
}

/* Where "@" stands in these the bait goes, where "#" stands a number. */
static const char *const forms[] = {
    "Nov  3 08:05:0# gw# sshd[#]: Failed password for @ from 192.0.2.# port 4# ssh2",
    "Nov  3 08:05:1# gw# sshd[#]: Invalid user @ from 198.51.100.# port 4#",
    "2026-11-03T08:05:0#+00:00 gw# sshd[#]: Accepted publickey for @ from 2001:db8::# port 5# ssh2",
    "Nov  3 08:05:2# gw# backup[#]: copied @ to store # in 7# s",
    "Nov  3 08:05:3# gw# message repeated # times: [ Failed password for @ from 192.0.2.1 port 22 "
    "ssh2]",
    "Nov  3 08:05:4# gw# sshd[#]: message repeated # times: [ Invalid user @ from 192.0.2.# port "
    "9]",
    "Nov  3 08:05:5# gw# last message repeated # times",
    "179357790#.12# 4# 192.0.2.# TCP_MISS/200 12# GET http://@.example.com/a/@?q=@ eve "
    "HIER_DIRECT/198.51.100.# text/html",
    "179357790#.12# 4# 192.0.2.# TCP_DENIED/403 12# CONNECT @:443 @ HIER_NONE/- -",
    "{\"timestamp\":\"2026-11-03T08:05:0#Z\",\"user\":{\"name\":\"@\"},\"message\":\"he said @ "
    "#\",\"n\":1e#}",
    "{\"url\":{\"full\":\"https://example.org/@\",\"domain\":\"@\"},\"process\":{\"name\":\"@\"}}",
    "{\"events\":[{\"n\":#},[{\"x\":\"@\"}]],\"user\":{\"name\":\"@\"}} he said @",
    "[#,{\"user\":{\"name\":\"@\"}}] {\"url\":{\"domain\":\"@\"}}{\"message\":\"@\"}",
    "{\"resourceLogs\":[{\"@\":1,\"scopeLogs\":[{\"logRecords\":[{\"message\":\"@\"}],\"n\":\"@\"}]"
    "}]}",
    "@ and # that is all",
    "",
};

static void fill_form(struct seeded_random *random, const char *form, const char *bait,
                      struct buffer *line)
{
    for (const char *at = form; *at; at++) {
        if (*at == '@')
            buffer_printf(line, "%s", bait ? bait : "nobody");
        else if (*at == '#')
            buffer_printf(line, "%u", seeded_random_below(random, 10));
        else
            buffer_append_byte(line, *at);
    }
}

/* Puts the bait in place of a word of a seed. */
static void fill_seed(struct seeded_random *random, const char *seed, const char *bait,
                      struct buffer *line)
{
    size_t start = seeded_random_below(random, (unsigned)strlen(seed));
    size_t end = 0;

    while (start > 0 && !strchr(" \"=,", seed[start - 1]))
        start--;
    end = start + strcspn(seed + start, " \"=,");
    if (!bait)
        end = start = 0;
    buffer_append(line, seed, start);
    buffer_printf(line, "%s%s", bait ? bait : "", seed + end);
}

void made_log_line(const struct made_log *log, struct seeded_random *random, const char *bait,
                   struct buffer *line)
{
    enum { FORMS = sizeof forms / sizeof *forms };
    struct buffer dressed = {0};
    size_t start = line->length;

    if (bait)
        made_log_disguise(random, (enum disguise)seeded_random_below(random, DISGUISES), bait,
                          &dressed);
    if (log->count > 0 && seeded_random_once_in(random, 3))
        fill_seed(random, log->seeds[seeded_random_below(random, (unsigned)log->count)],
                  bait ? buffer_string(&dressed) : NULL, line);
    else
        fill_form(random, forms[seeded_random_below(random, FORMS)],
                  bait ? buffer_string(&dressed) : NULL, line);
    if (seeded_random_once_in(random, 20))
        line->length -= seeded_random_below(random, (unsigned)(line->length - start + 1));
    if (seeded_random_once_in(random, 50))
        buffer_append_byte(line, '\r');
    buffer_append_byte(line, '\n');
    buffer_finish(&dressed);
}
