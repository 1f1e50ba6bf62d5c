/*
 * weak_disk -- SQLite's way to the disk, with a disk that gives in.
 *
 * Counts the calls that change something (write, sync, truncate, delete) and at
 * the armed one fails, or kills the process, or tears the write in two and then
 * kills it.
 */
#ifndef SUPPORT_WEAK_DISK_H
#define SUPPORT_WEAK_DISK_H

enum weakness {
    WEAK_NOT,  /* counts only */
    WEAK_KILL, /* SIGKILL before the call */
    WEAK_TEAR, /* half the write, then SIGKILL */
    WEAK_FAIL, /* an I/O error, once */
    WEAK_FULL, /* no space, from then on until armed anew */
};

/* Puts itself between SQLite and the system, for files opened from now on. */
void weak_disk_install(void);

/* Lets calls_before calls pass and strikes at the next. */
void weak_disk_arm(enum weakness weakness, unsigned calls_before);

/* How often it has struck since it was armed. */
unsigned weak_disk_struck(void);

#endif
