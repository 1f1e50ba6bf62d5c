#include "decode/gateway_url.h"

#include <string.h>

#include "base/buffer.h"
#include "model/event.h"
#include "support/suite.h"

static const struct {
    const char *host;
    const char *url;
    const char *fields;
} urls[] = {
    {"", "", ""},
    {"Chat.Example.com.", "", "url.domain=chat.example.com destination.domain=chat.example.com"},
    {"", "https://Chat.Example.com:8443/a?q=1#f",
     "url.domain=chat.example.com destination.domain=chat.example.com "
     "url.full=https://Chat.Example.com:8443/a?q=1#f url.scheme=https url.port=8443 url.path=/a "
     "url.query=q=1"},
    {"", "http://ines:secret@a.example/",
     "url.domain=a.example destination.domain=a.example url.full=http://a.example/ "
     "url.scheme=http url.path=/"},
    {"other.example", "http://a.example/",
     "url.domain=a.example destination.domain=a.example url.full=http://a.example/ "
     "url.scheme=http url.path=/"},
    {"", "a.example/b?c=d",
     "url.domain=a.example destination.domain=a.example url.full=a.example/b?c=d url.path=/b "
     "url.query=c=d"},
    {"", "a.example:443/b",
     "url.domain=a.example destination.domain=a.example url.full=a.example:443/b url.port=443 "
     "url.path=/b"},
    {"", "[2001:db8::1]:443/",
     "url.domain=2001:db8::1 destination.domain=2001:db8::1 url.full=[2001:db8::1]:443/ "
     "url.port=443 url.path=/"},
    {"A.example", "/b?c",
     "url.domain=a.example destination.domain=a.example url.full=A.example/b?c url.path=/b "
     "url.query=c"},
    {"", "/b", "url.full=/b url.path=/b"},
    {"", "a.example", "url.domain=a.example destination.domain=a.example url.full=a.example"},
    {"", "http://", "url.full=http://"},
    {"a.example", "http:///x",
     "url.domain=a.example destination.domain=a.example url.full=http:///x"},
    {"", "?q", "url.full=?q url.query=q"},
    {"", "a:99999/", "url.domain=a destination.domain=a url.full=a:99999/ url.path=/"},
};

START_TEST(urls_are_taken_apart)
{
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        struct arena *arena = arena_create(1024);
        struct wanted_fields *wanted = wanted_fields_create();
        const struct record record = {.count = 1};
        struct event *event = event_create(arena, &record, wanted, true);
        struct buffer fields = {0};

        gateway_url_put(event, text_of(urls[i].host), text_of(urls[i].url));
        for (size_t j = 0; j < event->field_count; j++) {
            if (j > 0)
                buffer_append_byte(&fields, ' ');
            buffer_append_text(&fields, event->fields[j].name);
            buffer_append_byte(&fields, '=');
            buffer_append_text(&fields, value_text(arena, event->fields[j].value));
        }
        ck_assert_str_eq(buffer_string(&fields), urls[i].fields);
        buffer_finish(&fields);
        wanted_fields_destroy(wanted);
        arena_destroy(arena);
    }
}
END_TEST

SUITE_MAIN("gateway_url", urls_are_taken_apart)
