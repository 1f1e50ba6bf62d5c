#include "store/chain.h"

#include <endian.h>

static struct text bytes_of(const void *bytes, size_t length)
{
    return (struct text){bytes, length};
}

struct digest chain_start(struct identifier instance)
{
    struct text parts[] = {TEXT("amberd journal"), bytes_of(&instance, sizeof instance)};

    return digest_of(parts, sizeof parts / sizeof *parts);
}

struct digest chain_digest(const struct chain_salt *salt, struct text text)
{
    struct text parts[] = {bytes_of(salt, sizeof *salt), text};

    return digest_of(parts, sizeof parts / sizeof *parts);
}

struct digest chain_hash(const struct digest *before, const struct journal_record *record,
                         const struct chain_digests *digests)
{
    uint64_t numbers[] = {htole64(record->number), htole64((uint64_t)record->kind),
                          htole64((uint64_t)record->at)};
    size_t alert = identifier_is_none(record->alert) ? 0 : sizeof record->alert;
    size_t evidence = digests->has_evidence ? sizeof digests->evidence : 0;
    struct text parts[] = {
        bytes_of(before, sizeof *before),       bytes_of(numbers, sizeof numbers),
        bytes_of(&record->alert, alert),        bytes_of(&digests->body, sizeof digests->body),
        bytes_of(&digests->evidence, evidence),
    };

    return digest_of(parts, sizeof parts / sizeof *parts);
}
