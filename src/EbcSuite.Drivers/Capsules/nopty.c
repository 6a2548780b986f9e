/*
 * Preloaded into mpirun: no pseudo terminals.
 *
 * PRRTE gives every rank a pseudo terminal for its standard output. criu can restore one only at the index it had, so a
 * terminal that is open on the target (another job, an ssh session) would make a restore fail. When openpty fails, PRRTE
 * takes a pipe instead, which can be restored anywhere.
 */
#include <errno.h>
#include <pty.h>

int openpty(int *master, int *slave, char *name, const struct termios *settings, const struct winsize *size)
{
    (void)master, (void)slave, (void)name, (void)settings, (void)size;
    errno = ENXIO;
    return -1;
}
