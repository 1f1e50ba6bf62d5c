#include "store/turnstile.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/memory.h"

struct turnstile {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool is_taken;
    bool is_first_waiting;
    bool is_second_waiting;
    bool is_second_due; /* the first has been in while the second waited */
};

struct turnstile *turnstile_create(void)
{
    struct turnstile *turnstile = mem_zero(sizeof *turnstile);

    pthread_mutex_init(&turnstile->mutex, NULL);
    pthread_cond_init(&turnstile->changed, NULL);
    return turnstile;
}

void turnstile_destroy(struct turnstile *turnstile)
{
    if (!turnstile)
        return;
    pthread_cond_destroy(&turnstile->changed);
    pthread_mutex_destroy(&turnstile->mutex);
    mem_free(turnstile);
}

void turnstile_enter_first(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->mutex);
    turnstile->is_first_waiting = true;
    while (turnstile->is_taken || turnstile->is_second_due)
        pthread_cond_wait(&turnstile->changed, &turnstile->mutex);
    turnstile->is_first_waiting = false;
    turnstile->is_taken = true;
    turnstile->is_second_due = turnstile->is_second_waiting;
    pthread_mutex_unlock(&turnstile->mutex);
}

void turnstile_enter_second(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->mutex);
    turnstile->is_second_waiting = true;
    turnstile->is_second_due = turnstile->is_taken;
    while (turnstile->is_taken || (turnstile->is_first_waiting && !turnstile->is_second_due))
        pthread_cond_wait(&turnstile->changed, &turnstile->mutex);
    turnstile->is_second_waiting = false;
    turnstile->is_second_due = false;
    turnstile->is_taken = true;
    pthread_mutex_unlock(&turnstile->mutex);
}

void turnstile_leave(struct turnstile *turnstile)
{
    pthread_mutex_lock(&turnstile->mutex);
    turnstile->is_taken = false;
    pthread_cond_broadcast(&turnstile->changed);
    pthread_mutex_unlock(&turnstile->mutex);
}
