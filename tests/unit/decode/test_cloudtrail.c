#include "decode/cloudtrail.h"

#include "support/decoded_line.h"
#include "support/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct decoded_line lines[] = {
    {"", NULL},
    {"[]", NULL},
    {"{\"eventTime\":\"2026-11-03T08:05:01Z\"}", NULL},
    {"{\"eventName\":\"ListUsers\"}", "event.action=ListUsers event.outcome=success"},
    {"{\"eventTime\":\"2026-11-03T08:05:01Z\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":"
     "\"AddUserToGroup\",\"awsRegion\":\"us-east-1\",\"sourceIPAddress\":\"2001:db8::5\","
     "\"userAgent\":\"cli\",\"errorCode\":\"AccessDenied\",\"errorMessage\":\"no\",\"eventID\":"
     "\"e1\",\"recipientAccountId\":\"111122223333\",\"userIdentity\":{\"userName\":\"ines\","
     "\"principalId\":\"AIDA\"},\"requestParameters\":{\"userName\":\"temp\",\"groupName\":"
     "\"admins\"}}",
     "event.action=AddUserToGroup event.outcome=failure event.id=e1 "
     "event.provider=iam.amazonaws.com error.message=no error.code=AccessDenied "
     "cloud.account.id=111122223333 cloud.region=us-east-1 user.name=ines user.id=AIDA "
     "user.target.name=temp group.name=admins source.address=2001:db8::5 source.ip=2001:db8::5 "
     "user_agent.original=cli"},
    {"{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"sourceIPAddress\":"
     "\"athena.amazonaws.com\",\"userIdentity\":{\"sessionContext\":{\"sessionIssuer\":"
     "{\"userName\":\"reports\"}}},\"requestParameters\":{\"key\":\"a/b.csv\"},"
     "\"additionalEventData\":{\"bytesTransferredIn\":0,\"bytesTransferredOut\":1048576}}",
     "event.action=GetObject event.outcome=success event.provider=s3.amazonaws.com "
     "user.name=reports source.address=athena.amazonaws.com source.bytes=0 "
     "destination.bytes=1048576 file.path=a/b.csv"},
    {"{\"eventName\":\"ListUsers\",\"userIdentity\":{\"type\":\"AssumedRole\",\"arn\":"
     "\"arn:aws:sts::111122223333:assumed-role/AdminSSO/ines@corp.example\",\"sessionContext\":"
     "{\"sessionIssuer\":{\"type\":\"Role\",\"userName\":\"AdminSSO\"}}}}",
     "event.action=ListUsers event.outcome=success amberd.cloud.role=AdminSSO "
     "user.name=ines@corp.example"},
    {"{\"eventName\":\"ListUsers\",\"userIdentity\":{\"type\":\"AssumedRole\","
     "\"sessionContext\":{\"sessionIssuer\":{\"userName\":\"backup\"}}}}",
     "event.action=ListUsers event.outcome=success amberd.cloud.role=backup user.name=backup"},
    {"{\"eventName\":\"ListUsers\",\"userIdentity\":{\"type\":\"Root\",\"userName\":\"shop\"}}",
     "event.action=ListUsers event.outcome=success user.name=root"},
    {"{\"eventSource\":\"signin.amazonaws.com\",\"eventName\":\"ConsoleLogin\","
     "\"responseElements\":{\"ConsoleLogin\":\"Failure\"}}",
     "event.action=ConsoleLogin event.outcome=failure event.provider=signin.amazonaws.com"},
};

START_TEST(events_are_understood)
{
    decoded_lines_check("cloudtrail", NULL, lines, COUNT(lines));
}
END_TEST

START_TEST(the_time_is_when_it_happened)
{
    ck_assert_int_eq(decoded_line_time("cloudtrail",
                                       "{\"eventTime\":\"2026-11-03T08:05:01Z\",\"eventName\":"
                                       "\"x\",\"timestamp\":1}",
                                       NULL),
                     1793693101 * SECOND);
}
END_TEST

SUITE_MAIN("cloudtrail", events_are_understood, the_time_is_when_it_happened)
