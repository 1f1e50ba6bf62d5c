#include "decode/auditd_type.h"

#define AUTHENTICATION "authentication"
#define CONFIGURATION  "configuration"
#define IAM            "iam"
#define INTRUSION      "intrusion_detection"
#define PROCESS        "process"
#define SESSION        "session"

#define PLAIN   AUDITD_ROLE_PLAIN
#define LOGIN   AUDITD_ROLE_LOGIN
#define ACCOUNT AUDITD_ROLE_ACCOUNT
#define GROUP   AUDITD_ROLE_GROUP
#define PART    AUDITD_ROLE_PART

static const struct auditd_type types[] = {
    {"SYSCALL", 1300, NULL, NULL, PLAIN},
    {"PATH", 1302, NULL, NULL, PART},
    {"EXECVE", 1309, NULL, NULL, PART},
    {"CWD", 1307, NULL, NULL, PART},
    {"PROCTITLE", 1327, NULL, NULL, PART},
    {"SOCKADDR", 1306, NULL, NULL, PART},
    {"EOE", 1320, NULL, NULL, PART},
    {"IPC", 1303, NULL, NULL, PART},
    {"SOCKETCALL", 1304, NULL, NULL, PART},
    {"MQ_OPEN", 1312, NULL, NULL, PART},
    {"FD_PAIR", 1317, NULL, NULL, PART},
    {"OBJ_PID", 1318, NULL, NULL, PART},
    {"BPRM_FCAPS", 1321, NULL, NULL, PART},
    {"CAPSET", 1322, NULL, NULL, PART},
    {"MMAP", 1323, NULL, NULL, PART},
    {"AVC_PATH", 1402, NULL, NULL, PART},
    {"OPENAT2", 1337, NULL, NULL, PART},
    {"URINGOP", 1336, NULL, NULL, PLAIN},

    {"USER_AUTH", 1100, "authentication", AUTHENTICATION, LOGIN},
    {"USER_ACCT", 1101, "account_checked", AUTHENTICATION, LOGIN},
    {"USER_MGMT", 1102, "user_changed", IAM, ACCOUNT},
    {"CRED_ACQ", 1103, "credentials_acquired", SESSION, LOGIN},
    {"CRED_DISP", 1104, "credentials_disposed", SESSION, LOGIN},
    {"USER_START", 1105, "session_opened", SESSION, LOGIN},
    {"USER_END", 1106, "session_closed", SESSION, LOGIN},
    {"USER_AVC", 1107, "mac_decision", INTRUSION, PLAIN},
    {"USER_CHAUTHTOK", 1108, "password_changed", IAM, ACCOUNT},
    {"USER_ERR", 1109, "authentication", AUTHENTICATION, LOGIN},
    {"CRED_REFR", 1110, "credentials_refreshed", SESSION, LOGIN},
    {"USYS_CONFIG", 1111, "system_configured", CONFIGURATION, PLAIN},
    {"USER_LOGIN", 1112, "login", AUTHENTICATION, LOGIN},
    {"USER_LOGOUT", 1113, "logout", SESSION, LOGIN},
    {"ADD_USER", 1114, "user_created", IAM, ACCOUNT},
    {"DEL_USER", 1115, "user_deleted", IAM, ACCOUNT},
    {"ADD_GROUP", 1116, "group_created", IAM, GROUP},
    {"DEL_GROUP", 1117, "group_deleted", IAM, GROUP},
    {"DAC_CHECK", 1118, "permission_checked", SESSION, PLAIN},
    {"CHGRP_ID", 1119, "group_id_changed", IAM, GROUP},
    {"TEST", 1120, NULL, NULL, PLAIN},
    {"USER_SELINUX_ERR", 1122, "mac_error", INTRUSION, PLAIN},
    {"USER_CMD", 1123, "sudo_command", PROCESS, AUDITD_ROLE_COMMAND},
    {"USER_TTY", 1124, "terminal_input", PROCESS, PLAIN},
    {"CHUSER_ID", 1125, "user_id_changed", IAM, ACCOUNT},
    {"GRP_AUTH", 1126, "authentication", AUTHENTICATION, GROUP},
    {"SYSTEM_BOOT", 1127, "system_started", "host", PLAIN},
    {"SYSTEM_SHUTDOWN", 1128, "system_stopped", "host", PLAIN},
    {"SYSTEM_RUNLEVEL", 1129, "runlevel_changed", "host", PLAIN},
    {"SERVICE_START", 1130, "service_started", PROCESS, PLAIN},
    {"SERVICE_STOP", 1131, "service_stopped", PROCESS, PLAIN},
    {"GRP_MGMT", 1132, "group_changed", IAM, GROUP},
    {"GRP_CHAUTHTOK", 1133, "group_changed", IAM, GROUP},
    {"MAC_CHECK", 1134, "mac_decision", INTRUSION, PLAIN},
    {"ACCT_LOCK", 1135, "user_locked", IAM, ACCOUNT},
    {"ACCT_UNLOCK", 1136, "user_unlocked", IAM, ACCOUNT},
    {"USER_DEVICE", 1137, "device_authorized", "host", PLAIN},
    {"SOFTWARE_UPDATE", 1138, "package_changed", "package", PLAIN},

    {"DAEMON_START", 1200, "audit_started", CONFIGURATION, PLAIN},
    {"DAEMON_END", 1201, "audit_stopped", CONFIGURATION, PLAIN},
    {"DAEMON_ABORT", 1202, "audit_stopped", CONFIGURATION, PLAIN},
    {"DAEMON_CONFIG", 1203, "audit_configured", CONFIGURATION, PLAIN},
    {"DAEMON_RECONFIG", 1204, "audit_configured", CONFIGURATION, PLAIN},
    {"DAEMON_ROTATE", 1205, "audit_rotated", CONFIGURATION, PLAIN},
    {"DAEMON_RESUME", 1206, "audit_started", CONFIGURATION, PLAIN},
    {"DAEMON_ACCEPT", 1207, "audit_client_connected", CONFIGURATION, PLAIN},
    {"DAEMON_CLOSE", 1208, "audit_client_disconnected", CONFIGURATION, PLAIN},
    {"DAEMON_ERR", 1209, "audit_error", CONFIGURATION, PLAIN},

    {"CONFIG_CHANGE", 1305, "audit_configured", CONFIGURATION, PLAIN},
    {"FEATURE_CHANGE", 1328, "audit_configured", CONFIGURATION, PLAIN},
    {"LOGIN", 1006, "session_numbered", SESSION, PLAIN},
    {"TTY", 1319, "terminal_input", PROCESS, PLAIN},
    {"NETFILTER_CFG", 1325, "firewall_configured", CONFIGURATION, PLAIN},
    {"NETFILTER_PKT", 1324, "firewall_packet", "network", PLAIN},
    {"SECCOMP", 1326, "seccomp_action", INTRUSION, PLAIN},
    {"KERN_MODULE", 1330, "kernel_module_changed", "driver", PLAIN},
    {"FANOTIFY", 1331, "file_access_decided", "file", PLAIN},
    {"TIME_INJOFFSET", 1332, "time_changed", "host", PLAIN},
    {"TIME_ADJNTPVAL", 1333, "time_adjusted", "host", PLAIN},
    {"BPF", 1334, "bpf_program_changed", PROCESS, PLAIN},
    {"EVENT_LISTENER", 1335, "audit_client_connected", CONFIGURATION, PLAIN},

    {"AVC", 1400, "mac_decision", INTRUSION, PLAIN},
    {"SELINUX_ERR", 1401, "mac_error", INTRUSION, PLAIN},
    {"MAC_POLICY_LOAD", 1403, "mac_configured", CONFIGURATION, PLAIN},
    {"MAC_STATUS", 1404, "mac_configured", CONFIGURATION, PLAIN},
    {"MAC_CONFIG_CHANGE", 1405, "mac_configured", CONFIGURATION, PLAIN},

    {"ANOM_PROMISCUOUS", 1700, "promiscuous_mode", INTRUSION, PLAIN},
    {"ANOM_ABEND", 1701, "process_crashed", PROCESS, PLAIN},
    {"ANOM_LINK", 1702, "suspicious_link", INTRUSION, PLAIN},
    {"ANOM_CREAT", 1703, "suspicious_file", INTRUSION, PLAIN},
    {"ANOM_LOGIN_FAILURES", 2100, "user_lockout", AUTHENTICATION, LOGIN},
    {"ANOM_LOGIN_TIME", 2101, "account_refused", AUTHENTICATION, LOGIN},
    {"ANOM_LOGIN_SESSIONS", 2102, "session_refused", SESSION, LOGIN},
    {"ANOM_LOGIN_ACCT", 2103, "account_refused", AUTHENTICATION, LOGIN},
    {"ANOM_LOGIN_LOCATION", 2104, "account_refused", AUTHENTICATION, LOGIN},
    {"ANOM_MAX_DAC", 2105, "anomaly", INTRUSION, PLAIN},
    {"ANOM_MAX_MAC", 2106, "anomaly", INTRUSION, PLAIN},
    {"ANOM_AMTU_FAIL", 2107, "anomaly", INTRUSION, PLAIN},
    {"ANOM_RBAC_FAIL", 2108, "anomaly", INTRUSION, PLAIN},
    {"ANOM_RBAC_INTEGRITY_FAIL", 2109, "anomaly", INTRUSION, PLAIN},
    {"ANOM_CRYPTO_FAIL", 2110, "anomaly", INTRUSION, PLAIN},
    {"ANOM_ACCESS_FS", 2111, "anomaly", INTRUSION, PLAIN},
    {"ANOM_EXEC", 2112, "anomaly", INTRUSION, LOGIN},
    {"ANOM_MK_EXEC", 2113, "anomaly", INTRUSION, PLAIN},
    {"ANOM_ADD_ACCT", 2114, "anomaly", INTRUSION, ACCOUNT},
    {"ANOM_DEL_ACCT", 2115, "anomaly", INTRUSION, ACCOUNT},
    {"ANOM_MOD_ACCT", 2116, "anomaly", INTRUSION, ACCOUNT},
    {"ANOM_ROOT_TRANS", 2117, "anomaly", INTRUSION, LOGIN},

    {"RESP_ACCT_LOCK_TIMED", 2205, "user_lockout", AUTHENTICATION, LOGIN},
    {"RESP_ACCT_LOCK", 2207, "user_lockout", AUTHENTICATION, LOGIN},
    {"RESP_ACCT_UNLOCK_TIMED", 2206, "user_unlocked", IAM, ACCOUNT},
    {"USER_ROLE_CHANGE", 2300, "role_changed", IAM, LOGIN},
    {"ROLE_ASSIGN", 2301, "role_assigned", IAM, ACCOUNT},
    {"ROLE_REMOVE", 2302, "role_removed", IAM, ACCOUNT},
    {"CRYPTO_KEY_USER", 2404, "crypto_key", "network", PLAIN},
    {"CRYPTO_SESSION", 2407, "crypto_session", "network", PLAIN},
};

static bool read_number(struct text type, uint64_t *number)
{
    if (text_take(&type, TEXT("UNKNOWN["))) {
        if (!text_ends_with(type, TEXT("]")))
            return false;
        type.length--;
    }
    return text_to_unsigned(type, number);
}

const struct auditd_type *auditd_type_find(struct text type)
{
    uint64_t number = 0;
    bool is_number = read_number(type, &number);

    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (is_number ? types[i].number == number : text_equal(type, text_of(types[i].name)))
            return &types[i];
    }
    return NULL;
}

/* Both stand in the operation; the first row that fits counts. */
static const struct {
    const char *one;
    const char *other;
    const char *action;
} operations[] = {
    {"add", "to-", "group_member_added"},
    {"add", "to ", "group_member_added"},
    {"add", "member", "group_member_added"},
    {"delet", "from", "group_member_removed"},
    {"delet", "member", "group_member_removed"},
    {"remov", "from", "group_member_removed"},
    {"remov", "member", "group_member_removed"},
    {"add", "group", "group_created"},
    {"delet", "group", "group_deleted"},
    {"unlock", "", "user_unlocked"},
    {"lock", "", "user_locked"},
    {"chang", "age", "password_expiry_changed"},
    {"chang", "expir", "password_expiry_changed"},
    {"updat", "passw", "password_changed"},
    {"chang", "passw", "password_changed"},
    {"display", "", "account_checked"},
};

static bool says(struct text operation, const char *part)
{
    return *part == '\0' || text_find(operation, text_of(part), &(size_t){0});
}

struct auditd_operation auditd_operation_read(struct text operation)
{
    struct auditd_operation read = {
        .is_echo = says(operation, "shadow") || says(operation, "home"),
    };

    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
        if (says(operation, operations[i].one) && says(operation, operations[i].other)) {
            read.action = operations[i].action;
            break;
        }
    }
    return read;
}
