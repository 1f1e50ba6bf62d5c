#include "decode/accounts.h"

#include <check.h>

#include "support/suite.h"
#include "support/syslog_case.h"

static const struct syslog_case cases[] = {
    {"useradd[9]: new user: name=mara, UID=1005, GID=1006, home=/home/mara, shell=/bin/bash, "
     "from=/dev/pts/0",
     "account user_created success target=mara target-id=1005 group-id=1006 count=1"},
    {"useradd[9]: new group: name=mara, GID=1005",
     "account group_created success group=mara group-id=1005 count=1"},
    {"useradd[9]: new account added - account=mara, uid=1005, gid=100, home=/home/mara, "
     "shell=/bin/bash, by=0",
     "account user_created success target=mara target-id=1005 group-id=100 count=1"},
    {"useradd[9]: account added to group - account=mara, group=video, gid=33, by=0",
     "account group_member_added success target=mara group=video group-id=33 count=1"},
    {"usermod[9]: change 'mara' to 'maria' in group 'wheel'",
     "account group_changed success reason=maria target=mara group=wheel count=0"},
    {"usermod[9]: change 'mara' to 'maria' in shadow group 'wheel'",
     "account group_changed success reason=maria target=mara group=wheel count=0"},
    {"useradd[9]: add 'mara' to group 'wheel'",
     "account group_member_added success target=mara group=wheel count=1"},
    {"useradd[9]: add 'mara' to shadow group 'wheel'",
     "account group_member_added success target=mara group=wheel count=0"},
    {"useradd[9]: failed adding user 'mara', data deleted",
     "account user_created failure reason=data deleted target=mara count=1"},
    {"useradd[9]: failed adding user 'mara', exit code: 9",
     "account user_created failure reason=exit code: 9 target=mara count=1"},
    {"usermod[9]: change user 'mara' UID from '1005' to '0'",
     "account user_changed success reason=UID from '1005' to '0' target=mara count=1"},
    {"usermod[9]: change user 'mara' password",
     "account password_changed success target=mara count=1"},
    {"usermod[9]: change user name 'mara' to 'maria'",
     "account user_changed success reason=maria target=mara count=1"},
    {"usermod[9]: lock user 'mara' password", "account user_locked success target=mara count=1"},
    {"usermod[9]: unlock user 'mara' password",
     "account user_unlocked success target=mara count=1"},
    {"usermod[9]: delete 'mara' from group 'wheel'",
     "account group_member_removed success target=mara group=wheel count=1"},
    {"usermod[9]: delete 'mara' from shadow group 'wheel'",
     "account group_member_removed success target=mara group=wheel count=0"},
    {"userdel[9]: delete user 'mara'", "account user_deleted success target=mara count=1"},
    {"userdel[9]: removed group 'mara' owned by 'mara'",
     "account group_deleted success target=mara group=mara count=1"},
    {"userdel[9]: removed shadow group 'mara' owned by 'mara'",
     "account group_deleted success target=mara group=mara count=0"},
    {"groupadd[9]: group added to /etc/group: name=ops, GID=1007",
     "account group_created success group=ops group-id=1007 count=0"},
    {"groupadd[9]: group added to /etc/gshadow: name=ops",
     "account group_created success group=ops count=0"},
    {"groupadd[9]: new group: name=ops, GID=1007",
     "account group_created success group=ops group-id=1007 count=1"},
    {"groupmod[9]: group changed in /etc/group (group ops/1007, new name: admins)",
     "account group_changed success reason=new name: admins group=ops group-id=1007 count=1"},
    {"groupmod[9]: group changed in /etc/gshadow (group ops/1007, new name: admins)",
     "account group_changed success reason=new name: admins group=ops group-id=1007 count=0"},
    {"groupmod[9]: group changed in /etc/gshadow (group ops, new name: admins)",
     "account group_changed success reason=new name: admins group=ops count=0"},
    {"groupmod[9]: group changed in /etc/passwd (group ops/1007, new gid: 5)",
     "account group_changed success reason=new gid: 5 group=ops group-id=1007 count=0"},
    {"groupdel[9]: group 'ops' removed from /etc/group",
     "account group_deleted success group=ops count=0"},
    {"groupdel[9]: group 'ops' removed from /etc/gshadow",
     "account group_deleted success group=ops count=0"},
    {"groupdel[9]: group 'ops' removed", "account group_deleted success group=ops count=1"},
    {"gpasswd[9]: user mara added by ines to group sudo",
     "account group_member_added success user=ines target=mara group=sudo count=1"},
    {"gpasswd[9]: user mara removed by ines from group sudo",
     "account group_member_removed success user=ines target=mara group=sudo count=1"},
    {"gpasswd[9]: members of group sudo set by root to mara,ines",
     "account group_members_set success reason=mara,ines user=root group=sudo count=1"},
    {"gpasswd[9]: administrators of group sudo set by root to mara",
     "account group_administrators_set success reason=mara user=root group=sudo count=1"},
    {"gpasswd[9]: password of group sudo changed by root",
     "account group_changed success reason=changed user=root group=sudo count=1"},
    {"chage[9]: changed password expiry for mara",
     "account password_expiry_changed success target=mara count=1"},
    {"chfn[9]: changed user 'mara' information",
     "account user_changed success reason=information target=mara count=1"},
    {"chsh[9]: changed user 'mara' shell to '/bin/sh'",
     "account user_changed success reason=/bin/sh target=mara count=1"},
    {"passwd[9]: password for 'mara' changed by 'root'",
     "account password_changed success user=root target=mara count=1"},
    {"adduser[9]: Adding user `mara' to group `sudo' ...",
     "account group_member_added success target=mara group=sudo count=0"},
    {"systemd-sysusers[9]: Creating user 'mara' (Mara's Service) with UID 998 and GID 998.",
     "account user_created success target=mara target-id=998 count=1"},
    {"systemd-sysusers[9]: Creating group 'mara' with GID 998.",
     "account group_created success group=mara group-id=998 count=1"},
    /* A name that is a sentence. */
    {"usermod[9]: add 'x' to group 'y' to group 'sudo'",
     "account group_member_added success count=1"},
    {"useradd[9]: new user: name=mara, UID=x, GID=99999999999999999999999, home=/",
     "account user_created success target=mara count=1"},
    {"useradd[9]: something else", "account count=1"},
    {"passwd[9]: pam_unix(passwd:chauthtok): authentication failure; logname=mara uid=5 euid=0 "
     "tty=pts/0 ruser= rhost=  user=mara",
     "account authentication failure user=mara service=passwd method=pam_unix tty=pts/0 count=1"},
};

START_TEST(messages_are_understood)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        syslog_case_check("syslog", &cases[i]);
}
END_TEST

START_TEST(it_is_a_format_of_its_own)
{
    syslog_case_check("accounts", &cases[0]);
}
END_TEST

SUITE_MAIN("accounts", messages_are_understood, it_is_a_format_of_its_own)
