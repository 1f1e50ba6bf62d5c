/*
 * status_report -- the daemon's own state in JSON, for `amberctl status` and kin.
 *
 * Every counter of every bound is here: what was dropped, cut, forgotten or
 * refused can be seen.
 */
#ifndef APP_STATUS_REPORT_H
#define APP_STATUS_REPORT_H

#include <jansson.h>

struct runtime;

/* New references. */
json_t *status_report(const struct runtime *runtime);
json_t *status_report_sources(const struct runtime *runtime);
json_t *status_report_rules(const struct runtime *runtime);

#endif
