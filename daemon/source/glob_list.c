#include "source/glob_list.h"

#include <fnmatch.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"

/* Slashes single and "." left out, so that a name found in a folder can be
 * compared with the pattern. */
static char *normalise(const char *pattern)
{
    struct buffer clean = {0};
    struct text rest = text_of(pattern);
    struct text part = {0};
    char *copy = NULL;

    if (!text_starts_with(rest, TEXT("/")))
        return mem_copy_string(pattern);
    while (rest.length > 0) {
        (void)text_cut(rest, TEXT("/"), &part, &rest);
        if (part.length == 0 || text_equal(part, TEXT(".")))
            continue;
        buffer_append_byte(&clean, '/');
        buffer_append_text(&clean, part);
    }
    copy = mem_copy_text(buffer_text(&clean));
    buffer_finish(&clean);
    return copy;
}

static size_t count_slashes(const char *path)
{
    size_t count = 0;

    for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/'))
        count++;
    return count;
}

static void cut_levels(struct source_glob *glob)
{
    size_t level = 0;

    glob->level_count = count_slashes(glob->pattern);
    glob->levels = mem_zero_array(glob->level_count, sizeof *glob->levels);
    for (const char *at = strchr(glob->pattern, '/'); at; at = strchr(at + 1, '/'))
        glob->levels[level++] =
            mem_copy_text((struct text){glob->pattern, (size_t)(at - glob->pattern)});
}

static struct source_glob glob_of(const struct source_options *source, unsigned index,
                                  const char *pattern)
{
    struct source_glob glob = {.pattern = normalise(pattern),
                               .source = index,
                               .from_beginning = source->from_beginning,
                               .is_literal = !strpbrk(pattern, "*?["),
                               .is_new = true};

    cut_levels(&glob);
    return glob;
}

void glob_list_init(struct glob_list *list, const struct source_set_options *options)
{
    size_t count = 0;

    for (size_t i = 0; i < options->source_count; i++)
        count += options->sources[i].glob_count;
    *list = (struct glob_list){.globs = mem_zero_array(count, sizeof *list->globs)};
    for (size_t i = 0; i < options->source_count; i++) {
        const struct source_options *source = &options->sources[i];

        for (size_t j = 0; j < source->glob_count; j++)
            list->globs[list->count++] = glob_of(source, (unsigned)i, source->globs[j]);
    }
}

void glob_list_finish(struct glob_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        struct source_glob *glob = &list->globs[i];

        for (size_t level = 0; level < glob->level_count; level++)
            mem_free(glob->levels[level]);
        mem_free(glob->levels);
        mem_free(glob->pattern);
    }
    mem_free(list->globs);
    *list = (struct glob_list){0};
}

void glob_list_inherit(struct glob_list *list, const struct glob_list *before)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < before->count; j++) {
            if (strcmp(list->globs[i].pattern, before->globs[j].pattern) != 0)
                continue;
            list->globs[i].is_new = before->globs[j].is_new;
            list->globs[i].is_blocked = before->globs[j].is_blocked;
        }
    }
}

/* As glob(3) would: a wildcard neither crosses a slash nor means a hidden name. */
static bool means(const char *pattern, const char *path)
{
    return fnmatch(pattern, path, FNM_PATHNAME | FNM_PERIOD) == 0;
}

bool glob_list_is_compressed(struct text name)
{
    return text_ends_with(name, TEXT(".gz")) || text_ends_with(name, TEXT(".xz")) ||
           text_ends_with(name, TEXT(".bz2")) || text_ends_with(name, TEXT(".zst")) ||
           text_ends_with(name, TEXT(".lz4"));
}

const struct source_glob *glob_list_match(const struct glob_list *list, const char *path)
{
    if (glob_list_is_compressed(text_of(path)))
        return NULL;
    for (size_t i = 0; i < list->count; i++) {
        if (means(list->globs[i].pattern, path))
            return &list->globs[i];
    }
    return NULL;
}

bool glob_list_leads_through(const struct glob_list *list, const char *path)
{
    size_t level = count_slashes(path);

    for (size_t i = 0; i < list->count; i++) {
        if (level < list->globs[i].level_count && means(list->globs[i].levels[level], path))
            return true;
    }
    return false;
}
