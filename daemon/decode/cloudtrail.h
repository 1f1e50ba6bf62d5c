/*
 * cloudtrail -- AWS CloudTrail: who asked which of Amazon's services for what.
 *
 * An object a line, or files of {"Records": [...]}.  All members keep their own names
 * (userIdentity.arn, requestParameters.bucketName), which is what Sigma's rules for AWS
 * ask for; beside them stand
 *
 *   event.action          eventName as it is: "AttachUserPolicy"
 *   event.provider        eventSource: "iam.amazonaws.com"
 *   event.outcome         failure with an errorCode, an errorMessage or a ConsoleLogin
 *                         that failed; else success
 *   event.category        iam, authentication (sign-in), file (S3), else configuration
 *   event.id              eventID; files hold some events twice, which have the same
 *   user.name             the user's, "root" of the account itself; of an assumed role the
 *                         session's, which names the person where a sign-on made it and
 *                         else is what was chosen when the role was assumed; without a
 *                         session the role's
 *   amberd.cloud.role     the role that was assumed
 *   user.id               principalId
 *   user.target.name      whom a request of IAM is about (requestParameters.userName)
 *   group.name            and which group (groupName)
 *   source.address        sourceIPAddress, which may be another of Amazon's services;
 *   source.ip             only where it is an address
 *   cloud.account.id, cloud.region, user_agent.original, error.code, error.message
 *   file.path             the key of an object in S3
 *   source.bytes, destination.bytes   to and from S3
 */
#ifndef DECODE_CLOUDTRAIL_H
#define DECODE_CLOUDTRAIL_H

#include "decode/decoder.h"

extern const struct decoder cloudtrail_decoder;

#endif
