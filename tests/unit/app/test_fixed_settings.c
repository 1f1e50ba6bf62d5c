#include "app/fixed_settings.h"

#include "base/diagnostics.h"
#include "support/suite.h"

static struct settings *settings_of(const char *yaml)
{
    struct diagnostics diagnostics = {0};
    struct settings *settings = settings_parse("/etc/x.yml", text_of(yaml), &diagnostics);

    ck_assert_msg(settings != NULL, "%s", yaml);
    diagnostics_finish(&diagnostics);
    return settings;
}

static const struct {
    const char *began;
    const char *now;
    const char *changed;
} changes[] = {
    {"feed: {socket: /run/a}\n", "feed: {socket: /run/a}\n", "[]"},
    {"feed: {socket: /run/a}\n", "feed: {socket: /run/b}\n", "[\"feed.socket\"]"},
    {"feed: {group: a}\n", "feed: {group: b}\ncontrol: {group: c}\n", "[]"},
    {"tail: {rescan: 120s}\n", "tail: {rescan: 2m}\n", "[]"},
    {"tail: {rescan: 60s, linger: 1m}\n", "tail: {rescan: 5s, linger: 2m}\n", "[\"tail.rescan\"]"},
    {"state: {directory: /a}\n", "state: {directory: /b, reserve: 1MiB}\n",
     "[\"state.directory\", \"state.reserve\"]"},
};

START_TEST(what_a_reload_leaves_is_named)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct settings *began = settings_of(changes[i].began);
        struct settings *now = settings_of(changes[i].now);
        struct fixed_settings *fixed = fixed_settings_take(began);
        json_t *names = fixed_settings_changed(fixed, now);
        json_t *expected = json_loads(changes[i].changed, 0, NULL);

        ck_assert_msg(json_equal(names, expected), "%s", changes[i].now);
        json_decref(expected);
        json_decref(names);
        fixed_settings_destroy(fixed);
        settings_destroy(now);
        settings_destroy(began);
    }
}
END_TEST

SUITE_MAIN("fixed_settings", what_a_reload_leaves_is_named)
