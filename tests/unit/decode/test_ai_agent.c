#include "decode/ai_agent.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "support/suite.h"

enum { ARENA_BLOCK = 1 << 16, MOST = 10 };

/* A record, and what it says: "name=value", or "name=" for a field that is not there. */
static const struct {
    const char *format;
    const char *line;
    const char *says[MOST];
} records[] = {
    /* OpenTelemetry, in its wrappings. */
    {"otel",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"gen_ai.operation.name\":\"chat\","
     "\"gen_ai.request.model\":\"m-1\",\"gen_ai.usage.input_tokens\":12,\"gen_ai.agent.name\":"
     "\"billing\"}",
     {"event.action=api_request", "gen_ai.request.model=m-1", "gen_ai.usage.input_tokens=12",
      "gen_ai.agent.name=billing", "event.outcome=unknown"}},
    {"otel",
     "{\"gen_ai\":{\"system\":\"openai\",\"request\":{\"model\":\"m-1\"},\"usage\":{\"prompt_"
     "tokens\":7}}}",
     {"gen_ai.provider.name=openai", "gen_ai.system=openai", "gen_ai.request.model=m-1",
      "gen_ai.usage.input_tokens=7", "event.action=api_request"}},
    {"otel",
     "{\"resource\":{\"attributes\":{\"service.name\":\"desk\"}},\"attributes\":{"
     "\"gen_ai.tool.name\":\"run_sql\",\"gen_ai.operation.name\":\"execute_tool\","
     "\"gen_ai.tool.call.arguments\":\"{\\\"sql\\\":\\\"select * from cards\\\"}\"}}",
     {"event.action=tool_call", "service.name=desk", "gen_ai.tool.name=run_sql",
      "db.query.text=select * from cards",
      "gen_ai.tool.call.arguments={\"sql\":\"select * from cards\"}",
      "gen_ai.tool.call.arguments.sql=select * from cards"}},
    {"otlp",
     "{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"desk\"}"
     "}]},"
     "\"logRecord\":{\"timeUnixNano\":\"1793693101000000000\",\"severityText\":\"INFO\","
     "\"body\":{\"stringValue\":\"gen_ai.choice\"},\"attributes\":["
     "{\"key\":\"gen_ai.provider.name\",\"value\":{\"stringValue\":\"mistral_ai\"}},"
     "{\"key\":\"gen_ai.usage.output_tokens\",\"value\":{\"intValue\":\"9007199254740993\"}},"
     "{\"key\":\"gen_ai.response.finish_reasons\",\"value\":{\"arrayValue\":{\"values\":["
     "{\"stringValue\":\"stop\"},{\"stringValue\":\"length\"}]}}},"
     "{\"key\":\"extra\",\"value\":{\"kvlistValue\":{\"values\":["
     "{\"key\":\"deep\",\"value\":{\"boolValue\":true}}]}}}]}}",
     {"event.action=api_request", "service.name=desk", "gen_ai.provider.name=mistral_ai",
      "gen_ai.usage.output_tokens=9007199254740993", "gen_ai.response.finish_reasons=stop",
      "extra.deep=true", "log.level=INFO"}},
    {"otel",
     "{\"span\":{\"name\":\"chat m\",\"startTimeUnixNano\":\"1793693101000000000\","
     "\"endTimeUnixNano\":\"1793693103500000000\",\"status\":{\"code\":2},\"attributes\":["
     "{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"chat\"}}]}}",
     {"event.action=api_request", "event.outcome=failure", "event.duration=2500000000"}},
    {"otel",
     "{\"name\":\"chat m\",\"status\":{\"status_code\":\"ERROR\"},\"attributes\":{"
     "\"gen_ai.operation.name\":\"chat\"}}",
     {"event.action=api_request", "event.outcome=failure"}},
    {"otel",
     "{\"status\":{\"status_code\":\"OK\"},\"attributes\":{\"gen_ai.operation.name\":\"chat\"}}",
     {"event.outcome=success"}},
    {"otel",
     "{\"gen_ai.operation.name\":\"chat\",\"status\":\"error\"}",
     {"event.outcome=failure"}},
    {"otel",
     "{\"gen_ai.operation.name\":\"chat\",\"status\":{\"code\":\"STATUS_CODE_ERROR\"}}",
     {"event.outcome=failure"}},
    {"otel",
     "{\"gen_ai.operation.name\":\"chat\",\"status\":{\"status_code\":\"UNSET\"}}",
     {"event.outcome=unknown"}},
    {"otel",
     "{\"db.statement\":\"SELECT 1\",\"db.system\":\"postgresql\",\"gen_ai.agent.name\":\"a\"}",
     {"event.action=db_query", "db.query.text=SELECT 1", "db.system.name=postgresql"}},
    {"otel",
     "{\"gen_ai.operation.name\":\"search_memory\",\"error.type\":\"timeout\"}",
     {"event.action=memory_access", "event.outcome=failure", "error.type=timeout"}},
    {"otel",
     "{\"attributes\":{\"gen_ai.agent.name\":\"a\",\"amberd.count\":0,\"user.on_shift\":true}}",
     {"raw.amberd.count=0", "raw.user.on_shift=true",
      "user.on_shift=", "amberd.flags=reserved_name"}},

    /* Claude Code. */
    {"claude-code",
     "{\"body\":\"claude_code.tool_result\",\"attributes\":{\"event.name\":\"tool_result\","
     "\"user.email\":\"ana@client.example\",\"session.id\":\"s-1\",\"tool_name\":\"Bash\","
     "\"success\":\"false\",\"duration_ms\":\"250\","
     "\"tool_parameters\":\"{\\\"full_command\\\":\\\"cat /etc/shadow\\\"}\"}}",
     {"event.action=tool_result", "event.outcome=failure", "event.duration=250000000",
      "process.command_line=cat /etc/shadow", "gen_ai.tool.name=Bash",
      "user.email=ana@client.example", "gen_ai.conversation.id=s-1",
      "gen_ai.provider.name=anthropic"}},
    {"otel",
     "{\"attributes\":{\"event.name\":\"permission_mode_changed\",\"to_mode\":"
     "\"bypassPermissions\"},"
     "\"resource\":{\"attributes\":{\"service.name\":\"claude-code\"}}}",
     {"event.action=permission_mode_changed", "amberd.ai.permission_mode=bypassPermissions"}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"assistant\",\"timestamp\":\"2026-11-03T08:"
     "05:01Z\","
     "\"cwd\":\"/"
     "srv\",\"message\":{\"model\":\"m-1\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t-1\","
     "\"name\":\"mcp__crm__export\",\"input\":{\"table\":\"people\"}}]}}",
     {"event.action=tool_call", "gen_ai.tool.name=mcp__crm__export", "amberd.mcp.server=crm",
      "gen_ai.tool.call.arguments.table=people", "process.working_directory=/srv",
      "gen_ai.response.model=m-1", "gen_ai.tool.call.id=t-1"}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"assistant\",\"message\":{\"content\":["
     "{\"type\":\"text\",\"text\":\"I look.\"},"
     "{\"type\":\"tool_use\",\"id\":\"t-1\",\"name\":\"Bash\",\"input\":{\"command\":\"ls\"}},"
     "{\"type\":\"tool_use\",\"id\":\"t-2\",\"name\":\"mcp__crm__export\",\"input\":{\"command\":"
     "\"id\",\"table\":\"people\"}}]}}",
     {"event.action=tool_call", "gen_ai.output.messages=I look.",
      "gen_ai.input.messages=", "gen_ai.tool.name=Bash", "gen_ai.tool.name=mcp__crm__export",
      "gen_ai.tool.call.id=t-1", "gen_ai.tool.call.id=t-2", "process.command_line=ls",
      "process.command_line=id", "gen_ai.tool.call.arguments.table=people"}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"user\",\"message\":{\"content\":["
     "{\"type\":\"tool_result\",\"tool_use_id\":\"t-1\",\"content\":\"ok\",\"is_error\":false},"
     "{\"type\":\"tool_result\",\"tool_use_id\":\"t-2\",\"content\":\"no\",\"is_error\":true}]}}",
     {"event.action=tool_result", "event.outcome=failure", "gen_ai.tool.call.id=t-1",
      "gen_ai.tool.call.id=t-2", "gen_ai.tool.call.result=ok", "gen_ai.tool.call.result=no"}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"user\",\"message\":{\"content\":["
     "{\"type\":\"tool_result\",\"tool_use_id\":\"t-1\",\"content\":\"3 rows\",\"is_error\":"
     "false}]}}",
     {"event.action=tool_result", "event.outcome=success", "gen_ai.tool.call.result=3 rows",
      "gen_ai.input.messages="}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"user\",\"message\":{\"content\":["
     "{\"type\":\"tool_result\",\"tool_use_id\":\"t-1\",\"content\":[{\"type\":\"text\",\"text\":"
     "\"3 rows\"}]}]}}",
     {"event.action=tool_result", "event.outcome=success", "gen_ai.tool.call.result=3 rows"}},
    {"claude-code",
     "{\"sessionId\":\"s-1\",\"uuid\":\"u\",\"type\":\"user\",\"message\":{\"content\":\"who owes "
     "us?\"}}",
     {"event.action=user_prompt", "gen_ai.input.messages=who owes us?"}},
    {"claude-code",
     "{\"session_id\":\"s-1\",\"hook_event_name\":\"PreToolUse\",\"tool_name\":\"Bash\","
     "\"permission_mode\":\"default\",\"tool_input\":{\"command\":\"curl http://203.0.113.9/x\"}}",
     {"event.action=tool_call", "process.command_line=curl http://203.0.113.9/x",
      "amberd.ai.permission_mode=default"}},

    /* Codex. */
    {"codex",
     "{\"event.name\":\"codex.tool_decision\",\"decision\":\"denied\",\"source\":\"user\","
     "\"tool_name\":\"shell\",\"conversation.id\":\"c-1\"}",
     {"event.action=tool_decision", "event.outcome=failure", "amberd.ai.decision=denied",
      "amberd.ai.decision_source=user", "gen_ai.conversation.id=c-1",
      "gen_ai.provider.name=openai"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"response_item\",\"payload\":{"
     "\"type\":\"function_call\",\"name\":\"shell\",\"call_id\":\"k-1\","
     "\"arguments\":\"{\\\"command\\\":[\\\"bash\\\",\\\"-lc\\\",\\\"ls /srv\\\"]}\"}}",
     {"event.action=tool_call", "process.command_line=bash -lc ls /srv", "gen_ai.tool.name=shell",
      "gen_ai.tool.call.id=k-1"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"turn_context\",\"payload\":{"
     "\"approval_policy\":\"never\",\"sandbox_policy\":{\"mode\":\"danger-full-access\"},\"cwd\":"
     "\"/srv\"}}",
     {"event.action=permission_mode_changed", "amberd.ai.permission_mode=never",
      "amberd.ai.sandbox=danger-full-access", "process.working_directory=/srv"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"response_item\",\"payload\":{\"type\":"
     "\"novel\"}}",
     {"event.action=novel"}},

    /* The Model Context Protocol. */
    {"mcp",
     "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"query\","
     "\"arguments\":{\"sql\":\"delete from audit\"}}}",
     {"event.action=tool_call", "gen_ai.tool.name=query", "db.query.text=delete from audit",
      "jsonrpc.request.id=7", "mcp.method.name=tools/call"}},
    {"mcp",
     "data: {\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"content\":[{\"type\":\"text\","
     "\"text\":\"no such table\"}],\"isError\":true}}",
     {"event.action=tool_result", "event.outcome=failure", "jsonrpc.request.id=x",
      "gen_ai.tool.call.result=no such table", "rpc.jsonrpc.error_code="}},
    {"mcp",
     "{\"jsonrpc\":\"2.0\",\"id\":8,\"error\":{\"code\":-32601,\"message\":\"no such method\"}}",
     {"event.action=mcp_response", "event.outcome=failure", "rpc.jsonrpc.error_code=-32601",
      "error.message=no such method"}},
    {"mcp",
     "{\"time\":\"2026-11-03T08:05:01Z\",\"server\":\"files\",\"message\":{\"jsonrpc\":\"2.0\","
     "\"id\":1,"
     "\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///srv/pay.csv\"}}}",
     {"event.action=mcp_request", "mcp.resource.uri=file:///srv/pay.csv",
      "amberd.mcp.server=files"}},
    {"mcp",
     "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}",
     {"event.action=mcp_notification"}},

    /* LiteLLM. */
    {"litellm",
     "{\"call_type\":\"acompletion\",\"status\":\"failure\",\"custom_llm_provider\":\"openai\","
     "\"model\":\"m-1\",\"startTime\":1793693101.5,\"prompt_tokens\":4,"
     "\"requester_ip_address\":\"10.1.2.3\",\"metadata\":{\"user_api_key_alias\":\"desk-4\"},"
     "\"error_information\":{\"error_code\":\"429\",\"error_class\":\"RateLimitError\"}}",
     {"event.action=api_error", "event.outcome=failure", "gen_ai.operation.name=chat",
      "user.name=desk-4", "amberd.ai.key_name=desk-4", "source.ip=10.1.2.3", "error.code=429",
      "gen_ai.usage.input_tokens=4", "gen_ai.request.model=m-1"}},
    {"litellm",
     "{\"call_type\":\"call_mcp_tool\",\"startTime\":\"2026-11-03 "
     "08:05:01.5\",\"end_user\":\"None\","
     "\"metadata\":\"{\\\"user_api_key_user_id\\\":\\\"ana\\\",\\\"mcp_tool_call_metadata\\\":"
     "{\\\"name\\\":\\\"send\\\",\\\"mcp_server_name\\\":\\\"mail\\\"}}\"}",
     {"event.action=tool_call", "user.id=ana", "gen_ai.tool.name=send", "amberd.mcp.server=mail"}},
    {"litellm",
     "INFO:     203.0.113.7:52782 - \"POST /v1/chat/completions?x=1 HTTP/1.1\" 401 Unauthorized",
     {"event.action=http_request", "event.outcome=failure", "source.ip=203.0.113.7",
      "source.port=52782", "http.response.status_code=401", "url.path=/v1/chat/completions"}},

    /* Providers' own logs. */
    {"ai-audit",
     "{\"object\":\"organization.audit_log\",\"id\":\"l-1\",\"type\":\"api_key.created\","
     "\"effective_at\":1793693101,\"actor\":{\"type\":\"session\",\"session\":{\"ip_address\":"
     "\"203.0.113.7\",\"user\":{\"id\":\"u-1\",\"email\":\"ana@client.example\"}}}}",
     {"event.action=api_key.created", "event.outcome=success", "user.name=ana@client.example",
      "user.id=u-1", "source.ip=203.0.113.7", "event.id=l-1", "gen_ai.provider.name=openai"}},
    {"bedrock",
     "{\"schemaType\":\"ModelInvocationLog\",\"timestamp\":\"2026-11-03T08:05:01Z\",\"region\":"
     "\"ap-southeast-1\",\"inferenceRegion\":\"us-east-1\",\"modelId\":\"m-1\",\"operation\":"
     "\"Converse\","
     "\"identity\":{\"arn\":\"arn:aws:iam::111122223333:role/"
     "desk\"},\"input\":{\"inputTokenCount\":3}}",
     {"event.action=api_request", "cloud.region=us-east-1", "gen_ai.request.model=m-1",
      "user.name=arn:aws:iam::111122223333:role/desk", "gen_ai.usage.input_tokens=3"}},
    {"anthropic-audit",
     "{\"type\":\"login.failed\",\"created_at\":\"2026-11-03T08:05:01Z\",\"actor\":{"
     "\"email_address\":\"ana@client.example\",\"ip_address\":\"2001:db8::7\"}}",
     {"event.action=login.failed", "event.outcome=failure", "source.ip=2001:db8::7"}},

    /* A collection of all of them. */
    {"ai-agent",
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
     {"event.action=mcp_server_connection"}},
    {"ai-agent",
     "INFO:     [2001:db8::7]:80 - \"GET / HTTP/1.1\" 200 OK",
     {"source.ip=2001:db8::7", "event.outcome=success"}},
    {"ai-agent",
     "Nov  3 08:05:01 gw agent[4]: {\"gen_ai.request.model\":\"m-1\"}",
     {"host.name=gw", "gen_ai.request.model=m-1"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"response_item\",\"payload\":{"
     "\"type\":\"function_call_output\",\"call_id\":\"c-1\",\"output\":"
     "\"{\\\"output\\\":\\\"x\\\",\\\"metadata\\\":{\\\"exit_code\\\":2}}\"}}",
     {"event.action=tool_result", "event.outcome=failure", "gen_ai.tool.call.id=c-1"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"event_msg\",\"payload\":{"
     "\"type\":\"exec_command_end\",\"exit_code\":0}}",
     {"event.outcome=success"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"event_msg\",\"payload\":{\"type\":"
     "\"exec_approval_request\",\"call_id\":\"c-1\",\"command\":[\"bash\",\"-lc\",\"rm -rf "
     "build\"],\"cwd\":\"/srv\"}}",
     {"event.action=tool_decision", "process.command_line=bash -lc rm -rf build",
      "process.working_directory=/srv", "gen_ai.tool.call.id=c-1"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"event_msg\",\"payload\":{\"type\":"
     "\"exec_approval_request\",\"command\":[]}}",
     {"event.action=tool_decision", "process.command_line="}},
    /* What libraries say in words of their own. */
    {"otel",
     "{\"name\":\"openai.chat\",\"start_time\":\"2026-11-03T08:05:01Z\",\"end_time\":\"2026-11-"
     "03T08:05:02Z\",\"status\":{\"status_code\":\"ERROR\"},\"attributes\":{\"llm.request.type\":"
     "\"chat\",\"gen_ai.system\":\"x\",\"gen_ai.prompt.0.content\":\"ask\",\"gen_ai.completion.0."
     "content\":\"told\",\"gen_ai.completion.0.finish_reason\":\"stop\"}}",
     {"event.action=api_request", "event.outcome=failure", "gen_ai.operation.name=chat",
      "gen_ai.input.messages=ask", "gen_ai.output.messages=told"}},
    {"otel",
     "{\"attributes\":{\"traceloop.span.kind\":\"tool\",\"traceloop.entity.name\":\"shell\","
     "\"traceloop.entity.input\":\"{\\\"command\\\":\\\"id\\\"}\"}}",
     {"event.action=tool_call", "gen_ai.tool.name=shell", "process.command_line=id"}},
    {"otel",
     "{\"attributes\":{\"openinference.span.kind\":\"LLM\",\"llm.model_name\":\"m-1\",\"llm.token_"
     "count.prompt\":7,\"llm.input_messages.0.message.content\":\"ask\"}}",
     {"event.action=api_request", "gen_ai.request.model=m-1", "gen_ai.usage.input_tokens=7",
      "gen_ai.input.messages=ask"}},
    {"otel",
     "{\"attributes\":{\"ai.toolCall.name\":\"weather\",\"ai.toolCall.args\":\"{\\\"city\\\":"
     "\\\"x\\\"}\"}}",
     {"event.action=tool_call", "gen_ai.tool.name=weather", "gen_ai.tool.call.arguments.city=x"}},
    {"claude-code",
     "{\"attributes\":{\"event.name\":\"claude_code.tool_result\",\"tool_parameters\":\"{\\\"bash_"
     "command\\\":\\\"cat\\\",\\\"full_command\\\":\\\"cat /etc/shadow\\\"}\"}}",
     {"process.command_line=cat /etc/shadow"}},
    {"claude-code",
     "{\"attributes\":{\"event.name\":\"claude_code.tool_result\",\"tool_parameters\":\"{\\\"bash_"
     "command\\\":\\\"cat\\\"}\"}}",
     {"process.command_line=cat"}},
    {"claude-code",
     "{\"sessionId\":\"s\",\"uuid\":\"u\",\"type\":\"assistant\",\"permissionMode\":\"plan\","
     "\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"told\"}]}}",
     {"event.action=api_request", "gen_ai.output.messages=told",
      "gen_ai.input.messages=", "amberd.ai.permission_mode=plan"}},
    {"claude-code",
     "{\"session_id\":\"s\",\"hook_event_name\":\"PostToolUseFailure\",\"tool_name\":\"Bash\"}",
     {"event.action=tool_result", "event.outcome=failure"}},
    {"codex",
     "{\"timestamp\":\"2026-11-03T08:05:01Z\",\"type\":\"response_item\",\"payload\":{\"type\":"
     "\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"told\"}]"
     "}}",
     {"event.action=api_request", "gen_ai.output.messages=told", "gen_ai.input.messages="}},
    {"mcp",
     "2026-11-03T08:05:01.123Z [files] [info] Message from client: "
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}} { "
     "metadata: undefined }",
     {"event.action=tool_call", "gen_ai.tool.name=read", "amberd.mcp.server=files",
      "log.level=info"}},
    {"mcp",
     "2026-11-03T08:05:01.123Z [info] [files] Message from server: "
     "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
     {"event.action=mcp_response", "amberd.mcp.server=files"}},
    {"litellm",
     "{\"call_type\":\"completion\",\"model_group\":\"m\",\"status\":\"failure\",\"api_base\":"
     "\"https://llm.example:8443/"
     "v1\",\"metadata\":\"{\\\"error_information\\\":{\\\"error_code\\\":\\\"401\\\"}}\"}",
     {"event.action=api_error", "server.address=llm.example", "error.code=401"}},
};

static void list_fields(const struct event *event, struct buffer *said)
{
    buffer_append_byte(said, '\n');
    for (size_t i = 0; i < event->field_count; i++) {
        struct text text = value_text(event->arena, event->fields[i].value);

        buffer_printf(said, "%.*s=%.*s\n", TEXT_ARGS(event->fields[i].name), TEXT_ARGS(text));
    }
}

static bool is_said(const struct buffer *said, const char *what)
{
    struct buffer line = {0};
    size_t length = strlen(what);
    size_t position = 0;
    bool is_absence = what[length - 1] == '=';
    bool found = false;

    buffer_printf(&line, "\n%s%s", what, is_absence ? "" : "\n");
    found = text_find(buffer_text(said), buffer_text(&line), &position);
    buffer_finish(&line);
    return found != is_absence;
}

START_TEST(each_record_says_what_it_should)
{
    const struct record record = {.text = text_of(records[_i].line), .count = 1};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    struct event *event = event_create(arena, &record, wanted, true);
    struct buffer said = {0};

    decoder_decode(decoder_find(text_of(records[_i].format)), &context, event);
    ck_assert(event->decoded);
    list_fields(event, &said);
    for (size_t i = 0; i < MOST && records[_i].says[i]; i++)
        ck_assert_msg(is_said(&said, records[_i].says[i]), "'%s' does not hold in%s",
                      records[_i].says[i], buffer_string(&said));
    buffer_finish(&said);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

/* An event of wanted fields alone says the same of them. */
START_TEST(fields_do_not_depend_on_what_else_is_read)
{
    const struct record record = {.text = text_of(records[_i].line), .count = 1};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();
    int action = wanted_fields_add(wanted, field_name(FIELD_EVENT_ACTION));
    int command = wanted_fields_add(wanted, field_name(FIELD_PROCESS_COMMAND_LINE));
    struct event *whole = event_create(arena, &record, wanted, true);
    struct event *lean = event_create(arena, &record, wanted, false);
    const int slots[] = {action, command};

    decoder_decode(decoder_find(text_of(records[_i].format)), &context, whole);
    decoder_decode(decoder_find(text_of(records[_i].format)), &context, lean);
    for (size_t i = 0; i < 2; i++) {
        const struct value *a = event_value(whole, slots[i]);
        const struct value *b = event_value(lean, slots[i]);

        ck_assert(!a == !b);
        ck_assert(!a || text_equal(value_text(arena, a), value_text(arena, b)));
    }
    ck_assert_uint_eq(whole->kind, lean->kind);
    ck_assert_int_eq(whole->time, lean->time);
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

START_TEST(what_is_no_json_does_not_decode)
{
    static const char *const lines[] = {"", "{", "[1]", "plain words", "data:", "{\"a\":1"};
    const struct decode_context context = {0};
    struct arena *arena = arena_create(ARENA_BLOCK);
    struct wanted_fields *wanted = wanted_fields_create();

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const struct record record = {.text = text_of(lines[i]), .count = 1};
        struct event *event = event_create(arena, &record, wanted, true);

        decoder_decode(decoder_find(TEXT("ai-agent")), &context, event);
        ck_assert_msg(!event->decoded, "%s", lines[i]);
    }
    wanted_fields_destroy(wanted);
    arena_destroy(arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ai_agent");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);
    int count = (int)(sizeof records / sizeof *records);
    int failures = 0;

    tcase_add_loop_test(all, each_record_says_what_it_should, 0, count);
    tcase_add_loop_test(all, fields_do_not_depend_on_what_else_is_read, 0, count);
    tcase_add_test(all, what_is_no_json_does_not_decode);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_ENV);
    failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
