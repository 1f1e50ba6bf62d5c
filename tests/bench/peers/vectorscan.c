/* Bare vectorscan, without anything around it: vectorscan PATTERNS LOG counts the lines
 * in which any pattern matches, a line a call. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                void *cookie)
{
    (void)id, (void)from, (void)to, (void)flags;
    *(int *)cookie = 1;
    return 1;
}

static char *read_all(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;

    if (!file || fseek(file, 0, SEEK_END) != 0)
        exit(2);
    *length = (size_t)ftell(file);
    rewind(file);
    bytes = malloc(*length + 1);
    if (!bytes || fread(bytes, 1, *length, file) != *length)
        exit(2);
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

int main(int count, char **words)
{
    static const char *patterns[10000];
    static unsigned flags[10000];
    unsigned number = 0;
    size_t length = 0;
    char *text = count == 3 ? read_all(words[1], &length) : NULL;
    char *log = text ? read_all(words[2], &length) : NULL;
    hs_database_t *database = NULL;
    hs_compile_error_t *trouble = NULL;
    hs_scratch_t *scratch = NULL;
    unsigned long lines = 0;

    for (char *line = text ? strtok(text, "\n") : NULL; line && number < 10000;
         line = strtok(NULL, "\n")) {
        patterns[number] = line;
        flags[number++] = HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH;
    }
    if (!log ||
        hs_compile_multi(patterns, flags, NULL, number, HS_MODE_BLOCK, NULL, &database, &trouble) !=
            HS_SUCCESS ||
        hs_alloc_scratch(database, &scratch) != HS_SUCCESS)
        return 2;
    for (char *at = log, *end = log + length; at < end;) {
        char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((newline ? newline : end) - at);
        int found = 0;

        hs_scan(database, at, (unsigned)size, 0, scratch, note, &found);
        lines += (unsigned long)found;
        at += size + 1;
    }
    printf("%lu\n", lines);
    return 0;
}
