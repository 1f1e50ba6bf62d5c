/*
 * sudo_json -- sudo's messages with log_format=json: "@cee:" and an object.
 *
 *   @cee:{"sudo":{"accept":{"submituser":"ines","command":"/usr/bin/id", ...}}}
 *
 * accept and reject are a sudo_command (success, failure), alert is a sudo_alert, exit
 * the end of a command.  The members are fields under their own paths as well.
 */
#ifndef DECODE_SUDO_JSON_H
#define DECODE_SUDO_JSON_H

#include <stdbool.h>

#include "base/text.h"
#include "model/event.h"

/* False when the message is none of these. */
bool sudo_json_read(struct text message, struct event *event);

#endif
