/*
 * alert_page -- what a contact is told about an alert: amberd-notify(8) names it all.
 */
#ifndef NOTIFIER_ALERT_PAGE_H
#define NOTIFIER_ALERT_PAGE_H

#include "notifier/alert_notice.h"
#include "notifier/page.h"

/* The page about a record of an alert, or that the alert is over. */
struct page *alert_page_create(const struct alert_notice *notice, enum page_contact contact,
                               bool is_resolve);

#endif
