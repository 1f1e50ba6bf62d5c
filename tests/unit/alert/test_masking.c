#include "alert/masking.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

static void check_masked(struct text text, const char *expect)
{
    struct buffer shown = {0};

    masking_append(&shown, text);
    ck_assert_str_eq(buffer_string(&shown), expect);
    buffer_finish(&shown);
}

START_TEST(plain_lines_stay_as_they_are)
{
    static const char *const lines[] = {
        "",
        "Failed password for invalid user maria from 192.0.2.1 port 22 ssh2",
        "mail=maria@example.org login=o'brien card=4111111111111111",
        "max_tokens=5 total_tokens: 7 tokens_used=9",
        "why? who? what?, (?, ?)",
        "Accepted password for maria",
        "GET /a%3Fb=c HTTP/1.1",
        "bypass=1 compass=north dkim=pass token_type=Bearer",
    };

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        check_masked(text_of(lines[i]), lines[i]);
}
END_TEST

START_TEST(queries_are_masked_anywhere)
{
    check_masked(TEXT("GET http://a.example/b?c=d&e=f HTTP/1.1"),
                 "GET http://a.example/b?[masked 7 bytes] HTTP/1.1");
    check_masked(TEXT("\"GET /?q=secret HTTP/1.1\" 200 \"/r?x\""),
                 "\"GET /?[masked 8 bytes] HTTP/1.1\" 200 \"/r?[masked 1 bytes]\"");
    check_masked(TEXT("{\"u\":\"/a?b=\\\"c\",\"n\":1}"), "{\"u\":\"/a?[masked 5 bytes]\",\"n\":1}");
    check_masked(TEXT("/a?b?c #d"), "/a?[masked 3 bytes] #d");
    check_masked(TEXT("/a?b'c'd e"), "/a?[masked 5 bytes] e");
    check_masked(TEXT("/a??x"), "/a?[masked 2 bytes]");
}
END_TEST

START_TEST(passwords_of_urls_are_masked)
{
    check_masked(TEXT("postgres://maria:hunter2@db/x"), "postgres://maria:[masked 7 bytes]@db/x");
    check_masked(TEXT("https://a:b:c@d@e/"), "https://a:[masked 5 bytes]@e/");
    check_masked(TEXT("git clone https://ghp_0123456789abcdefABCD@git.example/x"),
                 "git clone https://[masked 24 bytes]@git.example/x");
    check_masked(TEXT("https://0123456789abcdef0123:x-oauth@git.example/"),
                 "https://[masked 20 bytes]:[masked 7 bytes]@git.example/");
    check_masked(TEXT("ssh://git@git.example/ https://maria.clara7@git.example/"),
                 "ssh://git@git.example/ https://maria.clara7@git.example/");
    check_masked(TEXT("https://example.org:8443/a@b"), "https://example.org:8443/a@b");
}
END_TEST

START_TEST(secrets_are_masked_however_they_are_written)
{
    static const struct {
        const char *line;
        const char *expect;
    } cases[] = {
        {"password=hunter2 user=maria", "password=[masked 7 bytes] user=maria"},
        {"PassWord: hunter2", "PassWord: [masked 7 bytes]"},
        {"db_passwd := x1 y", "db_passwd := [masked 2 bytes] y"},
        {"PWD=>x", "PWD=>[masked 1 bytes]"},
        {"X-API-Key: k v", "X-API-Key: [masked 1 bytes] v"},
        {"client.apiKey='a b' c", "client.apiKey='[masked 3 bytes]' c"},
        {"access_token=\"a\\\"b\" c", "access_token=\"[masked 4 bytes]\" c"},
        {"{\"Secret\" : \"a b\", \"n\": 1}", "{\"Secret\" : \"[masked 3 bytes]\", \"n\": 1}"},
        {"{\\\"password\\\":\\\"a\\\",\\\"n\\\":1}",
         "{\\\\\"password\\\\\":\\\\\"[masked 2 bytes]\",\\\\\"n\\\\\":1}"},
        {"{\"token\":123}", "{\"token\":[masked 4 bytes]"},
        {"{\"token\":[\"a\", \"b\"]}", "{\"token\":[masked 11 bytes]"},
        {"user[password]=x", "user[password]=[masked 1 bytes]"},
        {"password%3Dx&a", "password%3D[masked 3 bytes]"},
        {"mysql --password hunter2 db", "mysql --password [masked 7 bytes] db"},
        {"Authorization: Bearer a.b.c", "Authorization: [masked 12 bytes]"},
        {"curl -H \"Authorization: Basic abc\" x", "curl -H \"Authorization: [masked 9 bytes]\" x"},
        {"Cookie: a=\"b\"; c=d", "Cookie: [masked 10 bytes]"},
        {"set-cookie=a b", "set-cookie=[masked 3 bytes]"},
        {"password='it''s' x", "password='[masked 5 bytes]' x"},
        {"password=", "password="},
        {"password=\"open", "password=\"[masked 4 bytes]"},
        {"auth Bearer a.b.c ok", "auth Bearer [masked 5 bytes] ok"},
        {"\"h\":\"bearer abc\",\"n\":1", "\"h\":\"bearer [masked 3 bytes]\",\"n\":1"},
        {"pass=hunter2 user=maria", "pass=[masked 7 bytes] user=maria"},
        {"DB_PASS: hunter2", "DB_PASS: [masked 7 bytes]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_masked(text_of(cases[i].line), cases[i].expect);
}
END_TEST

START_TEST(the_directory_of_sudo_is_no_password)
{
    static const struct {
        const char *line;
        const char *expect; /* NULL: as it is */
    } cases[] = {
        {"ana : TTY=pts/0 ; PWD=/home/ana ; USER=root ; COMMAND=/bin/ls", NULL},
        {"sudo[7]: ana : PWD=/srv/a b ; USER=root ; TSID=000001 ; COMMAND=/bin/ls", NULL},
        {"ana : TTY=pts/0 ; PWD=/srv/token=x ; USER=root ; COMMAND=/bin/ls",
         "ana : TTY=pts/0 ; PWD=/srv/token=[masked 1 bytes] ; USER=root ; COMMAND=/bin/ls"},
        {"ana : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/sh -c PWD=/x1 y",
         "ana : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/bin/sh -c PWD=[masked 3 bytes] y"},
        {"ana : TTY=pts/0 ; PWD=hunter2 ; USER=root ; COMMAND=/bin/ls",
         "ana : TTY=pts/0 ; PWD=[masked 7 bytes] ; USER=root ; COMMAND=/bin/ls"},
        {"ana : TTY=pts/0 ; PWD=/hunter2 ; UID=sa ; COMMAND=/bin/ls",
         "ana : TTY=pts/0 ; PWD=[masked 8 bytes] ; UID=sa ; COMMAND=/bin/ls"},
        {"UID=sa ; PWD=/hunter2 ; USER=root", "UID=sa ; PWD=[masked 8 bytes] ; USER=root"},
        {"UID=sa;PWD=/hunter2 ; USER=root ; COMMAND=x",
         "UID=sa;PWD=[masked 8 bytes] ; USER=root ; COMMAND=x"},
        {"a : DB_PWD=/hunter2 ; USER=root ; COMMAND=x",
         "a : DB_PWD=[masked 8 bytes] ; USER=root ; COMMAND=x"},
        {"PWD=/hunter2", "PWD=[masked 8 bytes]"},
        {" ; PWD=/hunter2", " ; PWD=[masked 8 bytes]"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_masked(text_of(cases[i].line), cases[i].expect ? cases[i].expect : cases[i].line);
}
END_TEST

START_TEST(literals_of_sql_are_masked)
{
    check_masked(TEXT("maria: SELECT * FROM t WHERE ssn = '078-05-1120'"),
                 "maria: SELECT * FROM t WHERE ssn = '[masked 11 bytes]'");
}
END_TEST

START_TEST(what_is_shown_is_printable)
{
    check_masked(TEXT("a\x1b[2Jb\nc\xFF\xE2\x80\xAE"), "a\\x1b[2Jb\\x0ac\\xff\\xe2\\x80\\xae");
}
END_TEST

START_TEST(only_so_much_is_looked_at)
{
    static char line[1 << 20];
    struct buffer shown = {0};

    memset(line, 'x', sizeof line);
    masking_append(&shown, (struct text){line, sizeof line});
    ck_assert_uint_eq(shown.length, MASKING_TEXT_MOST);
    buffer_finish(&shown);
}
END_TEST

START_TEST(names_tell_secrets_and_content)
{
    ck_assert(masking_is_secret(TEXT("http.request.headers.Authorization")));
    ck_assert(masking_is_secret(TEXT("user_PASSWORD_hash")));
    ck_assert(masking_is_secret(TEXT("refreshToken")));
    ck_assert(!masking_is_secret(TEXT("user.name")));
    ck_assert(!masking_is_secret(TEXT("usage.total_tokens")));
    ck_assert(!masking_is_secret(TEXT("")));
    ck_assert(masking_is_content(TEXT("gen_ai.prompt")));
    ck_assert(masking_is_content(TEXT("Messages")));
    ck_assert(masking_is_content(TEXT("audit_record.sqltext")));
    ck_assert(!masking_is_content(TEXT("content.length")));
    ck_assert(!masking_is_content(TEXT("prompt.")));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("masking");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int failed = 0;

    tcase_add_test(all, plain_lines_stay_as_they_are);
    tcase_add_test(all, queries_are_masked_anywhere);
    tcase_add_test(all, passwords_of_urls_are_masked);
    tcase_add_test(all, secrets_are_masked_however_they_are_written);
    tcase_add_test(all, the_directory_of_sudo_is_no_password);
    tcase_add_test(all, literals_of_sql_are_masked);
    tcase_add_test(all, what_is_shown_is_printable);
    tcase_add_test(all, only_so_much_is_looked_at);
    tcase_add_test(all, names_tell_secrets_and_content);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
