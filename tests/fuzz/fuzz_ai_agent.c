/* Lines for the decoders of AI agents, the format by the first byte. */
#include "support/fuzz_decoder.h"

static const char *const formats[] = {"ai-agent", "ai-audit", "claude-code", "codex",
                                      "litellm",  "mcp",      "otel"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode_one_of(formats, sizeof formats / sizeof *formats, data, size);
    return 0;
}
