/* Entries for the decoder "journal". */
#include "support/fuzz_decoder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode(decoder_find(TEXT("journal")), NULL, (struct text){(const char *)data, size});
    return 0;
}
