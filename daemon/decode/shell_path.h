/*
 * shell_path -- the path that a word means in a folder.
 *
 *   /var/log      auth.log          /var/log/auth.log
 *   /var/log      ../lib//x/./y/    /var/lib/x/y
 *   (not known)   /var/log//wtmp    /var/log/wtmp
 *   (not known)   auth.log          auth.log
 *   ~/.ssh        id_ed25519        ~/.ssh/id_ed25519
 *
 * Of the text alone: links are not followed, "~" and variables stay as they are.
 */
#ifndef DECODE_SHELL_PATH_H
#define DECODE_SHELL_PATH_H

#include "base/arena.h"
#include "base/text.h"

/* In the arena, or word itself. */
struct text shell_path(struct arena *arena, struct text folder, struct text word);

#endif
