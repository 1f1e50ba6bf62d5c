/* Bare vectorscan, without anything around it: vectorscan PATTERNS DATABASE LOG counts the
 * lines in which any pattern matches, a line a call.  Compiling thousands of patterns
 * takes it half a minute, so what is compiled is kept in the file DATABASE. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static hs_database_t *compile(char *text)
{
    static const char *patterns[10000];
    static unsigned flags[10000];
    unsigned number = 0;
    hs_database_t *database = NULL;
    hs_compile_error_t *trouble = NULL;

    for (char *line = strtok(text, "\n"); line && number < 10000; line = strtok(NULL, "\n")) {
        patterns[number] = line;
        flags[number++] = HS_FLAG_CASELESS | HS_FLAG_SINGLEMATCH;
    }
    if (hs_compile_multi(patterns, flags, NULL, number, HS_MODE_BLOCK, NULL, &database, &trouble) !=
        HS_SUCCESS)
        exit(2);
    return database;
}

static void save(const hs_database_t *database, const char *path)
{
    FILE *file = fopen(path, "wb");
    char *bytes = NULL;
    size_t length = 0;

    if (!file || hs_serialize_database(database, &bytes, &length) != HS_SUCCESS ||
        fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        exit(2);
    free(bytes);
}

static hs_database_t *open_database(const char *patterns, const char *path)
{
    hs_database_t *database = NULL;
    size_t length = 0;
    char *bytes = NULL;

    if (access(path, F_OK) != 0) {
        database = compile(read_all(patterns, &length));
        save(database, path);
        return database;
    }
    bytes = read_all(path, &length);
    if (hs_deserialize_database(bytes, length, &database) != HS_SUCCESS)
        exit(2);
    free(bytes);
    return database;
}

int main(int count, char **words)
{
    hs_database_t *database = count == 4 ? open_database(words[1], words[2]) : NULL;
    hs_scratch_t *scratch = NULL;
    unsigned long lines = 0;
    size_t length = 0;
    char *log = NULL;

    if (!database || hs_alloc_scratch(database, &scratch) != HS_SUCCESS)
        return 2;
    log = read_all(words[3], &length);
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
