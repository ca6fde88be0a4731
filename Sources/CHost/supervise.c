// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum reaction {
    OPENS,      // libraries are lent, harmless files are absent, any other is an offence
    LOOKS,      // libraries are there, all else is absent
    SOCKET,     // an offence, but for syslog's
    MEMORY,     // more at once than there may be in all
    OFFENDS,
    OFFENDS_PATH,
    UNKNOWN,    // not implemented here, as far as the policy can tell
};

static const struct {
    int call;
    enum reaction reaction;
    int path;  // the argument that holds the path, or for OPENS the path and then the flags
    const char *words;
} reactions[] = {
    {SYS_openat, OPENS, 1, NULL},
    {SYS_newfstatat, LOOKS, 1, NULL},
    {SYS_statx, LOOKS, 1, NULL},
    {SYS_faccessat, LOOKS, 1, NULL},
    {SYS_readlinkat, LOOKS, 1, NULL},
    {SYS_mmap, MEMORY, 0, "use more memory than a policy may"},
    {SYS_socket, SOCKET, 0, "open a socket"},
    {SYS_socketpair, OFFENDS, 0, "open a socket"},
    {SYS_execve, OFFENDS_PATH, 0, "start a program"},
    {SYS_execveat, OFFENDS_PATH, 1, "start a program"},
    {SYS_clone, OFFENDS, 0, "start a process"},
    {SYS_kill, OFFENDS, 0, "send a signal to another process"},
    {SYS_tgkill, OFFENDS, 0, "send a signal to another process"},
    {SYS_ptrace, OFFENDS, 0, "trace a process"},
    {SYS_mount, OFFENDS_PATH, 1, "mount a file system"},
    {SYS_unshare, OFFENDS, 0, "make a namespace"},
    {SYS_setns, OFFENDS, 0, "enter a namespace"},
    {SYS_mkdirat, OFFENDS_PATH, 1, "make the folder"},
    {SYS_unlinkat, OFFENDS_PATH, 1, "remove the file"},
    {SYS_renameat2, OFFENDS_PATH, 1, "rename the file"},
    {SYS_linkat, OFFENDS_PATH, 1, "link the file"},
    {SYS_symlinkat, OFFENDS_PATH, 2, "make the file"},
    {SYS_mknodat, OFFENDS_PATH, 1, "make the file"},
    {SYS_truncate, OFFENDS_PATH, 0, "write the file"},
    {SYS_fchmodat, OFFENDS_PATH, 1, "change the file"},
    {SYS_fchownat, OFFENDS_PATH, 1, "change the file"},
#ifdef SYS_renameat
    {SYS_renameat, OFFENDS_PATH, 1, "rename the file"},
#endif
#ifdef SYS_open
    {SYS_open, OPENS, 0, NULL},
    {SYS_stat, LOOKS, 0, NULL},
    {SYS_lstat, LOOKS, 0, NULL},
    {SYS_access, LOOKS, 0, NULL},
    {SYS_readlink, LOOKS, 0, NULL},
    {SYS_fork, OFFENDS, 0, "start a process"},
    {SYS_vfork, OFFENDS, 0, "start a process"},
    {SYS_creat, OFFENDS_PATH, 0, "write the file"},
    {SYS_mkdir, OFFENDS_PATH, 0, "make the folder"},
    {SYS_rmdir, OFFENDS_PATH, 0, "remove the folder"},
    {SYS_unlink, OFFENDS_PATH, 0, "remove the file"},
    {SYS_rename, OFFENDS_PATH, 0, "rename the file"},
    {SYS_link, OFFENDS_PATH, 0, "link the file"},
    {SYS_symlink, OFFENDS_PATH, 1, "make the file"},
    {SYS_mknod, OFFENDS_PATH, 0, "make the file"},
    {SYS_chmod, OFFENDS_PATH, 0, "change the file"},
    {SYS_chown, OFFENDS_PATH, 0, "change the file"},
#endif
};

// What the loader and the C library look for by themselves. Not there, and they go on without.
static const char *const harmless[] = {
    "/proc/", "/sys/", "/dev/", "/etc/ld.so.", "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/usr/share/locale", "/usr/lib/locale",
};
static const char *const libraries[] = {"/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/", "/nix/store/", "/gnu/store/"};

static bool begins(const char *path, const char *const *prefixes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strncmp(path, prefixes[i], strlen(prefixes[i])) == 0) return true;
    }
    return false;
}
#define BEGINS(path, prefixes) begins(path, prefixes, sizeof prefixes / sizeof prefixes[0])

static bool is_library(const char *path) { return strcmp(path, "/etc/ld.so.cache") == 0 || (BEGINS(path, libraries) && !strstr(path, "/../")); }

// Copies a path out of the child, page by page, since the next page may not be there.
static bool read_path(pid_t process, uint64_t address, char *out, size_t capacity) {
    size_t length = 0;
    while (length < capacity - 1) {
        size_t part = 4096 - (address + length) % 4096;
        if (part > capacity - 1 - length) part = capacity - 1 - length;
        struct iovec local = {out + length, part};
        struct iovec remote = {(void *)(uintptr_t)(address + length), part};
        ssize_t got = process_vm_readv(process, &local, 1, &remote, 1, 0);
        if (got <= 0) return false;
        if (memchr(out + length, 0, (size_t)got)) return true;
        length += (size_t)got;
    }
    out[length] = 0;
    return true;
}

static void answer(int listener, uint64_t id, int error) {
    struct seccomp_notif_resp response = {.id = id, .error = -error};
    if (error == 0) response.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

// Opened here and handed over, so that the path can't be another one by the time that the kernel reads it again.
static void lend(int listener, uint64_t id, const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0) return answer(listener, id, errno);
    struct seccomp_notif_addfd request = {.id = id, .srcfd = (uint32_t)descriptor, .newfd_flags = O_CLOEXEC};
    int installed = ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &request);
    close(descriptor);
    if (installed < 0) return answer(listener, id, EACCES);
    struct seccomp_notif_resp response = {.id = id, .val = installed};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response);
}

// Dispatch watches the state of its own threads, and stops the process when it can't. Names the file by the process that asks, so that it can be
// no other's.
static bool is_own_thread(const char *path, pid_t process, char *out, size_t capacity) {
    unsigned thread;
    int end = 0;
    if (sscanf(path, "/proc/%u/stat%n", &thread, &end) != 1 || end == 0 || path[end] != 0) return false;
    snprintf(out, capacity, "/proc/%d/task/%u/stat", (int)process, thread);
    return true;
}

static enum weir_verdict offence(weir_run_outcome *outcome, const char *words, const char *detail) {
    outcome->offence = words;
    snprintf(outcome->offence_detail, sizeof outcome->offence_detail, "%s", detail);
    return WEIR_VERDICT_KILL;
}

enum weir_verdict weir_supervise(int listener, weir_run_outcome *outcome) {
    struct seccomp_notif question;
    memset(&question, 0, sizeof question);
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &question) < 0) return WEIR_VERDICT_GO_ON;

    enum reaction reaction = UNKNOWN;
    const char *words = NULL;
    int argument = 0;
    for (size_t i = 0; i < sizeof reactions / sizeof reactions[0]; i++) {
        if (reactions[i].call != question.data.nr) continue;
        reaction = reactions[i].reaction;
        words = reactions[i].words;
        argument = reactions[i].path;
    }
    char path[sizeof outcome->offence_detail] = "";
    bool readable = false;
    if (reaction == OPENS || reaction == LOOKS || reaction == OFFENDS_PATH) {
        readable = read_path((pid_t)question.pid, question.data.args[argument], path, sizeof path);
    }
    switch (reaction) {
    case OPENS: {
        uint64_t flags = question.data.args[argument + 1];
        bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE;
        if (writes) return offence(outcome, "write the file", path);
        // Root without CAP_SYS_PTRACE can't see the path. The child is `nobody` then, and the flags are known to only read.
        char other[64];
        if (!readable) {
            outcome->without |= WEIR_WITHOUT_SUPERVISION;
            answer(listener, question.id, 0);
        }
        else if (is_own_thread(path, (pid_t)question.pid, other, sizeof other)) lend(listener, question.id, other);
        else if (is_library(path)) lend(listener, question.id, path);
        else if (BEGINS(path, harmless)) answer(listener, question.id, ENOENT);
        else return offence(outcome, "read the file", path);
        return WEIR_VERDICT_GO_ON;
    }
    case LOOKS:
        answer(listener, question.id, readable && is_library(path) ? 0 : ENOENT);
        return WEIR_VERDICT_GO_ON;
    case SOCKET:
        // The C library and Dispatch complain through syslog, and don't mind when there is none.
        if (question.data.args[0] == AF_UNIX && (question.data.args[1] & 0xf) == SOCK_DGRAM) {
            answer(listener, question.id, EACCES);
            return WEIR_VERDICT_GO_ON;
        }
        return offence(outcome, words, "");
    case MEMORY:
        snprintf(path, sizeof path, "%llu", (unsigned long long)question.data.args[1]);
        return offence(outcome, words, path);
    case OFFENDS:
    case OFFENDS_PATH:
        return offence(outcome, words, path);
    case UNKNOWN:
        break;
    }
    answer(listener, question.id, ENOSYS);
    return WEIR_VERDICT_GO_ON;
}
