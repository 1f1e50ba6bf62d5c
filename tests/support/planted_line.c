#include "support/planted_line.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RULE_ID "6f1d3c52-8a0e-4d0b-9c53-20d9b4a7e0"

/* Fowler, Noll and Vo's hash: enough to see that bytes were mixed up. */
static uint32_t checksum(struct planted_line line)
{
    const unsigned words[] = {line.writer, line.number};
    uint32_t sum = 2166136261U;

    for (size_t i = 0; i < 8; i++) {
        sum ^= (words[i / 4] >> (i % 4 * 8)) & 0xff;
        sum *= 16777619U;
    }
    return sum;
}

const char *planted_line_token(struct planted_line line, char text[PLANTED_TOKEN_SIZE])
{
    snprintf(text, PLANTED_TOKEN_SIZE, "planted-%u-%u-%08" PRIx32, line.writer, line.number,
             checksum(line));
    return text;
}

bool planted_line_read(const char *token, struct planted_line *line)
{
    char again[PLANTED_TOKEN_SIZE] = "";
    struct planted_line found = {0};
    char *end = NULL;

    if (strncmp(token, "planted-", 8) != 0)
        return false;
    found.writer = (unsigned)strtoul(token + 8, &end, 10);
    if (*end != '-')
        return false;
    found.number = (unsigned)strtoul(end + 1, NULL, 10);

    /* What is not canonical, or has other bytes behind it, differs when written again. */
    if (strcmp(planted_line_token(found, again), token) != 0)
        return false;
    *line = found;
    return true;
}

static size_t write_message(const char *message, char text[PLANTED_LINE_SIZE])
{
    struct timespec now = {0};
    struct tm civil = {0};
    char date[32] = "";
    int length = 0;

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &civil);
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &civil);
    length = snprintf(text, PLANTED_LINE_SIZE, "%s.%06ld+00:00 gate7 sshd[4711]: %s\n", date,
                      now.tv_nsec / 1000, message);
    return (size_t)length;
}

size_t planted_line_write(struct planted_line line, char text[PLANTED_LINE_SIZE])
{
    char token[PLANTED_TOKEN_SIZE] = "";
    char message[160] = "";

    snprintf(message, sizeof message, "Failed password for %s from 198.51.100.23 port %u ssh2",
             planted_line_token(line, token), 1024 + line.number % 60000);
    return write_message(message, text);
}

size_t planted_line_noise(unsigned number, char text[PLANTED_LINE_SIZE])
{
    char message[160] = "";

    snprintf(message, sizeof message,
             "Accepted publickey for operator%u from 203.0.113.%u port %u ssh2: ED25519 "
             "SHA256:nothing",
             number % 97, number % 250 + 1, 1024 + number % 60000);
    return write_message(message, text);
}

void planted_line_rules(struct buffer *file)
{
    for (const char *digit = "0123456789abcdef"; *digit; digit++)
        buffer_printf(file,
                      "---\n"
                      "title: A planted line\n"
                      "id: " RULE_ID "0%c\n"
                      "status: stable\n"
                      "level: medium\n"
                      "logsource: {product: linux, service: sshd}\n"
                      "detection:\n"
                      "    planted:\n"
                      "        user.name|startswith: planted-\n"
                      "        user.name|endswith: '%c'\n"
                      "    condition: planted\n"
                      "amberd:\n"
                      "    dedup: {by: [user.name], for: 1h}\n",
                      *digit, *digit);
}

bool planted_line_is_rule(const char *id)
{
    return strncmp(id, RULE_ID, strlen(RULE_ID)) == 0;
}
