/* Lines of VPN servers and firewalls, the format by the first byte. */
#include "support/fuzz_decoder.h"

static const char *const formats[] = {"openvpn",   "openvpn-status", "ocserv",   "strongswan",
                                      "wireguard", "cisco-asa",      "fortinet", "globalprotect"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_decode_one_of(formats, sizeof formats / sizeof *formats, data, size);
    return 0;
}
