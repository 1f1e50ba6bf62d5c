/* Lines for the decoder "squid". */
#include "support/fuzz_decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode(decoder_find(TEXT("squid")), NULL, (struct text){(const char *)data, size});
    return 0;
}
