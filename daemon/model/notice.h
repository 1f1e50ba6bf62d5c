/*
 * notice -- what amberd may have to say, by kinds, each with a name and an identifier
 * for good.
 *
 * The identifier is systemd's MESSAGE_ID: journalctl(1) finds a kind by it, and what
 * systemd/amberd.catalog says of it is what `journalctl -x` shows.  `make lint` holds
 * this table, the catalog and amberd(8) to each other.  A kind that goes takes its
 * identifier with it; none is ever given to another.
 *
 * Priorities say what the watching is worth meanwhile:
 *
 *     CRITICAL   nothing is watched, or alerts do not arrive
 *     ERROR      something is not watched, or what was asked for was refused
 *     WARNING    all is watched; somebody should look
 *     NOTICE     what was wrong is right again, or mended itself
 *     INFO       as it should be
 *     BY_COLOUR  about an alert: warning when it is Amber, critical when it is Red
 */
#ifndef MODEL_NOTICE_H
#define MODEL_NOTICE_H

#include "model/severity.h"

/* A row a line, as the lint reads them. */
/* clang-format off */
#define NOTICE_TABLE(ROW) \
    ROW(STARTED,              "started",               INFO,      "a60767d4ede245d4a5ab4a44b33afbe1") \
    ROW(STARTED_UNCLEAN,      "started-unclean",       WARNING,   "8202f1106f9f424db1a6f5642d50c799") \
    ROW(STOPPED,              "stopped",               INFO,      "18d45581167444eea5b88eaa50ff4ec1") \
    ROW(START_FAILED,         "start-failed",          ERROR,     "b871debe63334fefadee227bd4399cb0") \
    ROW(RELOADED,             "reloaded",              INFO,      "2a80b467b8cb4d128a59a6a09d451596") \
    ROW(RELOAD_REFUSED,       "reload-refused",        ERROR,     "e93ab809df7549e3a17cdd7b1ac99d4a") \
    ROW(SETTINGS_MISTAKE,     "settings-mistake",      ERROR,     "15cdd391335f4f16b7abe9a2d560be06") \
    ROW(SETTINGS_DOUBT,       "settings-doubt",        WARNING,   "e7dd7d6644a34d83b7e71ddb280887d0") \
    ROW(RULE_MISTAKE,         "rule-mistake",          ERROR,     "7fb200051d6b4605a29b69d8e8cb533a") \
    ROW(RULE_DOUBT,           "rule-doubt",            WARNING,   "909c98c879b54b6eb133ed3e3d067797") \
    ROW(JOURNAL_BLOCKED,      "journal-blocked",       CRITICAL,  "ca9423474b3f4761bb6624e181286c75") \
    ROW(JOURNAL_WRITABLE,     "journal-writable",      NOTICE,    "50a055278d0a4dc6aa27091ce59442bb") \
    ROW(JOURNAL_REPLACED,     "journal-replaced",      WARNING,   "361cd743c349462aace7d72feeaf3a79") \
    ROW(RESERVE_SPENT,        "reserve-spent",         WARNING,   "6d5ee9fe308349cabc77cf052f32b8fc") \
    ROW(RESERVE_RESTORED,     "reserve-restored",      NOTICE,    "116331f1b39c43b491327e449127c758") \
    ROW(STATE_LEFT_OUT,       "state-left-out",        ERROR,     "845605208ad34dd69b4ff162d46fca21") \
    ROW(EVIDENCE_NOT_ERASED,  "evidence-not-erased",   WARNING,   "ab251c89df5e40889a7cfa0f329e857d") \
    ROW(LOG_UNREADABLE,       "log-unreadable",        ERROR,     "3183e216894447ea9e5c1e6d8da493b9") \
    ROW(LOG_READABLE,         "log-readable",          NOTICE,    "529b37bc8edb4a20bd3c021ee62afc7b") \
    ROW(LOG_GAP,              "log-gap",               ERROR,     "86acd21d3dc8442fae8d5efa77cd74dc") \
    ROW(LOG_LIMIT,            "log-limit",             ERROR,     "33a3a5be0b92464885e6113f881140d5") \
    ROW(LOG_NOTICES_LOST,     "log-notices-lost",      NOTICE,    "186bd61db73a41ec815de61db0b985b4") \
    ROW(GROUP_MISSING,        "group-missing",         WARNING,   "3953a10ad86e42d48be418dd87dfaae6") \
    ROW(GROUP_NOT_GIVEN,      "group-not-given",       WARNING,   "16d116ec610f42aba1ea2e6758d5974a") \
    ROW(METRICS_NOT_WRITTEN,  "metrics-not-written",   WARNING,   "09f99027a3984a8f9c241a3d521da029") \
    ROW(CONTROL_REFUSED,      "control-refused",       WARNING,   "a27a003ae2f449b698271d4ba72ba4e4") \
    ROW(FEED_REFUSED,         "feed-refused",          WARNING,   "83d60431ce214546baf0e594f783c2dd") \
    ROW(FEED_NOT_ACCEPTING,   "feed-not-accepting",    WARNING,   "28fa39a543164566ac35a4e2bc9817c3") \
    ROW(FEED_READER_DROPPED,  "feed-reader-dropped",   WARNING,   "6712df9089a74937bba0e6b53791d761") \
    ROW(FEED_JOURNAL_FAILED,  "feed-journal-failed",   ERROR,     "d353ca3f1569402aa07febfb488bad4b") \
    ROW(SYSLOG_LOST,          "syslog-lost",           WARNING,   "d36a1f5c91ab492292ea82244901d511") \
    ROW(SYSLOG_FOUND,         "syslog-found",          NOTICE,    "34ab35caead24952bdc4f63f2247e431") \
    ROW(ALERT_AMBER,          "alert-amber",           BY_COLOUR, "7452859afb494fbebf645204d2b140d5") \
    ROW(ALERT_RED,            "alert-red",             BY_COLOUR, "16e85ca66b1848d7bbebf53be8003695") \
    ROW(ALERT_ESCALATED,      "alert-escalated",       BY_COLOUR, "56f96fb7c4de4239b309205d44d3eede") \
    ROW(ALERT_REOPENED,       "alert-reopened",        BY_COLOUR, "50213fda1fb644f6aa5a4a06b5a89e33") \
    ROW(ALERT_CLOSED,         "alert-closed",          BY_COLOUR, "883a100b62274f0186b137bd830ef613") \
    ROW(ALERT_FALSE_POSITIVE, "alert-false-positive",  BY_COLOUR, "25993825a8404734a762b6294d0b4641") \
    ROW(ALERTS_NOT_SENT,      "alerts-not-sent",       CRITICAL,  "0081612e605345abb5ea1f00e79c0e24")
/* clang-format on */

#define NOTICE_MEMBER(word, name, priority, id) NOTICE_##word,
enum notice { NOTICE_TABLE(NOTICE_MEMBER) NOTICE_COUNT };
#undef NOTICE_MEMBER

/* As in syslog(3). */
enum notice_priority {
    PRIORITY_BY_COLOUR = 0,
    PRIORITY_CRITICAL = 2,
    PRIORITY_ERROR = 3,
    PRIORITY_WARNING = 4,
    PRIORITY_NOTICE = 5,
    PRIORITY_INFO = 6,
};

/* Takes what somebody below app/ wants to be said in the daemon's log. */
typedef void notice_report(enum notice notice, const char *message, void *cookie);

struct notice_kind {
    const char *name; /* "reload-refused" */
    enum notice_priority priority;
    const char *id; /* 32 hex digits */
};

const struct notice_kind *notice_kind(enum notice notice);

/* The priority of a kind; severity decides for those that go by colour. */
enum notice_priority notice_priority(enum notice notice, enum severity severity);

#endif
