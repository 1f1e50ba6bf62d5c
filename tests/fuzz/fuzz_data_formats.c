/* Records of databases and of file transfers, the format by the first byte. */
#include "support/fuzz_decoder.h"

static const char *const formats[] = {"postgresql",  "postgresql-csv", "postgresql-json",
                                      "mysql-audit", "mysql-error",    "vsftpd",
                                      "xferlog",     "sftp-server"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode_one_of(formats, sizeof formats / sizeof *formats, data, size);
    return 0;
}
