#include "decode/cisco_asa_flow.h"

#include "base/address.h"

/* Takes "(INNER)" off the end. */
static bool take_brackets(struct text *text, struct text *inner)
{
    size_t position = 0;

    if (!text_ends_with(*text, TEXT(")")) || !text_find_last(*text, TEXT("("), &position))
        return false;
    *inner = text_until(text_from(*text, position + 1), text->length - position - 2);
    text->length = position;
    return true;
}

static struct text without_realm(struct text user)
{
    text_take(&user, TEXT("LOCAL\\"));
    return user;
}

/* Takes the user of identity firewalls, "10.1.1.1/51022(LOCAL\jdoe)": brackets that hold
 * no port. */
static void take_user(struct cisco_asa_end *end)
{
    struct text rest = end->address;
    struct text inner = {0};
    uint64_t port = 0;

    if (!take_brackets(&rest, &inner) || text_to_unsigned(inner, &port))
        return;
    end->user = without_realm(inner);
    end->address = rest;
}

/* The port, behind a slash or in brackets. */
static void take_port(struct cisco_asa_end *end)
{
    size_t position = 0;

    if (take_brackets(&end->address, &end->port))
        return;
    if (text_find_last(end->address, TEXT("/"), &position)) {
        end->port = text_from(end->address, position + 1);
        end->address.length = position;
    }
}

/* The end a text begins with.  The box itself is an interface of three words. */
static struct text take_end(struct text *text)
{
    const struct text itself = TEXT("NP Identity Ifc:");
    struct text end = *text;

    if (!text_take(text, itself))
        return text_take_word(text);
    end.length = itself.length + text_take_word(text).length;
    return end;
}

/* A word without the comma or full stop of its sentence. */
static struct text without_punctuation(struct text word)
{
    while (text_ends_with(word, TEXT(",")) || text_ends_with(word, TEXT(";")) ||
           text_ends_with(word, TEXT(".")) ||
           (text_ends_with(word, TEXT(":")) && !text_ends_with(word, TEXT("::"))))
        word.length--;
    return word;
}

struct cisco_asa_end cisco_asa_flow_read_end(struct text word)
{
    struct cisco_asa_end end = {0};
    struct address address = {0};
    size_t position = 0;

    end.address = without_punctuation(word);
    take_user(&end);
    take_port(&end);
    if (!address_read(end.address, &address) && (text_find(end.address, TEXT("/"), &position) ||
                                                 text_find(end.address, TEXT(":"), &position))) {
        end.interface = text_until(end.address, position);
        end.address = text_from(end.address, position + 1);
    }
    return end;
}

static void say_source(struct text word, struct gateway_event *said)
{
    struct cisco_asa_end end = cisco_asa_flow_read_end(word);

    said->source = end.address;
    said->source_port = end.port;
    said->source_interface = end.interface;
    said->user = end.user;
}

static void say_destination(struct text word, struct gateway_event *said)
{
    struct cisco_asa_end end = cisco_asa_flow_read_end(word);

    said->destination = end.address;
    said->destination_port = end.port;
    said->destination_interface = end.interface;
}

/* "(10.1.1.1/51022)(LOCAL\jdoe)" or "(10.1.1.1/51022) (jdoe)", behind an end: the user. */
static struct text mapped_user(struct text text)
{
    struct text mapped = {0};
    struct text rest = {0};
    struct text user = {0};

    if (!text_cut(text, TEXT(")"), &mapped, &rest))
        return user;
    text_take(&rest, TEXT(" "));
    if (!text_take(&rest, TEXT("(")) || !text_cut(rest, TEXT(")"), &user, &rest))
        return (struct text){0};
    return without_realm(user);
}

/* "for outside:10.1.2.1/22 (10.1.2.1/22)(LOCAL\jdoe) to inside:10.1.1.2/53496 (...)";
 * GRE says "from".  first and second are what begins with each end. */
static bool split_ends(struct text text, struct text *first, struct text *second)
{
    struct text before = {0};

    return (text_cut(text, TEXT(" for "), &before, first) ||
            text_cut(text, TEXT(" from "), &before, first)) &&
           text_cut(*first, TEXT(" to "), first, second);
}

/* "Built outbound TCP connection 9 for ... to ..." */
bool cisco_asa_flow_read_built(struct text text, struct gateway_event *said)
{
    struct text words = text;
    struct text first = {0};
    struct text second = {0};
    struct text direction = {0};

    if (!text_take(&words, TEXT("Built ")) || !split_ends(text, &first, &second))
        return false;
    direction = text_take_word(&words);
    said->transport = text_take_word(&words);
    if (text_equal(text_take_word(&words), TEXT("connection")))
        said->session = text_take_word(&words);
    if (text_equal(direction, TEXT("outbound"))) {
        struct text other = first;

        first = second;
        second = other;
    }
    say_source(take_end(&first), said);
    say_destination(take_end(&second), said);
    if (said->user.length == 0)
        said->user = mapped_user(first);
    return true;
}

/* "Built inbound ICMP connection for faddr 203.0.113.7/0 gaddr ... laddr 10.0.0.1/0" */
bool cisco_asa_flow_read_built_icmp(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text foreign = {0};
    struct text local = {0};
    bool is_outbound = text_starts_with(text, TEXT("Built outbound "));

    if (!text_cut(text, TEXT(" faddr "), &before, &foreign))
        return cisco_asa_flow_read_built(text, said);
    if (!text_cut(foreign, TEXT(" laddr "), &foreign, &local))
        return false;
    foreign = text_take_word(&foreign);
    local = text_take_word(&local);
    say_source(is_outbound ? local : foreign, said);
    say_destination(is_outbound ? foreign : local, said);
    said->transport = TEXT("icmp");
    return true;
}

/* Whether the second end opened the flow.  "Teardown" has the less trusted interface first,
 * whichever way the flow went, so that only the ports tell: who opens a flow has one that
 * its system hands out, and the other end the service's. */
static bool is_opened_by_second(struct text first, struct text second)
{
    enum { LAST_PRIVILEGED = 1023, FIRST_HANDED_OUT = 32768 };
    uint64_t ports[2] = {0};

    if (!text_to_unsigned(cisco_asa_flow_read_end(first).port, &ports[0]) ||
        !text_to_unsigned(cisco_asa_flow_read_end(second).port, &ports[1]))
        return false;
    if ((ports[0] > LAST_PRIVILEGED) != (ports[1] > LAST_PRIVILEGED))
        return ports[1] > LAST_PRIVILEGED;
    return ports[0] < FIRST_HANDED_OUT && ports[1] >= FIRST_HANDED_OUT;
}

static void say_ends(struct text first, struct text second, struct gateway_event *said)
{
    bool is_second = is_opened_by_second(first, second);

    say_source(is_second ? second : first, said);
    say_destination(is_second ? first : second, said);
}

/* "Teardown TCP connection 4211 for ... to ... duration 0:00:00 bytes 526 TCP FINs[ (jdoe)]" */
bool cisco_asa_flow_read_teardown(struct text text, struct gateway_event *said)
{
    struct text words = text;
    struct text first = {0};
    struct text second = {0};
    struct text before = {0};
    struct text rest = {0};

    if (!text_take(&words, TEXT("Teardown ")) || !split_ends(text, &first, &second))
        return false;
    said->transport = text_take_word(&words);
    if (text_equal(text_take_word(&words), TEXT("connection")))
        said->session = text_take_word(&words);
    if (text_cut(second, TEXT(" duration "), &before, &rest))
        said->duration = gateway_duration(text_take_word(&rest));
    if (text_cut(second, TEXT(" bytes "), &before, &rest)) {
        said->network_bytes = gateway_number(text_take_word(&rest));
        said->reason = text_trim(rest);
        text_take(&said->reason, TEXT("reason "));
    }
    say_ends(take_end(&first), take_end(&second), said);
    if (take_brackets(&said->reason, &rest) && said->user.length == 0)
        said->user = without_realm(rest);
    said->reason = text_trim(said->reason);
    return true;
}

/* "Teardown ICMP connection for faddr 203.0.113.7/0 gaddr ... laddr 10.0.0.1/7": who asks
 * has a number for it, and who answers 0. */
bool cisco_asa_flow_read_teardown_icmp(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text foreign = {0};
    struct text local = {0};
    bool is_asked_by_local = false;

    if (!text_cut(text, TEXT(" faddr "), &before, &foreign))
        return cisco_asa_flow_read_teardown(text, said);
    if (!text_cut(foreign, TEXT(" laddr "), &foreign, &local))
        return false;
    foreign = text_take_word(&foreign);
    local = text_take_word(&local);
    is_asked_by_local = text_equal(cisco_asa_flow_read_end(foreign).port, TEXT("0")) &&
                        !text_equal(cisco_asa_flow_read_end(local).port, TEXT("0"));
    say_source(is_asked_by_local ? local : foreign, said);
    say_destination(is_asked_by_local ? foreign : local, said);
    said->transport = TEXT("icmp");
    return true;
}

/* "... on interface outside." */
static void say_interface(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (text_cut(text, TEXT(" on interface "), &before, &rest))
        said->source_interface = without_punctuation(text_take_word(&rest));
}

/* "Deny inbound UDP from", "TCP access denied by": one of the first words. */
static void say_transport(struct text text, struct gateway_event *said)
{
    static const char *const transports[] = {"tcp", "udp", "icmp"};
    enum { FIRST_WORDS = 6 };

    for (int i = 0; i < FIRST_WORDS; i++) {
        struct text word = text_take_word(&text);

        for (size_t j = 0; j < sizeof transports / sizeof *transports; j++) {
            if (text_equal_caseless(word, text_of(transports[j]))) {
                said->transport = word;
                return;
            }
        }
    }
}

/* "... from outside:10.1.1.1/51022 to 203.0.113.9/22 ...", words in between or not. */
bool cisco_asa_flow_read_from_to(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text from = {0};
    struct text to = {0};

    if (!text_cut(text, TEXT(" from "), &before, &from) ||
        !text_cut(from, TEXT(" to "), &from, &to))
        return false;
    text_take(&from, TEXT("laddr "));
    from = text_take_word(&from);
    if (text_take(&from, TEXT("(")) && text_ends_with(from, TEXT(")")))
        from.length--;
    say_source(from, said);
    say_destination(text_take_word(&to), said);
    if (said->source_interface.length == 0)
        say_interface(text, said);
    say_transport(text, said);
    return true;
}

/* "... from 203.0.113.7 on interface outside" */
bool cisco_asa_flow_read_source_only(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text from = {0};

    if (!text_cut(text, TEXT(" from "), &before, &from))
        return false;
    text_take(&from, TEXT("laddr "));
    say_source(text_take_word(&from), said);
    say_interface(text, said);
    say_transport(text, said);
    return true;
}

/* "Deny tcp src inside:10.1.1.1/2143 dst outside:203.0.113.9/139 by access-group "in"" */
bool cisco_asa_flow_read_src_dst(struct text text, struct gateway_event *said)
{
    struct text words = text;
    struct text before = {0};
    struct text source = {0};
    struct text destination = {0};
    struct text group = {0};
    struct text word = {0};

    if (!text_cut(text, TEXT(" src "), &before, &source) ||
        !text_cut(source, TEXT(" dst "), &source, &destination))
        return false;
    if (text_take(&words, TEXT("Deny ")) || text_take(&words, TEXT("Denied "))) {
        word = text_take_word(&words);
        said->transport = text_equal(word, TEXT("inbound")) ? text_take_word(&words) : word;
    }
    if (text_equal(said->transport, TEXT("protocol")))
        said->transport = text_take_word(&words);
    if (text_cut(destination, TEXT(" by access-group \""), &before, &group))
        text_cut(group, TEXT("\""), &said->rule, &before);
    say_source(text_take_word(&source), said);
    say_destination(text_take_word(&destination), said);
    return true;
}

/* "access-list IN denied tcp inside/10.1.1.1(51022)(jdoe) -> outside/203.0.113.9(443)
 * hit-cnt 1 first hit [...]" */
bool cisco_asa_flow_read_access_list(struct text text, struct gateway_event *said)
{
    struct text result = {0};
    struct text before = {0};
    struct text to = {0};

    if (!text_take(&text, TEXT("access-list ")) || !text_cut(text, TEXT(" -> "), &before, &to))
        return false;
    said->rule = text_take_word(&before);
    result = text_take_word(&before);
    if (text_equal(result, TEXT("permitted")) || text_equal(result, TEXT("est-allowed"))) {
        said->action = TEXT("connection_started");
        said->outcome = TEXT("success");
    }
    said->transport = text_take_word(&before);
    say_source(text_trim(before), said);
    say_destination(text_take_word(&to), said);
    return true;
}

/* "jdoe@10.1.1.2 Accessed URL 203.0.113.9:http://example.net/" */
bool cisco_asa_flow_read_url(struct text text, struct gateway_event *said)
{
    struct text client = {0};
    struct text rest = {0};
    size_t position = 0;

    if (!text_cut(text, TEXT(" Accessed URL "), &client, &rest) &&
        !text_cut(text, TEXT(" Accessed JAVA URL "), &client, &rest))
        return false;
    if (text_find_last(client, TEXT("@"), &position)) {
        said->user = text_until(client, position);
        client = text_from(client, position + 1);
    }
    said->source = client;
    if (text_find(rest, TEXT(":http"), &position)) {
        said->destination = text_until(rest, position);
        said->url = text_from(rest, position + 1);
    } else {
        text_cut(rest, TEXT(":"), &said->destination, &said->url);
    }
    return true;
}

/* "Access denied URL http://example.net/ SRC 10.1.1.2 DEST 203.0.113.9 on interface in";
 * the URL is the client's to choose. */
bool cisco_asa_flow_read_url_denied(struct text text, struct gateway_event *said)
{
    size_t source = 0;
    struct text rest = {0};
    struct text destination = {0};

    if (!text_take(&text, TEXT("Access denied URL ")) ||
        !text_find_last(text, TEXT(" SRC "), &source))
        return false;
    said->url = text_until(text, source);
    rest = text_from(text, source + TEXT(" SRC ").length);
    if (text_cut(rest, TEXT(" DEST "), &rest, &destination))
        said->destination = text_take_word(&destination);
    said->source = rest;
    return true;
}

/* "Dynamic Filter dropped blacklisted TCP traffic from inside:10.1.1.1/51638 (...) to
 * outside:203.0.113.9/80 (...), destination ... resolved from dynamic list: NAME,
 * threat-level: very-high, category: Malware" */
bool cisco_asa_flow_read_listed(struct text text, struct gateway_event *said)
{
    struct text before = {0};
    struct text rest = {0};

    if (!text_starts_with(text, TEXT("Dynamic ")) || !cisco_asa_flow_read_from_to(text, said))
        return false;
    if (text_starts_with(text, TEXT("Dynamic Filter dropped ")) ||
        text_starts_with(text, TEXT("Dynamic filter dropped ")))
        said->outcome = TEXT("failure");
    if (text_cut(text, TEXT(" list: "), &before, &rest) &&
        !text_cut(rest, TEXT(", "), &said->rule, &before))
        said->rule = rest;
    if (text_cut(text, TEXT("category: "), &before, &rest))
        said->reason = rest;
    return true;
}
