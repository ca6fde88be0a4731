// SPDX-License-Identifier: GPL-2.0-or-later
#define _GNU_SOURCE
#include "confine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define THIS_ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

// What a computation needs: memory, threads of its own, time, and the descriptors that it was given.
static const int allowed[] = {
    SYS_read, SYS_write, SYS_readv, SYS_writev, SYS_pread64, SYS_pwrite64, SYS_lseek, SYS_close, SYS_fstat, SYS_dup, SYS_dup3,
    SYS_brk, SYS_munmap, SYS_mremap, SYS_mprotect, SYS_madvise, SYS_futex, SYS_exit, SYS_exit_group,
    SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_rt_sigsuspend, SYS_sigaltstack, SYS_restart_syscall,
    SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_getrandom,
    SYS_sched_yield, SYS_sched_getaffinity, SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
    SYS_set_tid_address, SYS_set_robust_list, SYS_getrlimit, SYS_getcwd, SYS_uname, SYS_sysinfo, SYS_membarrier,
    // Dispatch's own event loop.
    SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait, SYS_eventfd2, SYS_timerfd_create, SYS_timerfd_settime, SYS_ppoll,
#ifdef SYS_rseq
    SYS_rseq,
#endif
#ifdef SYS_arch_prctl
    SYS_arch_prctl,
#endif
#ifdef SYS_poll
    SYS_poll, SYS_epoll_wait, SYS_dup2, SYS_time,
#endif
};

enum { MAXIMUM = 256 };

typedef struct {
    struct sock_filter code[MAXIMUM];
    unsigned short length;
} program;

static void add(program *p, struct sock_filter instruction) { p->code[p->length++] = instruction; }
static void statement(program *p, uint16_t code, uint32_t k) { add(p, (struct sock_filter)BPF_STMT(code, k)); }
static void give(program *p, uint32_t verdict) { statement(p, BPF_RET | BPF_K, verdict); }
static void load(program *p, size_t offset) { statement(p, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset); }
static void load_argument(program *p, int index) { load(p, offsetof(struct seccomp_data, args) + 8 * (size_t)index); }
/// Skips so many instructions when the test fails.
static void unless(program *p, uint16_t test, uint32_t k, uint8_t skip) {
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | test | BPF_K, k, 0, skip));
}
/// For this call: `verdict` when the test of a low half of an argument holds, else `otherwise`.
static void on(program *p, int call, int argument, uint16_t test, uint32_t k, uint32_t verdict, uint32_t otherwise) {
    unless(p, BPF_JEQ, (uint32_t)call, 4);
    load_argument(p, argument);
    unless(p, test, k, 1);
    give(p, verdict);
    give(p, otherwise);
}
static void always(program *p, int call, uint32_t verdict) {
    unless(p, BPF_JEQ, (uint32_t)call, 1);
    give(p, verdict);
}

static void build(program *p, uint64_t memory, uint32_t other, uint32_t reading) {
    p->length = 0;
    load(p, offsetof(struct seccomp_data, arch));
    unless(p, BPF_JEQ, THIS_ARCHITECTURE, 1);
    add(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0));
    give(p, SECCOMP_RET_KILL_PROCESS);
    load(p, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) always(p, allowed[i], SECCOMP_RET_ALLOW);

    on(p, SYS_clone, 0, BPF_JSET, CLONE_THREAD, SECCOMP_RET_ALLOW, other);
    always(p, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);  // its flags are out of a filter's sight; glibc falls back to clone
    on(p, SYS_newfstatat, 3, BPF_JSET, AT_EMPTY_PATH, SECCOMP_RET_ALLOW, reading);
    on(p, SYS_statx, 2, BPF_JSET, AT_EMPTY_PATH, SECCOMP_RET_ALLOW, reading);
    on(p, SYS_tgkill, 0, BPF_JEQ, (uint32_t)getpid(), SECCOMP_RET_ALLOW, other);  // abort() and raise()
    on(p, SYS_sendmsg, 0, BPF_JEQ, WEIR_CONTROL_FD, SECCOMP_RET_ALLOW, other);
    on(p, SYS_execveat, 0, BPF_JEQ, WEIR_EXEC_FD, SECCOMP_RET_ALLOW, other);
    // Dispatch names and ranks its threads, and complains when it can't. They are told that it is done.
    always(p, SYS_setpriority, SECCOMP_RET_ERRNO | 0);
    on(p, SYS_prctl, 0, BPF_JEQ, PR_SET_NAME, SECCOMP_RET_ERRNO | 0, SECCOMP_RET_ERRNO | EINVAL);
    // Only one's own limits, and only to read them: prlimit64(0, resource, NULL, …).
    on(p, SYS_prlimit64, 2, BPF_JEQ, 0, SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO | EPERM);
    always(p, SYS_ioctl, SECCOMP_RET_ERRNO | ENOTTY);
    on(p, SYS_fcntl, 1, BPF_JGT, F_GETFL, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);

    // More memory at once than there may be in all is asked about, so that the reason is known.
    unless(p, BPF_JEQ, SYS_mmap, 8);
    load(p, offsetof(struct seccomp_data, args) + 8 + 4);
    unless(p, BPF_JGT, (uint32_t)(memory >> 32), 1);
    give(p, other);
    unless(p, BPF_JEQ, (uint32_t)(memory >> 32), 3);
    load_argument(p, 1);
    unless(p, BPF_JGT, (uint32_t)memory, 1);
    give(p, other);
    give(p, SECCOMP_RET_ALLOW);

    if (reading == SECCOMP_RET_ALLOW) {
        int writes = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY);
        on(p, SYS_openat, 2, BPF_JSET, (uint32_t)writes, other, reading);
#ifdef SYS_open
        on(p, SYS_open, 1, BPF_JSET, (uint32_t)writes, other, reading);
        always(p, SYS_access, reading);
        always(p, SYS_readlink, reading);
        always(p, SYS_stat, reading);
        always(p, SYS_lstat, reading);
#endif
        always(p, SYS_faccessat, reading);
        always(p, SYS_readlinkat, reading);
    }
    give(p, other);
}

static int install(program *p, unsigned flags) {
    struct sock_fprog value = {.len = p->length, .filter = p->code};
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &value);
    return result < 0 ? -errno : (int)result;
}

int weir_filter_install(uint64_t memory) {
#ifdef THIS_ARCHITECTURE
    program p;
    build(&p, memory, SECCOMP_RET_USER_NOTIF, SECCOMP_RET_USER_NOTIF);
    int listener = install(&p, SECCOMP_FILTER_FLAG_NEW_LISTENER);
    if (listener >= 0) return listener;
    // No such thing here, or an outer filter has its own supervisor already.
    build(&p, memory, SECCOMP_RET_ERRNO | EPERM, SECCOMP_RET_ALLOW);
    int result = install(&p, 0);
    return result == 0 ? -1 : result == -1 ? -EACCES : result;
#else
    (void)memory;
    return -ENOSYS;
#endif
}
