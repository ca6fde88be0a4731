// SPDX-License-Identifier: GPL-2.0-or-later
// Code that runs before a policy's. It does not confine the policy: the walls exist before this program starts, and a call that is refused
// is not carried out whatever happens here. This code only says what was tried, in words, and ends the process.
#define _GNU_SOURCE
#include "CPolicyStart.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define RESULT(context) ((context)->uc_mcontext.gregs[REG_RAX])
static const int argument_registers[] = {REG_RDI, REG_RSI, REG_RDX, REG_R10};
#define ARGUMENT(context, i) ((uint64_t)(context)->uc_mcontext.gregs[argument_registers[i]])
#elif defined(__aarch64__)
#define RESULT(context) ((context)->uc_mcontext.regs[0])
#define ARGUMENT(context, i) ((uint64_t)(context)->uc_mcontext.regs[i])
#elif defined(__riscv)
#define RESULT(context) ((context)->uc_mcontext.__gregs[REG_A0])
#define ARGUMENT(context, i) ((uint64_t)(context)->uc_mcontext.__gregs[REG_A0 + (i)])
#endif

enum reaction {
    OPENS,         // what the C library looks for by itself is absent; any other file is an offence
    STATES,        // the state of an open file; no file has a path
    LINKS,         // the program's own name is made up; no other link is there
    SOCKET,        // an offence, but for syslog's
    OFFENDS,
    OFFENDS_PATH,
    UNKNOWN,       // not implemented, as far as the policy can tell
};

static const struct {
    int call;
    enum reaction reaction;
    int path;  // the argument that holds the path, or for OPENS the path and then the flags
    const char *words;
} reactions[] = {
    {SYS_openat, OPENS, 1, NULL},
    {SYS_newfstatat, STATES, 1, NULL},
    {SYS_readlinkat, LINKS, 1, NULL},
    {SYS_socket, SOCKET, 0, "open a socket"},
    {SYS_socketpair, OFFENDS, 0, "open a socket"},
    {SYS_execve, OFFENDS_PATH, 0, "start a program"},
    {SYS_execveat, OFFENDS_PATH, 1, "start a program"},
    {SYS_clone, OFFENDS, 0, "start a process"},
    {SYS_kill, OFFENDS, 0, "send a signal to another process"},
    {SYS_tgkill, OFFENDS, 0, "send a signal to another process"},
    {SYS_rt_sigaction, OFFENDS, 0, "take over the signal SIGSYS"},
    {SYS_seccomp, OFFENDS, 0, "filter its own system calls"},
    {SYS_ptrace, OFFENDS, 0, "trace a process"},
    {SYS_process_vm_readv, OFFENDS, 0, "read the memory of a process"},
    {SYS_process_vm_writev, OFFENDS, 0, "write the memory of a process"},
    {SYS_mount, OFFENDS_PATH, 1, "mount a file system"},
    {SYS_unshare, OFFENDS, 0, "make a namespace"},
    {SYS_setns, OFFENDS, 0, "enter a namespace"},
    {SYS_chroot, OFFENDS_PATH, 0, "change its root"},
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
    {SYS_readlink, LINKS, 0, NULL},
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

// Files that the C library, Foundation and Dispatch look for, and can do without.
static const char *const absent[] = {
    "/proc/", "/sys/", "/dev/", "/etc/ld.so.", "/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/usr/share/locale", "/usr/lib",
    "/lib",
};

// Copies a path that may not be there to read: the kernel says so, where a plain read would end in a fault.
static void copy_path(uint64_t address, char *out, size_t capacity) {
    int ends[2];
    size_t length = 0;
    if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) < 0) return;
    while (length < capacity - 1) {
        size_t part = 4096 - (address + length) % 4096;
        if (part > capacity - 1 - length) part = capacity - 1 - length;
        ssize_t put = write(ends[1], (const char *)(uintptr_t)address + length, part);
        if (put <= 0 || read(ends[0], out + length, (size_t)put) != put || memchr(out + length, 0, (size_t)put)) break;
        length += (size_t)put;
    }
    out[capacity - 1] = 0;
    close(ends[0]);
    close(ends[1]);
}

// One frame of the document channel: see `DocumentChannel` in the module Weir.
static _Noreturn void say_refused(const char *words, const char *path) {
    char frame[14 + 64 + 512 + 4] = "weir\1\4";
    size_t length = 14;
    size_t part = strlen(words) < 63 ? strlen(words) : 63;
    memcpy(frame + length, words, part);
    length += part;
    frame[length++] = 0;
    part = strlen(path) < 511 ? strlen(path) : 511;
    memcpy(frame + length, path, part);
    length += part;
    uint64_t payload = length - 14;
    for (int i = 0; i < 8; i++) frame[6 + i] = (char)(payload >> (8 * i));
    memcpy(frame + length, "done", 4);
    ssize_t ignored = write(3, frame, length + 4);
    (void)ignored;
    _exit(CPOLICYSTART_REFUSED);
}

// Dispatch counts its running threads, and stops the process if it can't. It is told that all of them run.
static int thread_state(const char *path) {
    static const char state[] = "1 (policy) R ";
    int ends[2];
    const char *digit = path + strlen("/proc/");
    while (*digit >= '0' && *digit <= '9') digit++;
    if (digit == path + strlen("/proc/") || strcmp(digit, "/stat") != 0 || pipe2(ends, O_CLOEXEC) < 0) return -ENOENT;
    ssize_t put = write(ends[1], state, sizeof state);
    close(ends[1]);
    return put == sizeof state ? ends[0] : -ENOENT;
}

// Swift's runtime stops when it can't tell where its program lies.
static int answer_link(const char *path, uint64_t buffer, uint64_t size) {
    static const char name[] = "/policy";
    if (strcmp(path, "/proc/self/exe") != 0) return -ENOENT;
    size_t length = size < sizeof name - 1 ? size : sizeof name - 1;
    memcpy((void *)(uintptr_t)buffer, name, length);
    return (int)length;
}

static int answer_open(const char *path, uint64_t flags) {
    if ((flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE) say_refused("write the file", path);
    if (strncmp(path, "/proc/", 6) == 0) return thread_state(path);
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        if (strncmp(path, absent[i], strlen(absent[i])) == 0) return -ENOENT;
    }
    say_refused("read the file", path);
}

static void refused(int number, siginfo_t *info, void *pointer) {
    (void)number;
    int kept = errno;
    ucontext_t *context = pointer;
    enum reaction reaction = UNKNOWN;
    const char *words = "";
    int argument = 0;
    for (size_t i = 0; i < sizeof reactions / sizeof reactions[0]; i++) {
        if (reactions[i].call != info->si_syscall) continue;
        reaction = reactions[i].reaction;
        words = reactions[i].words;
        argument = reactions[i].path;
    }
    char path[512] = "";
    if (reaction != OFFENDS && reaction != SOCKET && reaction != UNKNOWN) copy_path(ARGUMENT(context, argument), path, sizeof path);
    int result = -ENOSYS;
    switch (reaction) {
    case OPENS: result = answer_open(path, ARGUMENT(context, argument + 1)); break;
    case LINKS: result = answer_link(path, ARGUMENT(context, argument + 1), ARGUMENT(context, argument + 2)); break;
    case STATES:
        result = path[0] ? -ENOENT : (int)syscall(SYS_fstat, (int)ARGUMENT(context, 0), ARGUMENT(context, 2));
        if (result == -1) result = -errno;
        break;
    case SOCKET:
        // The C library and Dispatch complain through syslog, and don't mind when there is none.
        if (ARGUMENT(context, 0) != AF_UNIX || (ARGUMENT(context, 1) & 0xf) != SOCK_DGRAM) say_refused(words, "");
        result = -EACCES;
        break;
    case OFFENDS:
    case OFFENDS_PATH: say_refused(words, path);
    case UNKNOWN: break;
    }
    errno = kept;
    RESULT(context) = result;
}

// From here on the handler stays, no other program is started, and links are asked of the handler.
static void close_the_door(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#ifdef SYS_readlink
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_readlink, 6, 0),
#endif
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_readlinkat, 5, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execveat, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_seccomp, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rt_sigaction, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SIGSYS, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
}

// Whether weir's filter is around this process: no other filter answers PR_GET_SECCOMP like this.
static bool is_filtered(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) < 0 && errno == EINVAL; }

static void start(int count, char **arguments, char **environment) {
    (void)environment;
    // Absent when an author starts a compiled policy by hand, and in all other programs that this file is linked into.
    if (count < 1 || strcmp(arguments[0], "policy") != 0 || !getenv("WEIR_DOCUMENT")) return;
    // The policy's output goes into a pipe, and would be lost in the buffer if it crashed.
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (!is_filtered()) return;
    struct sigaction action = {.sa_sigaction = refused, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, NULL);
    close_the_door();
}

// In front of all constructors.
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **, char **) = start;
