#include "output/name_share.h"

bool name_share_take(struct name_share *share, uint32_t user)
{
    size_t of_user = 0;

    if (user == 0 || user == share->own_user)
        return true;
    for (size_t i = 0; i < share->count; i++)
        of_user += share->users[i] == user;
    if (share->count == NAMES_MOST || of_user == NAMES_OF_USER_MOST)
        return false;
    share->users[share->count++] = user;
    return true;
}
