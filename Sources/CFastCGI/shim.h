// What the target FastCGI takes from C; nobody else imports this.

// libfcgi (Debian: libfcgi-dev)
#include <fcgiapp.h>

// Linux calls that Swift's module of the C library leaves out,
#include <sys/epoll.h>
#include <sys/eventfd.h>

// and some that it has only with _GNU_SOURCE, without which that module is built.
#include <pthread.h>
#include <sys/socket.h>
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
int pipe2(int ends[2], int flags);
int pthread_setname_np(pthread_t thread, const char *name);

// F_SETPIPE_SZ (fcntl(2))
static const int setPipeSize = 1031;
