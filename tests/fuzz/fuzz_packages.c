/* Records for the decoders of package managers' logs, the format by the first byte. */
#include "support/fuzz_decoder.h"

static const char *const formats[] = {"dpkg", "apt-history", "unattended-upgrades", "dnf"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode_one_of(formats, sizeof formats / sizeof *formats, data, size);
    return 0;
}
