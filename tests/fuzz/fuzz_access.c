/* Records for the decoders of accounts, sessions and rights, the format by the first byte. */
#include "support/fuzz_decoder.h"

static const char *const formats[] = {"auditd", "syslog",   "sudo",   "su",   "doas",
                                      "pam",    "accounts", "logind", "cron", "login"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode_one_of(formats, sizeof formats / sizeof *formats, data, size);
    return 0;
}
