#include "sigma/literals.h"

#include <check.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/case_fold.h"
#include "base/pattern.h"
#include "support/rule_case.h"

/* Regexes, and the literal that what they match must hold; "" = none for certain. */
static const char *const regexes[][2] = {
    {"failed", "failed"},
    {"fai.lead", "lead"},
    {"a.bcd.ef", "bcd"},
    {"abc?de", "ab"},
    {"abc*de", "ab"},
    {"abc+de", "abc"},
    {"abc{0,3}de", "ab"},
    {"abc{2}de", "ab"},
    {"abcd{2}?efghi", "efghi"},
    {"abc{,3}defg", "defg"},
    {"x{[}foo]", ""},
    {"abc{x}", ""},
    {"abc|def", ""},
    {"(abc|def)ghij", "ghij"},
    {"(abc)?de", "de"},
    {"abcd(ef)*", "abcd"},
    {"(?i)abc", "abc"},
    {"(?i:abc)defg", "defg"},
    {"(?:a(b)c)defg", "defg"},
    {"abcd(?=efg)", "abcd"},
    {"(?!abcdef)gh", "gh"},
    {"(?<!abcdef)gh", "gh"},
    {"(?x) a b c", ""},
    {"(?im-s)abc", "abc"},
    {"(?#x)abc", ""},
    {"(?<name>abc)defg", ""},
    {"(?P<name>abc)defg", ""},
    {"(?(1)abc|def)", ""},
    {"(*UTF)abc", ""},
    {"[abc]defg", "defg"},
    {"[]abc]defg", "defg"},
    {"[^]abc]defg", "defg"},
    {"[\\]abc]defg", "defg"},
    {"[[:alpha:]]defg", ""},
    {"[\\c]defg]hi", ""},
    {"[\\Q]\\E]abc", ""},
    {"[abc", ""},
    {"abc\\.def", ".def"},
    {"abc\\.?def", "abc"},
    {"abc\\def", "abc"},
    {"\\d+ bytes", " bytes"},
    {"\\bword\\b", "word"},
    {"\\x41bcd", ""},
    {"\\Qabc\\E", ""},
    {"abc\\Kdef", ""},
    {"\\1abc", ""},
    {"\\p{L}abc", ""},
    {"a\\", ""},
    {"^abc$", "abc"},
    {"abcd\xC3\xA9?", "abcd\xC3"},
    {"", ""},
    {".*", ""},
    {"(((abc)))de", "de"},
    {"((abc)de", ""},
    {"abc)de", ""},
};

START_TEST(of_regexes)
{
    struct text literal = literals_of_regex(text_of(regexes[_i][0]));

    ck_assert_msg(text_equal(literal, text_of(regexes[_i][1])), "%s: '%.*s'", regexes[_i][0],
                  TEXT_ARGS(literal));
}
END_TEST

static enum field_standing standing(struct text field, void *cookie)
{
    (void)cookie;
    if (text_equal(field, TEXT("made")))
        return STANDING_DERIVED;
    return text_equal(field, TEXT("lacking")) ? STANDING_NEVER : STANDING_VERBATIM;
}

/* Detections, and their literals; "-" = nothing can be said, "" = no record matches. */
static const char *const detections[][2] = {
    {" a: {f: Alpha}\n condition: a", "alpha"},
    {" a: {f: al}\n condition: a", "-"},
    {" a: {f: 12345}\n condition: a", "-"},
    {" a: {f: '12345'}\n condition: a", "-"},
    {" a: {f: '1.5e-7'}\n condition: a", "-"},
    {" a: {f: '12345x'}\n condition: a", "12345x"},
    {" a: ['12345']\n condition: a", "12345"},
    {" a: {f: null}\n condition: a", "-"},
    {" a: {f: true}\n condition: a", "-"},
    {" a: {f|exists: true}\n condition: a", "-"},
    {" a: {f|cidr: 192.0.2.0/24}\n condition: a", "-"},
    {" a: {f|fieldref: g}\n condition: a", "-"},
    {" a: {f|gt: 5}\n condition: a", "-"},
    {" a: {f: 'ab*cdef?gh'}\n condition: a", "cdef"},
    {" a: {f|contains: 'C:\\\\Windows\\\\x.exe'}\n condition: a", "windows"},
    {" a: {f|contains: 'ab/cde%20fg'}\n condition: a", "20fg"},
    {" a: {f|contains: 'say \"hello\"'}\n condition: a", "hello"},
    {" a: {f|contains: 'caf\xC3\xA9 bar'}\n condition: a", " bar"},
    {" a: {f|contains|cased: ABC}\n condition: a", "abc"},
    {" a: {f|contains: \"\\u212Aelvin\"}\n condition: a", "kelvin"},
    {" a: {f|re: 'ab+cdef(g|h)'}\n condition: a", "cdef"},
    {" a: {f: [alpha, beta]}\n condition: a", "alpha beta"},
    {" a: {f: [alpha, b]}\n condition: a", "-"},
    {" a: {f: alpha, g: be}\n condition: a", "alpha"},
    {" a: {f|contains|all: [alp, bravo]}\n condition: a", "bravo"},
    {" a: {f: alpha, made: beautiful}\n condition: a", "alpha"},
    {" a: {made: alpha}\n condition: a", "-"},
    {" a: {f: alpha}\n b: {g: gamma}\n condition: a or b", "alpha gamma"},
    {" a: {f: alpha}\n b: {made: gamma}\n condition: a or b", "-"},
    {" a: {f: alpha}\n b: {g: gamma}\n condition: a and not b", "alpha"},
    {" a: {f: alpha}\n condition: not a", "-"},
    {" a: {f: alpha}\n condition: not (not a)", "-"},
    {" a: {lacking: alpha}\n condition: a", ""},
    {" a: {lacking|gt: 5}\n condition: a", ""},
    {" a: {lacking: null}\n condition: a", "-"},
    {" a: {lacking|exists: false}\n condition: a", "-"},
    {" a: {lacking: alpha}\n condition: not a", "-"},
    {" a: {lacking: alpha}\n b: {f: beta}\n condition: a or b", "beta"},
    {" a: {lacking: alpha}\n b: {f: beta}\n condition: a and b", ""},
    {" a: {f|neq: alpha}\n condition: a", "-"},
    {" a: {f: alpha}\n b: {g: beta}\n condition: 1 of them", "alpha beta"},
    {" a: [one two, three]\n condition: a", "one two three"},
};

static void write_literals(const char *detection, bool may_be_reset, struct buffer *told)
{
    const struct literal_question question = {standing, may_be_reset, NULL};
    struct arena *arena = arena_create(4096);
    struct literal_list literals = {0};
    struct buffer yaml = {0};
    struct rule_case *rule_case = NULL;

    buffer_printf(&yaml, "%s%s\n", RULE_HEAD, detection);
    rule_case = rule_case_create(buffer_string(&yaml));
    ck_assert_msg(rule_set_count(rule_case->set) == 1, "%s", detection);
    if (!rule_set_literals(rule_case->set, 0, &question, arena, &literals))
        buffer_printf(told, "-");
    for (size_t i = 0; i < literals.count; i++)
        buffer_printf(told, "%s%.*s", i > 0 ? " " : "", TEXT_ARGS(literals.items[i]));
    rule_case_destroy(rule_case);
    arena_destroy(arena);
    buffer_finish(&yaml);
}

START_TEST(of_detections)
{
    struct buffer told = {0};

    write_literals(detections[_i][0], false, &told);
    ck_assert_msg(text_equal(buffer_text(&told), text_of(detections[_i][1])), "%s: '%s'",
                  detections[_i][0], buffer_string(&told));
    buffer_finish(&told);
}
END_TEST

/* What asks for text, and its literal in a record that stands in its line as it is, and
 * in one that is made of parts of the line. */
static const char *const asking[][3] = {
    {" a: ['{a}: fine words , true']", "{a}: fine words , true", "fine words"},
    {" a: {event.original|contains: '{a}: fine words , true'}", "{a}: fine words , true",
     "fine words"},
    {" a: {event.original|contains: ':{},'}", ":{},", "-"},
    {" a: {f: '{a}: fine words , true'}", "{a}: fine words , true", "{a}: fine words , true"},
};

START_TEST(of_json_that_is_set_anew)
{
    for (unsigned may_be_reset = 0; may_be_reset < 2; may_be_reset++) {
        struct buffer detection = {0};
        struct buffer told = {0};

        buffer_printf(&detection, "%s\n condition: a", asking[_i][0]);
        write_literals(buffer_string(&detection), may_be_reset, &told);
        ck_assert_str_eq(buffer_string(&told), asking[_i][1 + may_be_reset]);
        buffer_finish(&detection);
        buffer_finish(&told);
    }
}
END_TEST

/* Only two characters beyond ASCII are equal to ASCII letters but for case, for regexes
 * too: the sieve lets lines with those pass, and no others. */
START_TEST(two_characters_fold_to_ascii)
{
    struct error err = {0};
    struct pattern *ascii = pattern_compile(TEXT("[ -~]"), PATTERN_CASELESS, &err);

    ck_assert_ptr_nonnull(ascii);
    for (uint32_t code_point = 0x80; code_point < 0x110000; code_point++) {
        char bytes[4] = "";
        struct text text = {bytes, 0};

        if (code_point >= 0xD800 && code_point < 0xE000)
            continue;
        if (code_point < 0x800) {
            bytes[text.length++] = (char)(0xC0 | code_point >> 6);
        } else {
            if (code_point < 0x10000) {
                bytes[text.length++] = (char)(0xE0 | code_point >> 12);
            } else {
                bytes[text.length++] = (char)(0xF0 | code_point >> 18);
                bytes[text.length++] = (char)(0x80 | (code_point >> 12 & 0x3F));
            }
            bytes[text.length++] = (char)(0x80 | (code_point >> 6 & 0x3F));
        }
        bytes[text.length++] = (char)(0x80 | (code_point & 0x3F));
        ck_assert_msg((pattern_search(ascii, text, NULL) == PATTERN_MATCH) ==
                          (code_point == 0x17F || code_point == 0x212A),
                      "U+%04X", (unsigned)code_point);
        ck_assert_msg((case_fold(code_point) < 0x80) ==
                          (code_point == 0x17F || code_point == 0x212A),
                      "U+%04X", (unsigned)code_point);
    }
    pattern_destroy(ascii);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("literals");
    TCase *all = tcase_create("literals");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_set_timeout(all, 300);
    tcase_add_loop_test(all, of_regexes, 0, sizeof regexes / sizeof *regexes);
    tcase_add_loop_test(all, of_detections, 0, sizeof detections / sizeof *detections);
    tcase_add_loop_test(all, of_json_that_is_set_anew, 0, sizeof asking / sizeof *asking);
    tcase_add_test(all, two_characters_fold_to_ascii);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
