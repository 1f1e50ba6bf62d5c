/*
 * ai_catalogue -- which domains are AI services: a file of facts, ai_catalogue.csv.
 *
 *     domain,vendor,service,category,dual_use,note
 *     chatgpt.com,OpenAI,chatgpt,assistant,,
 *
 * A line a domain, which stands for all below it too; "*" in it is any run of
 * characters.  dual_use is "yes" where the domain serves mostly something else, as a
 * search engine or an office suite does, else empty.  Vendor and note may be empty.
 * No value holds a comma or a quote.  Lines that begin with "#" and empty ones are
 * passed over.  It says nothing about what is allowed.
 *
 * Of it lists are made, for placeholders of rules:
 *
 *     ai_services             all domains but those of dual use
 *     ai_services.CATEGORY    of these the ones of a category: ai_services.assistant
 *     ai_dual_use             the others
 *
 * One mistake, and the file counts for nothing: half a list looks like a whole one.
 */
#ifndef CONFIG_AI_CATALOGUE_H
#define CONFIG_AI_CATALOGUE_H

#include <stddef.h>

#include "base/diagnostics.h"
#include "base/text.h"
#include "config/settings.h"

#define AI_CATALOGUE_NAME "ai_catalogue.csv"

enum {
    AI_CATALOGUE_BYTES_MOST = 1 << 20,
    AI_CATALOGUE_DOMAINS_MOST = 8000,
    AI_CATALOGUE_CATEGORIES_MOST = 64,
};

struct ai_catalogue {
    struct named_list *lists;
    size_t list_count;
    size_t list_capacity;
    size_t domain_count;
};

/* Reads a file, or bytes that are said to come from path.  NULL with the first mistake
 * added to diagnostics. */
struct ai_catalogue *ai_catalogue_read(const char *path, struct diagnostics *diagnostics);
struct ai_catalogue *ai_catalogue_parse(const char *path, struct text bytes,
                                        struct diagnostics *diagnostics);
void ai_catalogue_destroy(struct ai_catalogue *catalogue);

/* The file that belongs to a path of rules: ai_catalogue.csv in the folder, or in one of
 * the three above it.  To be freed; NULL when there is none. */
char *ai_catalogue_find(const char *rule_path);

#endif
