/*
 * auditd -- the events of the Linux audit system.
 *
 * An event is all lines of one time and serial (SHAPE_AUDIT): SYSCALL with EXECVE, CWD,
 * PATH, SOCKADDR and PROCTITLE; a user's login is one line.  Read from audit.log, with
 * node= and in the ENRICHED format, and out of syslog: audispd's lines, the kernel's
 * ("audit: type=1400 audit(...)") and journald's ("audit[912]: USER_AUTH pid=...").
 *
 * Every pair is there under auditd's own name as well (type, exe, a0, key, auid ...),
 * hex resolved, values from all lines; "?" and "(null)" count as absent.  SYSCALL is
 * the system call's name.  The words of access_event.h are used where they fit; the
 * others are
 *
 *   event.action                what it means
 *   process_started             execve; process.args, process.command_line
 *   file_created, file_changed (opened for writing), file_deleted, file_renamed,
 *   file_attributes_changed, file_opened         file.path, with its folder
 *   network_connected, network_sent              destination.ip
 *   network_accepted, network_received           source.ip
 *   network_bound                                server.address
 *   system_call                 any other; see SYSCALL
 *   service_started, service_stopped             service.name
 *   system_started, system_stopped, runlevel_changed, system_configured,
 *   time_changed, time_adjusted, device_authorized, package_changed
 *   kernel_module_changed, bpf_program_changed, firewall_configured, firewall_packet,
 *   seccomp_action, permission_checked, user_id_changed, group_id_changed
 *   mac_denied, mac_decision, mac_configured, mac_error      SELinux, AppArmor
 *   process_crashed, promiscuous_mode, suspicious_link, suspicious_file, anomaly
 *   file_access_decided, crypto_key, crypto_session, terminal_input
 *   audit_started, audit_stopped, audit_configured, audit_disabled, audit_rotated,
 *   audit_error, audit_client_connected, audit_client_disconnected
 *   log_lost                    the audit system says that it lost events
 *
 * event.code is the type of the record that names the event; event.sequence its serial,
 * event.id time and serial.  amberd.audit.user.id and .name are who logged in (auid),
 * whatever rights they took since; 4294967295 is nobody.  user.id and user.name are of
 * a system call its uid, of a login who logs in, of a change to accounts the auid.
 *
 * log_lost: "audit_lost=" counts since boot and stands under its own name; amberd.count
 * is 1, or the number of messages the line says were suppressed.
 */
#ifndef DECODE_AUDITD_H
#define DECODE_AUDITD_H

#include "decode/decoder.h"

extern const struct decoder auditd_decoder;

/* The same out of syslog, a line at a time; without a name, for several write them. */
extern const struct program auditd_program;

#endif
