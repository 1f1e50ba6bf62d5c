#include "decode/json_scout.h"

#include "support/suite.h"

/* What is found of "a", of "b" in "o", and of "c"; NULL: it is not there. */
static const struct {
    const char *text;
    const char *a;
    const char *b;
    const char *c;
} objects[] = {
    {"{\"a\":\"x\",\"o\":{\"b\":7},\"c\":true}", "x", "7", "true"},
    {"{\"o\":{\"a\":1,\"c\":2,\"b\":\"\\u0041\"},\"c\":[3,4]}", NULL, "A", "3"},
    {"{\"a\":[[1],2],\"o\":[{\"b\":1}],\"c\":{\"a\":1}}", NULL, NULL, NULL},
    {"{\"a\":[],\"c\":[],\"o\":{}}", NULL, NULL, NULL},
    {"{\"a\":null,\"\\u0063\":1.5,\"o\":\"b\"}", NULL, NULL, "1.5"},
    {"{\"a\":\"first\",\"a\":\"second\"}", "first", NULL, NULL},
    {"{\"x\":{\"a\":1},\"a\":2}", "2", NULL, NULL},
    {"{\"a\":\"x\",\"o\":{\"b\":\"cut", "x", "cut", NULL},
    {"{\"c\":[\"\\u0063ut", NULL, NULL, "cut"},
    {"{\"a\":[1,", "1", NULL, NULL},
    {"[{\"a\":1}]", NULL, NULL, NULL},
    {"", NULL, NULL, NULL},
};

static void check(struct arena *arena, const struct json_wish *wish, const char *wanted,
                  const char *text)
{
    ck_assert_msg(wish->is_found == (wanted != NULL), "%s in %s", wish->name, text);
    ck_assert_msg(text_equal(json_wish_text(arena, wish), text_of(wanted)), "%s in %s", wish->name,
                  text);
}

START_TEST(wishes_are_filled)
{
    struct arena *arena = arena_create(1024);

    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        struct json_wish wishes[] = {{.name = "a"}, {.outer = "o", .name = "b"}, {.name = "c"}};

        json_scout(arena, text_of(objects[i].text), wishes, 3);
        check(arena, &wishes[0], objects[i].a, objects[i].text);
        check(arena, &wishes[1], objects[i].b, objects[i].text);
        check(arena, &wishes[2], objects[i].c, objects[i].text);
    }
    arena_destroy(arena);
}
END_TEST

SUITE_MAIN("json_scout", wishes_are_filled)
