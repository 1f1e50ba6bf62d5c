#include "output/complaint.h"

bool complaint_is_due(struct complaint *complaint, timestamp now, uint64_t *before)
{
    /* A clock that was set back must not silence us until it has caught up. */
    if (complaint->told != 0 && now >= complaint->told && now - complaint->told < MINUTE) {
        complaint->untold++;
        return false;
    }
    *before = complaint->untold;
    complaint->untold = 0;
    complaint->told = now;
    return true;
}
