/*
 * sshd -- OpenSSH's server, with what PAM says on its behalf.
 *
 * Reads the lines of sshd, sshd-session and sshd-auth in any syslog frame.  A
 * line of another program, and one of sshd that says nothing below, keeps the
 * fields of its frame; only a line without a frame is not decoded.
 *
 *   event.action            what it means                             outcome
 *   ssh_login               Accepted, Failed: an attempt's result     success, failure
 *   ssh_login_step          Postponed, Partial: one factor of several unknown
 *   ssh_login_refused       not allowed by AllowUsers and the like    failure
 *   ssh_invalid_user        no such user                              failure
 *   ssh_pam_failure         PAM tells of the attempt again            failure
 *   ssh_too_many_failures   attempts for one connection used up       failure
 *   ssh_certificate_invalid the reason is in event.reason             failure
 *   ssh_certificate         a certificate was accepted                unknown
 *   ssh_session_opened      PAM: a session began                      success
 *   ssh_session_closed      PAM: it ended                             success
 *   ssh_session_started     a shell, command or subsystem             success
 *   ssh_session_ended       and its end                               success
 *   ssh_connect             somebody connected                        unknown
 *   ssh_disconnect          and went, or was sent away                unknown
 *   ssh_connection_refused  too many connections, a penalty, tcpd     failure
 *   ssh_penalty             the address is shut out for a while       failure
 *   ssh_timeout             nobody logged in in time                  failure
 *   ssh_probe               no SSH was spoken                         failure
 *   ssh_negotiation_failed  no common algorithm                       failure
 *   ssh_transport_error     broken packets                            failure
 *   ssh_name_mismatch       the address does not map back             unknown
 *   ssh_forward_refused     a tunnel that is not allowed: what for    failure
 *                           is in destination.* or file.path
 *   ssh_server_started      it listens                                success
 *
 * One attempt makes several lines, of which only one is an ssh_login: count
 * those.  user.name may be empty, for sshd lets people try the empty name.
 * source.address is there whenever the line names a peer, source.ip only when
 * that is an address.  amberd.count is how many times the log says it happened.
 *
 * Who logs in chooses the user's name, and with it much of the line: "x from
 * 203.0.113.9 port 22".  Where the name is one nobody has, the peer is therefore
 * what stands last; where the account exists, it is what stands first, because
 * then the rest of the line (the name in a certificate) is the doubtful part.  Where
 * nobody has the name and there is a certificate as well, and they name different
 * peers, the line has neither user nor peer: others of the same attempt do.
 */
#ifndef DECODE_SSHD_H
#define DECODE_SSHD_H

#include "decode/decoder.h"

extern const struct decoder sshd_decoder;
extern const struct program sshd_program;

#endif
