// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "CHost.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/memfd.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// For kernels and sandboxes without openat2: one component at a time, and no symbolic link at all.
static int open_step_by_step(int folder, const char *name, int flags) {
    char rest[4096];
    if (strlen(name) >= sizeof rest) return -ENAMETOOLONG;
    if (name[0] == '/') return -EXDEV;
    strcpy(rest, name);
    int here = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    if (here < 0) return -errno;
    char *state = NULL;
    for (char *part = strtok_r(rest, "/", &state); part;) {
        char *next = strtok_r(NULL, "/", &state);
        if (strcmp(part, "..") == 0) {
            close(here);
            return -EXDEV;
        }
        int found = openat(here, part, O_CLOEXEC | O_NOFOLLOW | (next ? O_PATH | O_DIRECTORY : flags));
        int error = errno;
        close(here);
        if (found < 0) return error == ELOOP ? -EXDEV : -error;
        here = found;
        part = next;
    }
    return here;
}

int weir_open_beneath(int folder, const char *name) {
    // Not blocked by a FIFO; whether it is a file is seen on the descriptor, so nothing can change in between.
    int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct open_how how = {.flags = (unsigned)flags, .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    int descriptor;
    do descriptor = (int)syscall(SYS_openat2, folder, name, &how, sizeof how);
    while (descriptor < 0 && (errno == EAGAIN || errno == EINTR));
    if (descriptor < 0) {
        if (errno != ENOSYS && errno != EPERM) return -errno;
        if ((descriptor = open_step_by_step(folder, name, flags)) < 0) return descriptor;
    }
    struct stat status;
    int error = fstat(descriptor, &status) < 0 ? errno : S_ISREG(status.st_mode) ? 0 : S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    if (error) {
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int weir_open_place(int folder, const char *path, int flags) {
    int descriptor = openat(folder, path, O_PATH | O_CLOEXEC | flags);
    return descriptor < 0 ? -errno : descriptor;
}

int weir_lock_descriptor(int descriptor) {
    int result;
    do result = flock(descriptor, LOCK_EX | LOCK_NB);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : 0;
}

int weir_lock(const char *path, int milliseconds) {
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) return -errno;
    int result = 0;
    if (milliseconds < 0) {
        do result = flock(descriptor, LOCK_EX) < 0 ? -errno : 0;
        while (result == -EINTR);
    } else {
        for (int waited = 0; (result = weir_lock_descriptor(descriptor)) == -EWOULDBLOCK && waited < milliseconds; waited += 20) {
            nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
        }
    }
    if (result == 0) return descriptor;
    close(descriptor);
    return result;
}

#ifndef MFD_EXEC
#define MFD_EXEC 0x10u
#endif

int weir_program(const void *bytes, size_t length) {
    // Before Linux 6.3 files in memory are executable anyway, and the flag is unknown.
    int descriptor = (int)syscall(SYS_memfd_create, "policy", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
    if (descriptor < 0 && errno == EINVAL) descriptor = (int)syscall(SYS_memfd_create, "policy", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0) return -errno;
    int error = 0;
    for (const char *rest = bytes; length > 0 && !error;) {
        ssize_t count = write(descriptor, rest, length);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) error = count < 0 ? errno : EIO;
        else {
            rest += count;
            length -= (size_t)count;
        }
    }
    if (!error && fchmod(descriptor, 0555) < 0) error = errno;
    if (!error && fcntl(descriptor, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) < 0) error = errno;
    if (!error) return descriptor;
    close(descriptor);
    return -error;
}
