/*
 * reserve -- disk space kept back for the hour when there is no other.
 *
 * A preallocated file.  Given up, the daemon can go on writing alerts on a disk
 * that somebody else has filled, and say so, before it must stop reading.
 */
#ifndef STORE_RESERVE_H
#define STORE_RESERVE_H

#include <stdbool.h>
#include <stdint.h>

struct reserve {
    char *folder;
    char *path;
    uint64_t bytes; /* 0: keeps none */
    bool is_held;
};

/* Looks whether the file is there from an earlier run; takes nothing yet. */
void reserve_init(struct reserve *reserve, const char *folder, uint64_t bytes);

/* Leaves the file on the disk. */
void reserve_finish(struct reserve *reserve);

/* Takes the space if the disk has it twice over, so that taking it does not fill
 * the disk anew.  Returns whether it is held now. */
bool reserve_take(struct reserve *reserve);

/* Gives the space back.  False when there was none to give. */
bool reserve_give_up(struct reserve *reserve);

/* True while a reserve is wanted and not held. */
bool reserve_is_spent(const struct reserve *reserve);

#endif
