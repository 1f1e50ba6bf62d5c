/*
 * pager -- shows what is longer than the terminal page by page, as git does.
 *
 * Between pager_open and pager_close standard output is kept back.  At the end it is
 * printed as it is where it fits the terminal, else handed to $AMBER_PAGER, $PAGER or
 * less (in this order; "" and "cat" are none), run by the shell, with LESS=FRX where
 * LESS is not set.  Where the pager cannot be run, or ends with an error before it has
 * read anything, all is printed as if there were none.
 *
 * Whoever runs amberctl with rights that are lent to him (sudo, pkexec, doas, set-user-ID)
 * has less alone, in its secure mode: from another pager, or from less as it usually is,
 * he could run whatever he likes with them.
 */
#ifndef CTL_PAGER_H
#define CTL_PAGER_H

#include <stdbool.h>

/* Nothing, unless standard output is a terminal and paging is wanted. */
void pager_open(bool wanted);

/* Shows what was kept back.  Does nothing when nothing was. */
void pager_close(void);

#endif
