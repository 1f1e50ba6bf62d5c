/*
 * record_shape -- how a format's records lie in the lines of its files.
 *
 * A decoder names the shape of its format; record/assembler makes the records.
 */
#ifndef MODEL_RECORD_SHAPE_H
#define MODEL_RECORD_SHAPE_H

enum record_shape {
    /* Each line is a record. */
    SHAPE_LINE,

    /* Lines of syslog, where "message repeated 3 times" stands for three. */
    SHAPE_REPEATED,

    /* A line that begins with a tab goes on with the one before: PostgreSQL. */
    SHAPE_CONTINUED,

    /* CSV: a line that ends within quotes goes on with the next. */
    SHAPE_QUOTED,

    /* Paragraphs from "Start-Date:" to "End-Date:", of which the end may be missing:
     * apt's history. */
    SHAPE_STANZA,

    /* Lines of one event share the serial in "audit(1793577901.123:4567)": auditd. */
    SHAPE_AUDIT,

    /* Lines at the head of the file, and again where they change, name the columns:
     * Zeek ("#fields"), CSV with a header.  They are no records; struct record has
     * them in header, and the decoder's layout is made of them. */
    SHAPE_HEADED_HASH,  /* lines that begin with "#" */
    SHAPE_HEADED_FIRST, /* the first line of the file; where the settings have a layout
                         * it is none, and each line is a record */

    /* JSON, a value a line; one that holds many records is taken apart: an array,
     * OTLP's resourceLogs, {"Records": [...]}.  record/json_parts.h says how. */
    SHAPE_JSON,
};

#endif
