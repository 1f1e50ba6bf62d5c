/*
 * cron -- commands by the clock, and who changed the tables: Vixie cron and its
 * children (Debian's cron, cronie, FreeBSD's), BusyBox's crond, crontab and anacron.
 *
 *   event.action         what it means                                outcome
 *   cron_command         (ines) CMD (command): it was started         success
 *   cron_command_ended   cronie says its end, too; count is 0         unknown
 *   crontab_changed      a table was installed                        success
 *   crontab_deleted      or removed                                   success
 *   crontab_opened       an editor was opened on it                   unknown
 *   crontab_listed       it was shown                                 unknown
 *   crontab_loaded       cron noticed the change                      unknown
 *   crontab_refused      somebody may not have one                    failure
 *   cron_error           a table, command or account is at fault;     failure
 *                        count is 0 of cronie's PAM ERROR, for what
 *                        came of it is told by the line behind it
 *
 * user.name is whose command it is, and of the crontab_ actions who did it;
 * user.target.name is whose table.  The command is what stands in the outer brackets
 * and may hold brackets itself.
 */
#ifndef DECODE_CRON_H
#define DECODE_CRON_H

#include "decode/decoder.h"

extern const struct decoder cron_decoder;
extern const struct program cron_program;

#endif
