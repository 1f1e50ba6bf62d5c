#include "model/subject.h"

#include "model/event.h"

struct subject subject_of(const struct event *event)
{
    static const struct {
        enum field field;
        const char *kind;
    } candidates[] = {
        {FIELD_USER_NAME, "user"},         {FIELD_USER_EMAIL, "user"},
        {FIELD_USER_TARGET_NAME, "user"},  {FIELD_AI_AGENT_NAME, "agent"},
        {FIELD_AI_AGENT_ID, "agent"},      {FIELD_SOURCE_IP, "address"},
        {FIELD_SOURCE_ADDRESS, "address"}, {FIELD_HOST_NAME, "host"},
        {FIELD_USER_ID, "user"},           {FIELD_MCP_SERVER_NAME, "server"},
    };

    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++) {
        struct text name = event_text(event, candidates[i].field);

        if (name.length > 0)
            return (struct subject){.kind = candidates[i].kind, .name = name};
    }
    return (struct subject){.kind = "unknown", .name = TEXT("unknown")};
}
