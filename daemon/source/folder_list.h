/*
 * folder_list -- the folders in which names are watched.
 */
#ifndef SOURCE_FOLDER_LIST_H
#define SOURCE_FOLDER_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct opener;
struct folder_list;

struct folder {
    char *path;
    int watch; /* below 0: not watched; it is looked up at each scan only */
    uint64_t seen;
    struct folder *alias; /* the same folder by another path: one watch for both */
};

struct folder_list *folder_list_create(struct opener *opener);
void folder_list_destroy(struct folder_list *list);

/* The folder was found by scan number scan.  Watches it, if it is not (or is
 * another one by now).  Returns the watch, or what opener_watch_folder says in its
 * place, with err. */
int folder_list_add(struct folder_list *list, const char *path, uint64_t scan, struct error *err);

/* Lets go all that were last found before scan; and all behind a watch. */
void folder_list_prune(struct folder_list *list, uint64_t scan);
void folder_list_drop(struct folder_list *list, int watch);

/* The folder behind a watch, or NULL; its aliases follow it. */
const struct folder *folder_list_find(const struct folder_list *list, int watch);

#endif
