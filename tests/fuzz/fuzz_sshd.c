/* Lines for the decoder "sshd". */
#include "support/fuzz_decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode(decoder_find(TEXT("sshd")), NULL, (struct text){(const char *)data, size});
    return 0;
}
