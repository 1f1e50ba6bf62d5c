#include "output/exposition.h"

#include "support/exposition_check.h"
#include "support/suite.h"

START_TEST(writes_what_the_format_asks_for)
{
    struct exposition to = {0};

    exposition_family(&to, METRIC_COUNTER, "x_total", "Things.");
    exposition_count(&to, "what", TEXT("a"), UINT64_MAX);
    exposition_family(&to, METRIC_GAUGE, "x_seconds", "Time.");
    exposition_seconds(&to, NULL, (struct text){0}, -1500001);
    ck_assert_str_eq(buffer_string(&to.text), "# HELP x_total Things.\n"
                                              "# TYPE x_total counter\n"
                                              "x_total{what=\"a\"} 18446744073709551615\n"
                                              "# HELP x_seconds Time.\n"
                                              "# TYPE x_seconds gauge\n"
                                              "x_seconds -1.500001\n");
    exposition_check(buffer_text(&to.text));
    exposition_finish(&to);
}
END_TEST

START_TEST(no_label_breaks_out)
{
    const struct {
        struct text value;
        const char *written;
    } rows[] = {
        {TEXT(""), "x_total{l=\"\"} 1\n"},
        {TEXT("a\"} 2\nx_total{l=\"b"), "x_total{l=\"a\\\"} 2\\\\x0ax_total{l=\\\"b\"} 1\n"},
        {TEXT("a\\"), "x_total{l=\"a\\\\\\\\\"} 1\n"},
        {TEXT("\xff\x1b[2J"), "x_total{l=\"\\\\xff\\\\x1b[2J\"} 1\n"},
        {TEXT("caf\xc3\xa9"), "x_total{l=\"caf\xc3\xa9\"} 1\n"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct exposition to = {0};
        size_t head = 0;

        exposition_family(&to, METRIC_COUNTER, "x_total", "Things.");
        head = to.text.length;
        exposition_count(&to, "l", rows[i].value, 1);
        ck_assert_str_eq(buffer_string(&to.text) + head, rows[i].written);
        exposition_check(buffer_text(&to.text));
        exposition_finish(&to);
    }
}
END_TEST

START_TEST(a_histogram_adds_up)
{
    struct exposition to = {0};
    struct histogram histogram = {{0}, 0};

    histogram_note(&histogram, -5);
    histogram_note(&histogram, 100);
    histogram_note(&histogram, 101);
    histogram_note(&histogram, DAY);
    exposition_family(&to, METRIC_HISTOGRAM, "x_seconds", "Time.");
    exposition_histogram(&to, &histogram);
    exposition_check(buffer_text(&to.text));
    ck_assert(exposition_value(buffer_text(&to.text), "x_seconds_bucket{le=\"0.000100\"}") == 2);
    ck_assert(exposition_value(buffer_text(&to.text), "x_seconds_bucket{le=\"0.000250\"}") == 3);
    ck_assert(exposition_value(buffer_text(&to.text), "x_seconds_bucket{le=\"5.000000\"}") == 3);
    ck_assert(exposition_value(buffer_text(&to.text), "x_seconds_count") == 4);
    ck_assert(exposition_value(buffer_text(&to.text), "x_seconds_sum") == 86400.000201);
    exposition_finish(&to);
}
END_TEST

/* The checker is worth what it refuses. */
START_TEST(what_is_wrong_is_refused)
{
    static const char *const rows[] = {
        "",
        "x 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total 1",
        "# HELP x h\n# TYPE x counter\nx 1\n",
        "# HELP x_total h\n# TYPE x_total gauge\nx_total 1\n",
        "# HELP x_total h\nx_total 1\n",
        "# TYPE x_total counter\nx_total 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total -1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total NaN\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total{a=\"b} 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total{a=\"\\x\"} 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total{1=\"b\"} 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_total 1\nx_total 1\n",
        "# HELP x_total h\n# TYPE x_total counter\nx_totals 1\n",
        "# HELP x h\n# TYPE x gauge\nx 1\n# HELP x h\n# TYPE x gauge\nx{a=\"b\"} 1\n",
        "# HELP x h\n# TYPE x histogram\nx_bucket{le=\"1\"} 1\nx_sum 1\nx_count 1\n",
        "# HELP x h\n# TYPE x histogram\nx_bucket{le=\"+Inf\"} 1\nx_count 1\n",
        "# HELP x h\n# TYPE x histogram\nx_bucket{le=\"+Inf\"} 1\nx_sum 1\nx_count 2\n",
        "# HELP x h\n# TYPE x histogram\nx_bucket{le=\"2\"} 1\nx_bucket{le=\"1\"} 1\n",
        "# HELP x h\n# TYPE x histogram\nx_bucket{le=\"1\"} 2\nx_bucket{le=\"2\"} 1\n",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error err = {0};

        ck_assert_msg(!exposition_is_good(text_of(rows[i]), &err), "%s", rows[i]);
        ck_assert(err.text[0] != '\0');
    }
}
END_TEST

SUITE_MAIN("exposition", writes_what_the_format_asks_for, no_label_breaks_out, a_histogram_adds_up,
           what_is_wrong_is_refused)
