#include "output/feed_cursor.h"

#include <string.h>

#include "base/digest.h"

enum { EPOCH_SIZE = 8, NUMBER_SIZE = 8, CHECKSUM_SIZE = 4 };
enum { PLACE_SIZE = EPOCH_SIZE + NUMBER_SIZE, CURSOR_SIZE = PLACE_SIZE + CHECKSUM_SIZE };

_Static_assert(FEED_CURSOR_TEXT_SIZE == 2 * CURSOR_SIZE + 1, "two digits a byte and a NUL");

static void write_checksum(const uint8_t place[PLACE_SIZE], uint8_t checksum[CHECKSUM_SIZE])
{
    const struct text parts[] = {TEXT("feed cursor"), {(const char *)place, PLACE_SIZE}};
    struct digest digest = digest_of(parts, 2);

    memcpy(checksum, digest.bytes, CHECKSUM_SIZE);
}

const char *feed_cursor_write(struct identifier instance, uint64_t number,
                              char text[FEED_CURSOR_TEXT_SIZE])
{
    uint8_t bytes[CURSOR_SIZE] = {0};

    memcpy(bytes, instance.bytes, EPOCH_SIZE);
    for (size_t i = 0; i < NUMBER_SIZE; i++)
        bytes[EPOCH_SIZE + i] = (uint8_t)(number >> (8 * (NUMBER_SIZE - 1 - i)));
    write_checksum(bytes, bytes + PLACE_SIZE);
    return hex_write(bytes, sizeof bytes, text);
}

enum feed_cursor_result feed_cursor_read(struct text text, struct identifier instance,
                                         uint64_t *number)
{
    uint8_t bytes[CURSOR_SIZE] = {0};
    uint8_t checksum[CHECKSUM_SIZE] = {0};
    char again[FEED_CURSOR_TEXT_SIZE] = {0};
    uint64_t read = 0;

    if (!hex_read(text, bytes, sizeof bytes))
        return FEED_CURSOR_DAMAGED;
    write_checksum(bytes, checksum);
    if (memcmp(checksum, bytes + PLACE_SIZE, CHECKSUM_SIZE) != 0)
        return FEED_CURSOR_DAMAGED;
    if (memcmp(bytes, instance.bytes, EPOCH_SIZE) != 0)
        return FEED_CURSOR_FOREIGN;
    for (size_t i = 0; i < NUMBER_SIZE; i++)
        read = read << 8 | bytes[EPOCH_SIZE + i];

    /* One place, one text: clients compare cursors as strings. */
    if (!text_equal(text, text_of(feed_cursor_write(instance, read, again))))
        return FEED_CURSOR_DAMAGED;
    *number = read;
    return FEED_CURSOR_GOOD;
}
