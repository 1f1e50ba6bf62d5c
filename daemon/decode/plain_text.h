/*
 * plain_text -- lines nobody has a decoder for: the line is the message.
 *
 * The time is taken from the frame of syslog, where the line has one.
 */
#ifndef DECODE_PLAIN_TEXT_H
#define DECODE_PLAIN_TEXT_H

#include "decode/decoder.h"

extern const struct decoder plain_text_decoder;

#endif
