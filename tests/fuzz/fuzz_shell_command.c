/* A line that a shell or sudo was given; the first byte says which. */
#include "decode/shell_command.h"
#include "support/fuzz_decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct record record = {.count = 1, .path = "x"};
    struct arena *arena = NULL;
    struct wanted_fields *wanted = NULL;
    struct event *event = NULL;
    char *exact = NULL;

    if (size == 0)
        return 0;
    arena = arena_create(4096);
    wanted = wanted_fields_create();
    event = event_create(arena, &record, wanted, true);
    exact = malloc(size);
    memcpy(exact, data + 1, size - 1);
    if (data[0] % 2)
        shell_command_put_script(event, (struct text){exact, size - 1}, TEXT("/var/log"));
    else
        shell_command_put_words(event, (struct text){exact, size - 1}, TEXT("~/x"));
    fuzz_read_every_byte(event);
    free(exact);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
    return 0;
}
