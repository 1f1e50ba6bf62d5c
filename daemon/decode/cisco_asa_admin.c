#include "decode/cisco_asa_admin.h"

#include "decode/cisco_asa_flow.h"

static bool find_either(struct text text, struct text one, struct text other, size_t *end)
{
    if (text_find(text, one, end)) {
        *end += one.length;
        return true;
    }
    if (!text_find(text, other, end))
        return false;
    *end += other.length;
    return true;
}

/* What stands behind a label up to the next ":" or ",". */
static struct text aaa_value(struct text text, struct text label)
{
    struct text before = {0};
    struct text value = {0};
    size_t end = 0;

    if (!text_cut(text, label, &before, &value))
        return value;
    while (end < value.length && value.data[end] != ':' && value.data[end] != ',')
        end++;
    return text_trim(text_until(value, end));
}

/* "AAA user authentication Rejected : reason = AAA failure : server = 10.1.1.1 : user =
 * jdoe : user IP = 203.0.113.7": the user's name may hold anything but ends the line,
 * or stands in front of the last "user IP". */
bool cisco_asa_admin_read_aaa(struct text text, struct gateway_event *said)
{
    struct text user = {0};
    size_t start = 0;
    size_t end = 0;

    if (!text_starts_with(text, TEXT("AAA ")) ||
        (!find_either(text, TEXT(" user = "), TEXT(" User = "), &start) &&
         !find_either(text, TEXT(" user ="), TEXT(" User ="), &start)))
        return false;
    said->reason = aaa_value(text_until(text, start), TEXT("reason = "));
    said->destination = aaa_value(text_until(text, start), TEXT("server = "));
    user = text_from(text, start);
    if (text_find_last(user, TEXT(": user IP = "), &end)) {
        said->source = text_trim(text_from(user, end + TEXT(": user IP = ").length));
        user.length = end;
    }
    said->user = text_trim(user);
    return true;
}

/* "User 'jdoe' executed the 'write memory' command." */
bool cisco_asa_admin_read_executed(struct text text, struct gateway_event *said)
{
    struct text rest = {0};
    size_t end = 0;

    if (!text_take(&text, TEXT("User ")))
        return false;
    if (text_cut(text, TEXT(" executed cmd:"), &said->user, &rest)) {
        said->command = text_trim(rest);
    } else {
        if (!text_cut(text, TEXT(" executed the '"), &said->user, &rest) ||
            !text_find_last(rest, TEXT("' command"), &end))
            return false;
        said->command = text_until(rest, end);
    }
    if (text_take(&said->user, TEXT("'")) && text_ends_with(said->user, TEXT("'")))
        said->user.length--;
    return true;
}

/* "User 'jdoe', running 'CLI' from IP 203.0.113.7, executed 'hostname fw2'" */
bool cisco_asa_admin_read_changed(struct text text, struct gateway_event *said)
{
    struct text rest = {0};
    struct text program = {0};

    if (!text_take(&text, TEXT("User '")) ||
        !text_cut(text, TEXT("', running '"), &said->user, &rest) ||
        !text_cut(rest, TEXT("' from IP "), &program, &rest) ||
        !text_cut(rest, TEXT(", executed '"), &said->source, &said->command))
        return false;
    if (text_ends_with(said->command, TEXT("'")))
        said->command.length--;
    return true;
}

/* "Begin configuration: 203.0.113.7 reading from terminal" */
bool cisco_asa_admin_read_begin(struct text text, struct gateway_event *said)
{
    if (!text_take(&text, TEXT("Begin configuration: ")))
        return false;
    said->source = text_take_word(&text);
    said->reason = text_trim(text);
    return true;
}

/* "203.0.113.7 end configuration: OK" */
bool cisco_asa_admin_read_end(struct text text, struct gateway_event *said)
{
    said->source = text_take_word(&text);
    if (text_ends_with(text, TEXT("FAILED")))
        said->outcome = TEXT("failure");
    return true;
}

/* "Login denied from 203.0.113.7/32597 to outside:198.51.100.1/ssh for user "root"" */
bool cisco_asa_admin_read_login(struct text text, struct gateway_event *said)
{
    size_t start = 0;

    if (!cisco_asa_flow_read_from_to(text, said))
        return false;
    said->method = said->destination_port;
    if (!text_find(text, TEXT(" for user \""), &start))
        return true;
    said->user = text_from(text, start + TEXT(" for user \"").length);
    if (text_ends_with(said->user, TEXT("\"")))
        said->user.length--;
    return true;
}

/* "User authentication succeeded: IP address: 203.0.113.7, Uname: jdoe", and all else
 * that ends so. */
bool cisco_asa_admin_read_uname(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};
    size_t start = 0;

    if (!text_find(text, TEXT("Uname: "), &start))
        return false;
    before = text_until(text, start);
    said->user = text_from(text, start + TEXT("Uname: ").length);
    if (text_cut(before, TEXT("IP address: "), &rest, &said->source) ||
        text_cut(before, TEXT("IP, "), &rest, &said->source)) {
        said->source = text_trim(said->source);
        while (text_ends_with(said->source, TEXT(",")) || text_ends_with(said->source, TEXT(":")) ||
               text_ends_with(said->source, TEXT(" ")))
            said->source.length--;
    }
    return true;
}

/* "User priv level changed: Uname: jdoe From: 1 To: 15" and others with words behind. */
bool cisco_asa_admin_read_account(struct text text, struct gateway_event *said)
{
    struct text before = {0};

    if (!text_cut(text, TEXT("Uname: "), &before, &said->target))
        return false;
    if (text_cut(said->target, TEXT(" From: "), &before, &said->reason)) {
        said->reason = text_from(said->target, before.length + 1);
        said->target = before;
    }
    text_cut(said->target, TEXT(" Priv: "), &before, &text);
    if (before.length > 0)
        said->target = before;
    return true;
}

/* "User 'jdoe' locked out on ...", "User 'jdoe' unlocked by 'admin'" */
bool cisco_asa_admin_read_lock(struct text text, struct gateway_event *said)
{
    struct text rest = {0};

    if (!text_take(&text, TEXT("User ")) ||
        (!text_cut(text, TEXT(" locked out on "), &said->user, &rest) &&
         !text_cut(text, TEXT(" unlocked by "), &said->user, &rest)))
        return false;
    if (text_take(&said->user, TEXT("'")) && text_ends_with(said->user, TEXT("'")))
        said->user.length--;
    return true;
}

/* "console enable password incorrect for 3 tries (from 203.0.113.7)" */
bool cisco_asa_admin_read_tries(struct text text, struct gateway_event *said)
{
    return gateway_between(text, TEXT("(from "), TEXT(")"), &said->source);
}

/* "SSH session from 203.0.113.7 on interface inside for user "jdoe" disconnected by SSH
 * server, reason: "Time-out activated"" */
bool cisco_asa_admin_read_ssh_end(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!cisco_asa_flow_read_source_only(text, said))
        return false;
    if (text_cut(text, TEXT(" for user \""), &before, &rest))
        text_cut(rest, TEXT("\" disconnected by "), &said->user, &rest);
    if (text_cut(text, TEXT("reason: \""), &before, &rest))
        text_cut(rest, TEXT("\""), &said->reason, &rest);
    return true;
}

/* "Authentication failed for user 'jdoe' from inside/10.1.1.1/51022 to ..." */
bool cisco_asa_admin_read_cut_through(struct text text, struct gateway_event *said)
{
    size_t end = 0;

    if (!text_find_last(text, TEXT("' from "), &end) ||
        !cisco_asa_flow_read_from_to(text_from(text, end), said))
        return false;
    return gateway_between(text_until(text, end), TEXT("for user '"), TEXT(""), &said->user);
}
