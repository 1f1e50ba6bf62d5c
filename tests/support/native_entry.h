/*
 * native_entry -- an entry of systemd's native protocol, read by the letter of
 * https://systemd.io/JOURNAL_NATIVE_PROTOCOL and not by our writer: what journald would
 * make of a datagram.
 *
 * Borrows from the datagram.  All of it stands here, for fuzz targets are linked with
 * nothing of support/.
 */
#ifndef SUPPORT_NATIVE_ENTRY_H
#define SUPPORT_NATIVE_ENTRY_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { NATIVE_FIELDS_MOST = 64 };

struct native_field {
    struct text name;
    struct text value;
};

struct native_entry {
    struct native_field fields[NATIVE_FIELDS_MOST];
    size_t count;
};

/* What journald accepts of a client: capitals, digits and underscores, a letter first. */
static inline bool native_name_is_good(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.data[i];
        bool is_letter = byte >= 'A' && byte <= 'Z';

        if (!is_letter && (i == 0 || (byte != '_' && (byte < '0' || byte > '9'))))
            return false;
    }
    return name.length > 0 && name.length <= 64;
}

/* The value behind "NAME\n": its length, its bytes, a newline. */
static inline bool native_take_binary(struct text *rest, struct text *value)
{
    uint64_t length = 0;

    if (rest->length < 8)
        return false;
    for (size_t i = 0; i < 8; i++)
        length |= (uint64_t)(unsigned char)rest->data[i] << (8 * i);
    *rest = text_from(*rest, 8);
    if (rest->length < 1 || length > rest->length - 1 || rest->data[length] != '\n')
        return false;
    *value = text_until(*rest, (size_t)length);
    *rest = text_from(*rest, (size_t)length + 1);
    return true;
}

/* False when the datagram is no entry, or has more fields than there is room for. */
static inline bool native_entry_read(struct native_entry *entry, struct text datagram)
{
    *entry = (struct native_entry){0};
    while (datagram.length > 0) {
        struct native_field *field = &entry->fields[entry->count];
        struct text line = {0};
        struct text rest = {0};

        if (entry->count == NATIVE_FIELDS_MOST || !text_cut(datagram, TEXT("\n"), &line, &rest))
            return false;
        datagram = rest;
        if (!text_cut(line, TEXT("="), &field->name, &field->value) &&
            !native_take_binary(&datagram, &field->value))
            return false;
        if (!native_name_is_good(field->name))
            return false;
        entry->count++;
    }
    return entry->count > 0;
}

/* The value of the first field of that name; an empty text with a NULL pointer where
 * there is none. */
static inline struct text native_entry_get(const struct native_entry *entry, const char *name)
{
    for (size_t i = 0; i < entry->count; i++) {
        if (text_equal(entry->fields[i].name, text_of(name)))
            return entry->fields[i].value;
    }
    return (struct text){0};
}

/* How many fields there are of that name. */
static inline size_t native_entry_count(const struct native_entry *entry, const char *name)
{
    size_t count = 0;

    for (size_t i = 0; i < entry->count; i++)
        count += text_equal(entry->fields[i].name, text_of(name));
    return count;
}

#endif
