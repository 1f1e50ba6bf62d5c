/*
 * fortinet_line -- the pairs of a line of FortiGate's log, those with a meaning by name.
 */
#ifndef DECODE_FORTINET_LINE_H
#define DECODE_FORTINET_LINE_H

#include <stdbool.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

struct event;

/* What each name's value is; names of old releases are under the new one.  The texts
 * point into the line or the arena; an empty one was not said, or as "N/A". */
struct fortinet_line {
    struct text action;
    struct text agent;
    struct text app;
    struct text appcat;
    struct text assignip;
    struct text attack;
    struct text catdesc;
    struct text cfgobj;
    struct text cfgpath;
    struct text date;
    struct text devid;
    struct text devname;
    struct text dstintf;
    struct text dstip;
    struct text dstport;
    struct text duration;
    struct text eventtime;
    struct text filtername;
    struct text group;
    struct text hostname;
    struct text httpmethod;
    struct text ipaddr;
    struct text level;
    struct text locip;
    struct text locport;
    struct text logdesc;
    struct text logid;
    struct text msg;
    struct text policyname;
    struct text proto;
    struct text qname;
    struct text qtype;
    struct text rcvdbyte;
    struct text reason;
    struct text referrer;
    struct text remip;
    struct text remport;
    struct text sentbyte;
    struct text service;
    struct text sessionid;
    struct text srcintf;
    struct text srcip;
    struct text srcport;
    struct text status;
    struct text subtype;
    struct text time;
    struct text tunnelid;
    struct text tunnelip;
    struct text tunneltype;
    struct text type;
    struct text tz;
    struct text ui;
    struct text url;
    struct text user;
    struct text utmaction;
    struct text virus;
    struct text vpntunnel;
    struct text xauthuser;
    bool has_repeated; /* a key stands in the line twice */
};

/* Takes text apart, putting every pair into the event under its own name.  False where
 * that is no line of this kind: it has no type, or names neither log nor device. */
bool fortinet_line_read(struct text text, struct event *event, struct fortinet_line *line);

/* Puts what the line says of users, groups and addresses behind the first value of a
 * repeated key, as more values of our fields. */
void fortinet_line_put_repeated(struct text text, const struct fortinet_line *line,
                                struct event *event);

/* When it happened; TIMESTAMP_NONE where the line does not say.  See fortinet.h. */
timestamp fortinet_line_time(const struct fortinet_line *line, const struct zone *zone);

#endif
