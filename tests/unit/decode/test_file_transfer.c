#include "decode/file_transfer.h"

#include "support/decoded_line.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define AT           "Tue Nov  3 08:05:01 2026 "
#define PEER         "source.address=203.0.113.7 source.ip=203.0.113.7"

static const struct decoded_line vsftpds[] = {
    {"", NULL},
    {AT "hello", NULL},
    {"Tue Nov 31 08:05:01 2026 [pid 3] CONNECT: Client \"203.0.113.7\"", NULL},
    {AT "[pid 3] hello", "process.pid=3"},
    {AT "[pid 3] CONNECT: Client \"::ffff:203.0.113.7\"",
     "event.action=ftp_connect event.outcome=unknown process.pid=3 " PEER},
    {AT "[pid 3] [jdoe] OK LOGIN: Client \"2001:db8::5\"",
     "event.action=ftp_login event.outcome=success process.pid=3 user.name=jdoe "
     "source.address=2001:db8::5 source.ip=2001:db8::5"},
    {AT "[pid 3] [jdoe] FAIL LOGIN: Client \"203.0.113.7\", \"User is not in the list.\"",
     "event.action=ftp_login event.outcome=failure event.reason=User is not in the list. "
     "process.pid=3 user.name=jdoe " PEER},
    {AT "[pid 3] [jdoe] OK UPLOAD: Client \"203.0.113.7\", \"/in/a \"b\", c\", 1884648 bytes, "
        "41264.44Kbyte/sec",
     "event.action=file_written event.outcome=success process.pid=3 user.name=jdoe " PEER
     " source.bytes=1884648 file.path=/in/a \"b\", c file.size=1884648"},
    {AT "[pid 3] [jdoe] OK DOWNLOAD: Client \"203.0.113.7\", \"/out/a\", 7 bytes, 1.00Kbyte/sec",
     "event.action=file_read event.outcome=success process.pid=3 user.name=jdoe " PEER
     " destination.bytes=7 file.path=/out/a file.size=7"},
    {AT "[pid 3] [jdoe] FAIL DOWNLOAD: Client \"203.0.113.7\", \"/out/a\", 0.00Kbyte/sec",
     "event.action=file_read event.outcome=failure process.pid=3 user.name=jdoe " PEER
     " file.path=/out/a"},
    {AT "[pid 3] [jdoe] OK RENAME: Client \"203.0.113.7\", \"/a /b\"",
     "event.action=file_renamed event.outcome=success process.pid=3 user.name=jdoe " PEER
     " file.path=/b amberd.file.previous_path=/a"},
    {AT "[pid 3] [jdoe] OK DELETE: Client \"203.0.113.7\", \"/a\"",
     "event.action=file_removed event.outcome=success process.pid=3 user.name=jdoe " PEER
     " file.path=/a"},
    {AT "[pid 3] [jdoe] OK CHMOD: Client \"203.0.113.7\", \"/a b 755\"",
     "event.action=file_changed event.outcome=success process.pid=3 user.name=jdoe " PEER
     " file.path=/a b file.mode=755"},
    {AT "[pid 3] [jdoe] FTP response: Client \"203.0.113.7\", \"550 Permission denied.\"",
     "event.action=ftp_reply event.outcome=failure event.reason=Permission denied. "
     "event.code=550 process.pid=3 user.name=jdoe " PEER},
    {AT "[pid 3] [jdoe] FTP response: Client \"203.0.113.7\", \"226 Transfer complete.\"",
     "event.action=ftp_reply event.outcome=success event.reason=Transfer complete. event.code=226 "
     "process.pid=3 "
     "user.name=jdoe " PEER},
    {AT "[pid 3] [jdoe] FTP response: Client \"203.0.113.7\", \"150 Here it comes.\"",
     "event.action=ftp_reply event.outcome=unknown event.reason=Here it comes. event.code=150 "
     "process.pid=3 "
     "user.name=jdoe " PEER},
    {AT "[pid 3] [jdoe] FTP response: Client \"203.0.113.7\", \"421 Timeout.\"",
     "event.action=ftp_reply event.outcome=failure event.reason=Timeout. event.code=421 "
     "process.pid=3 "
     "user.name=jdoe " PEER},
    {AT "[pid 3] [jdoe] FTP response: Client \"203.0.113.7\", \"5500\"",
     "event.action=ftp_reply event.outcome=unknown event.code=5500 process.pid=3 "
     "user.name=jdoe " PEER},
    {AT "[pid 3] FTP command: Client \"203.0.113.7\", \"USER jdoe\"",
     "event.action=ftp_command event.outcome=unknown event.code=USER process.pid=3 " PEER},
    {AT "[pid 3] [jdoe] FTP command: Client \"203.0.113.7\", \"SITE CHMOD 777 \"a\"\"",
     "event.action=ftp_command event.outcome=unknown event.code=SITE process.pid=3 "
     "user.name=jdoe " PEER},
    {AT "[pid 3] FTP command: Client \"203.0.113.7\"", "process.pid=3 " PEER},
    /* Who logs in chooses his name. */
    {AT "[pid 3] [root] OK LOGIN: Client \"198.51.100.1\"] FAIL LOGIN: Client \"203.0.113.7\"",
     "amberd.flags=doubtful_user process.pid=3"},
    {"Nov  3 08:05:01 gw vsftpd[9]: [jdoe] FAIL LOGIN: Client \"203.0.113.7\"",
     "event.action=ftp_login event.outcome=failure host.name=gw process.name=vsftpd "
     "process.pid=9 user.name=jdoe " PEER},
};

START_TEST(vsftpd_s_log_is_understood)
{
    decoded_lines_check("vsftpd", NULL, vsftpds, COUNT(vsftpds));
}
END_TEST

static const struct decoded_line transfers[] = {
    {"", NULL},
    {AT "12 203.0.113.7 5 /a", NULL},
    {AT "12 203.0.113.7 5 /a b _ o r jdoe ftp 0 * x", NULL},
    {AT "12 203.0.113.7 5 /a b _ x r jdoe ftp 0 * c", NULL},
    {AT "x 203.0.113.7 5 /a b _ o r jdoe ftp 0 * c", NULL},
    {AT "12 203.0.113.7 1048576 /pub/a.zip b _ o r jdoe ftp 0 * c",
     "event.action=file_read event.outcome=success event.duration=12000000000 user.name=jdoe " PEER
     " destination.bytes=1048576 file.path=/pub/a.zip file.size=1048576"},
    {AT "0 ftp.example.net 5 /in/a b.zip a CU i g guest@example.org ftp 1 jdoe i",
     "event.action=file_written event.outcome=failure event.duration=0 "
     "user.name=guest@example.org source.address=ftp.example.net source.bytes=5 "
     "file.path=/in/a b.zip file.size=5"},
    {AT "0 203.0.113.7 0 /in/a b _ d r jdoe ftp 0 * c",
     "event.action=file_removed event.outcome=success event.duration=0 user.name=jdoe " PEER
     " file.path=/in/a"},
    /* A guest, or a file, of that name. */
    {AT "0 203.0.113.7 5 /in/a b _ o a root b _ o r jdoe ftp 0 * c",
     "event.action=file_read event.outcome=success event.duration=0 "
     "amberd.flags=doubtful_path " PEER " destination.bytes=5 file.size=5"},
    {AT "0 203.0.113.7 5 /in/a b _ o a x b _ i r jdoe ftp 0 * c",
     "event.outcome=success event.duration=0 amberd.flags=doubtful_path " PEER},
};

START_TEST(xferlog_is_understood)
{
    decoded_lines_check("xferlog", NULL, transfers, COUNT(transfers));
}
END_TEST

#define SFTP "Nov  3 08:05:01 gw internal-sftp[77]: "
#define FROM "host.name=gw process.name=internal-sftp process.pid=77"

static const struct decoded_line sftps[] = {
    {SFTP "session opened for local user jdoe from [203.0.113.7]",
     "event.action=sftp_session_opened event.outcome=success " FROM " user.name=jdoe " PEER},
    {SFTP "session closed for local user jdoe from [2001:db8::5]",
     "event.action=sftp_session_closed event.outcome=success " FROM
     " user.name=jdoe source.address=2001:db8::5 source.ip=2001:db8::5"},
    {SFTP "received client version 3", FROM},
    {SFTP "open \"/in/a\" flags WRITE,CREATE,TRUNCATE mode 0666",
     "event.action=file_opened event.outcome=success " FROM
     " file.path=/in/a file.mode=WRITE,CREATE,TRUNCATE"},
    {SFTP "close \"/in/a\" bytes read 0 written 1048576",
     "event.action=file_written event.outcome=success " FROM
     " source.bytes=1048576 file.path=/in/a file.size=1048576"},
    {SFTP "close \"/out/a\" bytes read 7 written 0",
     "event.action=file_read event.outcome=success " FROM
     " destination.bytes=7 file.path=/out/a file.size=7"},
    {SFTP "close \"/out/a\" bytes read 0 written 0",
     "event.action=file_closed event.outcome=success " FROM " file.path=/out/a"},
    {SFTP "forced close \"/in/a\" bytes read 0 written 9",
     "event.action=file_written event.outcome=failure " FROM
     " source.bytes=9 file.path=/in/a file.size=9"},
    {SFTP "remove name \"/in/a\"",
     "event.action=file_removed event.outcome=unknown " FROM " file.path=/in/a"},
    {SFTP "posix-rename old \"/in/a\" new \"/in/b\"",
     "event.action=file_renamed event.outcome=unknown " FROM
     " file.path=/in/b amberd.file.previous_path=/in/a"},
    {SFTP "mkdir name \"/in/d\" mode 0755",
     "event.action=folder_created event.outcome=unknown " FROM " file.path=/in/d"},
    {SFTP "sent status Permission denied",
     "event.action=file_refused event.outcome=failure event.reason=Permission denied " FROM},
    {SFTP "sent status No such file", "event.outcome=failure event.reason=No such file " FROM},
    /* Who puts a file chooses its name. */
    {SFTP "close \"/in/a\" bytes read 1 written 2\" bytes read 0 written 5",
     "event.action=file_written event.outcome=success " FROM
     " source.bytes=5 file.path=/in/a\" bytes read 1 written 2 file.size=5"},
    {SFTP "rename old \"/a\" new \"/b\" new \"/c\"",
     "event.action=file_renamed event.outcome=unknown " FROM},
    {"Nov  3 08:05:01 gw cron[77]: remove name \"/in/a\"",
     "host.name=gw process.name=cron process.pid=77"},
};

/* What sshd writes for a server in a chroot, and what it only seems to write. */
static const struct decoded_line relayed[] = {
    {"Nov  3 08:05:01 gw sshd[77]: close \"/out/a\" bytes read 7 written 0 [postauth]",
     "event.action=file_read event.outcome=success host.name=gw process.name=sshd process.pid=77 "
     "destination.bytes=7 file.path=/out/a file.size=7"},
    {"Nov  3 08:05:01 gw sshd-session[77]: session opened for local user jdoe from [203.0.113.7] "
     "[postauth]",
     "event.action=sftp_session_opened event.outcome=success host.name=gw "
     "process.name=sshd-session process.pid=77 user.name=jdoe " PEER},
    {"Nov  3 08:05:01 gw sshd[77]: close \"/out/a\" bytes read 7 written 0",
     "host.name=gw process.name=sshd process.pid=77"},
};

START_TEST(sftp_server_in_a_chroot_is_understood)
{
    decoded_lines_check("syslog", NULL, relayed, COUNT(relayed));
}
END_TEST

START_TEST(sftp_server_s_lines_are_understood)
{
    decoded_lines_check("sftp-server", NULL, sftps, COUNT(sftps));
}
END_TEST

SUITE_MAIN("file_transfer", vsftpd_s_log_is_understood, xferlog_is_understood,
           sftp_server_s_lines_are_understood, sftp_server_in_a_chroot_is_understood)
